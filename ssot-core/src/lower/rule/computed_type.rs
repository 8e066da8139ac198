//! A computed field is no single value.
//!
//! ```ssot
//! model Author {
//!   id    Int    @id
//!   name  String
//!   posts Post[]
//!   best  Post?  @computed(from: [name])
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```
//!
//! What is computed is a scalar or a value of an enum, or null if the type says `?`.

use crate::diagnostic::Code;

pub(crate) struct ComputedType;

impl ComputedType {
    pub(crate) const CODE: Code = Code(723);
}
