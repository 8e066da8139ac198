//! A computed field stands where a column is wanted.
//!
//! ```ssot
//! model Post {
//!   id    Int    @id
//!   title String
//!   slug  String @computed(from: [title])
//!
//!   @@unique([slug])
//!   @@index([title, slug])
//!   @@index([title], where: { slug: "a" })
//!   @@allow("read", slug == "a")
//! }
//! ```
//!
//! No column holds it, so the database can neither find rows by it nor keep it unique.

use crate::diagnostic::Code;

pub(crate) struct ComputedPlace;

impl ComputedPlace {
    pub(crate) const CODE: Code = Code(725);
}
