//! Runs plans: one statement for the rows, one more per to-many include, and the JSON put together.

pub mod aggregate;
mod assemble;
mod rows;

use ssot_db::{Database, Dialect, Error, Row, Sink, Statement, Value};

use crate::computed::Computing;
use crate::plan::{Count, Position, Read};
use crate::query::{self, Many, Selection};
use crate::response::tag::Tag;
use crate::signer::Signer;
use rows::{Edges, JsonRows, Level, Tagged};

/// A page of rows as JSON.
#[derive(Debug)]
pub struct Page {
    /// `prefix`, then the rows, separated by commas.
    pub body: Vec<u8>,
    /// How many rows there are on the page.
    pub rows: usize,
    /// Whether there are rows after them.
    pub more: bool,
    /// What the first row is sorted by, if there may be rows before it.
    pub first: Option<Vec<Value>>,
    /// What the last row is sorted by, if there are rows after it.
    pub last: Option<Vec<Value>>,
    /// How many rows there are in all, if that was asked.
    pub total: Option<i64>,
}

/// Reads one page. The answer's buffer starts with `prefix`.
///
/// # Errors
/// If the database fails.
pub(crate) async fn page(
    database: &Database,
    read: &Read,
    prefix: &'static [u8],
    computing: &Computing<'_>,
) -> Result<Page, Error> {
    let mut selection = query::rows(read, database.dialect());
    let edges = Edges {
        sorted_by: std::mem::take(&mut selection.sorted_by),
        wants_first: read.skip > 0 || read.position.is_some(),
        is_backward: read.is_backward(),
        ..Edges::default()
    };
    let rows = run(database, selection, read.take as usize, (prefix, edges), computing);
    let total = async {
        match read.count {
            Count::None => Ok(None),
            Count::Exact | Count::Estimated => count(database, read).await.map(Some),
        }
    };
    let (filled, total) = if matches!(read.count, Count::None) {
        (rows.await?, None)
    } else {
        futures_util::future::try_join(rows, total).await?
    };
    let Filled { body, rows, more, edges, .. } = filled;
    let beyond = edges.last.filter(|_| more);
    let (first, last, more) = match read.position {
        // The row that the page ends before is behind its last one.
        Some(Position::Before(_)) => (beyond, edges.first, rows > 0),
        _ => (edges.first, beyond, more),
    };
    Ok(Page { body, rows, more, first, last, total })
}

/// One row as JSON, and which state of it that is.
#[derive(Debug)]
pub struct Item {
    /// The object.
    pub body: Vec<u8>,
    /// Its tag.
    pub tag: Tag,
}

/// Reads the row that a prepared selection finds with these parameters; `None` if there is none.
///
/// # Errors
/// If the database fails.
pub(crate) async fn one(
    database: &Database,
    selection: Selection,
    signer: &Signer,
    computing: &Computing<'_>,
) -> Result<Option<Item>, Error> {
    let filled = run(database, selection, 1, (b"", Edges::default()), computing).await?;
    Ok(tagged(filled.body, filled.tagged, signer))
}

/// Whether the statement finds a row.
///
/// # Errors
/// If the database fails.
pub async fn any(database: &Database, statement: Statement) -> Result<bool, Error> {
    log(&statement);
    Ok(database.read(statement, First(None)).await?.0.is_some())
}

/// The first row that the statement finds, column by column.
///
/// # Errors
/// If the database fails.
pub async fn first(database: &Database, statement: Statement) -> Result<Option<Vec<Value>>, Error> {
    log(&statement);
    Ok(database.read(statement, FirstRow(None)).await?.0)
}

/// All columns of the first row.
#[derive(Debug)]
struct FirstRow(Option<Vec<Value>>);

impl Sink for FirstRow {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if self.0.is_none() {
            let values = (0..row.len()).map(|column| row.cell(column).map(Value::from));
            self.0 = Some(values.collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0 = None;
    }
}

/// How many rows there are on all pages.
async fn count(database: &Database, read: &Read) -> Result<i64, Error> {
    if read.count == Count::Estimated
        && let Some(statement) = query::estimate(read, database.dialect())
    {
        log(&statement);
        // Below zero: nobody has counted yet.
        if let Some(Value::Integer(count @ 0..)) = database.read(statement, First(None)).await?.0 {
            return Ok(count);
        }
    }
    let statement = query::count(read, database.dialect());
    log(&statement);
    match database.read(statement, First(None)).await?.0 {
        Some(Value::Integer(count)) => Ok(count),
        _ => Ok(0),
    }
}

/// For those who want to see what a request costs. Values are bound, so that none of them is in the text.
fn log(statement: &Statement) {
    tracing::trace!(target: "ssot::statement", sql = %statement.sql);
}

/// The first column of the first row.
#[derive(Debug)]
struct First(Option<Value>);

impl Sink for First {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if self.0.is_none() {
            self.0 = Some(Value::from(row.cell(0)?));
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0 = None;
    }
}

struct Filled {
    body: Vec<u8>,
    rows: usize,
    more: bool,
    edges: Edges,
    tagged: Option<(Tagged, Vec<u8>)>,
}

/// Runs a selection and, wave by wave, the includes below it.
async fn run(
    database: &Database,
    selection: Selection,
    take: usize,
    (prefix, edges): (&'static [u8], Edges),
    computing: &Computing<'_>,
) -> Result<Filled, Error> {
    let Selection { statement, program, many, tag, .. } = selection;
    let flat = many.is_empty() && !edges.is_backward;
    let sink = Box::new(JsonRows::page(program, take, prefix).with_edges(edges).with_tag(tag));
    log(&statement);
    let mut root = database.read(statement, sink).await?;
    let (rows, more) = (root.rows(), root.more());
    if flat || rows == 0 {
        root.compute(computing)?;
        let (edges, tagged) = (root.take_edges(), root.take_tagged());
        return Ok(Filled { body: root.into_body(), rows, more, edges, tagged });
    }
    let mut levels = Box::pin(includes(database, *root, many)).await?;
    for level in &mut levels {
        level.rows.compute(computing)?;
    }
    let tagged = levels[0].rows.take_tagged();
    let body = assemble::body(&levels, prefix);
    Ok(Filled { body, rows, more, edges: levels[0].rows.take_edges(), tagged })
}

/// Reads the to-many includes: all that can be asked at the same time, then those below them.
async fn includes(database: &Database, root: JsonRows, many: Vec<Many>) -> Result<Vec<Level>, Error> {
    let mut waves = Waves::new(root, many);
    loop {
        let mut reads = waves.next(database.dialect());
        let filled = match reads.len() {
            0 => return Ok(waves.levels),
            1 => {
                let (statement, sink) = reads.remove(0);
                vec![database.read(statement, sink).await?]
            }
            _ => database.read_many(reads).await?,
        };
        waves.take(filled);
    }
}

/// The levels of a request's includes, as far as they are read.
#[derive(Debug)]
struct Waves {
    levels: Vec<Level>,
    /// The levels whose includes come next.
    wave: std::ops::Range<usize>,
    /// Where the rows of the reads on their way belong: the level, its hole, and what they include themselves.
    owners: Vec<(usize, usize, Vec<Many>)>,
}

impl Waves {
    fn new(root: JsonRows, many: Vec<Many>) -> Self {
        Self { levels: vec![Level::new(root, many)], wave: 0..1, owners: Vec::new() }
    }

    /// What can be read now; nothing at the end.
    fn next(&mut self, dialect: Dialect) -> Vec<(Statement, JsonRows)> {
        let mut reads = Vec::new();
        for parent in self.wave.clone() {
            for (hole, many) in self.levels[parent].many.iter().enumerate() {
                let keys = self.levels[parent].rows.keys(hole);
                if keys.is_empty() {
                    continue;
                }
                let selection = query::related(many, keys.values(), dialect);
                let sink = JsonRows::related(selection.program, selection.parent, keys.index());
                log(&selection.statement);
                reads.push((selection.statement, sink));
                self.owners.push((parent, hole, selection.many));
            }
        }
        reads
    }

    /// Takes what the reads of [`Waves::next`] have brought, in their order.
    fn take(&mut self, filled: Vec<JsonRows>) {
        let start = self.levels.len();
        for ((parent, hole, many), rows) in std::mem::take(&mut self.owners).into_iter().zip(filled) {
            let child = self.levels.len();
            self.levels[parent].children[hole] = Some(child);
            self.levels.push(Level::new(rows, many));
        }
        self.wave = start..self.levels.len();
    }
}

/// One row read step by step by somebody else: inside a transaction.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Until the row itself has come.
    root: Option<(JsonRows, Vec<Many>)>,
    waves: Option<Waves>,
    sinks: Vec<JsonRows>,
}

impl Reading {
    /// Begins with the statement that finds the row.
    pub(crate) fn begin(selection: Selection) -> (Self, Vec<Statement>) {
        let Selection { statement, program, many, tag, .. } = selection;
        let root = JsonRows::page(program, 1, b"").with_tag(tag);
        (Self { root: Some((root, many)), waves: None, sinks: Vec::new() }, vec![statement])
    }

    /// Takes the rows of the statements that were asked for, and asks for the next ones; nothing at the end.
    pub(crate) fn feed<'r>(
        &mut self,
        answers: impl Iterator<Item = &'r [Vec<Value>]>,
        dialect: Dialect,
    ) -> Result<Vec<Statement>, Error> {
        if let Some((root, many)) = self.root.take() {
            let mut filled = fill(vec![root], answers)?;
            self.waves = Some(Waves::new(filled.remove(0), many));
        } else if let Some(waves) = &mut self.waves {
            waves.take(fill(std::mem::take(&mut self.sinks), answers)?);
        }
        let Some(waves) = &mut self.waves else { return Ok(Vec::new()) };
        let (statements, sinks) = waves.next(dialect).into_iter().unzip();
        self.sinks = sinks;
        Ok(statements)
    }

    /// The row, if there is one.
    pub(crate) fn item(self, signer: &Signer, computing: &Computing<'_>) -> Result<Option<Item>, Error> {
        let Some(Waves { mut levels, .. }) = self.waves else { return Ok(None) };
        for level in &mut levels {
            level.rows.compute(computing)?;
        }
        let shown = levels[0].rows.take_tagged();
        let is_flat = levels[0].many.is_empty();
        let body = if is_flat { levels.swap_remove(0).rows.into_body() } else { assemble::body(&levels, b"") };
        Ok(tagged(body, shown, signer))
    }
}

fn fill<'r>(sinks: Vec<JsonRows>, answers: impl Iterator<Item = &'r [Vec<Value>]>) -> Result<Vec<JsonRows>, Error> {
    let fill = |(mut sink, rows): (JsonRows, &[Vec<Value>])| {
        for row in rows {
            sink.row(row)?;
        }
        Ok(sink)
    };
    sinks.into_iter().zip(answers).map(fill).collect()
}

fn tagged(body: Vec<u8>, tagged: Option<(Tagged, Vec<u8>)>, signer: &Signer) -> Option<Item> {
    let (tagged, computed) = tagged?;
    let (tag, resource) = match tagged {
        Tagged::Version(version, resource) => (Tag::of_version(version), resource),
        Tagged::Until(end, resource) => (Tag::of_text(&body[..end], resource, signer), resource),
        Tagged::Beside(end, rest, resource) => (Tag::of_parts(&body[..end], &rest, resource, signer), resource),
        Tagged::Text(text, resource) => (Tag::of_text(&text, resource, signer), resource),
    };
    Some(Item { tag: tag.with_computed(&computed, resource, signer), body })
}
