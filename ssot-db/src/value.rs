//! Values on their way into the database.

/// A bound parameter. The driver encodes it for the type that the statement expects.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL of any type.
    Null,
    /// Truth value.
    Boolean(bool),
    /// Any integer column.
    Integer(i64),
    /// Double; finite.
    Float(f64),
    /// Text, an enumeration's database value, or a UUID's text for text columns.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Milliseconds since 1970-01-01T00:00:00Z. SQLite keeps `YYYY-MM-DDTHH:MM:SS.sssZ` as text.
    Timestamp(i64),
    /// Days since 1970-01-01. SQLite keeps `YYYY-MM-DD` as text.
    Date(i32),
    /// Microseconds since midnight. SQLite keeps `HH:MM:SS.ffffff` as text.
    Time(i64),
    /// An exact number in canonical form: `-?digits[.digits]`, no exponent, no trailing zeros, never `-0`.
    Decimal(String),
    /// A native UUID.
    Uuid([u8; 16]),
    /// JSON text, valid.
    Json(String),
    /// A list: an array on PostgreSQL, JSON text on SQLite (`json_each` reads it) and MariaDB (`json_table`).
    List(Vec<Value>),
}
