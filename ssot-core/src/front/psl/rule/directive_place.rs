//! A directive stands at something it cannot be said of.
//!
//! ```prisma
//! /// @hidden
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! Directives with `@@` are said of a whole block, those with `@` of a field; the service tags `@service`, `@provider`,
//! `@methods`, `@rateLimit` and `@description` are said of a model.

use super::super::doc::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DirectivePlace {
    pub(crate) span: Span,
    pub(crate) written: String,
    pub(crate) place: Place,
    pub(crate) places: &'static [Place],
}

impl DirectivePlace {
    pub(crate) const CODE: Code = Code(42);
}

impl From<DirectivePlace> for Diagnostic {
    fn from(rule: DirectivePlace) -> Self {
        let message = format!("`{}` cannot be said of {}", rule.written, rule.place.describe());
        let places: Vec<_> = rule.places.iter().map(|place| place.describe()).collect();
        Self::error(DirectivePlace::CODE, rule.span, message)
            .help(format!("write it above {}; a line of text cannot start with it", places.join(" or ")))
    }
}
