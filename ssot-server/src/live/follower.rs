//! One caller's view of the changes of one model.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use ssot_db::{Error, Row, Sink, Value};
use tokio::sync::watch;
use tokio::time::Instant;

use super::feed::{Feed, Joined, Shared, integer};
use super::quota::Seat;
use crate::clock::Clock;
use crate::computed::{Computing, Gaps};
use crate::plan::Read;
use crate::problem::Problem;
use crate::query::changes::{self, Side};
use crate::query::program::{Opening, Program};
use crate::read;

/// Changes read at once.
const BATCH: u64 = 200;

/// What happened to a row, as its caller sees it: among the rows that it may see and its filter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It has come.
    Created,
    /// It was there and is there.
    Updated,
    /// It has gone.
    Deleted,
}

impl Event {
    /// As clients read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands: greater than those before.
    pub position: i64,
    /// What it is.
    pub event: Event,
    /// The row as JSON; of one that has gone, its key.
    pub row: Vec<u8>,
}

/// What a follower is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A change.
    Change(Change),
    /// What happened up to this position is not known any more: what the caller has may be out of date.
    Reset(i64),
}

/// Follows the changes of one model for one caller.
#[derive(Debug)]
pub struct Follower {
    shared: Arc<Shared>,
    _seat: Seat,
    read: Read,
    clock: Clock,
    /// Told up to here.
    position: i64,
    ready: VecDeque<Told>,
    head: watch::Receiver<i64>,
    stopped: watch::Receiver<bool>,
    /// Whoever asks for more shows its credentials again.
    end: Instant,
}

impl Follower {
    /// Something has failed for the one who follows.
    pub(crate) fn failed(&self, error: &Error) {
        self.shared.outage.failed(error);
    }

    /// Follows what happens behind a position; without one, what happens from now on. The page of `read` does not matter.
    ///
    /// # Errors
    /// 429 and 503 if too many listen, and failures of the database.
    pub async fn begin(feed: &Feed, read: Read, clock: Clock, position: Option<i64>) -> Result<Self, Problem> {
        let Joined { shared, seat, last, head, stopped } = feed.join(read.resource, &read.viewer).await?;
        let end = Instant::now() + shared.limits.longest;
        let mut follower = Self {
            position: position.unwrap_or(last),
            _seat: seat,
            ready: VecDeque::new(),
            end,
            shared,
            read,
            clock,
            head,
            stopped,
        };
        if position.is_some_and(|position| position > last) || !follower.is_kept().await? {
            follower.reset(last);
        }
        Ok(follower)
    }

    /// Everything up to here has been told, or is not for this caller.
    pub fn position(&self) -> i64 {
        self.position
    }

    /// Waits for what comes next; `None` at the end. What is dropped while it waits has lost nothing.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next(&mut self) -> Result<Option<Told>, Error> {
        loop {
            if *self.stopped.borrow() {
                return Ok(None);
            }
            if let Some(told) = self.ready.pop_front() {
                self.position = match &told {
                    Told::Change(change) => change.position,
                    Told::Reset(position) => *position,
                };
                return Ok(Some(told));
            }
            let head = *self.head.borrow_and_update();
            if head > self.position {
                self.pull(head).await?;
                continue;
            }
            tokio::select! {
                changed = self.head.changed() => if changed.is_err() { return Ok(None) },
                _ = self.stopped.changed() => return Ok(None),
                () = tokio::time::sleep_until(self.end) => return Ok(None),
            }
        }
    }

    /// Whether everything behind the position is still written down.
    async fn is_kept(&self) -> Result<bool, Error> {
        let database = &self.shared.database;
        let first = integer(read::first(database, changes::first(database.dialect())).await?);
        // Positions have no gaps.
        Ok(first.is_none_or(|first| first <= self.position + 1))
    }

    fn reset(&mut self, position: i64) {
        self.ready = VecDeque::from([Told::Reset(position)]);
    }

    /// Reads the next changes up to `head`.
    async fn pull(&mut self, head: i64) -> Result<(), Error> {
        let database = self.shared.database.clone();
        let dialect = database.dialect();
        let positions = changes::positions(self.read.resource, self.position, BATCH, dialect);
        let Positions(positions) = database.read(positions, Positions::default()).await?;
        let whole = (positions.len() as u64) < BATCH;
        let mut told = VecDeque::new();
        let mut until = head;
        if let Some(&last) = positions.last() {
            until = if whole { head.max(last) } else { last };
            // Images are no rows of the table: the statements ask everything, as the program.
            let viewer = self.read.viewer.writing(false).at(self.clock.now());
            let read = Read { viewer, ..self.read.clone() };
            let computing = Computing::new(&self.shared.programs, &read.viewer);
            let range = (self.position, last);
            let images = [Side::Before, Side::After].map(|side| {
                let (selection, column) = changes::images(&read, side, range, dialect);
                (selection.statement.for_program(), Images::new(selection.program, column))
            });
            let sides = database.read_many(images.into()).await?.into_iter().map(|images| images.told(&computing));
            let mut sides = sides.collect::<Result<Vec<_>, _>>()?.into_iter();
            told = events(sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        }
        if !self.is_kept().await? {
            self.reset(head);
            return Ok(());
        }
        self.ready = told;
        if self.ready.is_empty() {
            self.position = until;
        }
        Ok(())
    }

    /// How long a client is left without word.
    pub fn keep_alive(&self) -> Duration {
        self.shared.limits.keep_alive
    }
}

/// What was seen before and what is seen after, put together by position.
fn events(before: Vec<(i64, Vec<u8>)>, after: Vec<(i64, Vec<u8>)>) -> VecDeque<Told> {
    #[derive(Default)]
    struct Sides {
        before: Option<Vec<u8>>,
        after: Option<Vec<u8>>,
    }
    let mut changes: BTreeMap<i64, Sides> = BTreeMap::new();
    for (position, row) in before {
        changes.entry(position).or_default().before = Some(row);
    }
    for (position, row) in after {
        changes.entry(position).or_default().after = Some(row);
    }
    let change = |(position, Sides { before, after })| {
        let (event, row) = match (before, after) {
            (None, Some(row)) => (Event::Created, row),
            (Some(_), Some(row)) => (Event::Updated, row),
            (Some(key), None) => (Event::Deleted, key),
            (None, None) => return None,
        };
        Some(Told::Change(Change { position, event, row }))
    };
    changes.into_iter().filter_map(change).collect()
}

#[derive(Default)]
struct Positions(Vec<i64>);

impl Sink for Positions {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if let Value::Integer(position) = row.cell(0)?.into() {
            self.0.push(position);
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

/// Rows as JSON one behind the other, each with the position of its change and where it ends.
struct Images {
    program: Arc<Program>,
    column: usize,
    out: Vec<u8>,
    gaps: Gaps,
    rows: Vec<(i64, usize)>,
}

impl Images {
    fn new(program: Arc<Program>, column: usize) -> Self {
        Self { program, column, out: Vec::new(), gaps: Gaps::default(), rows: Vec::new() }
    }

    /// The rows, with what is computed of them.
    fn told(self, computing: &Computing<'_>) -> Result<Vec<(i64, Vec<u8>)>, Error> {
        let filled = self.gaps.json(&self.out, computing)?;
        let mut start = 0;
        let row = |(position, end): (i64, usize)| {
            let end = filled.moved(end);
            (position, filled.text[std::mem::replace(&mut start, end)..end].to_vec())
        };
        Ok(self.rows.into_iter().map(row).collect())
    }
}

impl Sink for Images {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if let Value::Integer(position) = row.cell(self.column)?.into() {
            let Self { program, out, gaps, .. } = self;
            program.row(row, out, |opening, at| match opening {
                Opening::Hole(_) => Ok(()),
                Opening::Gap(gap) => gaps.note(&program.gaps()[gap], at, row),
            })?;
            self.rows.push((position, self.out.len()));
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.out.clear();
        self.gaps.clear();
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_stays_and_goes_as_it_is_seen() {
        let row = |position| (position, vec![b'x']);
        let told = events(vec![row(2), row(3)], vec![row(1), row(2)]);
        let kinds: Vec<_> = told
            .iter()
            .map(|told| match told {
                Told::Change(change) => (change.position, change.event),
                Told::Reset(_) => unreachable!("changes only"),
            })
            .collect();
        assert_eq!(kinds, [(1, Event::Created), (2, Event::Updated), (3, Event::Deleted)]);
    }
}
