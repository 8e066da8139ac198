//! A directive that has no effect yet.
//!
//! ```prisma
//! /// @@realtime
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! The word is ours, but nothing is generated from it so far. Ignoring it in silence could open what it is meant to close.

use crate::ast::{Attribute, Declaration};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{is_planned, word};

pub(crate) struct UnsupportedDirective {
    name: String,
    span: Span,
}

impl UnsupportedDirective {
    pub(crate) const CODE: Code = Code(204);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let mut judge = |attributes: &[Attribute]| {
        for attribute in attributes.iter().filter(|attribute| is_planned(word(attribute))) {
            diagnostics.push(UnsupportedDirective { name: word(attribute).to_owned(), span: attribute.span });
        }
    };
    match declaration {
        Declaration::Model(model) => {
            judge(&model.attributes);
            model.fields.iter().for_each(|field| judge(&field.attributes));
        }
        Declaration::Enumeration(enumeration) => {
            judge(&enumeration.attributes);
            enumeration.variants.iter().for_each(|variant| judge(&variant.attributes));
        }
        Declaration::Datasource(_)
        | Declaration::Generator(_)
        | Declaration::Action(_)
        | Declaration::Event(_)
        | Declaration::Data(_)
        | Declaration::Api(_) => {}
    }
}

impl From<UnsupportedDirective> for Diagnostic {
    fn from(rule: UnsupportedDirective) -> Self {
        Self::error(UnsupportedDirective::CODE, rule.span, format!("`{}` is not supported yet", rule.name))
            .label("this would have no effect")
            .help("remove it; to keep it as a remark, put some text in front of it")
    }
}
