//! Two actions of one model have one name, or an action has a name that every model has already.
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
//!   set status = PUBLISHED
//! }
//!
//! action publish(count: Int) on Post[] {
//!   require count > 0 else "count_too_small"
//! }
//!
//! action search on Post[] {
//!   reject "closed"
//! }
//! ```
//!
//! What is about one row and what is about the model share one set of names. APIs have `create`, `read`, `update`, `delete`, `restore`, `bulk`, `search`,
//! `aggregate`, `export` and `changes` for every model.

use crate::diagnostic::Code;

pub(crate) struct ActionName;

impl ActionName {
    pub(crate) const CODE: Code = Code(770);
}
