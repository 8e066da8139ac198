//! A row is made without a field that it needs.
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
//! action copy on Post {
//!   create Post { title: title }
//! }
//! ```
//!
//! What has neither a default nor `?` needs a value.

use crate::diagnostic::Code;

pub(crate) struct MissingFields;

impl MissingFields {
    pub(crate) const CODE: Code = Code(777);
}
