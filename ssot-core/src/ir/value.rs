//! Values and defaults.

use crate::source::Span;

use super::VariantId;

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Of `Int` and `BigInt`.
    Integer(i64),
    /// Of Float: the number as written, leading zeros dropped.
    Float(String),
    /// Of Decimal: the number as written, leading zeros dropped.
    Decimal(String),
    /// Of Boolean.
    Boolean(bool),
    /// Of String.
    String(String),
    /// Of `DateTime`: RFC 3339 text as written, a blank for `T` included.
    DateTime(String),
    /// Of Json: the text, which is valid JSON.
    Json(String),
    /// Of Bytes.
    Bytes(Vec<u8>),
    /// Of the field's enumeration.
    Variant(VariantId),
    /// Of a list field, or an array in a passed-through setting.
    List(Vec<Value>),
    /// `env("NAME")` in a passed-through setting: the name, never the value.
    Environment(String),
    /// A bare word or call in a passed-through setting, as written.
    Word(String),
}

/// `@default(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    /// What it gives.
    pub kind: Function,
    /// `map`: the constraint's name (SQL Server).
    pub name: Option<String>,
    /// The value.
    pub value_span: Span,
    /// The attribute.
    pub span: Span,
}

/// Where a default comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Function {
    /// A literal.
    Literal(Value),
    /// Counted by the database.
    Autoincrement,
    /// A sequence of CockroachDB.
    Sequence {
        /// `virtual`.
        is_virtual: bool,
        /// `minValue`.
        min: Option<i64>,
        /// `maxValue`.
        max: Option<i64>,
        /// `increment`.
        increment: Option<i64>,
        /// `start`.
        start: Option<i64>,
        /// `cache`.
        cache: Option<i64>,
    },
    /// The time of the request.
    Now,
    /// A CUID of version 1 or 2, made by the application.
    Cuid(u8),
    /// A UUID of version 4 or 7, made by the application.
    Uuid(u8),
    /// A ULID, made by the application.
    Ulid,
    /// A Nano ID of so many characters (21 unless said), made by the application.
    Nanoid(u8),
    /// An expression of the database, verbatim; `None`: the column has a default that the schema does not tell.
    Database(Option<String>),
    /// MongoDB's own object id.
    Auto,
}
