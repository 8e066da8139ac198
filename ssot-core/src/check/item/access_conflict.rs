//! A field has two kinds of access.
//!
//! ```prisma
//! model User {
//!   id     Int     @id
//!   /// @hidden
//!   /// @readOnly
//!   secret String?
//! }
//! ```
//!
//! `@hidden` is no part of the API, `@writeOnly` is accepted and never returned, `@readOnly` is returned and never accepted.

use crate::ast::{Attribute, Declaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::word;

pub(crate) struct AccessConflict {
    names: [String; 2],
    again: Span,
    first: Span,
}

impl AccessConflict {
    pub(crate) const CODE: Code = Code(213);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    for field in &model.fields {
        let is_access = |attribute: &&Attribute| matches!(word(attribute), "hidden" | "readOnly" | "writeOnly");
        let given: Vec<&Attribute> = field.attributes.iter().filter(is_access).collect();
        if let [first, again, ..] = given.as_slice()
            && word(first) != word(again)
        {
            let names = [word(first), word(again)].map(str::to_owned);
            diagnostics.push(AccessConflict { names, again: again.span, first: first.span });
        }
    }
}

impl From<AccessConflict> for Diagnostic {
    fn from(rule: AccessConflict) -> Self {
        let [first, again] = rule.names;
        Self::error(AccessConflict::CODE, rule.again, format!("a field cannot be both `@{first}` and `@{again}`"))
            .also(rule.first, "the other one")
            .help("keep one of them; `@hidden` is the strictest")
    }
}
