//! Nothing tells the rows of a model apart.
//!
//! ```prisma
//! model Log {
//!   text String
//! }
//! ```
//!
//! A model needs `@id`, `@@id`, `@unique` or `@@unique` over fields that are all required, unless it is ignored with `@@ignore`.

use crate::ast::{Arity, Attribute, Declaration, Field, Model, ModelKind, TypeName};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix};
use crate::source::{Span, Spanned};

use super::{FIELD, MODEL, find, is_planned, key_fields, word};

pub(crate) struct NoUniqueKey {
    model: Spanned<String>,
    /// Where a first field can be inserted; unless there is one called `id`.
    place: Option<Span>,
    /// Unique fields that may be missing.
    optional: Vec<Span>,
}

impl NoUniqueKey {
    pub(crate) const CODE: Code = Code(208);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let is_exempt = model.kind != ModelKind::Model || model.incomplete || find(&model.attributes, "ignore").is_some();
    if is_exempt || has_key(model) || has_unknown_attribute(model) {
        return;
    }
    let has_id = model.fields.iter().any(|field| field.name.value == "id");
    let place = model.fields.first().map(|field| field.span.before()).filter(|_| !has_id);
    let loose = model.fields.iter().filter(|field| find(&field.attributes, "unique").is_some());
    let optional = loose.map(|field| field.name.span).collect();
    diagnostics.push(NoUniqueKey { model: model.name.clone(), place, optional });
}

fn has_key(model: &Model) -> bool {
    let on_field = |field: &Field| {
        // A key over an optional id has a rule of its own.
        (find(&field.attributes, "id").is_some() && is_supported(field))
            || (find(&field.attributes, "unique").is_some() && is_usable(field))
    };
    let all = |attribute, fits: fn(&Field) -> bool| {
        let field = |name: &str| model.fields.iter().find(|field| field.name.value == name);
        key_fields(attribute).iter().all(|(name, _)| field(name).is_none_or(fits))
    };
    let on_block = model.attributes.iter().any(|attribute| match word(attribute) {
        "id" => all(attribute, is_supported),
        "unique" => all(attribute, is_usable),
        _ => false,
    });
    on_block || model.fields.iter().any(on_field)
}

/// An attribute with another name may have been meant as the key.
fn has_unknown_attribute(model: &Model) -> bool {
    let is_unknown = |known: &[&str], attribute: &Attribute| {
        let name = word(attribute);
        !known.contains(&name) && !name.contains('.') && !is_planned(name)
    };
    model.attributes.iter().any(|attribute| is_unknown(MODEL, attribute))
        || model.fields.iter().flat_map(|field| &field.attributes).any(|attribute| is_unknown(FIELD, attribute))
}

fn is_usable(field: &Field) -> bool {
    field.ty.arity != Arity::Optional && is_supported(field)
}

fn is_supported(field: &Field) -> bool {
    !matches!(field.ty.name, TypeName::Unsupported(_))
}

impl From<NoUniqueKey> for Diagnostic {
    fn from(rule: NoUniqueKey) -> Self {
        let message = format!("nothing tells the rows of `{}` apart", rule.model.value);
        let line = "id Int @id @default(autoincrement())";
        let mut diagnostic = Self::error(NoUniqueKey::CODE, rule.model.span, message)
            .label("no `@id`, `@@id`, or unique key over required fields");
        for span in rule.optional {
            diagnostic = diagnostic.also(span, "may be missing, so this does not count");
        }
        diagnostic = diagnostic.help(format!("add `{line}`"));
        if let Some(place) = rule.place {
            let edits = vec![Edit { span: place, replacement: format!("{line}\n  ") }];
            diagnostic.fix = Some(Fix { title: format!("add `{line}`"), edits });
        }
        diagnostic
    }
}
