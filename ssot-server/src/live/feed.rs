//! Watches the table of changes, once per server.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use ssot_db::{Database, Error, ErrorKind, Listener, Row, ScriptError, Sink, Value};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use super::quota::{Full, Quota, Seat};
use crate::auth::Caller;
use crate::computed::Registry;
use crate::config::LiveLimits;
use crate::outage::Outage;
use crate::policy::Viewer;
use crate::problem::{Code, Problem};
use crate::query::changes;
use crate::read;
use crate::resource::Resource;

/// While somebody listens, the table is looked at so often even if nobody says that something has changed.
const LOOK: Duration = Duration::from_secs(2);
/// Old changes are thrown away so often, at most.
const PURGE: Duration = Duration::from_secs(600);
/// After a failure nobody tries again for so long, at first and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// The changes of one database, as one server follows them.
#[derive(Debug)]
pub struct Feed {
    shared: Arc<Shared>,
    task: OnceLock<JoinHandle<()>>,
}

/// What the task and the followers share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) database: Database,
    pub(super) limits: LiveLimits,
    /// What works out computed fields.
    pub(super) programs: Registry,
    /// What became of the database.
    pub(super) outage: Arc<Outage>,
    /// Per model the position up to which there may be changes.
    heads: HashMap<&'static str, watch::Sender<i64>>,
    /// The last position that was seen; below zero before the first look.
    seen: AtomicI64,
    quota: Arc<Quota>,
    /// Somebody has begun to listen.
    begun: Notify,
    /// Whether the server stops.
    stopped: watch::Sender<bool>,
}

impl Drop for Feed {
    fn drop(&mut self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
}

impl Feed {
    /// Of the models whose changes are written down.
    pub(crate) fn new(
        database: &Database,
        resources: &[&'static Resource],
        (limits, programs): (LiveLimits, Registry),
        outage: Arc<Outage>,
    ) -> Self {
        let followed = resources.iter().filter(|resource| resource.changes);
        let shared = Shared {
            database: database.clone(),
            limits,
            programs,
            outage,
            heads: followed.map(|resource| (resource.name, watch::channel(0).0)).collect(),
            seen: AtomicI64::new(-1),
            quota: Arc::default(),
            begun: Notify::new(),
            stopped: watch::channel(false).0,
        };
        Self { shared: Arc::new(shared), task: OnceLock::new() }
    }

    /// Begins to watch; does nothing if there is nothing to watch, or once it has begun.
    pub(crate) fn start(&self) {
        if !self.shared.heads.is_empty() && self.task.get().is_none() {
            self.task.get_or_init(|| tokio::spawn(run(Arc::clone(&self.shared))));
        }
    }

    /// Ends all that listen.
    pub(crate) fn stop(&self) {
        self.shared.stopped.send_replace(true);
    }

    /// The limits.
    pub(crate) fn limits(&self) -> &LiveLimits {
        &self.shared.limits
    }

    /// Whether there is anything to follow.
    pub(crate) fn is_there(&self) -> bool {
        !self.shared.heads.is_empty()
    }

    /// Whether the server stops.
    pub(crate) fn stopped(&self) -> watch::Receiver<bool> {
        self.shared.stopped.subscribe()
    }

    /// Counts a caller among those who listen.
    pub(crate) fn seat(&self, caller: &Caller) -> Result<Seat, Problem> {
        self.shared.seat(caller.mark())
    }

    /// Everything that a follower needs: its seat, the last position there is, and word of what comes.
    pub(super) async fn join(&self, resource: &Resource, viewer: &Viewer) -> Result<Joined, Problem> {
        let shared = &self.shared;
        let head = shared.heads.get(resource.name).ok_or(Problem::not_found())?;
        let seat = shared.seat(viewer.mark())?;
        self.start();
        shared.begun.notify_one();
        let last = shared.look().await?;
        Ok(Joined {
            shared: Arc::clone(shared),
            seat,
            last,
            head: head.subscribe(),
            stopped: shared.stopped.subscribe(),
        })
    }
}

/// What [`Feed::join`] gives.
pub(super) struct Joined {
    pub(super) shared: Arc<Shared>,
    pub(super) seat: Seat,
    pub(super) last: i64,
    pub(super) head: watch::Receiver<i64>,
    pub(super) stopped: watch::Receiver<bool>,
}

impl Shared {
    fn seat(&self, caller: String) -> Result<Seat, Problem> {
        let LiveLimits { max_followers, max_followers_each, .. } = self.limits;
        self.quota.take(caller, max_followers, max_followers_each).map_err(|full| match full {
            Full::Everybody => Problem::unavailable(5),
            Full::Caller => {
                let detail = format!("One caller follows at most {max_followers_each} feeds at a time");
                Problem::new(Code::RateLimited).detail(detail)
            }
        })
    }

    /// Gives positions to what is committed, tells the followers of models that have changed, and returns the last position.
    pub(super) async fn look(&self) -> Result<i64, Error> {
        let dialect = self.database.dialect();
        if let Some(script) = changes::settle(dialect) {
            loop {
                let outcome = self.database.run(script.clone()).await.map_err(cause)?;
                if outcome.steps.last().is_none_or(|step| step.affected < changes::SETTLED) {
                    break;
                }
            }
        }
        let seen = self.seen.load(Ordering::Acquire);
        if seen < 0 {
            let last = integer(read::first(&self.database, changes::last(dialect)).await?).unwrap_or(0);
            self.heads.values().for_each(|head| advance(head, last));
            self.seen.fetch_max(last, Ordering::AcqRel);
            return Ok(last);
        }
        let Heads(heads) = self.database.read(changes::heads(seen, dialect), Heads::default()).await?;
        for (model, last) in heads {
            if let Some(head) = self.heads.get(model.as_str()) {
                advance(head, last);
            }
            self.seen.fetch_max(last, Ordering::AcqRel);
        }
        Ok(self.seen.load(Ordering::Acquire))
    }

    async fn purge(&self) -> Result<(), Error> {
        self.look().await?;
        let seconds = i64::try_from(self.limits.kept.as_secs()).unwrap_or(i64::MAX);
        self.database.run(changes::purge(seconds, self.database.dialect())).await.map_err(cause)?;
        Ok(())
    }
}

/// Positions only grow.
fn advance(head: &watch::Sender<i64>, last: i64) {
    head.send_if_modified(|head| {
        let grows = last > *head;
        *head = last.max(*head);
        grows
    });
}

/// Watches until the feed is dropped, whatever happens to the database.
async fn run(shared: Arc<Shared>) {
    let mut pause = PAUSE.0;
    let mut purged = None;
    loop {
        let Err(error) = watch(&shared, &mut purged, &mut pause).await;
        tracing::debug!(target: "ssot", %error, "changes are not followed for a moment");
        shared.outage.failed(&error);
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSE.1);
    }
}

async fn watch(
    shared: &Shared,
    purged: &mut Option<Instant>,
    pause: &mut Duration,
) -> Result<std::convert::Infallible, Error> {
    let every = PURGE.min(shared.limits.kept);
    let mut listener: Option<Listener> = None;
    loop {
        if purged.is_none_or(|last| last.elapsed() >= every) {
            *purged = Some(Instant::now());
            shared.purge().await?;
        }
        if shared.quota.taken() == 0 {
            // Nobody listens: only what is old has to go.
            listener = None;
            let _ = tokio::time::timeout(every, shared.begun.notified()).await;
            continue;
        }
        if listener.is_none() {
            // Where nothing can be heard, looking has to do.
            listener = match shared.database.listen(changes::CHANNEL).await {
                Ok(ear) => Some(ear),
                Err(error) => {
                    tracing::debug!(target: "ssot", %error, "changes are looked for, not heard of");
                    None
                }
            };
            shared.look().await?;
        }
        match &mut listener {
            Some(ear) => {
                if let Ok(Err(_lost)) = tokio::time::timeout(LOOK, ear.heard()).await {
                    listener = None;
                }
            }
            None => tokio::time::sleep(LOOK).await,
        }
        shared.look().await?;
        shared.outage.answered();
        *pause = PAUSE.0;
    }
}

fn cause(error: ScriptError) -> Error {
    match error {
        ScriptError::Database { error, .. } => error,
        other => Error { kind: ErrorKind::Other, detail: format!("{other:?}") },
    }
}

/// A number in the first column.
pub(super) fn integer(row: Option<Vec<Value>>) -> Option<i64> {
    match row?.first() {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

#[derive(Default)]
struct Heads(Vec<(String, i64)>);

impl Sink for Heads {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if let (Value::Text(model), Value::Integer(last)) = (row.cell(0)?.into(), row.cell(1)?.into()) {
            self.0.push((model, last));
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}
