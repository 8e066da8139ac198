//! What a request is about to write, typed.

use std::marker::PhantomData;

use ssot_db::Cell;

use crate::model::{Column, Patch, Put, Read, Writable};
use crate::problem::{Problem, Violation};
use crate::wire::decode;
use crate::wire::json::pointer_step;
use crate::write::input::Draft;

/// The fields that a request sets in a row of `M`, checked and completed by defaults.
#[derive(Debug)]
pub struct Change<'d, M> {
    draft: &'d mut Draft,
    model: PhantomData<fn() -> M>,
}

impl<'d, M: Writable> Change<'d, M> {
    pub(super) fn new(draft: &'d mut Draft) -> Self {
        Self { draft, model: PhantomData }
    }

    /// Whether the field is set, be it to null.
    pub fn sets<T>(&self, column: Column<M, T>) -> bool {
        self.draft.value(column.index()).is_some()
    }

    /// What the field is set to; `None` if it is not, or to null.
    pub fn get<T: Read>(&self, column: Column<M, T>) -> Option<T> {
        let value = self.draft.value(column.index())?;
        T::read(&Cell::from(value)).ok()
    }

    /// Sets a field, whoever may: hidden and read-only ones too. `None` makes it null.
    ///
    /// # Errors
    /// If the value breaks a rule of the schema.
    pub fn set<T>(&mut self, column: Column<M, T>, value: impl Into<Patch<T>>) -> Result<(), Problem>
    where
        Patch<T>: Put,
    {
        let index = column.index();
        let Some(value) = value.into().into_put() else { return Ok(()) };
        let field = &self.draft.resource.fields[index];
        if let Err(flaw) = decode::typed(field, &value) {
            return Err(Problem::validation(vec![Violation::at(self.pointer(index), flaw.code, flaw.message)]));
        }
        self.draft.fields.retain(|(set, _)| *set != index);
        self.draft.fields.push((index, value));
        Ok(())
    }

    /// A refusal of what the request says of a field (422), under a code of the program's own.
    pub fn refuse<T>(&self, column: Column<M, T>, code: &'static str, message: impl Into<String>) -> Problem {
        Problem::validation(vec![Violation::at(self.pointer(column.index()), code, message)])
    }

    fn pointer(&self, field: usize) -> String {
        format!("{}{}", self.draft.pointer, pointer_step(self.draft.resource.fields[field].name))
    }
}
