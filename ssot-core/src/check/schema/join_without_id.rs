//! A many-to-many relation needs models with a primary key of one field.
//!
//! ```prisma
//! model Post {
//!   id   Int   @id
//!   tags Tag[]
//! }
//!
//! model Tag {
//!   name  String @unique
//!   posts Post[]
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ModelKind, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct JoinWithoutId {
    model: String,
    place: Span,
    /// The end in the model, and the one that points at it.
    fields: [Span; 2],
}

impl JoinWithoutId {
    pub(crate) const CODE: Code = Code(255);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::JoinTable(table) = &relation.kind else { continue };
        let ends = if relation.is_self() { vec![table.a] } else { vec![table.a, table.b] };
        for end in ends {
            let model = schema.model(end.model);
            // A model without any key has been reported as such.
            let is_view = model.kind == ModelKind::View;
            let is_judged = !model.incomplete && !is_view && model.unique_keys().next().is_some();
            if is_judged && model.primary_key.as_ref().is_none_or(|key| key.key.fields.len() != 1) {
                let place = model.primary_key.as_ref().map_or(model.name_span, |key| key.key.span);
                diagnostics.push(JoinWithoutId {
                    model: model.name.to_string(),
                    place,
                    fields: [end, relation.opposite(end)].map(|end| schema.field(end.model, end.field).name_span),
                });
            }
        }
    }
}

impl From<JoinWithoutId> for Diagnostic {
    fn from(rule: JoinWithoutId) -> Self {
        let message = format!("`{}` is in a many-to-many relation and needs an `@id` of one field", rule.model);
        Self::error(JoinWithoutId::CODE, rule.place, message)
            .also(rule.fields[0], "the relation")
            .also(rule.fields[1], "its other end")
            .help("give it an `@id`, or write the join model yourself")
    }
}
