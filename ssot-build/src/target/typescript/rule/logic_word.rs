//! A field has the name of a word that joins conditions: `and`, `or`, `not`.
//!
//! ```prisma
//! model Gate {
//!   id  Int     @id
//!   and Boolean
//! }
//! ```
//!
//! In a filter the word is taken. The field is there in every other way, but clients cannot filter by it.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct LogicWord {
    pub(crate) field: String,
    pub(crate) span: Span,
}

impl LogicWord {
    pub(crate) const CODE: Code = Code(602);
}

impl From<LogicWord> for Diagnostic {
    fn from(rule: LogicWord) -> Self {
        let message = format!("clients cannot filter by `{0}`: in a filter, `{0}` joins conditions", rule.field);
        Self::warning(LogicWord::CODE, rule.span, message)
            .help("rename the field to filter by it; `@map` keeps its column")
    }
}
