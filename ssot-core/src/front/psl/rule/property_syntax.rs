//! A line of a datasource or generator is not of the form `key = value`.
//!
//! ```prisma
//! datasource db {
//!   provider: "sqlite"
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct PropertySyntax {
    pub(crate) span: Span,
    pub(crate) key: String,
    pub(crate) problem: PropertyProblem,
}

/// What is wrong with the line.
pub(crate) enum PropertyProblem {
    /// `key: value`
    Colon,
    /// `key value`
    NoSign,
    /// `key =`
    NoValue,
    /// `key`
    Bare,
}

impl PropertySyntax {
    pub(crate) const CODE: Code = Code(30);
}

impl From<PropertySyntax> for Diagnostic {
    fn from(rule: PropertySyntax) -> Self {
        let error = |message: String| Self::error(PropertySyntax::CODE, rule.span, message);
        let key = &rule.key;
        match rule.problem {
            PropertyProblem::Colon => error(format!("`{key}` is set with `=`"))
                .help("write `=` for `:`")
                .fix("write ` =`", rule.span, " ="),
            PropertyProblem::NoSign => error(format!("`=` is missing behind `{key}`"))
                .help(format!("write `{key} = value`"))
                .fix("insert `=`", rule.span.after(), " ="),
            PropertyProblem::NoValue | PropertyProblem::Bare => error(format!("`{key}` has no value"))
                .help(format!("write `{key} = \"value\"`, or remove the line")),
        }
    }
}
