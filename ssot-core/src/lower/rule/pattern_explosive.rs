//! A pattern that can take exponential time.
//!
//! ```ssot
//! model A {
//!   id   Int    @id
//!   code String @pattern("^(?:[a-z]+)+$")
//! }
//! ```
//!
//! JavaScript tries one way after the other. If the rounds of a repetition can be cut in several ways, each further character doubles the ways.

use crate::diagnostic::Code;

pub(crate) struct PatternExplosive;

impl PatternExplosive {
    pub(crate) const CODE: Code = Code(707);
}
