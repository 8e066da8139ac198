//! The rows that a field is worked out for, typed.

use ssot_db::Value;

use crate::hook::Call;
use crate::model::{Mismatch, Put, Row};
use crate::write::row::Returned;

/// Rows of one answer, each as far as a field is computed from it.
#[derive(Debug)]
pub struct Batch<F> {
    rows: Vec<F>,
}

impl<F> Batch<F> {
    /// The rows, in the order of the answer.
    pub fn rows(&self) -> &[F] {
        &self.rows
    }

    /// Works out the value of each row. There is no other way to [`Answers`], so that no row goes without.
    pub fn each<T>(self, value: impl FnMut(F) -> T) -> Answers<T> {
        Answers { values: self.rows.into_iter().map(value).collect() }
    }
}

/// A value for each row of a [`Batch`].
#[derive(Debug)]
pub struct Answers<T> {
    values: Vec<T>,
}

/// What a field is computed from, as generated code has it.
pub trait Source: Sized {
    /// Reads a row whose columns are what the field is computed from, in the order of the schema's list.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    fn read(row: &Row<'_>) -> Result<Self, Mismatch>;
}

/// The rows that a field is computed from, as they came: what generated code reads.
#[derive(Debug)]
pub struct Sources<'s> {
    rows: Vec<&'s Returned>,
}

/// The values of a field, row by row: what generated code returns.
#[derive(Debug)]
pub struct Worked {
    pub(super) values: Vec<Value>,
}

impl<'s> Sources<'s> {
    pub(super) fn new(rows: Vec<&'s Returned>) -> Self {
        Self { rows }
    }

    /// Reads the rows and has their values worked out.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    pub fn work<P, F: Source, T: Put>(
        self,
        program: &P,
        call: &Call<'_>,
        method: impl FnOnce(&P, Batch<F>, &Call<'_>) -> Answers<T>,
    ) -> Result<Worked, Mismatch> {
        let rows = self.rows.iter().map(|row| F::read(&Row::new(*row))).collect::<Result<_, _>>()?;
        let values = method(program, Batch { rows }, call).values;
        // Nothing to say is null here: there is no column that could stay as it is.
        Ok(Worked { values: values.into_iter().map(|value| value.into_put().unwrap_or(Value::Null)).collect() })
    }

    /// There is no such field: generated code and its table do not belong together.
    ///
    /// # Errors
    /// Always.
    pub fn unknown(self, field: usize) -> Result<Worked, Mismatch> {
        Err(Mismatch { field, detail: "there is no such computed field".to_owned() })
    }
}
