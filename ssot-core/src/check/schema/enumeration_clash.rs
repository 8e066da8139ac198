//! Two enums, or two values of one, have one name in the database.
//!
//! ```prisma
//! enum A {
//!   X
//!
//!   @@map("kind")
//! }
//!
//! enum B {
//!   Y
//!
//!   @@map("kind")
//! }
//! ```
//!
//! Two values with one name, and an enum called like a table, are warnings: Prisma accepts them and PostgreSQL does not.

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Provider, Schema};
use crate::source::Span;

pub(crate) struct EnumerationClash {
    name: String,
    what: &'static str,
    severity: Severity,
    again: Span,
    first: Span,
}

impl EnumerationClash {
    pub(crate) const CODE: Code = Code(262);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<(Option<&str>, &str), Span> = HashMap::new();
    for enumeration in &schema.enumerations {
        let place = (enumeration.namespace.as_deref(), enumeration.database_name.as_str());
        let again = enumeration.database_name_span;
        if let Some(&first) = seen.get(&place) {
            diagnostics.push(clash(place.1, "enums are", Severity::Error, again, first));
        } else {
            seen.insert(place, again);
        }
        let mut values: HashMap<&str, Span> = HashMap::new();
        for variant in &enumeration.variants {
            if let Some(&first) = values.get(variant.database_name.as_str()) {
                let name = variant.database_name.as_str();
                diagnostics.push(clash(name, "values are", Severity::Warning, variant.span, first));
            } else {
                values.insert(&variant.database_name, variant.span);
            }
        }
    }
    if matches!(schema.provider, Provider::Postgres | Provider::CockroachDb) {
        for model in &schema.models {
            if let Some(&first) = seen.get(&(model.namespace.as_deref(), model.table.as_str())) {
                let what = "things, an enum and a table, are";
                diagnostics.push(clash(&model.table, what, Severity::Warning, model.table_span, first));
            }
        }
    }
}

fn clash(name: &str, what: &'static str, severity: Severity, again: Span, first: Span) -> EnumerationClash {
    EnumerationClash { name: name.to_owned(), what, severity, again, first }
}

impl From<EnumerationClash> for Diagnostic {
    fn from(rule: EnumerationClash) -> Self {
        let message = format!("two {} called `{}` in the database", rule.what, rule.name);
        let diagnostic = Self::error(EnumerationClash::CODE, rule.again, message)
            .label("the second one")
            .also(rule.first, "the first one")
            .help("rename one of them with `@map` or `@@map`");
        Self { severity: rule.severity, ..diagnostic }
    }
}
