//! A relation that is used as what it is not.
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
//!   @@allow("read", tags.name == "x")
//!   @@allow("read", author == auth())
//!   @@allow("read", author.some(name == "x"))
//!   @@allow("read", title.length == 1)
//!   @@allow("read", auth().org.id == 1)
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
//! A relation to one row has the fields of that row, a relation to many rows has `some`, `every`, `none`, `count`, `sum`, `avg`, `min` and `max`.

use crate::diagnostic::Code;

pub(crate) struct ExpressionRelation;

impl ExpressionRelation {
    pub(crate) const CODE: Code = Code(755);
}
