//! A default is text that reads like a function.
//!
//! ```toml
//! [model.A]
//! fields.id = { type = "Int", id = true, default = "autoincrement()" }
//! ```
//!
//! What stands in quotes is a value. A function is said to be one: `default = { function = "autoincrement()" }`, or in the short
//! form `fields.id = "Int @id @default(autoincrement())"`. A field of type `String` can hold such a text; `{ value = "now()" }`
//! says that it is meant.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DefaultFunction {
    pub(crate) span: Span,
    pub(crate) text: String,
    /// Whether the field can hold it.
    pub(crate) is_text: bool,
}

impl DefaultFunction {
    pub(crate) const CODE: Code = Code(87);
}

impl From<DefaultFunction> for Diagnostic {
    fn from(rule: DefaultFunction) -> Self {
        let DefaultFunction { span, text, is_text } = rule;
        let better = format!("{{ function = \"{text}\" }}");
        let found = if is_text {
            let message = format!("this is the text `{text}`, not the function");
            Self::warning(DefaultFunction::CODE, span, message)
                .help(format!("for the function write `{better}`; for the text `{{ value = \"{text}\" }}`"))
        } else {
            let message = format!("the function `{text}` stands here as text");
            Self::error(DefaultFunction::CODE, span, message).help(format!("write `{better}`"))
        };
        if text.contains(['"', '\\', '\'', '\n']) {
            return found;
        }
        found.fix(format!("write `{better}`"), span, better)
    }
}
