//! An expression that means nothing here.
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
//!   @@allow("read", null)
//!   @@allow("read", published is true)
//!   @@allow("read", null == null)
//!   @@allow("read", title in [])
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

pub(crate) struct ExpressionShape;

impl ExpressionShape {
    pub(crate) const CODE: Code = Code(757);
}
