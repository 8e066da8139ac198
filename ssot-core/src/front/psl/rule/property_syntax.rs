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
    /// `:`, if it stands there.
    pub(crate) colon: Option<Span>,
}

impl PropertySyntax {
    pub(crate) const CODE: Code = Code(30);
}

impl From<PropertySyntax> for Diagnostic {
    fn from(rule: PropertySyntax) -> Self {
        let message = format!("`=` is missing behind `{}`", rule.key);
        match rule.colon {
            Some(colon) => Self::error(PropertySyntax::CODE, colon, message)
                .help("write `=` for `:`")
                .fix("write `=`", colon, " ="),
            None => Self::error(PropertySyntax::CODE, rule.span, message)
                .help(format!("write `{} = value`", rule.key))
                .fix("insert `=`", rule.span.after(), " ="),
        }
    }
}
