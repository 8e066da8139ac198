//! Receives rows and writes them as JSON, remembering where related rows have to go.

use std::collections::HashMap;
use std::sync::Arc;

use ssot_db::{Cell, Error, Row, Sink, Value};

use crate::computed::{Computing, Gaps};
use crate::plan::cursor;
use crate::query::program::{Opening, Program, Slot};
use crate::query::{Many, TagSource};
use crate::resource::Resource;
use crate::response::tag;
use crate::wire::encode;

/// A sink that writes JSON objects.
#[derive(Debug)]
pub(super) struct JsonRows {
    program: Arc<Program>,
    out: Vec<u8>,
    prefix: &'static [u8],
    take: usize,
    rows: usize,
    more: bool,
    /// Where rows are, if something has to be put into them or they have to be put somewhere.
    spans: Vec<Span>,
    holes: Vec<Hole>,
    gaps: Gaps,
    keys: Vec<Keys>,
    parents: Option<Parents>,
    edges: Edges,
    tag: Option<TagSource>,
    tagged: Option<Tagged>,
    /// The computed values of the first row, for its tag; empty if it shows none.
    computed: Vec<u8>,
}

/// What the tag of the first row is made of.
#[derive(Debug)]
pub(super) enum Tagged {
    Version(i64, &'static Resource),
    /// The text of the answer, so far.
    Until(usize, &'static Resource),
    /// The text of the answer, so far, and the columns that it does not show.
    Beside(usize, Vec<u8>, &'static Resource),
    /// Text of its own.
    Text(Vec<u8>, &'static Resource),
}

/// The rows that cursors are made of.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The columns that the rows are sorted by; without any there are no cursors.
    pub(super) sorted_by: Vec<Slot>,
    /// Whether the first row is wanted.
    pub(super) wants_first: bool,
    /// Whether the rows are to be turned round.
    pub(super) is_backward: bool,
    /// The first row that came.
    pub(super) first: Option<Vec<Value>>,
    /// The last row of a full page, in the order in which they came.
    pub(super) last: Option<Vec<Value>>,
}

impl Edges {
    /// Looks at row number `index`, from 0, of a page of `take`.
    fn see(&mut self, row: &dyn Row, index: usize, take: usize) -> Result<(), Error> {
        let Self { sorted_by, wants_first, first, last, .. } = self;
        if sorted_by.is_empty() {
            return Ok(());
        }
        let value = |(column, _): &Slot| Ok::<_, Error>(cursor::value(row.cell(*column)?));
        let values = || sorted_by.iter().map(value).collect::<Result<Vec<Value>, Error>>();
        if index == 0 && *wants_first {
            *first = Some(values()?);
        }
        if index + 1 == take {
            *last = Some(values()?);
        }
        Ok(())
    }
}

/// One row in the buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The row's holes end here; they begin where those of the row before end.
    pub(super) holes_end: usize,
}

/// Where an array of related rows comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hole {
    pub(super) at: usize,
    /// Which include.
    pub(super) include: usize,
    /// Which parent; `None` if its key is null, so that nothing is related.
    pub(super) group: Option<usize>,
}

/// The parents of one include: each key once.
#[derive(Debug, Default)]
pub(super) struct Keys {
    index: HashMap<Vec<u8>, usize>,
    values: Vec<Vec<Value>>,
}

/// Whose rows these are, parent by parent.
#[derive(Debug)]
struct Parents {
    key: Vec<Slot>,
    index: HashMap<Vec<u8>, usize>,
    groups: Vec<Vec<usize>>,
}

impl JsonRows {
    /// For the rows of a page: `take` of them; one more sets [`JsonRows::more`].
    pub(super) fn page(program: Arc<Program>, take: usize, prefix: &'static [u8]) -> Self {
        let mut out = Vec::with_capacity(if take == 1 { 512 } else { 4096 });
        out.extend_from_slice(prefix);
        let keys = program.holes().iter().map(|_| Keys::default()).collect();
        Self {
            program,
            out,
            prefix,
            take,
            rows: 0,
            more: false,
            spans: Vec::new(),
            holes: Vec::new(),
            gaps: Gaps::default(),
            keys,
            parents: None,
            edges: Edges::default(),
            tag: None,
            tagged: None,
            computed: Vec::new(),
        }
    }

    /// With the rows that cursors are made of.
    pub(super) fn with_edges(self, edges: Edges) -> Self {
        Self { edges, ..self }
    }

    /// With what the tag of its row is made of.
    pub(super) fn with_tag(self, tag: Option<TagSource>) -> Self {
        Self { tag, ..self }
    }

    /// What the tag of the first row is made of, and the computed values that it shows.
    pub(super) fn take_tagged(&mut self) -> Option<(Tagged, Vec<u8>)> {
        Some((self.tagged.take()?, std::mem::take(&mut self.computed)))
    }

    /// Fills the gaps, once all rows are there.
    pub(super) fn compute(&mut self, computing: &Computing<'_>) -> Result<(), Error> {
        if self.gaps.is_empty() {
            return Ok(());
        }
        let values = self.gaps.values(computing)?;
        if self.tag.is_some() {
            let own = self.program.gaps().iter().take_while(|gap| gap.is_own);
            let fields = own.map(|gap| &gap.resource.computed[gap.computed].field);
            tag::computed(&mut self.computed, fields, &values);
        }
        let filled = self.gaps.fill(&self.out, &values, Vec::extend_from_slice);
        for span in &mut self.spans {
            (span.start, span.end) = (filled.moved(span.start), filled.moved(span.end));
        }
        for hole in &mut self.holes {
            hole.at = filled.moved(hole.at);
        }
        self.out = filled.text;
        self.gaps.clear();
        Ok(())
    }

    fn see_tag(&mut self, row: &dyn Row, own: usize) -> Result<(), Error> {
        self.tagged = match &self.tag {
            None => return Ok(()),
            Some(TagSource::Version(resource, column)) => Some(Tagged::Version(tag::integer(row, *column)?, resource)),
            Some(TagSource::Whole(resource)) => Some(Tagged::Until(own, resource)),
            Some(TagSource::Beside(resource, places)) => {
                let mut rest = Vec::with_capacity(128);
                tag::rest(&mut rest, row, resource, |index| places[index])?;
                Some(Tagged::Beside(own, rest, resource))
            }
            Some(TagSource::Columns(resource, places)) => {
                let mut text = Vec::with_capacity(512);
                tag::text(&mut text, row, resource, |index| places[index])?;
                Some(Tagged::Text(text, resource))
            }
        };
        Ok(())
    }

    pub(super) fn edges(&self) -> &Edges {
        &self.edges
    }

    pub(super) fn take_edges(&mut self) -> Edges {
        std::mem::take(&mut self.edges)
    }

    /// For related rows; `index` numbers the parents by their keys.
    pub(super) fn related(program: Arc<Program>, key: Vec<Slot>, index: &HashMap<Vec<u8>, usize>) -> Self {
        let parents = Parents { key, index: index.clone(), groups: vec![Vec::new(); index.len()] };
        Self { parents: Some(parents), ..Self::page(program, usize::MAX, b"") }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn more(&self) -> bool {
        self.more
    }

    /// The prefix and the rows, separated by commas; only if there are no holes.
    pub(super) fn into_body(self) -> Vec<u8> {
        self.out
    }

    pub(super) fn out(&self) -> &[u8] {
        &self.out
    }

    pub(super) fn span(&self, row: usize) -> Span {
        self.spans[row]
    }

    /// The holes of a row.
    pub(super) fn holes(&self, row: usize) -> &[Hole] {
        let start = if row == 0 { 0 } else { self.spans[row - 1].holes_end };
        &self.holes[start..self.spans[row].holes_end]
    }

    /// The rows of a parent, in order.
    pub(super) fn group(&self, group: usize) -> &[usize] {
        self.parents.as_ref().map_or(&[], |parents| &parents.groups[group])
    }

    pub(super) fn keys(&self, include: usize) -> &Keys {
        &self.keys[include]
    }

    fn is_flat(&self) -> bool {
        self.keys.is_empty() && self.parents.is_none() && !self.edges.is_backward
    }
}

impl Sink for JsonRows {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if self.rows == self.take {
            self.more = true;
            return Ok(());
        }
        self.edges.see(row, self.rows, self.take)?;
        let flat = self.is_flat();
        if flat && self.rows > 0 {
            self.out.push(b',');
        }
        let start = self.out.len();
        let Self { program, out, holes, gaps, keys, .. } = self;
        let own = program.row(row, out, |opening, at| match opening {
            Opening::Hole(include) => {
                let group = keys[include].group(row, &program.holes()[include])?;
                holes.push(Hole { at, include, group });
                Ok(())
            }
            Opening::Gap(gap) => gaps.note(&program.gaps()[gap], at, row),
        })?;
        if self.rows == 0 {
            self.see_tag(row, own)?;
        }
        if !flat {
            self.spans.push(Span { start, end: self.out.len(), holes_end: self.holes.len() });
        }
        if let Some(parents) = &mut self.parents {
            let key = text_of(row, &parents.key)?;
            if let Some(group) = key.and_then(|key| parents.index.get(&key).copied()) {
                parents.groups[group].push(self.rows);
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn reset(&mut self) {
        self.out.truncate(self.prefix.len());
        self.rows = 0;
        self.more = false;
        (self.edges.first, self.edges.last) = (None, None);
        self.tagged = None;
        self.spans.clear();
        self.holes.clear();
        self.gaps.clear();
        for keys in &mut self.keys {
            *keys = Keys::default();
        }
        if let Some(parents) = &mut self.parents {
            parents.groups.iter_mut().for_each(Vec::clear);
        }
    }
}

impl Keys {
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// In the order of their numbers.
    pub(super) fn values(&self) -> &[Vec<Value>] {
        &self.values
    }

    /// The number of each key, by its text.
    pub(super) fn index(&self) -> &HashMap<Vec<u8>, usize> {
        &self.index
    }

    /// The number of a row's key.
    fn group(&mut self, row: &dyn Row, slots: &[Slot]) -> Result<Option<usize>, Error> {
        let Some(text) = text_of(row, slots)? else { return Ok(None) };
        if let Some(group) = self.index.get(&text) {
            return Ok(Some(*group));
        }
        let values: Result<Vec<Value>, Error> = slots.iter().map(|(column, _)| Ok(row.cell(*column)?.into())).collect();
        self.values.push(values?);
        self.index.insert(text, self.values.len() - 1);
        Ok(Some(self.values.len() - 1))
    }
}

/// A key's form on the wire, which is the same however the database stores it. `None` if a part is null.
fn text_of(row: &dyn Row, slots: &[Slot]) -> Result<Option<Vec<u8>>, Error> {
    let mut text = Vec::with_capacity(40);
    for (column, field) in slots {
        let cell = row.cell(*column)?;
        if matches!(cell, Cell::Null) {
            return Ok(None);
        }
        encode::cell(&mut text, &cell, field)?;
        text.push(b',');
    }
    Ok(Some(text))
}

/// The rows of one statement among the statements of a request.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) rows: JsonRows,
    pub(super) many: Vec<Many>,
    /// The level of each include's rows; `None` if no parent has any.
    pub(super) children: Vec<Option<usize>>,
}

impl Level {
    pub(super) fn new(rows: JsonRows, many: Vec<Many>) -> Self {
        let children = vec![None; many.len()];
        Self { rows, many, children }
    }
}
