//! Texts with gaps where computed values come.

use ssot_db::{Error, Row, Value};

use super::Computing;
use crate::query::program;
use crate::resource::{Operation, Policy, Resource};
use crate::wire::encode;
use crate::write::row::{Returned, cell};

/// The gaps of one text, in the order in which they stand in it.
#[derive(Debug, Default)]
pub(crate) struct Gaps(Vec<Gap>);

#[derive(Debug)]
struct Gap {
    at: usize,
    resource: &'static Resource,
    computed: usize,
    /// What the value is computed from; `None` if a part of it is kept from the caller, and so the value.
    from: Option<Returned>,
}

/// A text without gaps.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) text: Vec<u8>,
    /// Each gap's place in the text that had it, and how much longer the text is from there on.
    moves: Vec<(usize, usize)>,
}

impl Filled {
    /// Where a place of the text with gaps is now; none of them is a gap's.
    pub(crate) fn moved(&self, at: usize) -> usize {
        let before = self.moves.partition_point(|(gap, _)| *gap < at);
        at + before.checked_sub(1).map_or(0, |last| self.moves[last].1)
    }
}

impl Gaps {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Notes a gap at the end of the text; `columns` are the places in the row of what the value is computed from.
    ///
    /// # Errors
    /// If a column cannot be read.
    pub(crate) fn push(
        &mut self,
        at: usize,
        (resource, computed): (&'static Resource, usize),
        row: &dyn Row,
        columns: impl Iterator<Item = usize>,
    ) -> Result<(), Error> {
        let from = columns.map(|column| row.cell(column).map(Value::from)).collect::<Result<Vec<_>, _>>()?;
        let fields = resource.computed[computed].from.iter().map(|&index| &resource.fields[index]);
        // What the caller may not read is null by now; that it is null in itself is not told apart.
        let is_kept = fields
            .zip(&from)
            .any(|(field, value)| *value == Value::Null && Policy::restrict(field.policies, Operation::Read));
        self.0.push(Gap { at, resource, computed, from: (!is_kept).then_some(Returned(from)) });
        Ok(())
    }

    /// Notes a gap of a statement's row at the end of the text.
    ///
    /// # Errors
    /// If a column cannot be read.
    pub(crate) fn note(&mut self, gap: &program::Gap, at: usize, row: &dyn Row) -> Result<(), Error> {
        self.push(at, (gap.resource, gap.computed), row, gap.from.iter().copied())
    }

    /// The JSON of the values, gap by gap. The program is asked once for each field.
    ///
    /// # Errors
    /// If it cannot tell.
    pub(crate) fn values(&self, computing: &Computing<'_>) -> Result<Vec<Vec<u8>>, Error> {
        let mut values: Vec<Vec<u8>> = vec![Vec::new(); self.0.len()];
        let mut fields: Vec<(&'static Resource, usize)> = Vec::new();
        for gap in &self.0 {
            if !fields.iter().any(|(resource, computed)| gap.is_of(resource, *computed)) {
                fields.push((gap.resource, gap.computed));
            }
        }
        for (resource, computed) in fields {
            let of_field = || self.0.iter().enumerate().filter(|(_, gap)| gap.is_of(resource, computed));
            let rows: Vec<&Returned> = of_field().filter_map(|(_, gap)| gap.from.as_ref()).collect();
            let worked = match rows.len() {
                0 => Vec::new(),
                _ => computing.registry.values(resource, computed, rows, &computing.call)?,
            };
            let mut worked = worked.into_iter();
            for (index, gap) in of_field() {
                let value = if gap.from.is_some() { worked.next().unwrap_or(Value::Null) } else { Value::Null };
                encode::cell(&mut values[index], &cell(&value), &resource.computed[computed].field)?;
            }
        }
        Ok(values)
    }

    /// Puts values into their gaps; `write` says how.
    pub(crate) fn fill(&self, text: &[u8], values: &[Vec<u8>], write: impl Fn(&mut Vec<u8>, &[u8])) -> Filled {
        let mut out = Vec::with_capacity(text.len() + values.iter().map(Vec::len).sum::<usize>());
        let mut moves = Vec::with_capacity(values.len());
        let mut written = 0;
        for (gap, value) in self.0.iter().zip(values) {
            out.extend_from_slice(&text[written..gap.at]);
            written = gap.at;
            write(&mut out, value);
            moves.push((gap.at, out.len() - written));
        }
        out.extend_from_slice(&text[written..]);
        Filled { text: out, moves }
    }

    /// The text with all its values as they are in JSON.
    ///
    /// # Errors
    /// If the program cannot tell them.
    pub(crate) fn json(&self, text: &[u8], computing: &Computing<'_>) -> Result<Filled, Error> {
        Ok(self.fill(text, &self.values(computing)?, Vec::extend_from_slice))
    }
}

impl Gap {
    fn is_of(&self, resource: &Resource, computed: usize) -> bool {
        std::ptr::eq(self.resource, resource) && self.computed == computed
    }
}
