//! Takes events out of the table, one after the other.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use ssot_db::{Database, Error, ErrorKind, Listener, Script, ScriptError, Value};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::table::{self, Open, Queue};
use super::{Deliver, DeliveryError, Event, EventLimits, Outbox};
use crate::generate::random;
use crate::outage::Outage;
use crate::read;

/// What was delivered long ago is thrown away so often, at most.
const PURGE: Duration = Duration::from_secs(600);
/// After a failure of the database it rests for so long, at first and at most.
const REST: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// Who takes events out, once per server.
#[derive(Debug)]
pub(crate) struct Courier {
    round: Option<Arc<Round>>,
    task: OnceLock<JoinHandle<()>>,
    /// Whether the server stops.
    stopped: watch::Sender<bool>,
}

/// What the task knows.
struct Round {
    database: Database,
    outbox: Arc<Outbox>,
    outage: Arc<Outage>,
    handler: Arc<dyn Deliver>,
    limits: EventLimits,
    /// This server, among those of the database.
    holder: String,
}

impl std::fmt::Debug for Round {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Round").field("holder", &self.holder).finish_non_exhaustive()
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        if let Some(task) = self.task.get() {
            task.abort();
        }
    }
}

impl Courier {
    /// Without a handler there is nothing to do.
    pub(crate) fn new(
        (database, outbox, outage): (&Database, Arc<Outbox>, Arc<Outage>),
        handler: Option<Arc<dyn Deliver>>,
        limits: EventLimits,
    ) -> Self {
        let database = database.clone();
        let holder = || random::text(b"0123456789abcdef", 32);
        let round = |handler| Round { database, outbox, outage, handler, limits, holder: holder() };
        Self { round: handler.map(round).map(Arc::new), task: OnceLock::new(), stopped: watch::channel(false).0 }
    }

    /// Begins; does nothing once it has begun.
    pub(crate) fn start(&self) {
        if let Some(round) = &self.round
            && self.task.get().is_none()
        {
            self.task.get_or_init(|| tokio::spawn(run(Arc::clone(round), self.stopped.subscribe())));
        }
    }

    /// Ends when what is on its way is delivered, or has failed.
    pub(crate) async fn stop(&self) {
        self.stopped.send_replace(true);
        self.stopped.closed().await;
    }
}

/// Delivers until the server stops, whatever happens to the database.
async fn run(round: Arc<Round>, mut stopped: watch::Receiver<bool>) {
    let mut rest = REST.0;
    let mut purged = None;
    let mut listener = None;
    while !*stopped.borrow() {
        // Before the look, so that nothing is told in between.
        if listener.is_none() {
            listener = round.outbox.listen(&round.database).await;
        }
        let wait = match round.go(&mut purged, &stopped).await {
            Ok(wait) => {
                round.outage.answered();
                rest = REST.0;
                wait
            }
            Err(error) => {
                round.outage.failed(&error);
                let wait = rest;
                rest = (rest * 2).min(REST.1);
                wait
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = round.outbox.heard() => {}
            heard = hear(&mut listener) => {
                if heard.is_err() {
                    listener = None;
                }
            }
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }
}

/// Waits for word of other processes, for ever where nothing can be heard.
async fn hear(listener: &mut Option<Listener>) -> Result<(), Error> {
    match listener {
        Some(listener) => listener.heard().await,
        None => std::future::pending().await,
    }
}

impl Round {
    /// Delivers what is open, and says when to look again.
    async fn go(&self, purged: &mut Option<Instant>, stopped: &watch::Receiver<bool>) -> Result<Duration, Error> {
        self.outbox.ready(&self.database).await?;
        if purged.is_none_or(|last| last.elapsed() >= PURGE.min(self.limits.kept)) {
            *purged = Some(Instant::now());
            self.change(table::purge(self.limits.kept, self.database.dialect())).await?;
        }
        loop {
            let Queue(open) = self.database.read(table::open(self.database.dialect()), Queue::default()).await?;
            // One at a time, whoever has it.
            if let Some(held) = open.iter().map(|open| open.held).max().filter(|held| *held > 0) {
                return Ok(Duration::from_millis(held).min(self.limits.look));
            }
            if open.is_empty() {
                return Ok(self.limits.look);
            }
            for Open { event, .. } in &open {
                if *stopped.borrow() {
                    return Ok(Duration::ZERO);
                }
                if !self.hold(event).await? || !self.is_first(event).await? {
                    break;
                }
                if !self.deliver(event).await? {
                    return Ok(self.limits.pause(event.attempt).min(self.limits.look));
                }
            }
        }
    }

    /// Whether this server is about an event now.
    async fn hold(&self, event: &Event) -> Result<bool, Error> {
        let script = table::hold(event.id, &self.holder, self.limits.lease, self.database.dialect());
        Ok(self.change(script).await? > 0)
    }

    /// Whether an event that this server holds is the first one; it lets go of it otherwise.
    async fn is_first(&self, event: &Event) -> Result<bool, Error> {
        let dialect = self.database.dialect();
        let first = read::first(&self.database, table::first(dialect)).await?;
        if first.is_some_and(|row| row == [Value::Integer(event.id)]) {
            return Ok(true);
        }
        self.change(table::release(event.id, &self.holder, dialect)).await?;
        Ok(false)
    }

    /// Delivers an event that this server holds; `false` if it is not done yet.
    async fn deliver(&self, event: &Event) -> Result<bool, Error> {
        let dialect = self.database.dialect();
        let work = AssertUnwindSafe(async { self.handler.deliver(event).await }).catch_unwind();
        let result: Result<(), DeliveryError> = tokio::select! {
            result = work => result.unwrap_or_else(|_panic| Err("the handler panicked".into())),
            // Another server has it by now.
            lost = self.keep(event) => return lost.map(|()| false),
        };
        let Err(error) = result else {
            self.change(table::delivered(event.id, dialect)).await?;
            return Ok(true);
        };
        tracing::warn!(
            target: "ssot",
            event = event.name,
            id = event.id,
            attempt = event.attempt,
            error = %error,
            "an event was not delivered"
        );
        let pause = self.limits.pause(event.attempt);
        self.change(table::failed(event.id, &self.holder, pause, dialect)).await?;
        Ok(false)
    }

    /// Goes on holding an event, until another server does or the database fails for as long as it was held.
    async fn keep(&self, event: &Event) -> Result<(), Error> {
        let mut held = Instant::now();
        loop {
            tokio::time::sleep(self.limits.lease / 3).await;
            match self.hold(event).await {
                Ok(true) => held = Instant::now(),
                Ok(false) => return Ok(()),
                Err(error) if held.elapsed() >= self.limits.lease => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// Changes rows of the table, and says how many.
    async fn change(&self, script: Script) -> Result<u64, Error> {
        let outcome = self.database.run(script).await.map_err(|error| match error {
            ScriptError::Database { error, .. } => error,
            other => Error { kind: ErrorKind::Other, detail: format!("{other:?}") },
        })?;
        Ok(outcome.steps.first().map_or(0, |step| step.affected))
    }
}
