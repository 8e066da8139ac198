//! Values that do not go together.
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
//!   @@allow("read", title == 1)
//!   @@allow("read", rating > price)
//!   @@allow("read", status < DONE)
//!   @@allow("read", title + 1 == title)
//!   @@allow("read", id in title)
//!   @@allow("read", length(id) > 1)
//!   @@allow("read", id in [1, "x"])
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

use crate::diagnostic::Code;

pub(crate) struct OperandTypes;

impl OperandTypes {
    pub(crate) const CODE: Code = Code(751);
}
