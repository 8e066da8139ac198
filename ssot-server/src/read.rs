//! Runs plans: one statement for the rows, one more per to-many include, and the JSON put together.

mod assemble;
mod rows;

use ssot_db::{Database, Error, Row, Sink, Statement, Value};

use crate::plan::{Count, Read};
use crate::query::{self, Many, Selection};
use rows::{JsonRows, Level};

/// A page of rows as JSON.
#[derive(Debug)]
pub struct Page {
    /// `prefix`, then the rows, separated by commas.
    pub body: Vec<u8>,
    /// How many rows there are on the page.
    pub rows: usize,
    /// Whether there are rows after them.
    pub more: bool,
    /// How many rows there are in all, if that was asked.
    pub total: Option<i64>,
}

/// Reads one page. The answer's buffer starts with `prefix`.
///
/// # Errors
/// If the database fails.
pub async fn page(database: &Database, read: &Read, prefix: &'static [u8]) -> Result<Page, Error> {
    let selection = query::rows(read, database.dialect());
    let total = async {
        match read.count {
            Count::None => Ok(None),
            Count::Exact | Count::Estimated => count(database, read).await.map(Some),
        }
    };
    let (filled, total) = if matches!(read.count, Count::None) {
        (run(database, selection, read.take as usize, prefix).await?, None)
    } else {
        futures_util::future::try_join(run(database, selection, read.take as usize, prefix), total).await?
    };
    Ok(Page { body: filled.body, rows: filled.rows, more: filled.more, total })
}

/// Reads the row that a prepared selection finds with these parameters; `None` if there is none.
///
/// # Errors
/// If the database fails.
pub async fn one(database: &Database, selection: Selection) -> Result<Option<Vec<u8>>, Error> {
    let filled = run(database, selection, 1, b"").await?;
    Ok((filled.rows > 0).then_some(filled.body))
}

/// Whether the statement finds a row.
///
/// # Errors
/// If the database fails.
pub async fn any(database: &Database, statement: Statement) -> Result<bool, Error> {
    log(&statement);
    Ok(database.read(statement, First(None)).await?.0.is_some())
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
}

/// Runs a selection and, wave by wave, the includes below it.
async fn run(database: &Database, selection: Selection, take: usize, prefix: &'static [u8]) -> Result<Filled, Error> {
    let Selection { statement, program, many, .. } = selection;
    let sink = JsonRows::page(program, take, prefix);
    log(&statement);
    let root = database.read(statement, sink).await?;
    let (rows, more) = (root.rows(), root.more());
    if many.is_empty() || rows == 0 {
        return Ok(Filled { body: root.into_body(), rows, more });
    }
    let levels = includes(database, root, many).await?;
    Ok(Filled { body: assemble::body(&levels, prefix), rows, more })
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
