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

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::native::{Extent, Meaning, meaning, nearest};
use crate::ir::{Arity, Field, Function, Model, NativeType, Predicate, Provider, Scalar, Schema, Type};
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

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if !schema.is_moved() {
        return;
    }
    let mut losses: BTreeMap<Loss, Vec<Span>> = BTreeMap::new();
    let mut lose = |message: String, help: &'static str, span: Span| {
        losses.entry((message, help)).or_default().push(span);
    };
    settings(schema, &mut lose);
    for model in &schema.models {
        for field in model.fields.iter().filter(|field| field.is_column()) {
            column(schema, field, &mut lose);
        }
        keys(schema, model, &mut lose);
    }
    conditional_keys(schema, diagnostics);
    for ((message, help), spans) in losses {
        let span = spans.iter().copied().min().unwrap_or_default();
        diagnostics.push(Portability { message, help, count: spans.len(), span, severity: Severity::Warning });
    }
}

/// A key with a condition would hold for all rows where conditions do not exist: that is another schema.
fn conditional_keys(schema: &Schema, diagnostics: &mut Diagnostics) {
    if !matches!(schema.provider, Provider::Mysql | Provider::MongoDb) {
        return;
    }
    let uniques = schema.models.iter().flat_map(|model| &model.uniques);
    for unique in uniques.filter(|unique| unique.predicate.is_some()) {
        diagnostics.push(Portability {
            message: format!("{} has no conditions: this key would hold for all rows", schema.provider.title()),
            help: "leave the condition out, or stay with the schema's own database",
            count: 1,
            span: unique.key.span,
            severity: Severity::Error,
        });
    }
}

fn settings(schema: &Schema, lose: &mut impl FnMut(String, &'static str, Span)) {
    let Some(datasource) = &schema.datasource else { return };
    let title = schema.provider.title();
    for extension in &datasource.extensions {
        let message = format!("the extension `{}` is for PostgreSQL", extension.name);
        lose(message, "what needs it has to be done otherwise there", datasource.span.before());
    }
    if !datasource.schemas.is_empty() && !schema.provider.has_schemas() {
        let message = format!("{title} has no schemas: all tables are in one");
        lose(message, "keep the names of the tables different", datasource.span.before());
    }
}

fn column(schema: &Schema, field: &Field, lose: &mut impl FnMut(String, &'static str, Span)) {
    let provider = schema.provider;
    let title = provider.title();
    if field.arity == Arity::List && !provider.has_lists() {
        let message = format!("{title} has no lists: they are stored as JSON");
        lose(message, "filters on them read every row; a model of its own would have an index", field.type_span);
    }
    if let Type::Scalar(scalar) = field.ty
        && (field.arity != Arity::List || provider.has_lists())
    {
        native_type(schema, field, scalar, lose);
    }
    if let Type::Unsupported(text) = &field.ty {
        let message = format!("{title} may not know the type `{text}`");
        lose(message, "it is written to the database as it stands", field.type_span);
    }
    if let Some(default) = &field.default
        && let Function::Database(Some(_)) = default.kind
    {
        let message = format!("{title} may not know the expression of `dbgenerated`");
        lose(message, "it is written to the database as it stands", default.value_span);
    }
}

/// What a native type says and the type that it becomes does not; what a scalar keeps on one database and not on the other.
fn native_type(schema: &Schema, field: &Field, scalar: Scalar, lose: &mut impl FnMut(String, &'static str, Span)) {
    let (provider, title) = (schema.provider, schema.provider.title());
    let native = field.native.as_deref();
    let becomes = nearest(schema.declared(), provider, field);
    let before = meaning(schema.declared(), scalar, native);
    let after = meaning(provider, scalar, becomes.as_ref());
    let (Some(before), Some(after)) = (before, after) else { return };
    match (native, becomes) {
        (Some(_), _) if before.stays(after) => {}
        (Some(native), Some(becomes)) => {
            let message = format!("{title} has no native type `{}`: it becomes `{}`", written(native), written(&becomes));
            lose(message, "the server still checks what the type promises", native.span);
        }
        (Some(native), None) => {
            let message = format!(
                "{title} has no native type `{}`: the column gets the type of `{}`",
                written(native),
                scalar.as_str()
            );
            lose(message, "the server still checks what the type promises", native.span);
        }
        (None, _) => match (before, after) {
            (Meaning::Text(Extent::Any), Meaning::Text(Extent::Most(most))) => {
                let message = format!("{title} keeps {most} characters of a `String`");
                lose(message, "a native type that says how long texts get is carried over", field.type_span);
            }
            (Meaning::Decimal(_), Meaning::Decimal(Some((digits @ ..65, scale)))) => {
                let message = format!("{title} keeps {digits} digits of a `Decimal`, {scale} after the point");
                lose(message, "a native type that says how many are needed is carried over", field.type_span);
            }
            _ => {}
        },
    }
}

/// `VarChar(20)`
fn written(native: &NativeType) -> String {
    match native.arguments.as_slice() {
        [] => native.name.clone(),
        arguments => format!("{}({})", native.name, arguments.join(", ")),
    }
}

fn keys(schema: &Schema, model: &Model, lose: &mut impl FnMut(String, &'static str, Span)) {
    let (provider, title) = (schema.provider, schema.provider.title());
    for index in &model.indexes {
        let span = index.kind_span.unwrap_or(index.key.span);
        match index.kind.on(provider) {
            Some(kind) if kind == index.kind => {}
            Some(_) => {
                let message = format!("{title} has no `{:?}` indexes: this becomes a plain one", index.kind);
                lose(message, "queries find the same rows, perhaps slower", span);
            }
            None => {
                let message = format!("{title} has no `{:?}` indexes: there will be none", index.kind);
                lose(message, "queries find the same rows, but read every one of them", span);
            }
        }
    }
    let has_conditions = !matches!(provider, Provider::Mysql | Provider::MongoDb);
    let predicates = model.indexes.iter().map(|index| (&index.predicate, index.key.span));
    let uniques = model.uniques.iter().map(|unique| (&unique.predicate, unique.key.span));
    for (predicate, span) in predicates.chain(uniques).filter(|_| has_conditions) {
        if let Some(Predicate::Raw(_)) = predicate {
            let message = format!("{title} may not know the condition of an index");
            lose(message, "it is written to the database as it stands", span);
        }
    }
    for index in model.indexes.iter().filter(|index| index.predicate.is_some() && !has_conditions) {
        let message = format!("{title} has no conditions of indexes: this one holds all rows");
        lose(message, "queries find the same rows", index.key.span);
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
