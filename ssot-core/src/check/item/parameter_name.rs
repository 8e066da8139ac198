//! A name of a parameter is given twice, or means something else in expressions.
//!
//! ```ssot
//! action rate(stars: Int, stars: Int, this: String) {
//!   require stars > 0 else "too_few"
//! }
//! ```
//!
//! Parameters are used by their bare names, in front of fields of the same name.

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Words that expressions keep for themselves.
const WORDS: [&str; 9] = ["true", "false", "null", "this", "in", "is", "not", "and", "or"];

pub(crate) struct ParameterName {
    name: String,
    span: Span,
    /// The first parameter of that name.
    first: Option<Span>,
}

impl ParameterName {
    pub(crate) const CODE: Code = Code(773);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Action(action) = declaration else { return };
    for (index, parameter) in action.parameters.iter().enumerate() {
        let (name, span) = (parameter.name.value.clone(), parameter.name.span);
        let first = action.parameters[..index].iter().find(|other| other.name.value == name);
        if first.is_some() || WORDS.contains(&name.as_str()) {
            diagnostics.push(ParameterName { name, span, first: first.map(|first| first.name.span) });
        }
    }
}

impl From<ParameterName> for Diagnostic {
    fn from(rule: ParameterName) -> Self {
        let ParameterName { name, span, first } = rule;
        let found = match first {
            Some(first) => Self::error(ParameterName::CODE, span, format!("two parameters are called `{name}`"))
                .label("declared again here")
                .also(first, "first declared here"),
            None => Self::error(ParameterName::CODE, span, format!("no parameter can be called `{name}`"))
                .label("expressions have it already"),
        };
        found.help("rename it")
    }
}
