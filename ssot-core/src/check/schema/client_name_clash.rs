//! What clients call a compound key is the name of a field or of another key.
//!
//! ```prisma
//! model A {
//!   a   Int
//!   b   Int
//!   a_b Int
//!
//!   @@id([a, b])
//! }
//! ```
//!
//! A compound key is called after its fields, `a_b`, or by its `name:`. Prisma keeps `a_b` reserved even then.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Key, Model, Schema};
use crate::source::Span;

pub(crate) struct ClientNameClash {
    name: String,
    key: Span,
    other: Span,
    is_field: bool,
}

impl ClientNameClash {
    pub(crate) const CODE: Code = Code(266);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        let id = model.primary_key.iter().map(|key| (&key.key, key.name.as_deref(), key.name_span));
        let uniques = model.uniques.iter().map(|key| (&key.key, key.name.as_deref(), key.name_span));
        let mut given: Vec<(&str, Span)> = Vec::new();
        for (key, name, span) in id.chain(uniques) {
            let span = span.unwrap_or(key.span);
            if let Some(name) = name {
                if let Some((_, first)) = given.iter().find(|(other, _)| *other == name) {
                    let (name, other) = (name.to_owned(), *first);
                    diagnostics.push(ClientNameClash { name, key: span, other, is_field: false });
                }
                given.push((name, span));
                field_clash(model, name, span, diagnostics);
            }
            if key.fields.len() > 1 {
                field_clash(model, &implicit(model, key), key.span, diagnostics);
            }
        }
    }
}

fn implicit(model: &Model, key: &Key) -> String {
    key.fields.iter().map(|part| model.field(part.field).name.as_str()).collect::<Vec<_>>().join("_")
}

fn field_clash(model: &Model, name: &str, key: Span, diagnostics: &mut Diagnostics) {
    if let Some(field) = model.fields.iter().find(|field| field.name == name) {
        let name = name.to_owned();
        diagnostics.push(ClientNameClash { name, key, other: field.name_span, is_field: true });
    }
}

impl From<ClientNameClash> for Diagnostic {
    fn from(rule: ClientNameClash) -> Self {
        let other = if rule.is_field { "a field" } else { "another key" };
        Self::error(ClientNameClash::CODE, rule.key, format!("clients call this key `{}`, as {other} is called", rule.name))
            .also(rule.other, if rule.is_field { "the field" } else { "the other key" })
            .help(if rule.is_field { "rename the field; `@map` keeps its column" } else { "rename one of them" })
    }
}
