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
//! `references` names the fields of one key: `@id`, `@@id`, `@unique` or `@@unique`. Only SQL Server minds the order.

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
}

impl ReferenceNotUnique {
    pub(crate) const CODE: Code = Code(251);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let to = schema.model(key.to.model);
        // A model without any key has been reported as such.
        let is_judged = !to.incomplete && to.unique_keys().next().is_some();
        if is_judged && !is_key(to, &key.references, schema.declared() == Provider::SqlServer) {
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
            });
        }
    }
}

fn is_key(model: &Model, referenced: &[FieldId], in_order: bool) -> bool {
    let sorted = |fields: &[FieldId]| {
        let mut fields = fields.to_vec();
        fields.sort_unstable();
        fields
    };
    let wanted = sorted(referenced);
    model.unique_keys().map(fields).any(|key| if in_order { key == referenced } else { sorted(&key) == wanted })
}

impl From<ReferenceNotUnique> for Diagnostic {
    fn from(rule: ReferenceNotUnique) -> Self {
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
