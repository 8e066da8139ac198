//! A field of a composite type has a default that only a database or a document of its own could make.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! type Photo {
//!   id   String @default(auto()) @db.ObjectId
//!   code String @default(nanoid())
//! }
//!
//! model A {
//!   id    String @id @map("_id")
//!   photo Photo
//! }
//! ```
//!
//! Literals, `now()`, `uuid()`, `cuid()` and `ulid()` are possible.

use crate::diagnostic::Code;

pub(crate) struct CompositeDefault;

impl CompositeDefault {
    pub(crate) const CODE: Code = Code(135);
}
