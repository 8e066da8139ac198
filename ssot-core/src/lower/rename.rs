//! `@was("old")` and `@@was("Old")`: what something was called before.

use crate::ast::Attribute;
use crate::diagnostic::Diagnostic;
use crate::lower::rule::RenamedFrom;
use crate::source::Spanned;

use super::Context;
use super::argument::Arguments;
use super::expression::string;
use super::field::find;

/// The earlier name of something now called `name`.
pub(super) fn lower(context: &mut Context<'_>, attributes: &[Attribute], name: &str) -> Option<Spanned<String>> {
    let attribute = find(attributes, "was")?;
    let arguments = Arguments::of(attribute, &["name"], Some("name"), context.diagnostics);
    let value = arguments.require("name", context.diagnostics)?;
    let was = string(value, context.diagnostics)?;
    let wrong = match was.as_str() {
        "" => Some("an earlier name cannot be empty".to_owned()),
        was if was == name => Some(format!("`{name}` is still called that")),
        _ => None,
    };
    if let Some(message) = wrong {
        context.diagnostics.push(
            Diagnostic::error(RenamedFrom::CODE, value.span, message)
                .help("write the name that it had before, or remove the attribute"),
        );
        return None;
    }
    Some(Spanned::new(was, value.span))
}
