//! Values on their way out of the database, borrowed from the driver's buffer.

use std::borrow::Cow;

use crate::Value;

/// One column of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// PostgreSQL `boolean`. SQLite and MariaDB give [`Cell::Integer`] 0 or 1.
    Boolean(bool),
    /// Any integer type.
    Integer(i64),
    /// `real` or `double precision`.
    Float(f64),
    /// Any text, enumerations included; JSON text; on SQLite also times and exact numbers.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// PostgreSQL `timestamp`, `timestamptz`, MariaDB `datetime`, `timestamp`: microseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// PostgreSQL and MariaDB `date`: days since 1970-01-01.
    Date(i32),
    /// PostgreSQL and MariaDB `time`: microseconds since midnight.
    Time(i64),
    /// PostgreSQL `numeric`, MariaDB `decimal`; canonical text as in [`crate::Value::Decimal`].
    Decimal(Cow<'a, str>),
    /// PostgreSQL `uuid`.
    Uuid([u8; 16]),
    /// PostgreSQL arrays.
    List(Vec<Cell<'a>>),
}

/// A row under the cursor.
pub trait Row {
    /// How many columns it has.
    fn len(&self) -> usize;

    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column at `index`, from 0.
    ///
    /// # Errors
    /// If the column has a type that the driver does not know.
    ///
    /// # Panics
    /// If there is no such column.
    fn cell(&self, index: usize) -> Result<Cell<'_>, crate::Error>;
}

/// A row that a script kept: what reads a row under the cursor reads this one too.
impl Row for Vec<Value> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, crate::Error> {
        Ok(Cell::from(&self[index]))
    }
}

/// The other way round: JSON becomes text, milliseconds become microseconds.
impl<'a> From<&'a Value> for Cell<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Integer(value) => Self::Integer(*value),
            Value::Float(value) => Self::Float(*value),
            Value::Text(value) | Value::Json(value) => Self::Text(value),
            Value::Bytes(value) => Self::Bytes(value),
            Value::Timestamp(millis) => Self::Timestamp(millis.saturating_mul(1000)),
            Value::Date(days) => Self::Date(*days),
            Value::Time(micros) => Self::Time(*micros),
            Value::Decimal(text) => Self::Decimal(Cow::Borrowed(text)),
            Value::Uuid(bytes) => Self::Uuid(*bytes),
            Value::List(values) => Self::List(values.iter().map(Self::from).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_survives_the_way_through_a_cell() {
        let row = vec![
            Value::Null,
            Value::Text("a".into()),
            Value::Timestamp(-1),
            Value::Decimal("1.5".into()),
            Value::List(vec![Value::Uuid([1; 16]), Value::Time(5)]),
        ];
        let cells = (0..Row::len(&row)).map(|index| row.cell(index).unwrap());
        assert_eq!(cells.map(Value::from).collect::<Vec<_>>(), row);
    }
}
