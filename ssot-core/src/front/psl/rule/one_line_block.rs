//! A block stands on one line.
//!
//! ```prisma
//! model A { id Int @id }
//! ```
//!
//! Every field stands on a line of its own, and `}` too.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct OneLineBlock {
    /// From `{` to `}`.
    pub(crate) span: Span,
    /// The lines it should have; empty if they are not clear.
    pub(crate) lines: Vec<String>,
    /// Whether nothing stands between the braces.
    pub(crate) empty: bool,
}

impl OneLineBlock {
    pub(crate) const CODE: Code = Code(7);
}

impl From<OneLineBlock> for Diagnostic {
    fn from(rule: OneLineBlock) -> Self {
        let found = Self::error(OneLineBlock::CODE, rule.span, "a block cannot stand on one line")
            .help("write each field on its own line, and `}` on its own");
        if rule.lines.is_empty() && !rule.empty {
            return found;
        }
        let mut text = "{\n".to_owned();
        for line in rule.lines {
            text.push_str("  ");
            text.push_str(&line);
            text.push('\n');
        }
        text.push('}');
        found.fix("split the block into lines", rule.span, text)
    }
}
