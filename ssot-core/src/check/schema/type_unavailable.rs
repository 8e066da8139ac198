//! A type that the database does not have.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model A {
//!   id   Int      @id
//!   tags String[]
//! }
//! ```
//!
//! Lists need PostgreSQL, CockroachDB or MongoDB; composite types MongoDB; SQL Server has neither enums nor Json, MongoDB no Decimal.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Arity, Field, Provider, Scalar, Schema, Type};
use crate::source::Span;

use super::is_unused_mixin;

pub(crate) struct TypeUnavailable {
    what: String,
    help: &'static str,
    provider: Provider,
    span: Span,
}

impl TypeUnavailable {
    pub(crate) const CODE: Code = Code(268);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let provider = schema.declared();
    for composite in &schema.composites {
        if provider != Provider::MongoDb && !is_unused_mixin(schema, composite) {
            diagnostics.push(TypeUnavailable {
                what: format!("composite types such as `{}`", composite.name),
                help: "use a model of its own, or a `Json` field",
                provider,
                span: composite.name_span,
            });
        }
    }
    if provider == Provider::SqlServer {
        for enumeration in &schema.enumerations {
            diagnostics.push(TypeUnavailable {
                what: format!("enums such as `{}`", enumeration.name),
                help: "use a `String`, or a model with one row for each value",
                provider,
                span: enumeration.name_span,
            });
        }
    }
    let models = schema.models.iter().flat_map(|model| &model.fields).map(|field| (field, false));
    let composites = schema.composites.iter().flat_map(|composite| &composite.fields).map(|field| (field, true));
    for (field, in_composite) in models.chain(composites) {
        if let Some((what, help)) = missing(provider, field) {
            let what = what.to_owned();
            let found = Diagnostic::from(TypeUnavailable { what, help, provider, span: field.type_span });
            // Prisma looks into models only.
            let severity = if in_composite { Severity::Warning } else { found.severity };
            diagnostics.push(Diagnostic { severity, ..found });
        }
    }
}

fn missing(provider: Provider, field: &Field) -> Option<(&'static str, &'static str)> {
    let is_list = field.arity == Arity::List;
    match (&field.ty, provider) {
        (Type::Scalar(Scalar::Json), Provider::SqlServer) => Some(("`Json`", "use a `String` that holds the text")),
        (Type::Scalar(Scalar::Decimal), Provider::MongoDb) => Some(("`Decimal`", "use a `Float`, or a `String`")),
        (Type::Scalar(Scalar::Json), Provider::CockroachDb) if is_list => {
            Some(("lists of `Json`", "use one `Json` field that holds an array"))
        }
        (Type::Scalar(_) | Type::Enumeration(_) | Type::Unsupported(_), _) if is_list && !provider.has_lists() => {
            Some(("lists of scalars", "use a `Json` field, or a model of its own with one row for each value"))
        }
        _ => None,
    }
}

impl From<TypeUnavailable> for Diagnostic {
    fn from(rule: TypeUnavailable) -> Self {
        Self::error(TypeUnavailable::CODE, rule.span, format!("{} has no {}", rule.provider.title(), rule.what))
            .help(rule.help)
    }
}
