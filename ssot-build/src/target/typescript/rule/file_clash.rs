//! Two models would have one file in TypeScript.
//!
//! ```prisma
//! model BlogPost {
//!   id Int @id
//! }
//!
//! model blog_post {
//!   id Int @id
//! }
//! ```
//!
//! File names are the same on systems that do not tell upper from lower case, so `Post` and `post` clash, too. The names of the tables and columns can stay: `@@map` and `@map` keep them.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct FileClash;

impl FileClash {
    pub(crate) const CODE: Code = Code(600);
}
