//! A parameter or a field of an event holds a row.
//!
//! ```ssot
//! model User {
//!   id    Int    @id @default(autoincrement())
//!   name  String
//!   email String
//!   posts Post[]
//! }
//!
//! model Post {
//!   id        Int       @id @default(autoincrement())
//!   title     String
//!   note      String?
//!   status    Status    @default(DRAFT)
//!   rating    Int       @default(0)
//!   changedAt DateTime  @updatedAt
//!   authorId  Int
//!   author    User      @relation(fields: [authorId], references: [id])
//!   editorId  Int?
//! }
//!
//! enum Status {
//!   DRAFT
//!   PUBLISHED
//! }
//!
//! event Published {
//!   postId Int
//!   note   String?
//! }
//!
//! event Moved {
//!   post Post
//! }
//!
//! action move(to: User) on Post {
//!   set authorId = to
//! }
//! ```
//!
//! What is given and what is told are values: scalars, values of enums, and lists of these. The key of a row stands for the row.

use crate::diagnostic::Code;

pub(crate) struct PayloadType;

impl PayloadType {
    pub(crate) const CODE: Code = Code(772);
}
