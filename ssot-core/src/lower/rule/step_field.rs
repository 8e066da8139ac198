//! A step writes a field that is not there, or is no column.
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
//!   set statuss = PUBLISHED
//!   set author = 1
//!   set editorId = null
//! }
//! ```
//!
//! A relation follows from the column that holds the key; that column is set.

use crate::diagnostic::Code;

pub(crate) struct StepField;

impl StepField {
    pub(crate) const CODE: Code = Code(774);
}
