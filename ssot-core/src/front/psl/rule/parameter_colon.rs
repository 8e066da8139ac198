//! A parameter of an action without `:` between its name and its type.
//!
//! ```ssot
//! model Post {
//!   id    Int    @id
//!   title String
//! }
//!
//! action rename(title String) on Post {
//!   set title = title
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ParameterColon {
    /// Behind the name.
    pub(crate) span: Span,
    pub(crate) name: String,
}

impl ParameterColon {
    pub(crate) const CODE: Code = Code(65);
}

impl From<ParameterColon> for Diagnostic {
    fn from(rule: ParameterColon) -> Self {
        Self::error(ParameterColon::CODE, rule.span, format!("`:` is missing behind the parameter `{}`", rule.name))
            .help(format!("write `{}: …`", rule.name))
            .fix("add `:`", rule.span, ":")
    }
}
