//! `auto()` of MongoDB on something that is no `_id` of type `ObjectId`.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model A {
//!   id   String @id @default(auto()) @map("_id")
//!   code String @default(auto()) @db.ObjectId
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Field, FieldId, Function, Provider, Schema};
use crate::source::Span;

pub(crate) struct MongoAuto {
    field: String,
    span: Span,
    /// Behind the field.
    end: Span,
    is_id: bool,
}

impl MongoAuto {
    pub(crate) const CODE: Code = Code(288);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.declared() != Provider::MongoDb {
        return;
    }
    for model in &schema.models {
        for (index, field) in model.fields.iter().enumerate() {
            let Some(default) = field.default.as_ref().filter(|default| default.kind == Function::Auto) else { continue };
            let id = FieldId(index as u32);
            let is_id = model.primary_key.as_ref().is_some_and(|key| key.key.fields.iter().any(|part| part.field == id));
            if !is_id || !is_object_id(field) {
                let (field_name, end) = (field.name.clone(), field.span.after());
                diagnostics.push(MongoAuto { field: field_name, span: default.value_span, end, is_id });
            }
        }
    }
}

fn is_object_id(field: &Field) -> bool {
    field.native.as_ref().is_some_and(|native| native.name == "ObjectId")
}

impl From<MongoAuto> for Diagnostic {
    fn from(rule: MongoAuto) -> Self {
        if rule.is_id {
            let message = format!("`auto()` makes an `ObjectId`, which `{}` is not", rule.field);
            return Self::error(MongoAuto::CODE, rule.span, message)
                .help("add `@db.ObjectId`")
                .fix("add `@db.ObjectId`", rule.end, " @db.ObjectId");
        }
        let message = format!("`auto()` makes the key of a document, which `{}` is not", rule.field);
        Self::error(MongoAuto::CODE, rule.span, message).help("remove the default, or write `uuid()` or `cuid()`")
    }
}
