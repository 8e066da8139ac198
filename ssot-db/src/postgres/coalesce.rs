//! Reads by key that come at once, or while others like them are on their way, become one statement.
//!
//! One of a kind is on its way at a time in a [`Lane`](super::shared::Lane) (more where that has many connections). Whoever comes then
//! waits until it is done, and all who wait ask together: the busier the database, the more rows a statement brings, and where nothing is
//! on its way, nobody waits longer than others on the thread take for what they do just then. Known as batching, from
//! [`DataLoader`](https://github.com/graphql/dataloader); this one needs no timer. A statement begins after all who share it have asked,
//! so each sees what was written before it asked.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::cell::Fetched;
use super::link::Rows;
use super::shared::Place;
use super::{Engine, Failure};
use crate::{ByKey, Context, Error, Row as _, Statement, Value};

/// Keys in one statement, at most.
const MOST: usize = 64;

/// So often everybody else on the thread has a turn before a statement leaves: what is about to be asked comes along.
const TURNS: usize = 8;

/// Reads that wait, and how many are on their way.
pub(super) struct Coalescing {
    kinds: Mutex<HashMap<Kind, Queue>>,
    /// How many statements of a kind may be on their way.
    abreast: usize,
}

/// What reads have in common that can be one statement.
#[derive(Debug, Clone, PartialEq)]
struct Kind {
    /// Where one text is, which is prepared once, there is one object.
    by_key: Arc<ByKey>,
    /// With NULL for the key.
    parameters: Vec<Value>,
    context: Context,
}

impl Eq for Kind {}

impl Hash for Kind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.by_key).hash(state);
        if let Context::Caller(caller) = &self.context {
            caller.hash(state);
        }
        for parameter in &self.parameters {
            match parameter {
                Value::Text(text) => text.hash(state),
                Value::Uuid(bytes) => bytes.hash(state),
                Value::Integer(number) => number.hash(state),
                // What else callers differ in, is not worth to be looked at.
                _ => {}
            }
        }
    }
}

#[derive(Default)]
struct Queue {
    running: usize,
    waiting: Vec<Waiting>,
}

struct Waiting {
    key: Value,
    answer: oneshot::Sender<Found>,
}

/// The row of a key, if there is one.
type Found = Option<Arc<Fetched>>;

/// Statements of a kind, one after the other, as long as somebody waits.
struct Running {
    engine: Arc<Engine>,
    place: Place,
    kind: Kind,
    is_done: bool,
}

impl Coalescing {
    pub(super) fn new(abreast: usize) -> Self {
        Self { kinds: Mutex::default(), abreast: abreast.max(1) }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Kind, Queue>> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those whose turn it is. If there are none, whoever asked is done.
    fn next(&self, kind: &Kind) -> Vec<Waiting> {
        let mut kinds = self.lock();
        let Some(queue) = kinds.get_mut(kind) else { return Vec::new() };
        queue.waiting.retain(|waiting| !waiting.answer.is_closed());
        let rest = queue.waiting.split_off(queue.waiting.len().min(MOST));
        let turn = std::mem::replace(&mut queue.waiting, rest);
        if turn.is_empty() {
            end(&mut kinds, kind);
        }
        turn
    }
}

/// One statement less is on its way. Those who still wait then are not left to wait: they are told nothing.
fn end(kinds: &mut HashMap<Kind, Queue>, kind: &Kind) {
    let Some(queue) = kinds.get_mut(kind) else { return };
    queue.running -= 1;
    queue.waiting.clear();
    if queue.running == 0 {
        kinds.remove(kind);
    }
}

impl Drop for Running {
    /// Its runtime may end before it does.
    fn drop(&mut self) {
        if !self.is_done {
            end(&mut self.engine.shared.lane(self.place).coalescing.lock(), &self.kind);
        }
    }
}

/// Stands in line; `None` if there is no line for such a statement. If no answer comes, read alone.
pub(super) fn stand_in_line(statement: &Statement, engine: &Arc<Engine>) -> Option<oneshot::Receiver<Found>> {
    let by_key = statement.by_key.as_ref()?;
    let mut parameters = statement.parameters.clone();
    let key = std::mem::replace(parameters.get_mut(by_key.parameter)?, Value::Null);
    let kind = Kind { by_key: Arc::clone(by_key), parameters, context: statement.context.clone() };
    let place = engine.shared.place();
    let coalescing = &engine.shared.lane(place).coalescing;
    let (answer, found) = oneshot::channel();
    let mut kinds = coalescing.lock();
    let queue = kinds.entry(kind.clone()).or_default();
    queue.waiting.push(Waiting { key, answer });
    if queue.running < coalescing.abreast {
        queue.running += 1;
        drop(kinds);
        tokio::spawn(Running { engine: Arc::clone(engine), place, kind, is_done: false }.run());
    }
    Some(found)
}

impl Running {
    async fn run(mut self) {
        while !self.is_done {
            for _ in 0..TURNS {
                tokio::task::yield_now().await;
            }
            let waiting = self.engine.shared.lane(self.place).coalescing.next(&self.kind);
            if waiting.is_empty() {
                self.is_done = true;
            } else {
                self.read(waiting).await;
            }
        }
    }

    /// Reads for all who wait. Who is told nothing, reads alone, with all that is tried there.
    async fn read(&self, waiting: Vec<Waiting>) {
        let Kind { by_key, parameters, context } = &self.kind;
        let mut statement = Statement {
            sql: Arc::clone(&by_key.sql),
            parameters: parameters.clone(),
            context: context.clone(),
            by_key: None,
        };
        statement.parameters[by_key.parameter] =
            Value::List(waiting.iter().map(|waiting| waiting.key.clone()).collect());
        let mut gathered = Gathered { column: by_key.column, rows: Vec::with_capacity(waiting.len()) };
        if self.ask(&statement, &mut gathered).await.is_ok() {
            gathered.tell(waiting);
        }
    }

    async fn ask(&self, statement: &Statement, gathered: &mut Gathered) -> Result<(), Failure> {
        let share = self.engine.shared.share().await?;
        self.engine.read(&share.link, statement, gathered).await
    }
}

/// Rows and their keys.
struct Gathered {
    column: usize,
    rows: Vec<(Value, Arc<Fetched>)>,
}

impl Rows for Gathered {
    fn take(&mut self, row: Fetched) -> Result<(), Error> {
        let key = Value::from(row.cell(self.column)?);
        self.rows.push((key, Arc::new(row)));
        Ok(())
    }
}

impl Gathered {
    /// A row whose key nobody has written like that was found by another spelling of it (a text of any case); then those without a row are told nothing.
    fn tell(&self, waiting: Vec<Waiting>) {
        let mut told = 0;
        let mut without = Vec::new();
        let mut seen = vec![false; self.rows.len()];
        for Waiting { key, answer } in waiting {
            match self.rows.iter().position(|(known, _)| *known == key) {
                Some(index) => {
                    told += usize::from(!std::mem::replace(&mut seen[index], true));
                    // Whoever has gone needs no row.
                    drop(answer.send(Some(Arc::clone(&self.rows[index].1))));
                }
                None => without.push(answer),
            }
        }
        if told == self.rows.len() {
            for answer in without {
                drop(answer.send(None));
            }
        }
    }
}
