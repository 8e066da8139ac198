//! A table among the steps of an action does nothing, or several things.
//!
//! ```toml
//! [model.Post]
//! fields.id = "Int @id @default(autoincrement())"
//! fields.title = "String"
//!
//! [action.clear]
//! on = "Post"
//! steps = [
//!   { set = { title = '""' }, delete = true },
//!   { then = ["delete"] },
//! ]
//! ```
//!
//! The steps of a list run in its order; the keys of a table have none. So each step is a table of its own.

use crate::diagnostic::{Code, Diagnostic, alternatives};
use crate::source::{Span, Spanned};

use super::super::action::words;

pub(crate) struct StepKey {
    pub(crate) span: Span,
    /// What it does.
    pub(crate) names: Vec<Spanned<String>>,
}

impl StepKey {
    pub(crate) const CODE: Code = Code(92);
}

impl From<StepKey> for Diagnostic {
    fn from(rule: StepKey) -> Self {
        match rule.names.as_slice() {
            [first, second, ..] => {
                let message = format!("a step does one thing, and this does `{}` and `{}`", first.value, second.value);
                Self::error(StepKey::CODE, second.span, message)
                    .label("the second one")
                    .also(first.span, "the first one")
                    .help("make a table of each, in their order")
            }
            _ => Self::error(StepKey::CODE, rule.span, "this is no step")
                .help(format!("a step has one of {}", alternatives(words()))),
        }
    }
}
