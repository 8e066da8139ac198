//! What the wings that compile expressions agree on: what values mean, as what they are compared, and what none of them can compile.

use ssot_core::ir::{BaseType, Builtin, Expression, ExpressionKind as Kind, Scalar, Schema};
use ssot_core::source::Span;

use crate::text::wire::{self, Meaning};

/// Why an expression cannot be compiled, and where.
#[derive(Debug)]
pub struct Obstacle {
    /// The part of it.
    pub span: Span,
    /// Why.
    pub reason: &'static str,
}

/// As what two values are compared, or one is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Integers.
    Integer,
    /// Doubles.
    Float,
    /// Exact numbers, integers among them.
    Decimal,
    /// Text, by code point.
    Text,
    /// What is only equal or not, and moments.
    Plain,
}

/// As what two values are compared, or one is taken.
pub fn class(one: Option<Meaning>, two: Option<Meaning>) -> Class {
    let is = |wanted| one == Some(wanted) || two == Some(wanted);
    let integer = |meaning| matches!(meaning, Some(Meaning::Int | Meaning::BigInt));
    if is(Meaning::Decimal) {
        Class::Decimal
    } else if is(Meaning::Float) {
        Class::Float
    } else if integer(one) || integer(two) {
        Class::Integer
    } else if is(Meaning::String) {
        Class::Text
    } else {
        Class::Plain
    }
}

/// What a scalar means without a column.
pub const fn plain(scalar: Scalar) -> Meaning {
    match scalar {
        Scalar::String => Meaning::String,
        Scalar::Int => Meaning::Int,
        Scalar::BigInt => Meaning::BigInt,
        Scalar::Float => Meaning::Float,
        Scalar::Decimal => Meaning::Decimal,
        Scalar::Boolean => Meaning::Boolean,
        Scalar::DateTime => Meaning::DateTime,
        Scalar::Json => Meaning::Json,
        Scalar::Bytes => Meaning::Bytes,
    }
}

/// What values an expression gives, if that does not depend on what it meets.
pub fn meaning(schema: &Schema, expression: &Expression) -> Option<Meaning> {
    match &expression.kind {
        Kind::Claim(_) | Kind::Null => None,
        Kind::List(items) => items.iter().find_map(|item| meaning(schema, item)),
        Kind::Call { function: Builtin::Coalesce, arguments } => {
            arguments.iter().find_map(|argument| meaning(schema, argument))
        }
        Kind::Field(path) => match expression.ty.base {
            BaseType::Scalar(scalar) => Some(wire::meaning(scalar, schema.field(path.model, path.field))),
            _ => None,
        },
        _ => match expression.ty.base {
            BaseType::Scalar(scalar) => Some(plain(scalar)),
            _ => None,
        },
    }
}

/// Both sides of a comparison as one thing, and what a claim or a literal among them is taken as.
///
/// # Errors
/// If servers cannot compare them.
pub fn sides(schema: &Schema, left: &Expression, right: &Expression) -> Result<(Class, Option<Meaning>), Obstacle> {
    let (one, two) = (meaning(schema, left), meaning(schema, right));
    for (meaning, other, side) in [(one, two, left), (two, one, right)] {
        let reason = match (meaning, other) {
            (Some(Meaning::Date | Meaning::Time), _) => "days and times of day are only compared with null",
            (Some(Meaning::Uuid), Some(other)) if other != Meaning::Uuid => {
                "native UUIDs are compared with columns and claims"
            }
            _ => continue,
        };
        return Err(Obstacle { span: side.span, reason });
    }
    let class = class(one, two);
    let wanted = match class {
        Class::Float => Some(Meaning::Float),
        Class::Decimal => Some(Meaning::Decimal),
        _ => one.or(two),
    };
    Ok((class, wanted))
}

/// As what the sides of an arithmetic expression are reckoned; where they do not say, what it gives does.
pub fn reckoned(schema: &Schema, expression: &Expression, left: &Expression, right: &Expression) -> Class {
    let given = match expression.ty.base {
        BaseType::Scalar(scalar) => Some(plain(scalar)),
        _ => None,
    };
    match class(meaning(schema, left), meaning(schema, right)) {
        Class::Plain => class(given, None),
        class => class,
    }
}

/// An exact number without zeros that say nothing.
pub fn canonical(number: &str) -> String {
    let trimmed = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    if trimmed.is_empty() || trimmed == "-0" || trimmed == "-" { "0".to_owned() } else { trimmed.to_owned() }
}
