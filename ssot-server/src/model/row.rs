//! From columns to typed fields.

use std::fmt;

use ssot_db::Cell;

use super::scalar::Scalar;
use super::secret::Secret;

/// A row on its way into a [`super::Model`].
pub struct Row<'a> {
    cells: &'a dyn ssot_db::Row,
}

/// A column held what its field cannot: the database was changed by other hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Index of the field.
    pub field: usize,
    /// What was wrong, for logs.
    pub detail: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "field {}: {}", self.field, self.detail)
    }
}

impl std::error::Error for Mismatch {}

impl<'a> Row<'a> {
    /// Looks at a row of the database.
    pub fn new(cells: &'a dyn ssot_db::Row) -> Self {
        Self { cells }
    }

    /// The field at `index`, from 0.
    ///
    /// # Errors
    /// If the column is null and the field is not, or holds another type.
    pub fn get<T: Read>(&self, field: usize) -> Result<T, Mismatch> {
        let cell = self.cells.cell(field).map_err(|error| Mismatch { field, detail: error.to_string() })?;
        T::read(&cell).map_err(|detail| Mismatch { field, detail: detail.to_owned() })
    }
}

/// What a column can be read as.
pub trait Read: Sized {
    /// Reads a cell.
    ///
    /// # Errors
    /// What was expected, in words.
    fn read(cell: &Cell<'_>) -> Result<Self, &'static str>;
}

impl<T: Scalar> Read for T {
    fn read(cell: &Cell<'_>) -> Result<Self, &'static str> {
        T::from_cell(cell)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(cell: &Cell<'_>) -> Result<Self, &'static str> {
        if *cell == Cell::Null { Ok(None) } else { T::read(cell).map(Some) }
    }
}

impl<T: Read> Read for Secret<T> {
    fn read(cell: &Cell<'_>) -> Result<Self, &'static str> {
        T::read(cell).map(Self::new)
    }
}

/// PostgreSQL gives arrays; SQLite keeps lists as JSON text. A null list is an empty one.
impl<T: Scalar> Read for Vec<T> {
    fn read(cell: &Cell<'_>) -> Result<Self, &'static str> {
        match cell {
            Cell::Null => Ok(Self::new()),
            Cell::List(cells) => cells.iter().map(T::from_cell).collect(),
            Cell::Text(text) => {
                let items: Vec<serde_json::Value> =
                    serde_json::from_str(text).map_err(|_| "expected a list as JSON text")?;
                items.iter().map(|item| T::from_cell(&cell_of(item))).collect()
            }
            _ => Err("expected a list"),
        }
    }
}

fn cell_of(item: &serde_json::Value) -> Cell<'_> {
    match item {
        serde_json::Value::Bool(value) => Cell::Boolean(*value),
        serde_json::Value::String(text) => Cell::Text(text),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| Cell::Float(number.as_f64().unwrap_or(f64::NAN)), Cell::Integer)
        }
        _ => Cell::Null,
    }
}
