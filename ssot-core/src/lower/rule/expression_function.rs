//! A function that does not exist.
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
//!   @@allow("read", startWith(title, "x"))
//!   @@allow("read", title.contains("x"))
//!   @@allow("read", tags.any(name == "x"))
//!   @@allow("read", foo(title))
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

pub(crate) struct ExpressionFunction;

impl ExpressionFunction {
    pub(crate) const CODE: Code = Code(753);
}
