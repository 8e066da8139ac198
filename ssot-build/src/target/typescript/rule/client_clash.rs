//! Two models would be one property of the TypeScript client.
//!
//! ```prisma
//! model A1 {
//!   id Int @id
//! }
//!
//! model A_1 {
//!   id Int @id
//! }
//! ```
//!
//! `client.blogPost` reaches the model `BlogPost` and `blog_post` alike. The names of the tables and columns can stay: `@@map` and `@map` keep them.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct ClientClash;

impl ClientClash {
    pub(crate) const CODE: Code = Code(601);
}
