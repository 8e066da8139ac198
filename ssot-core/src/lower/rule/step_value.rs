//! A value does not fit what it is given to.
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
//! action rate(stars: Int?, text: String) on Post {
//!   set rating = "five"
//!   set rating = stars
//!   set title = null
//!   set authorId = auth().id
//!   set note = text
//!   emit Published { postId: text }
//! }
//! ```
//!
//! A field holds values of its type, an `Int` also where a `BigInt`, a `Float` or a `Decimal` is held. What may be null is tested before a step puts it
//! where a value is needed: `require stars != null else "…"`, or `if stars != null { … }`.

use crate::diagnostic::Code;

pub(crate) struct StepValue;

impl StepValue {
    pub(crate) const CODE: Code = Code(775);
}
