//! The types of single values: how each is read from a cell and bound to a statement.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use ssot_db::{Cell, Value};

use crate::resource::{Enumeration, Kind};

pub use bytes::Bytes;
pub use ssot_wire::Decimal;
pub use uuid::Uuid;

/// Any JSON value.
pub type Json = serde_json::Value;
/// A moment in UTC; the database keeps milliseconds.
pub type DateTime = chrono::DateTime<chrono::Utc>;
/// A calendar date.
pub type Date = NaiveDate;
/// A time of day; the database keeps microseconds.
pub type Time = NaiveTime;

/// A type whose values stand in one column.
pub trait Scalar: Sized + Send {
    /// Its form on the wire.
    const KIND: Kind;

    /// Reads a cell that is not null.
    ///
    /// # Errors
    /// What was expected, in words.
    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str>;

    /// For a parameter.
    fn into_value(self) -> Value;
}

impl Scalar for String {
    const KIND: Kind = Kind::String;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Text(text) => Ok((*text).to_owned()),
            Cell::Uuid(bytes) => Ok(Uuid::from_bytes(*bytes).to_string()),
            _ => Err("expected text"),
        }
    }

    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl Scalar for i32 {
    const KIND: Kind = Kind::Int;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        i64::from_cell(cell)?.try_into().map_err(|_| "expected an integer of 32 bits")
    }

    fn into_value(self) -> Value {
        Value::Integer(self.into())
    }
}

impl Scalar for i64 {
    const KIND: Kind = Kind::BigInt;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Integer(value) => Ok(*value),
            _ => Err("expected an integer"),
        }
    }

    fn into_value(self) -> Value {
        Value::Integer(self)
    }
}

impl Scalar for f64 {
    const KIND: Kind = Kind::Float;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Float(value) => Ok(*value),
            // SQLite gives whole numbers back as integers
            Cell::Integer(value) => Ok(*value as Self),
            _ => Err("expected a number"),
        }
    }

    fn into_value(self) -> Value {
        Value::Float(self)
    }
}

impl Scalar for bool {
    const KIND: Kind = Kind::Boolean;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Boolean(value) => Ok(*value),
            Cell::Integer(value) => Ok(*value != 0),
            _ => Err("expected a truth value"),
        }
    }

    fn into_value(self) -> Value {
        Value::Boolean(self)
    }
}

impl Scalar for Decimal {
    const KIND: Kind = Kind::Decimal(None);

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Decimal(text) => text.parse().map_err(|_| "expected an exact number"),
            Cell::Text(text) => text.parse().map_err(|_| "expected an exact number"),
            Cell::Integer(value) => Ok(Self::from(*value)),
            Cell::Float(value) => value.to_string().parse().map_err(|_| "expected an exact number"),
            _ => Err("expected an exact number"),
        }
    }

    fn into_value(self) -> Value {
        Value::Decimal(self.into())
    }
}

impl Scalar for DateTime {
    const KIND: Kind = Kind::DateTime;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Timestamp(micros) => Self::from_timestamp_micros(*micros).ok_or("expected a moment"),
            Cell::Text(text) => chrono::DateTime::parse_from_rfc3339(text)
                .map(|moment| moment.to_utc())
                .map_err(|_| "expected a moment as RFC 3339 text"),
            _ => Err("expected a moment"),
        }
    }

    fn into_value(self) -> Value {
        Value::Timestamp(self.timestamp_millis())
    }
}

impl Scalar for Date {
    const KIND: Kind = Kind::Date;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Date(days) => {
                NaiveDate::default().checked_add_signed(TimeDelta::days((*days).into())).ok_or("expected a date")
            }
            Cell::Text(text) => text.parse().map_err(|_| "expected a date as text"),
            _ => Err("expected a date"),
        }
    }

    fn into_value(self) -> Value {
        Value::Date(self.signed_duration_since(NaiveDate::default()).num_days() as i32)
    }
}

impl Scalar for Time {
    const KIND: Kind = Kind::Time;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Time(micros) => Ok(NaiveTime::MIN.overflowing_add_signed(TimeDelta::microseconds(*micros)).0),
            Cell::Text(text) => text.parse().map_err(|_| "expected a time of day as text"),
            _ => Err("expected a time of day"),
        }
    }

    fn into_value(self) -> Value {
        Value::Time(self.signed_duration_since(NaiveTime::MIN).num_microseconds().unwrap_or_default())
    }
}

impl Scalar for Json {
    const KIND: Kind = Kind::Json;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Text(text) => serde_json::from_str(text).map_err(|_| "expected JSON text"),
            _ => Err("expected JSON"),
        }
    }

    fn into_value(self) -> Value {
        Value::Json(self.to_string())
    }
}

impl Scalar for Bytes {
    const KIND: Kind = Kind::Bytes;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Bytes(bytes) => Ok(Self::copy_from_slice(bytes)),
            _ => Err("expected bytes"),
        }
    }

    fn into_value(self) -> Value {
        Value::Bytes(self.into())
    }
}

impl Scalar for Uuid {
    const KIND: Kind = Kind::Uuid;

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Uuid(bytes) => Ok(Self::from_bytes(*bytes)),
            Cell::Text(text) => text.parse().map_err(|_| "expected a UUID as text"),
            _ => Err("expected a UUID"),
        }
    }

    fn into_value(self) -> Value {
        Value::Uuid(self.into_bytes())
    }
}

/// A generated enumeration: its variants stand in the order of its table.
pub trait Enumerated: Copy + Send + 'static {
    /// The values' names on the wire and in the database.
    const ENUMERATION: &'static Enumeration;
    /// The variants, in declared order.
    const VARIANTS: &'static [Self];

    /// The position among the variants.
    fn index(self) -> usize;

    /// The name in the schema and on the wire.
    fn as_str(self) -> &'static str {
        Self::ENUMERATION.variants[self.index()].0
    }

    /// The variant with that name on the wire.
    fn from_name(name: &str) -> Option<Self> {
        let at = Self::ENUMERATION.variants.iter().position(|(wire, _)| *wire == name)?;
        Self::VARIANTS.get(at).copied()
    }
}

impl<T: Enumerated> Scalar for T {
    const KIND: Kind = Kind::Enumeration(T::ENUMERATION);

    fn from_cell(cell: &Cell<'_>) -> Result<Self, &'static str> {
        let Cell::Text(text) = cell else {
            return Err("expected a value of an enumeration");
        };
        let at = Self::ENUMERATION.variants.iter().position(|(_, database)| database == text);
        at.and_then(|at| Self::VARIANTS.get(at).copied()).ok_or("expected a value of an enumeration")
    }

    fn into_value(self) -> Value {
        Value::Text(Self::ENUMERATION.variants[self.index()].1.to_owned())
    }
}
