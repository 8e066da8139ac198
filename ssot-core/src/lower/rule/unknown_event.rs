//! An action tells an event that nobody declares.
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
//!   emit Publishd { postId: id }
//!   emit Post { id: id }
//! }
//! ```
//!
//! Events are declared with their fields: `event Published { postId Int }`.

use crate::diagnostic::Code;

pub(crate) struct UnknownEvent;

impl UnknownEvent {
    pub(crate) const CODE: Code = Code(778);
}
