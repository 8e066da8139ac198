//! Two fields have one column.
//!
//! ```prisma
//! model A {
//!   id   Int    @id
//!   name String
//!   old  String @map("name")
//! }
//! ```
//!
//! On MySQL and SQLite names that differ only in case are a warning.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Field, Provider, Schema};
use crate::source::Span;

pub(crate) struct ColumnClash {
    column: String,
    again: Span,
    first: Span,
    is_case_only: bool,
    /// Whether the schema's own database tells them apart.
    is_moved: bool,
}

impl ColumnClash {
    pub(crate) const CODE: Code = Code(261);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let ignores_case = matches!(schema.provider, Provider::Mysql | Provider::Sqlite | Provider::SqlServer);
    let models = schema.models.iter().map(|model| &model.fields);
    for fields in models.chain(schema.composites.iter().map(|composite| &composite.fields)) {
        let mut seen: HashMap<Cow<'_, str>, &Field> = HashMap::with_capacity(fields.len());
        for field in fields.iter().filter(|field| field.is_column()) {
            let column = field.column.as_str();
            let folded = if ignores_case { Cow::Owned(column.to_lowercase()) } else { Cow::Borrowed(column) };
            if let Some(first) = seen.get(&folded) {
                diagnostics.push(ColumnClash {
                    column: field.column.clone(),
                    again: field.column_span,
                    first: first.column_span,
                    is_case_only: first.column != field.column,
                    is_moved: schema.is_moved(),
                });
            } else {
                seen.insert(folded, field);
            }
        }
    }
}

impl From<ColumnClash> for Diagnostic {
    fn from(rule: ColumnClash) -> Self {
        let severity = if rule.is_case_only && !rule.is_moved { Severity::Warning } else { Severity::Error };
        let message = if rule.is_case_only {
            format!("two columns are called `{}`, but for upper and lower case, which the database does not tell apart", rule.column)
        } else {
            format!("two fields have the column `{}`", rule.column)
        };
        let diagnostic = Self::error(ColumnClash::CODE, rule.again, message)
            .label("the second one")
            .also(rule.first, "the first one")
            .help("rename one of them with `@map`");
        Self { severity, ..diagnostic }
    }
}
