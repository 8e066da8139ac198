//! A name in an expression that nothing has.
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
//!   @@allow("read", publishd)
//!   @@allow("read", author.nam == "x")
//!   @@allow("read", status == DRAF)
//!   @@allow("read", user.id == 1)
//!   @@allow("read", tags.some(name == title))
//!   @@allow("read", auth().sub == title)
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
//! Inside `tags.some(…)` bare names are fields of `Tag`; `this.title` is the field of the row around.

use crate::diagnostic::Code;

pub(crate) struct ExpressionName;

impl ExpressionName {
    pub(crate) const CODE: Code = Code(750);
}
