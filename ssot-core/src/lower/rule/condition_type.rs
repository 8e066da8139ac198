//! A condition that is no truth value.
//!
//! ```ssot
//! model User {
//!   id    Int    @id
//!   name  String
//!   posts Post[]
//! }
//!
//! model Post {
//!   id        Int       @id
//!   title     String
//!   published Boolean
//!   rating    Float?
//!   price     Decimal
//!   status    Status
//!   createdAt DateTime
//!   tags      Tag[]
//!   authorId  Int
//!   author    User      @relation(fields: [authorId], references: [id])
//!
//!   @@allow("read", title)
//!   @@allow("read", rating || published)
//!   @@allow("read", !id)
//! }
//!
//! model Tag {
//!   id    Int    @id
//!   name  String
//!   posts Post[]
//! }
//!
//! enum Status {
//!   DRAFT
//!   DONE
//! }
//! ```
//!
//! A condition is true, false or unknown; other values have to be compared with something.

use crate::diagnostic::Code;

pub(crate) struct ConditionType;

impl ConditionType {
    pub(crate) const CODE: Code = Code(752);
}
