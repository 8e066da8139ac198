//! A model is identified by more fields than the Rust runtime takes: twelve.
//!
//! ```prisma
//! model Cell {
//!   a Int
//!   b Int
//!   c Int
//!   d Int
//!   e Int
//!   f Int
//!   g Int
//!   h Int
//!   i Int
//!   j Int
//!   k Int
//!   l Int
//!   m Int
//!
//!   @@id([a, b, c, d, e, f, g, h, i, j, k, l, m])
//! }
//! ```
//!
//! Give it a key of one field, and keep the long one as `@@unique`.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct LongKey {
    pub(crate) model: String,
    pub(crate) length: usize,
    pub(crate) limit: usize,
    pub(crate) span: Span,
}

impl LongKey {
    pub(crate) const CODE: Code = Code(505);
}

impl From<LongKey> for Diagnostic {
    fn from(rule: LongKey) -> Self {
        let LongKey { model, length, limit, span } = rule;
        let message = format!("`{model}` has a key of {length} fields; the Rust target takes up to {limit}");
        Self::error(LongKey::CODE, span, message).help("give it a key of its own")
    }
}
