//! Something valid that ssot cannot do yet.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model Post {
//!   id     String   @id @map("_id")
//!   tagIds String[]
//!   tags   Tag[]    @relation(fields: [tagIds], references: [id])
//! }
//!
//! model Tag {
//!   id      String   @id @map("_id")
//!   postIds String[]
//!   posts   Post[]   @relation(fields: [postIds], references: [id])
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct NotYet;

impl NotYet {
    pub(crate) const CODE: Code = Code(180);
}
