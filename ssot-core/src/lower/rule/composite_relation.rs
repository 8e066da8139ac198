//! A composite type holds a relation.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model User {
//!   id String @id @map("_id")
//! }
//!
//! type Address {
//!   owner User
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct CompositeRelation;

impl CompositeRelation {
    pub(crate) const CODE: Code = Code(162);
}
