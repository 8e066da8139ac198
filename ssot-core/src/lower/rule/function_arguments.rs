//! A function with too few or too many arguments.
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
//!   @@allow("read", contains(title))
//!   @@allow("read", tags.every())
//!   @@allow("read", now(1) > createdAt)
//!   @@allow("read", contains(text: title, part: "x"))
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

pub(crate) struct FunctionArguments;

impl FunctionArguments {
    pub(crate) const CODE: Code = Code(754);
}
