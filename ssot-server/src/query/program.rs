//! How a row of a statement becomes JSON: fixed text, cells, and holes for what another statement brings.

use std::ops::Range;

use ssot_db::{Cell, Error, Row};

use crate::resource::{Field, Resource};
use crate::wire::encode;

/// A column of a statement and what it holds.
pub type Slot = (usize, &'static Field);

/// Turns rows into JSON objects. Made once per statement, run once per row.
#[derive(Debug, Default)]
pub struct Program {
    steps: Vec<Step>,
    text: Vec<u8>,
    holes: Vec<Vec<Slot>>,
    gaps: Vec<Gap>,
    written: usize,
    /// Up to which step the columns of the row itself go; what it includes follows.
    own: usize,
}

/// A value that the program works out.
#[derive(Debug)]
pub struct Gap {
    /// Whose row it is of.
    pub resource: &'static Resource,
    /// Which computed field.
    pub computed: usize,
    /// The columns of the statement that have what it is worked out from.
    pub from: Vec<usize>,
    /// Whether it is of the row itself, and not of one that it includes.
    pub is_own: bool,
}

/// What comes at a place later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Related rows: an index into [`Program::holes`].
    Hole(usize),
    /// A computed value: an index into [`Program::gaps`].
    Gap(usize),
}

#[derive(Debug)]
enum Step {
    /// Text that is the same in every row.
    Text(Range<usize>),
    /// A cell.
    Cell(Slot),
    /// If the column is NULL, `null`, and on at step `end`: there is no such related row.
    Optional { column: usize, end: usize },
    /// Something comes here.
    Opening(Opening),
}

impl Program {
    /// Appends fixed text.
    pub(super) fn text(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    /// Appends a member's name and colon, after a comma unless it is the first.
    pub(super) fn name(&mut self, name: &str, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.text.push(b',');
        }
        encode::string(&mut self.text, name);
        self.text.push(b':');
    }

    /// Appends a cell.
    pub(super) fn cell(&mut self, slot: Slot) {
        self.flush();
        self.steps.push(Step::Cell(slot));
    }

    /// Notes that the columns of the row itself end here.
    pub(super) fn end_of_own(&mut self) {
        self.own = self.steps.len();
    }

    /// Appends a hole for the rows related by the columns of `key`.
    pub(super) fn hole(&mut self, key: Vec<Slot>) {
        self.flush();
        self.steps.push(Step::Opening(Opening::Hole(self.holes.len())));
        self.holes.push(key);
    }

    /// Appends a gap for a computed value.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.flush();
        self.steps.push(Step::Opening(Opening::Gap(self.gaps.len())));
        self.gaps.push(gap);
    }

    /// Begins an object that is there only if `column` is not NULL; [`Program::end`] takes what this returns.
    pub(super) fn optional(&mut self, column: usize) -> usize {
        self.flush();
        self.steps.push(Step::Optional { column, end: 0 });
        self.steps.len() - 1
    }

    /// Ends an optional object.
    pub(super) fn end(&mut self, begin: usize) {
        self.flush();
        let after = self.steps.len();
        if let Some(Step::Optional { end, .. }) = self.steps.get_mut(begin) {
            *end = after;
        }
    }

    /// Ends the program.
    pub(super) fn finish(mut self) -> Self {
        self.flush();
        self
    }

    fn flush(&mut self) {
        if self.written < self.text.len() {
            self.steps.push(Step::Text(self.written..self.text.len()));
            self.written = self.text.len();
        }
    }

    /// The columns that identify the parent of each hole, hole by hole.
    pub fn holes(&self) -> &[Vec<Slot>] {
        &self.holes
    }

    /// The computed values, gap by gap.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Writes one row, and returns the length of the output where its own columns end. `open` is told where something comes
    /// later; it writes nothing.
    ///
    /// # Errors
    /// If a cell cannot be what its column says.
    pub fn row(
        &self,
        row: &dyn Row,
        out: &mut Vec<u8>,
        mut open: impl FnMut(Opening, usize) -> Result<(), Error>,
    ) -> Result<usize, Error> {
        let mut at = 0;
        let mut own = 0;
        while let Some(step) = self.steps.get(at) {
            at += 1;
            match step {
                Step::Text(range) => out.extend_from_slice(&self.text[range.clone()]),
                Step::Cell((column, field)) => {
                    encode::cell(out, &row.cell(*column)?, field)?;
                    if at == self.own {
                        own = out.len();
                    }
                }
                Step::Optional { column, end } => {
                    if matches!(row.cell(*column)?, Cell::Null) {
                        out.extend_from_slice(b"null");
                        at = *end;
                    }
                }
                Step::Opening(opening) => open(*opening, out.len())?,
            }
        }
        Ok(own)
    }
}
