//! Reads by key that come while others like them are on their way become one statement.
//!
//! One of a kind is on its way at a time (more where there are many shared connections). Whoever comes then waits until it is done,
//! and all who wait ask together: the busier the database, the more rows a statement brings, and nobody waits where nothing is on its
//! way. Known as batching, from [`DataLoader`](https://github.com/graphql/dataloader); this one needs no timer. A statement begins after
//! all who share it have asked, so each sees what was written before it asked.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::cell::Fetched;
use super::link::Rows;
use super::{Engine, Failure};
use crate::{ByKey, Context, Error, Row as _, Statement, Value};

/// Keys in one statement, at most.
const MOST: usize = 64;

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

/// What somebody who reads by key is to do.
pub(super) enum Turn {
    /// Read, and let others have their turn when that is done.
    Now(Running),
    /// Wait; if no answer comes, read.
    Later(oneshot::Receiver<Found>),
}

/// One statement on its way. Its end is the turn of those who wait.
pub(super) struct Running {
    engine: Arc<Engine>,
    kind: Kind,
}

impl Coalescing {
    pub(super) fn new(abreast: usize) -> Self {
        Self { kinds: Mutex::default(), abreast: abreast.max(1) }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Kind, Queue>> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those whose turn it is, when a statement of that kind is done.
    fn next(&self, kind: &Kind) -> Vec<Waiting> {
        let mut kinds = self.lock();
        let Some(queue) = kinds.get_mut(kind) else { return Vec::new() };
        queue.waiting.retain(|waiting| !waiting.answer.is_closed());
        let rest = queue.waiting.split_off(queue.waiting.len().min(MOST));
        let turn = std::mem::replace(&mut queue.waiting, rest);
        if turn.is_empty() {
            queue.running -= 1;
            if queue.running == 0 {
                kinds.remove(kind);
            }
        }
        turn
    }
}

impl Turn {
    /// Stands in line; `None` if there is no line for such a statement.
    pub(super) fn of(statement: &Statement, engine: &Arc<Engine>) -> Option<Self> {
        let by_key = statement.by_key.as_ref()?;
        let mut parameters = statement.parameters.clone();
        let key = std::mem::replace(parameters.get_mut(by_key.parameter)?, Value::Null);
        let kind = Kind { by_key: Arc::clone(by_key), parameters, context: statement.context.clone() };
        let mut kinds = engine.coalescing.lock();
        let queue = kinds.entry(kind.clone()).or_default();
        if queue.running < engine.coalescing.abreast {
            queue.running += 1;
            return Some(Self::Now(Running { engine: Arc::clone(engine), kind }));
        }
        let (answer, found) = oneshot::channel();
        queue.waiting.push(Waiting { key, answer });
        Some(Self::Later(found))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let waiting = self.engine.coalescing.next(&self.kind);
        if waiting.is_empty() {
            return;
        }
        let turn = Self { engine: Arc::clone(&self.engine), kind: self.kind.clone() };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(turn.read(waiting))),
            // Where nothing runs any more, nobody waits.
            Err(_) => drop(waiting),
        }
    }
}

impl Running {
    /// Reads for all who wait. Who is told nothing, reads alone, with all that is tried there.
    async fn read(self, waiting: Vec<Waiting>) {
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
