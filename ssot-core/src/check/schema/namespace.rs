//! A model or enum is in no schema of the database, or in one that is not listed.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//!   schemas  = ["shop"]
//! }
//!
//! model A {
//!   id Int @id
//! }
//! ```
//!
//! As soon as the datasource lists `schemas`, every model, view and enum says with `@@schema` which of them it is in.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, alternatives};
use crate::ir::{Provider, Schema};
use crate::nearest::nearest;
use crate::source::Span;

pub(crate) enum Namespace {
    /// No `@@schema` on the thing with that name.
    Missing { name: String, span: Span, block: Span, known: Vec<String> },
    /// A schema that is not listed.
    Unknown { schema: String, span: Span, known: Vec<String> },
    /// The database has no schemas.
    Unavailable { span: Span, provider: Provider },
}

impl Namespace {
    pub(crate) const CODE: Code = Code(267);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let known = schema.datasource.as_ref().map(|datasource| datasource.schemas.clone()).unwrap_or_default();
    if schema.datasource.as_ref().is_some_and(|datasource| datasource.incomplete) {
        return;
    }
    let provider = schema.declared();
    let models = schema.models.iter();
    let models = models.map(|it| (&it.name, it.name_span, &it.namespace, it.namespace_span, it.incomplete, it.span));
    let enumerations = schema.enumerations.iter();
    let enumerations = enumerations.map(|it| (&it.name, it.name_span, &it.namespace, it.namespace_span, it.incomplete, it.span));
    for (name, name_span, namespace, span, incomplete, block) in models.chain(enumerations) {
        match (namespace, span) {
            (Some(_), Some(span)) if !provider.has_schemas() => {
                diagnostics.push(Namespace::Unavailable { span, provider });
            }
            (Some(given), Some(span)) if !known.contains(given) => {
                diagnostics.push(Namespace::Unknown { schema: given.clone(), span, known: known.clone() });
            }
            (None, None) if !known.is_empty() && !incomplete => {
                diagnostics.push(Namespace::Missing {
                    name: name.to_string(),
                    span: name_span,
                    block,
                    known: known.clone(),
                });
            }
            _ => {}
        }
    }
}

impl From<Namespace> for Diagnostic {
    fn from(rule: Namespace) -> Self {
        match rule {
            Namespace::Missing { name, span, block, known } => {
                let line = format!("@@schema(\"{}\")", known[0]);
                let end = Span { start: block.end.saturating_sub(1), end: block.end.saturating_sub(1), ..block };
                Self::error(Namespace::CODE, span, format!("`{name}` does not say which schema it is in"))
                    .help(format!("add `{line}`"))
                    .fix(format!("add `{line}`"), end, format!("  {line}\n"))
            }
            Namespace::Unavailable { span, provider } => {
                Self::error(Namespace::CODE, span, format!("{} has no schemas", provider.title()))
                    .help("remove `@@schema`")
            }
            Namespace::Unknown { schema, span, known } => {
                let diagnostic =
                    Self::error(Namespace::CODE, span, format!("the datasource does not list the schema `{schema}`"));
                match nearest(&schema, known.iter().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(
                        format!("write `{near}`"),
                        span,
                        format!("\"{near}\""),
                    ),
                    None if known.is_empty() => {
                        diagnostic.help(format!("add `schemas = [\"{schema}\"]` to the datasource"))
                    }
                    None => {
                        let listed = alternatives(known.iter().map(String::as_str));
                        diagnostic.help(format!("add it to `schemas`, or use {listed}"))
                    }
                }
            }
        }
    }
}
