//! What columns are on the wire (contract, section 2): one table for every wing that reads or writes JSON.

use std::borrow::Cow;

use ssot_core::ir::{Bounds, Field, Provider, Scalar, Type};
use ssot_core::scalar::Form;

/// The form of a scalar on the wire, its native type considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Text.
    String,
    /// 32-bit integer.
    Int,
    /// 64-bit integer.
    BigInt,
    /// Double.
    Float,
    /// Exact number.
    Decimal,
    /// Truth value.
    Boolean,
    /// Moment.
    DateTime,
    /// Calendar date (`@db.Date`).
    Date,
    /// Time of day (`@db.Time`).
    Time,
    /// Any JSON value.
    Json,
    /// Bytes.
    Bytes,
    /// Native UUID (`@db.Uuid`).
    Uuid,
}

/// What a column whose type is that scalar means.
pub fn meaning(scalar: Scalar, field: &Field) -> Meaning {
    match field.scalar.as_ref().map(|scalar| scalar.form) {
        Some(Form::Uuid) => return Meaning::Uuid,
        Some(Form::Date) => return Meaning::Date,
        Some(Form::Time) => return Meaning::Time,
        _ => {}
    }
    let native = field.native.as_deref();
    let native = native.map_or("", |native| native.name.as_str());
    match (scalar, native) {
        (Scalar::String, "Uuid" | "UniqueIdentifier") => Meaning::Uuid,
        (Scalar::DateTime, "Date") => Meaning::Date,
        (Scalar::DateTime, "Time" | "Timetz") => Meaning::Time,
        (Scalar::String, _) => Meaning::String,
        (Scalar::Int, _) => Meaning::Int,
        (Scalar::BigInt, _) => Meaning::BigInt,
        (Scalar::Float, _) => Meaning::Float,
        (Scalar::Decimal, _) => Meaning::Decimal,
        (Scalar::Boolean, _) => Meaning::Boolean,
        (Scalar::DateTime, _) => Meaning::DateTime,
        (Scalar::Json, _) => Meaning::Json,
        (Scalar::Bytes, _) => Meaning::Bytes,
    }
}

/// Limits beyond the meaning's own; all ends are included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// Fewest characters (Unicode scalar values) of text, fewest bytes of bytes.
    pub min_length: Option<u32>,
    /// Most characters of text, most bytes of bytes.
    pub max_length: Option<u32>,
    /// Smallest integer.
    pub min: Option<i64>,
    /// Largest integer.
    pub max: Option<i64>,
    /// Smallest exact number or double, as decimal digits.
    pub least: Option<String>,
    /// Largest exact number or double, as decimal digits.
    pub most: Option<String>,
}

/// The limits on each value of a column: of its type in the database, its scalar and its rules together.
pub fn limits(provider: Provider, field: &Field) -> Limits {
    let Type::Scalar(scalar) = field.ty else { return Limits::default() };
    let mut limits = native_limits(provider, scalar, field);
    let Bounds { min, max, min_length, max_length } = field.bounds();
    match scalar {
        Scalar::Int | Scalar::BigInt => {
            // What no integer of 64 bits reaches is no limit.
            limits.min = limits.min.max(min.and_then(|text| text.parse().ok()));
            limits.max = limits.max.into_iter().chain(max.and_then(|text| text.parse().ok())).min();
        }
        Scalar::Float | Scalar::Decimal => {
            limits.least = min.map(str::to_owned);
            limits.most = max.map(str::to_owned);
        }
        Scalar::String | Scalar::Bytes => {
            limits.min_length = min_length.filter(|least| *least > 0);
            limits.max_length = limits.max_length.into_iter().chain(max_length).min();
        }
        Scalar::Boolean | Scalar::DateTime | Scalar::Json => {}
    }
    limits
}

/// The limits that a column's native type puts on each value.
fn native_limits(provider: Provider, scalar: Scalar, field: &Field) -> Limits {
    let Some(native) = field.native.as_deref().filter(|_| meaning(scalar, field) != Meaning::Uuid) else {
        return Limits::default();
    };
    let integers = |min, max| Limits { min: Some(min), max: Some(max), ..Limits::default() };
    let characters = |max_length| Limits { max_length, ..Limits::default() };
    let length = native.arguments.first().and_then(|argument| argument.parse().ok());
    match (scalar, native.name.as_str()) {
        (Scalar::Int, "SmallInt" | "Int2") => integers(i16::MIN.into(), i16::MAX.into()),
        (Scalar::Int, "UnsignedSmallInt") => integers(0, u16::MAX.into()),
        (Scalar::Int, "TinyInt") if provider == Provider::SqlServer => integers(0, u8::MAX.into()),
        (Scalar::Int, "TinyInt") => integers(i8::MIN.into(), i8::MAX.into()),
        (Scalar::Int, "UnsignedTinyInt") => integers(0, u8::MAX.into()),
        (Scalar::Int, "MediumInt") => integers(-8_388_608, 8_388_607),
        (Scalar::Int, "UnsignedMediumInt") => integers(0, 16_777_215),
        (Scalar::Int, "UnsignedInt" | "Oid") => integers(0, i32::MAX.into()),
        (Scalar::Int, "Year") => integers(1901, 2155),
        (Scalar::Int, "Bit") => integers(0, 1),
        (Scalar::BigInt, "UnsignedBigInt") => integers(0, i64::MAX),
        (Scalar::String, "Char" | "NChar" | "Bit") => characters(Some(length.unwrap_or(1))),
        (Scalar::String, "VarChar" | "NVarChar" | "VarBit" | "String") | (Scalar::Bytes, "Binary" | "VarBinary") => {
            characters(length)
        }
        (Scalar::String, "CatalogSingleChar") => characters(Some(1)),
        _ => Limits::default(),
    }
}

/// Digits, and how many of them are decimals, where the column or the scalar limits an exact number.
pub fn precision(provider: Provider, field: &Field) -> Option<(u32, u32)> {
    let Some(native) = field.native.as_deref() else {
        return match field.scalar.as_ref()?.form {
            Form::Decimal { precision, scale } => Some((precision, scale)),
            _ => None,
        };
    };
    if native.name == "Money" {
        return Some((19, 2));
    }
    let number = |at: usize| native.arguments.get(at).and_then(|argument| argument.parse().ok());
    match (number(0), number(1)) {
        (Some(digits), Some(scale)) => Some((digits, scale)),
        // `DECIMAL` alone is (10, 0) on MySQL and (18, 0) on SQL Server; on PostgreSQL it has no limits
        (None, None) if provider == Provider::Mysql => Some((10, 0)),
        (None, None) if provider == Provider::SqlServer => Some((18, 0)),
        _ => None,
    }
}

/// The documentation of a field, and what its scalar is, if it has one.
pub fn about(field: &Field) -> Cow<'_, str> {
    let Some(scalar) = field.scalar.or_else(|| field.format()) else { return Cow::Borrowed(&field.doc) };
    let sentence = scalar.description.split_inclusive(". ").next().unwrap_or_default().trim_end();
    let blank = if field.doc.trim().is_empty() { "" } else { "\n\n" };
    Cow::Owned(format!("{}{blank}`{}`: {sentence}", field.doc.trim_end(), scalar.title))
}
