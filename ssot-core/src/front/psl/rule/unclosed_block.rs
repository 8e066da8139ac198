//! A block has no closing brace.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!
//! model B {
//!   id Int @id
//! }
//! ```
//!
//! Reading goes on as if `}` stood where the next block starts.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnclosedBlock {
    pub(crate) open: Span,
    /// Where the last line of the block ends.
    pub(crate) end: Span,
    /// The block that starts inside.
    pub(crate) next: Option<Span>,
}

impl UnclosedBlock {
    pub(crate) const CODE: Code = Code(6);
}

impl From<UnclosedBlock> for Diagnostic {
    fn from(rule: UnclosedBlock) -> Self {
        let mut found = Self::error(UnclosedBlock::CODE, rule.open, "the block opened here is not closed");
        if let Some(next) = rule.next {
            found = found.also(next, "the next block starts here");
        }
        found.help("close it with `}` on a line of its own").fix("insert `}`", rule.end, "\n}")
    }
}
