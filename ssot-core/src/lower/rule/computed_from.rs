//! A field is computed from something that is no column.
//!
//! ```ssot
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   body     String
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//!
//!   minutes  Int    @computed(from: [bodi])
//!   byline   String @computed(from: [author])
//!   teaser   String @computed(from: [minutes, body])
//!   nothing  String @computed(from: [])
//!   again    String @computed(from: [body, body])
//! }
//! ```
//!
//! The program that computes a field sees columns of the row, those that `from` names and no others.

use crate::diagnostic::Code;

pub(crate) struct ComputedFrom;

impl ComputedFrom {
    pub(crate) const CODE: Code = Code(722);
}
