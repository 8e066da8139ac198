//! An action is called with what it does not take, or without what it needs.
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
//! action archive(reason: String, at: DateTime?) on Post {
//!   require reason != "" else "reason_empty"
//!   set note = reason
//!   set rating = length(reason)
//!   if at != null {
//!     reject "too_late"
//!   }
//! }
//!
//! action close on Post {
//!   call archive(at: now())
//!   call archive(reasn: "old")
//!   call archive("old")
//! }
//! ```
//!
//! What an action is given has names. Parameters with `?` and lists may be left out.

use crate::diagnostic::Code;

pub(crate) struct CallArguments;

impl CallArguments {
    pub(crate) const CODE: Code = Code(785);
}
