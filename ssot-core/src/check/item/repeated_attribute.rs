//! An attribute stands twice on one thing.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String @unique @unique
//! }
//! ```
//!
//! Only `@@unique`, `@@index`, `@@fulltext`, `@@api` and policies may be repeated.

use crate::ast::{Attribute, Declaration, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{is_planned, word};

const REPEATABLE: [&str; 7] = ["unique", "index", "fulltext", "api", "allow", "deny", "description"];
const REPEATABLE_ON_FIELDS: [&str; 3] = ["allow", "deny", "description"];

pub(crate) struct RepeatedAttribute {
    name: String,
    again: Span,
    first: Span,
}

impl RepeatedAttribute {
    pub(crate) const CODE: Code = Code(205);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    match declaration {
        Declaration::Model(model) => {
            compare(&model.attributes, "@@", &REPEATABLE, diagnostics);
            model.fields.iter().for_each(|field| compare(&field.attributes, "@", &REPEATABLE_ON_FIELDS, diagnostics));
        }
        Declaration::Enumeration(enumeration) => {
            compare(&enumeration.attributes, "@@", &["description"], diagnostics);
            enumeration
                .variants
                .iter()
                .for_each(|variant| compare(&variant.attributes, "@", &["description"], diagnostics));
        }
        Declaration::Event(event) => {
            event.fields.iter().for_each(|field| compare(&field.attributes, "@", &[], diagnostics));
        }
        Declaration::Action(action) => {
            action.parameters.iter().for_each(|parameter| compare(&parameter.attributes, "@", &[], diagnostics));
        }
        Declaration::Data(data) => {
            if let Some(own) = &data.scalar {
                compare(&own.value.attributes, "@", &[], diagnostics);
            }
        }
        Declaration::Datasource(_) | Declaration::Generator(_) | Declaration::Api(_) => {}
    }
}

fn compare(attributes: &[Attribute], sign: &str, repeatable: &[&str], diagnostics: &mut Diagnostics) {
    // What stands alone is not repeated.
    let several = if attributes.len() > 1 { attributes } else { &[] };
    for (index, attribute) in several.iter().enumerate() {
        let name = word(attribute);
        let is_annotation = name.contains('.') && attribute.origin == Origin::Doc;
        if repeatable.contains(&name) || is_annotation || is_planned(name) {
            continue;
        }
        // All native types are one attribute.
        let same = |other: &&Attribute| word(other) == name || (word(other).contains('.') && name.contains('.'));
        if let Some(first) = attributes[..index].iter().find(same) {
            let name = format!("{sign}{name}");
            diagnostics.push(RepeatedAttribute { name, again: attribute.span, first: first.span });
        }
    }
}

impl From<RepeatedAttribute> for Diagnostic {
    fn from(rule: RepeatedAttribute) -> Self {
        Self::error(RepeatedAttribute::CODE, rule.again, format!("`{}` stands here twice", rule.name))
            .label("the second one")
            .also(rule.first, "the first one")
            .help("remove one of them")
            .fix("remove the second one", rule.again, "")
    }
}
