//! A word that starts no step of an action.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//! }
//!
//! action publish on Post {
//!   validate !published else "already_published"
//!   published = true
//! }
//! ```

use super::super::formula::STEPS;
use crate::diagnostic::{Code, Diagnostic, alternatives};
use crate::source::Span;

pub(crate) struct UnknownStep {
    pub(crate) span: Span,
    pub(crate) word: String,
    pub(crate) meant: Option<&'static str>,
    /// Whether `=` stands behind the word.
    pub(crate) assigns: bool,
}

impl UnknownStep {
    pub(crate) const CODE: Code = Code(63);
}

impl From<UnknownStep> for Diagnostic {
    fn from(rule: UnknownStep) -> Self {
        let found = Self::error(UnknownStep::CODE, rule.span, format!("`{}` starts no step", rule.word));
        match rule.meant {
            _ if rule.assigns => {
                found.help(format!("write `set {} = …`", rule.word)).fix("write `set`", rule.span.before(), "set ")
            }
            Some(meant) => {
                found.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), rule.span, meant)
            }
            None => found.help(format!("a step starts with {}", alternatives(STEPS))),
        }
    }
}
