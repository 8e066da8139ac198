//! A pattern that engines read differently, or that is none.
//!
//! ```ssot
//! model A {
//!   id   Int    @id
//!   code String @pattern("^\\d+$")
//! }
//! ```
//!
//! One pattern goes into PostgreSQL, JavaScript and Rust, and must mean the same there. It starts with `^`, ends with `$`, and has characters,
//! classes such as `[a-z0-9_]`, groups, alternatives and repetitions. `\d`, `\w`, `\s`, `\b` and `.` depend on the engine and are refused, as are
//! look-around, back-references, flags, and lazy and possessive repetition.

use crate::diagnostic::Code;

pub(crate) struct PatternSyntax;

impl PatternSyntax {
    pub(crate) const CODE: Code = Code(706);
}
