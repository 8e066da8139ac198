//! Two models have one table.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!
//!   @@map("things")
//! }
//!
//! model B {
//!   id Int @id
//!
//!   @@map("things")
//! }
//! ```
//!
//! The tables of implicit many-to-many relations count too. On MySQL and SQLite names that differ only in case are a warning.

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::constraint_name::join_table_name;
use crate::ir::{Provider, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct TableClash {
    table: String,
    again: Span,
    first: Span,
    is_case_only: bool,
    is_moved: bool,
}

impl TableClash {
    pub(crate) const CODE: Code = Code(260);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let has_schemas = schema.provider.has_schemas();
    let namespace = |given: &Option<String>| given.clone().filter(|_| has_schemas);
    let models = schema.models.iter().map(|model| (namespace(&model.namespace), model.table.clone(), model.table_span));
    let joins = schema.relations.iter().filter_map(|relation| match &relation.kind {
        RelationKind::JoinTable(table) => {
            let model = schema.model(table.a.model);
            Some((namespace(&model.namespace), join_table_name(schema, relation), relation.span))
        }
        RelationKind::ForeignKey(_) => None,
    });
    let ignores_case = matches!(schema.provider, Provider::Mysql | Provider::Sqlite);
    let mut seen: HashMap<(Option<String>, String), (String, Span)> = HashMap::new();
    for (namespace, table, again) in models.chain(joins) {
        let folded = if ignores_case { table.to_lowercase() } else { table.clone() };
        if let Some((other, first)) = seen.get(&(namespace.clone(), folded.clone())) {
            let is_case_only = *other != table;
            let (first, is_moved) = (*first, schema.is_moved());
            diagnostics.push(TableClash { table, again, first, is_case_only, is_moved });
        } else {
            seen.insert((namespace, folded), (table, again));
        }
    }
}

impl From<TableClash> for Diagnostic {
    fn from(rule: TableClash) -> Self {
        let severity = if rule.is_case_only && !rule.is_moved { Severity::Warning } else { Severity::Error };
        let message = if rule.is_case_only {
            format!("two tables are called `{}`, but for upper and lower case, which the database may not tell apart", rule.table)
        } else {
            format!("two tables are called `{}`", rule.table)
        };
        let diagnostic = Self::error(TableClash::CODE, rule.again, message)
            .label("the second one")
            .also(rule.first, "the first one")
            .help(if rule.is_moved {
                "rename one of them with `@@map`; this database has no schemas to keep them apart"
            } else {
                "rename one of them with `@@map`, or the relation with `@relation(\"Name\")`"
            });
        Self { severity, ..diagnostic }
    }
}
