//! An event is told with fields that it does not have, or without one that it needs.
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
//! action publish on Post {
//!   emit Published { postID: id }
//!   emit Published { note: note }
//! }
//! ```
//!
//! Fields with `?` and lists may be left out.

use crate::diagnostic::Code;

pub(crate) struct PayloadFields;

impl PayloadFields {
    pub(crate) const CODE: Code = Code(779);
}
