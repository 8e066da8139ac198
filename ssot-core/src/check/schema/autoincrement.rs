//! A counter where the database cannot count.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlite"
//! }
//!
//! model A {
//!   id     Int @id
//!   number Int @default(autoincrement())
//! }
//! ```
//!
//! SQLite counts only in a primary key of one field, MySQL once a table and only in the first field of an index, CockroachDB only in
//! a `BigInt`, MongoDB never. A list is not counted either: its default comes to nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Arity, Field, FieldId, Function, Model, ModelKind, Provider, Scalar, Schema, Type};
use crate::source::Span;

pub(crate) struct Autoincrement {
    message: String,
    help: &'static str,
    span: Span,
    severity: Severity,
}

impl Autoincrement {
    pub(crate) const CODE: Code = Code(272);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut providers = vec![schema.declared()];
    if schema.is_moved() {
        providers.push(schema.provider);
    }
    for model in schema.models.iter().filter(|model| model.kind == ModelKind::Table) {
        // A sequence of CockroachDB becomes a counter on databases that have none.
        let becomes_counter = |field: &Field| {
            schema.is_moved() && schema.provider != Provider::Postgres && is_sequence(field)
        };
        let counted = model.fields().filter(|(_, field)| is_counted(field) || becomes_counter(field));
        let counted: Vec<(FieldId, &Field)> = counted.collect();
        for (index, &(id, field)) in counted.iter().enumerate() {
            let judged = providers.iter().filter(|&&provider| match provider {
                Provider::CockroachDb => is_counted(field) && provider == schema.declared(),
                _ => is_counted(field) || provider == schema.provider,
            });
            let found = judged.into_iter().find_map(|&provider| problem(provider, model, id, field, index));
            if let Some((message, help, severity)) = found {
                let span = field.default.as_ref().map_or(field.span, |default| default.value_span);
                diagnostics.push(Autoincrement { message, help, span, severity });
            }
        }
    }
}

fn is_counted(field: &Field) -> bool {
    field.default.as_ref().is_some_and(|default| default.kind == Function::Autoincrement)
}

fn is_sequence(field: &Field) -> bool {
    field.default.as_ref().is_some_and(|default| matches!(default.kind, Function::Sequence { .. }))
}

fn problem(
    provider: Provider,
    model: &Model,
    id: FieldId,
    field: &Field,
    index: usize,
) -> Option<(String, &'static str, Severity)> {
    let name = &field.name;
    let list = || field.arity == Arity::List;
    let listed = |severity| Some((format!("`{name}` is a list, which is not counted"), "remove the default", severity));
    let is_id = model.primary_key.as_ref().is_some_and(|key| matches!(key.key.fields.as_slice(), [part] if part.field == id));
    let is_first = || {
        let keys = model.unique_keys().chain(model.indexes.iter().map(|index| &index.key));
        keys.into_iter().any(|key| key.fields.first().is_some_and(|part| part.field == id))
    };
    let (message, help) = match provider {
        Provider::Sqlite | Provider::Mysql | Provider::SqlServer if list() => return listed(Severity::Error),
        Provider::Sqlite if !is_id => (
            format!("SQLite counts only in a primary key of one field, which `{name}` is not"),
            "make it the `@id`, or set the number in the application",
        ),
        Provider::Mysql if index > 0 => {
            (format!("MySQL counts once a table, so not in `{name}` too"), "keep one `autoincrement()`")
        }
        Provider::Mysql if !is_first() => {
            (format!("MySQL counts only in the first field of an index, which `{name}` is not"), "add `@unique`")
        }
        Provider::CockroachDb if field.ty == Type::Scalar(Scalar::Int) => {
            (format!("CockroachDB counts only in a `BigInt`, which `{name}` is not"), "use `BigInt` or `sequence()`")
        }
        Provider::MongoDb => {
            (format!("MongoDB does not count, so not in `{name}`"), "use `String @id @default(auto()) @db.ObjectId`")
        }
        // Prisma accepts it, and PostgreSQL then refuses its `SERIAL[]`; our column is a list without a default.
        _ if list() => return listed(Severity::Warning),
        _ => return None,
    };
    Some((message, help, Severity::Error))
}

impl From<Autoincrement> for Diagnostic {
    fn from(rule: Autoincrement) -> Self {
        let diagnostic = Self::error(Autoincrement::CODE, rule.span, rule.message).help(rule.help);
        Self { severity: rule.severity, ..diagnostic }
    }
}
