//! Something that the schema's own database has and the one it is moved to does not.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model Post {
//!   id   Int      @id
//!   tags String[]
//! }
//! ```
//!
//! Compiled for SQLite (`--provider sqlite`), the list is stored as JSON. Each kind of loss is said once, where it first occurs, with
//! the number of places.

mod field;
mod key;
mod relation;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct Portability {
    message: String,
    help: &'static str,
    /// How often.
    count: usize,
    span: Span,
    severity: Severity,
}

impl Portability {
    pub(crate) const CODE: Code = Code(283);
}

/// What is lost: message, help.
type Loss = (String, &'static str);

/// Everything that is lost, each kind with its places.
#[derive(Default)]
struct Losses {
    warnings: BTreeMap<Loss, Vec<Span>>,
    errors: BTreeMap<Loss, Vec<Span>>,
}

impl Losses {
    /// Something is carried in another form, or not at all.
    fn lose(&mut self, message: String, help: &'static str, span: Span) {
        self.warnings.entry((message, help)).or_default().push(span);
    }

    /// The database would refuse the result, or it would mean something else.
    fn refuse(&mut self, message: String, help: &'static str, span: Span) {
        self.errors.entry((message, help)).or_default().push(span);
    }
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if !schema.is_moved() {
        return;
    }
    let mut losses = Losses::default();
    settings(schema, &mut losses);
    field::declarations(schema, &mut losses);
    for model in &schema.models {
        for found in model.fields.iter().filter(|field| field.is_column()) {
            field::check(schema, found, &mut losses);
        }
    }
    key::check(schema, &mut losses);
    relation::check(schema, &mut losses);
    let warnings = losses.warnings.into_iter().map(|loss| (Severity::Warning, loss));
    let errors = losses.errors.into_iter().map(|loss| (Severity::Error, loss));
    for (severity, ((message, help), spans)) in warnings.chain(errors) {
        let span = spans.iter().copied().min().unwrap_or_default();
        diagnostics.push(Portability { message, help, count: spans.len(), span, severity });
    }
}

fn settings(schema: &Schema, losses: &mut Losses) {
    let Some(datasource) = &schema.datasource else { return };
    let title = schema.provider.title();
    for extension in &datasource.extensions {
        let message = format!("the extension `{}` is for PostgreSQL", extension.name);
        losses.lose(message, "what needs it has to be done otherwise there", datasource.span.before());
    }
    if !datasource.schemas.is_empty() && !schema.provider.has_schemas() {
        let message = format!("{title} has no schemas: all tables are in one");
        losses.lose(message, "keep the names of the tables different", datasource.span.before());
    }
}

impl From<Portability> for Diagnostic {
    fn from(rule: Portability) -> Self {
        let diagnostic = Self::error(Portability::CODE, rule.span, rule.message).help(rule.help);
        let diagnostic = Self { severity: rule.severity, ..diagnostic };
        match rule.count {
            1 => diagnostic,
            2 => diagnostic.label("here and in one other place"),
            more => diagnostic.label(format!("here and in {} other places", more - 1)),
        }
    }
}
