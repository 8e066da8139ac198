//! Something stands outside of every block.
//!
//! ```prisma
//! id Int @id
//! ```
//!
//! At the top of a file there are only blocks and comments. Often a `}` above closes a block too early. All lines up to the
//! next block are reported as one mistake.

use super::excerpt;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct OutsideBlock {
    pub(crate) span: Span,
    pub(crate) found: String,
}

impl OutsideBlock {
    pub(crate) const CODE: Code = Code(5);
}

impl From<OutsideBlock> for Diagnostic {
    fn from(rule: OutsideBlock) -> Self {
        let message = format!("{} stands outside of a block", excerpt(&rule.found));
        Self::error(OutsideBlock::CODE, rule.span, message)
            .help("only blocks such as `model Name {` and comments stand here; check where the block above ends")
    }
}
