//! Two models would have one file in Rust.
//!
//! ```prisma
//! model AIResponse {
//!   id Int @id
//! }
//!
//! model AiResponse {
//!   id Int @id
//! }
//! ```
//!
//! Each model has a file of its own, named in Rust's case: both would be `ai_response.rs`. The names of the tables and columns can stay: `@@map` and `@map` keep them.

use ssot_core::diagnostic::Code;

/// The names are claimed, and clashes worded, in `names.rs`.
pub(crate) struct ModuleClash;

impl ModuleClash {
    pub(crate) const CODE: Code = Code(503);
}
