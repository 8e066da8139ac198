//! `@@api(softDelete:)` names something that cannot say since when a row is deleted.
//!
//! ```prisma
//! /// @@api(softDelete: deleted)
//! model Post {
//!   id      Int     @id
//!   deleted Boolean @default(false)
//! }
//!
//! /// @@api(softDelete: deletdAt)
//! model Note {
//!   id        Int       @id
//!   deletedAt DateTime?
//! }
//!
//! /// @@api(softDelete: changedAt)
//! model Page {
//!   id        Int       @id
//!   changedAt DateTime? @updatedAt
//! }
//! ```
//!
//! It names a `DateTime?` of the model, which is null in rows that are there and which nothing else sets.

use crate::diagnostic::Code;

pub(crate) struct ApiSoftDelete;

impl ApiSoftDelete {
    pub(crate) const CODE: Code = Code(174);
}
