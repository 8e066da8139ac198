//! A view is an end of a many-to-many relation, for which no table can be made.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! generator client {
//!   provider        = "prisma-client-js"
//!   previewFeatures = ["views"]
//! }
//!
//! view Sales {
//!   id     Int    @unique
//!   shops  Shop[]
//! }
//!
//! model Shop {
//!   id    Int     @id
//!   sales Sales[]
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ModelKind, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct ViewManyToMany {
    view: String,
    field: Span,
    other: Span,
}

impl ViewManyToMany {
    pub(crate) const CODE: Code = Code(287);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::JoinTable(table) = &relation.kind else { continue };
        let view = [(table.a, table.b), (table.b, table.a)]
            .into_iter()
            .find(|(end, _)| schema.model(end.model).kind == ModelKind::View);
        if let Some((end, other)) = view {
            diagnostics.push(ViewManyToMany {
                view: schema.model(end.model).name.to_string(),
                field: schema.field(end.model, end.field).name_span,
                other: schema.field(other.model, other.field).name_span,
            });
        }
    }
}

impl From<ViewManyToMany> for Diagnostic {
    fn from(rule: ViewManyToMany) -> Self {
        let message = format!("`{}` is a view and cannot be in a many-to-many relation", rule.view);
        Self::error(ViewManyToMany::CODE, rule.field, message)
            .also(rule.other, "the other end")
            .help("point at the model with columns of the view: `@relation(fields: […], references: […])`")
    }
}
