//! Values on their way out of the database, borrowed from the driver's buffer.

use std::borrow::Cow;

/// One column of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// PostgreSQL `boolean`. SQLite gives [`Cell::Integer`] 0 or 1.
    Boolean(bool),
    /// Any integer type.
    Integer(i64),
    /// `real` or `double precision`.
    Float(f64),
    /// Any text, enumerations included; JSON text; on SQLite also times and exact numbers.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// PostgreSQL `timestamp`, `timestamptz`: microseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// PostgreSQL `date`: days since 1970-01-01.
    Date(i32),
    /// PostgreSQL `time`: microseconds since midnight.
    Time(i64),
    /// PostgreSQL `numeric`, canonical text as in [`crate::Value::Decimal`].
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
