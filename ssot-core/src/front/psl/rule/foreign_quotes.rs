//! A string stands in other than double quotes.
//!
//! ```prisma
//! model A {
//!   id String @id @default('x')
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ForeignQuotes {
    pub(crate) span: Span,
    /// What stands between the quotes.
    pub(crate) inner: String,
}

impl ForeignQuotes {
    pub(crate) const CODE: Code = Code(20);
}

impl From<ForeignQuotes> for Diagnostic {
    fn from(rule: ForeignQuotes) -> Self {
        let text = format!("\"{}\"", rule.inner.replace('\\', "\\\\").replace('"', "\\\""));
        Self::error(ForeignQuotes::CODE, rule.span, "a string stands in double quotes")
            .help(format!("write `{text}`"))
            .fix("use double quotes", rule.span, text)
    }
}
