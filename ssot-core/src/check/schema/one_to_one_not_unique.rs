//! A one-to-one relation is held by fields that several rows may share.
//!
//! ```prisma
//! model User {
//!   id      Int      @id
//!   profile Profile?
//! }
//!
//! model Profile {
//!   id     Int  @id
//!   userId Int
//!   user   User @relation(fields: [userId], references: [id])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix};
use crate::ir::{RelationKind, Schema};
use crate::source::Span;

use super::{fields, names};

pub(crate) struct OneToOneNotUnique {
    fields: String,
    /// Inserts `@unique` there, if it is one field.
    place: Option<Span>,
    holder: Span,
    other: Span,
    other_model: String,
}

impl OneToOneNotUnique {
    pub(crate) const CODE: Code = Code(252);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let from = schema.model(key.from.model);
        if from.incomplete || !key.one_to_one || from.unique_keys().any(|unique| fields(unique) == key.fields) {
            continue;
        }
        let place = match key.fields.as_slice() {
            [one] => Some(from.field(*one).span.after()),
            _ => None,
        };
        diagnostics.push(OneToOneNotUnique {
            fields: names(from, &key.fields),
            place,
            holder: key.spans.fields,
            other: schema.field(key.to.model, key.to.field).name_span,
            other_model: from.name.to_string(),
        });
    }
}

impl From<OneToOneNotUnique> for Diagnostic {
    fn from(rule: OneToOneNotUnique) -> Self {
        let message = format!("this relation is one to one, but `{}` is not unique", rule.fields);
        let mut diagnostic = Self::error(OneToOneNotUnique::CODE, rule.holder, message)
            .label("several rows could point at one")
            .also(rule.other, "this end takes one row");
        let unique = match rule.place {
            Some(place) => {
                let edits = vec![Edit { span: place, replacement: " @unique".to_owned() }];
                diagnostic.fix = Some(Fix { title: format!("add `@unique` to `{}`", rule.fields), edits });
                format!("add `@unique` to `{}`", rule.fields)
            }
            None => format!("add `@@unique([{}])`", rule.fields),
        };
        diagnostic.help(format!("{unique}, or make the other end a list: `{}[]`", rule.other_model))
    }
}
