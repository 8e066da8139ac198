//! A relation points at fields that do not tell rows apart.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   name  String
//!   posts Post[]
//! }
//!
//! model Post {
//!   id         Int    @id
//!   authorName String
//!   author     Author @relation(fields: [authorName], references: [name])
//! }
//! ```
//!
//! `references` names the fields of one key: `@id`, `@@id`, `@unique` or `@@unique`. Only SQL Server minds the order, and Prisma where no datasource names a database.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{FieldId, Model, Provider, RelationKind, Schema};
use crate::source::Span;

use super::{fields, names};

pub(crate) struct ReferenceNotUnique {
    target: String,
    fields: String,
    /// Inserts `@unique` there, if one field is referenced.
    place: Option<Span>,
    references: Span,
    model: Span,
    /// The key that has the same fields in another order.
    in_order: Option<String>,
}

impl ReferenceNotUnique {
    pub(crate) const CODE: Code = Code(251);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let minds_order = schema.declared() == Provider::SqlServer || schema.datasource.is_none();
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let to = schema.model(key.to.model);
        // A model without any key has been reported as such.
        if to.incomplete || to.unique_keys().next().is_none() {
            continue;
        }
        let same = keys_of(to, &key.references);
        if same.iter().any(|fields| !minds_order || *fields == key.references) {
            continue;
        }
        let place = match key.references.as_slice() {
            [one] => Some(to.field(*one).span.after()),
            _ => None,
        };
        diagnostics.push(ReferenceNotUnique {
            target: to.name.to_string(),
            fields: names(to, &key.references),
            place,
            references: key.spans.references,
            model: to.name_span,
            in_order: same.first().map(|fields| names(to, fields)),
        });
    }
}

/// The keys of a model that have exactly these fields, in any order.
fn keys_of(model: &Model, referenced: &[FieldId]) -> Vec<Vec<FieldId>> {
    let sorted = |fields: &[FieldId]| {
        let mut fields = fields.to_vec();
        fields.sort_unstable();
        fields
    };
    let wanted = sorted(referenced);
    model.unique_keys().map(fields).filter(|key| sorted(key) == wanted).collect()
}

impl From<ReferenceNotUnique> for Diagnostic {
    fn from(rule: ReferenceNotUnique) -> Self {
        if let Some(fields) = rule.in_order {
            let message = format!("the key of `{}` has these fields in another order", rule.target);
            return Self::error(ReferenceNotUnique::CODE, rule.references, message)
                .also(rule.model, "the model that is pointed at")
                .help(format!("write `references: [{fields}]`, and `fields` in the same order"));
        }
        let message = format!("several rows of `{}` may have the same `{}`", rule.target, rule.fields);
        let diagnostic = Self::error(ReferenceNotUnique::CODE, rule.references, message)
            .label("a relation points at one row")
            .also(rule.model, "the model that is pointed at");
        match rule.place {
            Some(place) => diagnostic
                .help(format!("point at its key, or add `@unique` to `{}`", rule.fields))
                .fix("add `@unique`", place, " @unique"),
            None => diagnostic.help(format!("point at its key, or add `@@unique([{}])`", rule.fields)),
        }
    }
}
