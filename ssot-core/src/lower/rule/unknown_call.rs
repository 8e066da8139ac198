//! An action calls another one that is not there.
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
//!   call publis
//!   call author.greet
//!   call greet
//! }
//!
//! action greet on User {
//!   reject "no_greetings"
//! }
//! ```
//!
//! A bare name is an action of this row, of its model or of the schema. `author.greet` is about the row that the relation leads to, `Post.importFeed` about the
//! model.

use crate::diagnostic::Code;

pub(crate) struct UnknownCall;

impl UnknownCall {
    pub(crate) const CODE: Code = Code(784);
}
