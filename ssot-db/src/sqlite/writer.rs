//! The one thread that writes: SQLite has one writer at a time, so waiting in a queue beats waiting for its lock.
//!
//! Between writes it keeps the [`Lease`] of the readers.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::{oneshot, watch};

use super::connection::Connection;
use super::lease::Lease;
use super::{SqliteConfig, closed, script};
use crate::{Error, ErrorKind, Outcome, Script, ScriptError};

/// Writes that may wait; more are turned away.
const QUEUE: usize = 4096;

/// What every table is listed in; SQLite's own are not counted.
const TABLES: &str = "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

enum Job {
    Write(Write),
    /// Reads come often.
    Lease,
}

enum Write {
    Run(Script, oneshot::Sender<Result<Outcome, ScriptError>>),
    Batch(String, oneshot::Sender<Result<(), Error>>),
    Apply(String, oneshot::Sender<Result<bool, Error>>),
}

#[derive(Debug)]
pub(super) struct Writer {
    queue: Mutex<Option<SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    commits: watch::Receiver<u64>,
    /// See [`Lease`].
    is_leased: Arc<AtomicBool>,
}

impl Writer {
    /// Opens the connection, which makes the file where there is none, and starts the thread.
    pub(super) fn start(path: &Path, config: &SqliteConfig) -> Result<Self, Error> {
        let connection = Connection::writer(path, config)?;
        let is_leased = Arc::<AtomicBool>::default();
        let lease = Lease::new(Connection::reader(path, config)?, Arc::clone(&is_leased));
        let limit = config.statement_timeout;
        let (queue, jobs) = sync_channel(QUEUE);
        let (count, commits) = watch::channel(0);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".into())
            .spawn(move || work(&connection, lease, &jobs, limit, &count))
            .map_err(|error| Error {
                kind: ErrorKind::Unavailable,
                detail: format!("no thread for the writer: {error}"),
            })?;
        Ok(Self { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)), commits, is_leased })
    }

    /// Counts the transactions that were kept.
    pub(super) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }

    /// Says that reads come often.
    pub(super) fn lease(&self) {
        if !self.is_leased.swap(true, Ordering::Relaxed) && self.send(Job::Lease).is_err() {
            self.is_leased.store(false, Ordering::Relaxed);
        }
    }

    pub(super) async fn run(&self, script: Script) -> Result<Outcome, ScriptError> {
        let (reply, answer) = oneshot::channel();
        let refused = |error| ScriptError::Database { step: 0, error };
        self.write(Write::Run(script, reply)).map_err(refused)?;
        answer.await.unwrap_or_else(|_| Err(refused(closed())))
    }

    pub(super) async fn batch(&self, sql: &str) -> Result<(), Error> {
        let (reply, answer) = oneshot::channel();
        self.write(Write::Batch(sql.to_owned(), reply))?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    pub(super) async fn apply(&self, sql: &str) -> Result<bool, Error> {
        let (reply, answer) = oneshot::channel();
        self.write(Write::Apply(sql.to_owned(), reply))?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    fn write(&self, write: Write) -> Result<(), Error> {
        self.send(Job::Write(write))
    }

    fn send(&self, job: Job) -> Result<(), Error> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        match queue.as_ref().map(|queue| queue.try_send(job)) {
            Some(Ok(())) => Ok(()),
            Some(Err(TrySendError::Full(_))) => {
                Err(Error { kind: ErrorKind::Unavailable, detail: format!("{QUEUE} writes are waiting already") })
            }
            Some(Err(TrySendError::Disconnected(_))) | None => Err(closed()),
        }
    }

    /// Finishes what is queued, then closes the connection.
    pub(super) fn stop(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic there has already been reported by its hook.
            let _ = thread.join();
        }
    }
}

/// The next write; until then the lease begins and ends.
fn next(lease: &mut Lease, jobs: &Receiver<Job>) -> Option<Write> {
    loop {
        let job = match lease.rest() {
            Some(rest) => jobs.recv_timeout(rest),
            None => jobs.recv().map_err(Into::into),
        };
        match job {
            Ok(Job::Lease) => lease.begin(),
            Err(RecvTimeoutError::Timeout) => lease.end(),
            Err(RecvTimeoutError::Disconnected) => return None,
            Ok(Job::Write(write)) => {
                lease.end();
                return Some(write);
            }
        }
    }
}

/// A caller that has gone away does not stop its job; the reply is then dropped.
fn work(
    connection: &Connection,
    mut lease: Lease,
    jobs: &Receiver<Job>,
    limit: std::time::Duration,
    commits: &watch::Sender<u64>,
) {
    let kept = |is_kept: bool| {
        if is_kept {
            commits.send_modify(|count| *count += 1);
        }
    };
    while let Some(write) = next(&mut lease, jobs) {
        connection.limit(limit);
        match write {
            Write::Run(script, reply) => {
                let result = script::run(connection, &script);
                kept(result.is_ok() && !script.dry_run);
                drop(reply.send(result));
            }
            Write::Batch(sql, reply) => {
                let result = script::batch(connection, &sql);
                kept(result.is_ok());
                drop(reply.send(result));
            }
            Write::Apply(sql, reply) => drop(reply.send(apply(connection, &sql))),
        }
    }
}

fn apply(connection: &Connection, sql: &str) -> Result<bool, Error> {
    let tables: i64 = connection.raw().query_row(TABLES, [], |row| row.get(0))?;
    if tables > 0 {
        return Ok(false);
    }
    script::batch(connection, sql)?;
    Ok(true)
}
