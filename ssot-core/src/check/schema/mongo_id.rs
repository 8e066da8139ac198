//! A model of MongoDB without the `_id` that every document has.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ModelKind, Provider, Schema};
use crate::source::Span;

pub(crate) struct MongoId {
    model: String,
    span: Span,
    /// The field that is the key, if it is one.
    field: Option<Span>,
}

impl MongoId {
    pub(crate) const CODE: Code = Code(282);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.declared() != Provider::MongoDb {
        return;
    }
    for model in schema.models.iter().filter(|model| model.kind == ModelKind::Table) {
        let is_document = model.primary_key.as_ref().is_some_and(|key| {
            matches!(key.key.fields.as_slice(), [part] if model.field(part.field).column == "_id")
        });
        if !is_document {
            let span = model.primary_key.as_ref().map_or(model.name_span, |key| key.key.span);
            let field = model.primary_key.as_ref().and_then(|key| match key.key.fields.as_slice() {
                [part] => Some(model.field(part.field).name_span),
                _ => None,
            });
            diagnostics.push(MongoId { model: model.name.to_string(), span, field });
        }
    }
}

impl From<MongoId> for Diagnostic {
    fn from(rule: MongoId) -> Self {
        let message = format!("the key of `{}` is not the document's `_id`", rule.model);
        let diagnostic = Self::error(MongoId::CODE, rule.span, message);
        let diagnostic = match rule.field {
            Some(field) => diagnostic.also(field, "the column has another name"),
            None => diagnostic,
        };
        diagnostic
            .help("write `id String @id @default(auto()) @map(\"_id\") @db.ObjectId`")
    }
}
