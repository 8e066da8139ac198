//! A block starts with a word that is no keyword.
//!
//! ```prisma
//! table User {
//!   id Int @id
//! }
//! ```
//!
//! The keywords are `model`, `view`, `enum`, `type`, `datasource` and `generator`, in lower case. If one of them was clearly
//! meant, the block is read as such, so that nothing else is reported because of it.

use super::super::block::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnknownBlock {
    pub(crate) span: Span,
    pub(crate) word: String,
    pub(crate) meant: Option<&'static str>,
}

impl UnknownBlock {
    pub(crate) const CODE: Code = Code(4);
}

impl From<UnknownBlock> for Diagnostic {
    fn from(rule: UnknownBlock) -> Self {
        let found = Self::error(UnknownBlock::CODE, rule.span, format!("`{}` starts no block", rule.word));
        match rule.meant {
            Some(meant) => found
                .help(format!("did you mean `{meant}`?"))
                .fix(format!("write `{meant}`"), rule.span, meant),
            None => found.help(format!("a block starts with one of: {}", BlockKind::KEYWORDS.join(", "))),
        }
    }
}
