//! A unique key of several fields holds a whole composite type.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! type Address {
//!   street String
//! }
//!
//! model A {
//!   id      Int     @id @map("_id")
//!   name    String
//!   address Address
//!
//!   @@unique([name, address])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{KeyField, Model, Schema, Type};
use crate::source::Span;

pub(crate) struct CompositeUnique {
    field: String,
    span: Span,
}

impl CompositeUnique {
    pub(crate) const CODE: Code = Code(291);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        for unique in model.uniques.iter().filter(|unique| unique.key.fields.len() > 1) {
            for part in &unique.key.fields {
                if let Some(field) = composite(schema, model, part) {
                    diagnostics.push(CompositeUnique { field, span: part.span });
                }
            }
        }
    }
}

/// The name of the field at the end of the path, if it is of a composite type.
fn composite(schema: &Schema, model: &Model, part: &KeyField) -> Option<String> {
    let mut field = model.field(part.field);
    for step in &part.path {
        let Type::Composite(id) = field.ty else { return None };
        field = schema.composite(id).fields.get(step.index())?;
    }
    matches!(field.ty, Type::Composite(_)).then(|| field.name.clone())
}

impl From<CompositeUnique> for Diagnostic {
    fn from(rule: CompositeUnique) -> Self {
        let message = format!("`{}` is a whole document: it cannot be part of a unique key of several fields", rule.field);
        Self::error(CompositeUnique::CODE, rule.span, message)
            .help(format!("name the fields in it that count: `{}.…`", rule.field))
    }
}
