//! A literal that is no value of the type that is wanted.
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
//!   @@allow("read", createdAt > "2020-01-31")
//!   @@allow("read", status == "DRAFT")
//!   @@allow("read", id == 99999999999999999999)
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

pub(crate) struct ExpressionLiteral;

impl ExpressionLiteral {
    pub(crate) const CODE: Code = Code(756);
}
