//! A kind of index, or an operator class, that does not go with the type of a field.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int @id
//!   name Int
//!
//!   @@index([name], type: Gin)
//! }
//! ```
//!
//! `ops: raw("…")` is taken as it stands.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Arity, Field, Index, IndexKind, IndexOperator, Model, Provider, Scalar, Schema, Type};
use crate::source::Span;

pub(crate) struct IndexType {
    message: String,
    help: String,
    span: Span,
    severity: Severity,
}

impl IndexType {
    pub(crate) const CODE: Code = Code(271);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if !matches!(schema.declared(), Provider::Postgres | Provider::CockroachDb) {
        return;
    }
    for model in &schema.models {
        for index in &model.indexes {
            judge(schema.declared(), model, index, diagnostics);
        }
        for part in model.uniques.iter().flat_map(|unique| &unique.key.fields) {
            let field = model.field(part.field);
            if is_xml(field) {
                diagnostics.push(unordered(field, part.span));
            }
        }
    }
}

fn judge(provider: Provider, model: &Model, index: &Index, diagnostics: &mut Diagnostics) {
    if index.kind == IndexKind::SpGist && index.key.fields.len() > 1 {
        diagnostics.push(IndexType {
            message: "an `SpGist` index has one column".to_owned(),
            help: "write an index for each field".to_owned(),
            span: index.key.span,
            severity: Severity::Error,
        });
    }
    for part in &index.key.fields {
        let field = model.field(part.field);
        if part.sort.is_some() && !matches!(index.kind, IndexKind::BTree | IndexKind::Fulltext) {
            // Prisma lets the database say so, but for `Hash`.
            let severity = if index.kind == IndexKind::Hash { Severity::Error } else { Severity::Warning };
            diagnostics.push(IndexType {
                message: format!("a `{}` index has no order", word(index.kind)),
                help: "remove `sort`".to_owned(),
                span: part.span,
                severity,
            });
        }
        if provider == Provider::CockroachDb && index.kind == IndexKind::Gin && part.operator.is_some() {
            diagnostics.push(IndexType {
                message: "`Gin` indexes have no operator classes on CockroachDB".to_owned(),
                help: "remove `ops`".to_owned(),
                span: part.span,
                severity: Severity::Error,
            });
            continue;
        }
        if is_xml(field) {
            diagnostics.push(unordered(field, part.span));
            continue;
        }
        let operator = part.operator.as_ref().filter(|_| provider == Provider::Postgres);
        let problem = match operator {
            Some(IndexOperator::Named(class)) if !belongs(index.kind, class) => {
                Some(format!("the operator class `{class}` is not for `{}` indexes", word(index.kind)))
            }
            Some(IndexOperator::Named(class)) if !class_fits(index.kind, class, field) => {
                Some(format!("the operator class `{class}` does not go with the type of `{}`", field.name))
            }
            None if !kind_fits(index.kind, field) => {
                Some(format!("a `{}` index does not go with the type of `{}`", word(index.kind), field.name))
            }
            Some(_) | None => None,
        };
        if let Some(message) = problem {
            let help = help(index.kind).to_owned();
            diagnostics.push(IndexType { message, help, span: part.span, severity: Severity::Error });
        }
    }
}

/// PostgreSQL cannot compare one XML text with another.
fn is_xml(field: &Field) -> bool {
    native(field) == Some("Xml")
}

fn unordered(field: &Field, span: Span) -> IndexType {
    IndexType {
        message: format!("`{}` is `Xml`, which cannot be in a key", field.name),
        help: "leave it out".to_owned(),
        span,
        severity: Severity::Error,
    }
}

const fn word(kind: IndexKind) -> &'static str {
    match kind {
        IndexKind::BTree => "BTree",
        IndexKind::Hash => "Hash",
        IndexKind::Gin => "Gin",
        IndexKind::Gist => "Gist",
        IndexKind::SpGist => "SpGist",
        IndexKind::Brin => "Brin",
        IndexKind::Fulltext => "Fulltext",
    }
}

const fn help(kind: IndexKind) -> &'static str {
    match kind {
        IndexKind::Gin => "`Gin` is for lists and `Json`, with the classes `ArrayOps`, `JsonbOps` and `JsonbPathOps`",
        IndexKind::Gist => "write `ops: InetOps` with `@db.Inet`, and `ops: raw(\"…\")` with other types",
        IndexKind::SpGist => "`SpGist` is for texts and `@db.Inet`, with the classes `TextOps` and `InetOps`",
        IndexKind::Brin => "`Brin` is for ordered types, with the class of the exact type, such as `Int4MinMaxOps`",
        IndexKind::BTree | IndexKind::Hash | IndexKind::Fulltext => "remove `ops`, or write it as `raw(\"…\")`",
    }
}

fn native(field: &Field) -> Option<&str> {
    field.native.as_ref().map(|native| native.name.as_str())
}

/// Whether the field can be in such an index without a class.
fn kind_fits(kind: IndexKind, field: &Field) -> bool {
    if matches!(field.ty, Type::Unsupported(_)) {
        return true;
    }
    let native = native(field);
    match kind {
        IndexKind::BTree | IndexKind::Hash | IndexKind::Fulltext => true,
        IndexKind::Gist => field.ty == Type::Scalar(Scalar::String) && native.is_none(),
        IndexKind::Gin => {
            field.arity == Arity::List || (field.ty == Type::Scalar(Scalar::Json) && native != Some("Json"))
        }
        IndexKind::SpGist => {
            field.ty == Type::Scalar(Scalar::String)
                && matches!(native, None | Some("Text" | "VarChar" | "Char" | "Inet"))
        }
        IndexKind::Brin => {
            let is_excluded = matches!(field.ty, Type::Scalar(Scalar::Boolean | Scalar::Json) | Type::Enumeration(_));
            !is_excluded && !matches!(native, Some("Citext" | "Money"))
        }
    }
}

/// Whether the class is one of that kind of index.
fn belongs(kind: IndexKind, class: &str) -> bool {
    match class {
        "inet_ops" => matches!(kind, IndexKind::Gist | IndexKind::SpGist),
        "jsonb_ops" | "jsonb_path_ops" | "array_ops" => kind == IndexKind::Gin,
        "text_ops" => kind == IndexKind::SpGist,
        _ => kind == IndexKind::Brin,
    }
}

fn class_fits(kind: IndexKind, class: &str, field: &Field) -> bool {
    let native = native(field);
    let is = |scalar: Scalar, natives: &[&str], is_default: bool| {
        field.ty == Type::Scalar(scalar) && native.map_or(is_default, |name| natives.contains(&name))
    };
    match class.split('_').next().unwrap_or_default() {
        "inet" => is(Scalar::String, &["Inet"], false),
        "jsonb" => is(Scalar::Json, &["JsonB"], true),
        "array" => field.arity == Arity::List,
        "text" if kind == IndexKind::Brin => is(Scalar::String, &["Text", "VarChar"], true),
        "text" => is(Scalar::String, &["Text", "VarChar", "Char"], true),
        "bit" => is(Scalar::String, &["Bit"], false),
        "varbit" => is(Scalar::String, &["VarBit"], false),
        "bpchar" => is(Scalar::String, &["Char"], false),
        "bytea" => is(Scalar::Bytes, &["ByteA"], true),
        "date" => is(Scalar::DateTime, &["Date"], false),
        "float4" => is(Scalar::Float, &["Real"], false),
        "float8" => is(Scalar::Float, &["DoublePrecision"], true),
        "int2" => is(Scalar::Int, &["SmallInt"], false),
        "int4" => is(Scalar::Int, &["Integer"], true),
        "int8" => is(Scalar::BigInt, &["BigInt"], true),
        "numeric" => is(Scalar::Decimal, &["Decimal"], true),
        "oid" => is(Scalar::Int, &["Oid"], false),
        "timestamp" => is(Scalar::DateTime, &["Timestamp"], true),
        "timestamptz" => is(Scalar::DateTime, &["Timestamptz"], false),
        "time" => is(Scalar::DateTime, &["Time"], false),
        "timetz" => is(Scalar::DateTime, &["Timetz"], false),
        "uuid" => is(Scalar::String, &["Uuid"], false),
        _ => true,
    }
}

impl From<IndexType> for Diagnostic {
    fn from(rule: IndexType) -> Self {
        let diagnostic = Self::error(IndexType::CODE, rule.span, rule.message).help(rule.help);
        Self { severity: rule.severity, ..diagnostic }
    }
}
