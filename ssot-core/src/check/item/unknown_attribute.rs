//! An attribute that nobody knows in this place.
//!
//! ```prisma
//! model A {
//!   id    Int    @primary
//!   email String @uniqe
//! }
//! ```

use crate::ast::{Attribute, Declaration, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::instead::instead;
use crate::nearest::nearest;
use crate::scalar::CATALOG;
use crate::source::Span;

use super::{ENUMERATION, FIELD, MODEL, VALUE, VARIANT, is_format, is_planned, word};

pub(crate) struct UnknownAttribute {
    name: String,
    sign: &'static str,
    span: Span,
    known: &'static [&'static str],
    elsewhere: Option<&'static str>,
}

impl UnknownAttribute {
    pub(crate) const CODE: Code = Code(203);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    match declaration {
        Declaration::Model(model) => {
            for attribute in &model.attributes {
                judge(attribute, "@@", MODEL, FIELD, diagnostics);
            }
            for attribute in model.fields.iter().flat_map(|field| &field.attributes) {
                judge(attribute, "@", FIELD, MODEL, diagnostics);
            }
        }
        Declaration::Enumeration(enumeration) => {
            for attribute in &enumeration.attributes {
                judge(attribute, "@@", ENUMERATION, MODEL, diagnostics);
            }
            for attribute in enumeration.variants.iter().flat_map(|variant| &variant.attributes) {
                judge_variant(attribute, diagnostics);
            }
        }
        Declaration::Event(event) => {
            for attribute in &event.attributes {
                judge(attribute, "@@", &[], MODEL, diagnostics);
            }
            event.fields.iter().for_each(|field| judge_value(&field.attributes, diagnostics));
        }
        Declaration::Action(action) => {
            action.parameters.iter().for_each(|parameter| judge_value(&parameter.attributes, diagnostics));
        }
        Declaration::Datasource(_) | Declaration::Generator(_) | Declaration::Data(_) | Declaration::Api(_) => {}
    }
}

/// Parameters and fields of events are in no database.
fn judge_value(attributes: &[Attribute], diagnostics: &mut Diagnostics) {
    for attribute in attributes {
        if word(attribute).contains('.') {
            let (name, span) = (word(attribute).to_owned(), attribute.name.span);
            diagnostics.push(UnknownAttribute { name, sign: "@", span, known: VALUE, elsewhere: None });
        } else {
            judge(attribute, "@", VALUE, FIELD, diagnostics);
        }
    }
}

/// Values of enums have no native types.
fn judge_variant(attribute: &Attribute, diagnostics: &mut Diagnostics) {
    if attribute.origin == Origin::Bare && word(attribute).contains('.') {
        let name = word(attribute).to_owned();
        let (span, known) = (attribute.name.span, VARIANT);
        diagnostics.push(UnknownAttribute { name, sign: "@", span, known, elsewhere: None });
    } else {
        judge(attribute, "@", VARIANT, FIELD, diagnostics);
    }
}

/// Whether names of scalars that are text may stand here, too: `@email`.
fn takes_formats(known: &[&str]) -> bool {
    known.contains(&"pattern")
}

fn judge(
    attribute: &Attribute,
    sign: &'static str,
    known: &'static [&'static str],
    other: &'static [&'static str],
    diagnostics: &mut Diagnostics,
) {
    let name = word(attribute);
    if known.contains(&name) {
        return;
    }
    // Dotted names are native types, or belong to a target.
    let is_dotted = name.contains('.') && (sign == "@" || attribute.origin == Origin::Doc);
    let is_format = takes_formats(known) && is_format(name);
    if is_dotted || is_planned(name) || is_format {
        return;
    }
    diagnostics.push(UnknownAttribute {
        name: name.to_owned(),
        sign,
        span: attribute.name.span,
        known,
        elsewhere: other.iter().copied().find(|word| *word == name),
    });
}

impl From<UnknownAttribute> for Diagnostic {
    fn from(rule: UnknownAttribute) -> Self {
        let UnknownAttribute { name, sign, span, known, elsewhere } = rule;
        let diagnostic =
            Self::error(UnknownAttribute::CODE, span, format!("there is no attribute `{sign}{name}` here"));
        let is_value = known == VALUE;
        if let Some(help) = instead(&name).filter(|_| !is_value) {
            return diagnostic.help(help);
        }
        if is_value && name.contains('.') {
            return diagnostic.help("remove it: what is given or told is in no database");
        }
        if let Some(word) = elsewhere {
            let place = match sign {
                _ if is_value => "a field of a model: `@",
                "@" => "a line of its own: `@@",
                _ => "a field: `@",
            };
            return diagnostic.help(format!("it stands on {place}{word}`"));
        }
        let formats = CATALOG.iter().filter(|scalar| takes_formats(known) && scalar.is_attribute()).map(|scalar| scalar.name);
        match nearest(&name, known.iter().copied().chain(formats)) {
            Some(word) => diagnostic
                .help(format!("did you mean `{sign}{word}`?"))
                .fix(format!("write `{sign}{word}`"), span, word),
            None => diagnostic.help("remove it"),
        }
    }
}
