//! A step writes a field that the database or the server fills.
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
//! action touch on Post {
//!   set id = 1
//!   set changedAt = now()
//! }
//!
//! action copy on Post {
//!   create Post { id: 7, title: title, authorId: authorId }
//! }
//! ```
//!
//! Keys do not change, and counters, moments of change, versions and tenants are set by what they are there for. A field that is `@readOnly` or `@hidden` to
//! requests can be set: that is what actions are for.

use crate::diagnostic::Code;

pub(crate) struct WrittenByOthers;

impl WrittenByOthers {
    pub(crate) const CODE: Code = Code(776);
}
