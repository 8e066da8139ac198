//! A table, column, enum or enum value has an empty name.
//!
//! ```prisma
//! model A {
//!   id Int @id @map("")
//! }
//! ```
//!
//! Prisma accepts it, no database does.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct EmptyDatabaseName {
    span: Span,
}

impl EmptyDatabaseName {
    pub(crate) const CODE: Code = Code(265);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let tables = schema.models.iter().map(|model| (&model.table, model.table_span));
    let columns = schema.models.iter().flat_map(|model| &model.fields).map(|field| (&field.column, field.column_span));
    let enumerations = schema.enumerations.iter().map(|it| (&it.database_name, it.database_name_span));
    for (name, span) in tables.chain(columns).chain(enumerations) {
        if name.is_empty() {
            diagnostics.push(EmptyDatabaseName { span });
        }
    }
}

impl From<EmptyDatabaseName> for Diagnostic {
    fn from(rule: EmptyDatabaseName) -> Self {
        Self::warning(EmptyDatabaseName::CODE, rule.span, "nothing in a database has an empty name")
            .help("write the name, or remove the attribute")
    }
}
