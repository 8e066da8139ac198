//! Runs plans: one statement for the rows, one more per to-many include, and the JSON put together.

mod assemble;
mod rows;

use ssot_db::{Database, Error, Row, Sink, Statement, Value};

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
pub async fn page(database: &Database, read: &Read, prefix: &'static [u8]) -> Result<Page, Error> {
    let mut selection = query::rows(read, database.dialect());
    let edges = Edges {
        sorted_by: std::mem::take(&mut selection.sorted_by),
        wants_first: read.skip > 0 || read.position.is_some(),
        is_backward: read.is_backward(),
        ..Edges::default()
    };
    let rows = run(database, selection, read.take as usize, prefix, edges);
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
pub async fn one(database: &Database, selection: Selection, signer: &Signer) -> Result<Option<Item>, Error> {
    let Filled { body, tagged, .. } = run(database, selection, 1, b"", Edges::default()).await?;
    let tag = match tagged {
        None => return Ok(None),
        Some(Tagged::Version(version)) => Tag::of_version(version),
        Some(Tagged::Until(end, resource)) => Tag::of_text(&body[..end], resource, signer),
        Some(Tagged::Text(text, resource)) => Tag::of_text(&text, resource, signer),
    };
    Ok(Some(Item { body, tag }))
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
    tagged: Option<Tagged>,
}

/// Runs a selection and, wave by wave, the includes below it.
async fn run(
    database: &Database,
    selection: Selection,
    take: usize,
    prefix: &'static [u8],
    edges: Edges,
) -> Result<Filled, Error> {
    let Selection { statement, program, many, tag, .. } = selection;
    let flat = many.is_empty() && !edges.is_backward;
    let sink = JsonRows::page(program, take, prefix).with_edges(edges).with_tag(tag);
    log(&statement);
    let mut root = database.read(statement, sink).await?;
    let (rows, more) = (root.rows(), root.more());
    let tagged = root.take_tagged();
    if flat || rows == 0 {
        let edges = root.take_edges();
        return Ok(Filled { body: root.into_body(), rows, more, edges, tagged });
    }
    let mut levels = includes(database, root, many).await?;
    let body = assemble::body(&levels, prefix);
    Ok(Filled { body, rows, more, edges: levels[0].rows.take_edges(), tagged })
}

/// Reads the to-many includes: all that can be asked at the same time, then those below them.
async fn includes(database: &Database, root: JsonRows, many: Vec<Many>) -> Result<Vec<Level>, Error> {
    let mut levels = vec![Level::new(root, many)];
    let mut wave = 0..1;
    while !wave.is_empty() {
        let mut reads = Vec::new();
        let mut owners = Vec::new();
        for parent in wave.clone() {
            for (hole, many) in levels[parent].many.iter().enumerate() {
                let keys = levels[parent].rows.keys(hole);
                if keys.is_empty() {
                    continue;
                }
                let selection = query::related(many, keys.values(), database.dialect());
                let sink = JsonRows::related(selection.program, selection.parent, keys.index());
                log(&selection.statement);
                reads.push((selection.statement, sink));
                owners.push((parent, hole, selection.many));
            }
        }
        let filled = match reads.len() {
            0 => Vec::new(),
            1 => {
                let (statement, sink) = reads.remove(0);
                vec![database.read(statement, sink).await?]
            }
            _ => database.read_many(reads).await?,
        };
        let start = levels.len();
        for ((parent, hole, many), rows) in owners.into_iter().zip(filled) {
            let child = levels.len();
            levels[parent].children[hole] = Some(child);
            levels.push(Level::new(rows, many));
        }
        wave = start..levels.len();
    }
    Ok(levels)
}
