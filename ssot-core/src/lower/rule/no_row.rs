//! A step changes a row where there is none.
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
//! action clear(reason: String) on Post[] {
//!   require reason != "" else "reason_empty"
//!   delete
//! }
//!
//! action drop on Post {
//!   delete
//!   set title = ""
//! }
//! ```
//!
//! `on Post` is about one row, `on Post[]` about the model. Once a row is removed, what it held can be read, but not set.

use crate::diagnostic::Code;

pub(crate) struct NoRow;

impl NoRow {
    pub(crate) const CODE: Code = Code(782);
}
