//! A block has no name.
//!
//! ```prisma
//! model {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MissingBlockName {
    pub(crate) keyword: Span,
    /// `{`
    pub(crate) span: Span,
}

impl MissingBlockName {
    pub(crate) const CODE: Code = Code(10);
}

impl From<MissingBlockName> for Diagnostic {
    fn from(rule: MissingBlockName) -> Self {
        Self::error(MissingBlockName::CODE, rule.keyword, "the block has no name")
            .also(rule.span, "a name is expected before this")
            .help("write a name between the keyword and `{`")
    }
}
