//! An action is about a model, or makes a row of one, that is not there.
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
//! action publish on Pst {
//!   reject "closed"
//! }
//!
//! action close on Status {
//!   reject "closed"
//! }
//!
//! action copy on Post {
//!   create Psot { title: title, authorId: authorId }
//! }
//! ```
//!
//! Behind `on` and `create` stands the name of a model.

use crate::diagnostic::Code;

pub(crate) struct ActionModel;

impl ActionModel {
    pub(crate) const CODE: Code = Code(771);
}
