//! What fields and types lose.

use super::Losses;
use crate::ir::native::{Extent, Meaning, meaning, nearest};
use crate::ir::{Arity, Field, Function, NativeType, Provider, Scalar, Schema, Type};

/// Enumerations, where there are none. SQLite has none either, but Prisma stores them as text there, unasked.
pub(super) fn declarations(schema: &Schema, losses: &mut Losses) {
    if schema.provider != Provider::SqlServer {
        return;
    }
    for enumeration in &schema.enumerations {
        let message = "SQL Server has no enums: they are stored as text".to_owned();
        losses.lose(message, "the server still checks the values", enumeration.name_span);
    }
}

/// What becomes of a column.
pub(super) fn check(schema: &Schema, field: &Field, losses: &mut Losses) {
    let provider = schema.provider;
    let title = provider.title();
    if field.arity == Arity::List && !provider.has_lists() {
        let message = format!("{title} has no lists: they are stored as JSON");
        losses.lose(message, "filters on them read every row; a model of its own would have an index", field.type_span);
    }
    if let Type::Scalar(scalar) = field.ty
        && (field.arity != Arity::List || provider.has_lists())
    {
        native_type(schema, field, scalar, losses);
    }
    match (&field.ty, provider) {
        (Type::Scalar(Scalar::Json), Provider::SqlServer) if field.arity != Arity::List => {
            let message = "SQL Server has no `Json`: it is stored as text".to_owned();
            losses.lose(message, "the server still checks that it is JSON", field.type_span);
        }
        (Type::Scalar(Scalar::Json), Provider::CockroachDb) if field.arity == Arity::List => {
            let message = "CockroachDB has no lists of `Json`: they are stored as one".to_owned();
            losses.lose(message, "filters on them read every row", field.type_span);
        }
        (Type::Composite(_), _) => {
            let message = format!("{title} has no composite types: they are stored as JSON");
            losses.lose(message, "filters on them read every row; a model of its own would have an index", field.type_span);
        }
        _ => {}
    }
    if let Type::Unsupported(text) = &field.ty {
        let message = format!("{title} may not know the type `{text}`");
        losses.lose(message, "it is written to the database as it stands", field.type_span);
    }
    let Some(default) = &field.default else { return };
    match &default.kind {
        Function::Database(Some(_)) => {
            let message = format!("{title} may not know the expression of `dbgenerated`");
            losses.lose(message, "it is written to the database as it stands", default.value_span);
        }
        Function::Auto => {
            let message = format!("{title} makes no ids by `auto()`: the column has no default");
            losses.lose(message, "set the id in the application, or use `uuid()`", default.value_span);
        }
        Function::Sequence { is_virtual: true, .. } if provider == Provider::Postgres => {
            let message = "PostgreSQL has no virtual sequences: this one is stored".to_owned();
            losses.lose(message, "it counts all the same", default.value_span);
        }
        Function::Sequence { min, max, increment, start, cache, .. } if provider != Provider::Postgres => {
            let tuned = [min, max, increment, start, cache].into_iter().any(Option::is_some);
            if tuned {
                let message = format!("{title} has no sequences of one's own: the column counts from 1 by 1");
                losses.lose(message, "the numbers are others than the sequence would give", default.value_span);
            }
        }
        _ => {}
    }
}

/// What a native type says and the type that it becomes does not; what a scalar keeps on one database and not on the other.
fn native_type(schema: &Schema, field: &Field, scalar: Scalar, losses: &mut Losses) {
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
            losses.lose(message, "the server still checks what the type promises", native.span);
        }
        (Some(native), None) => {
            let message = format!(
                "{title} has no native type `{}`: the column gets the type of `{}`",
                written(native),
                scalar.as_str()
            );
            losses.lose(message, "the server still checks what the type promises", native.span);
        }
        (None, _) => match (before, after) {
            (Meaning::Text(Extent::Any), Meaning::Text(Extent::Most(most))) => {
                let message = format!("{title} keeps {most} characters of a `String`");
                losses.lose(message, "a native type that says how long texts get is carried over", field.type_span);
            }
            (Meaning::Decimal(_), Meaning::Decimal(Some((digits @ ..65, scale)))) => {
                let message = format!("{title} keeps {digits} digits of a `Decimal`, {scale} after the point");
                losses.lose(message, "a native type that says how many are needed is carried over", field.type_span);
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

