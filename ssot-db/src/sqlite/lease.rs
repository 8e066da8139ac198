//! A read transaction that stays open for a moment while reads come often, so that they find SQLite's shared lock taken.
//!
//! In WAL mode a read asks the operating system for a lock and gives it back, twice a call to the kernel that others who read wait for.
//! SQLite counts who holds the lock in this process, and asks only for the first and after the last
//! (<https://www.sqlite.org/src/file/src/os_unix.c>, `unixShmLock`). What a read sees does not change: each has its own transaction.
//!
//! An open transaction keeps a checkpoint from starting the log anew, so it ends before this process writes, and soon after it began.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::connection::Connection;

/// So long it stays open: others who write to the file get their turn at its log often enough.
const SPAN: Duration = Duration::from_millis(100);

/// The transaction and the connection that has it open.
pub(super) struct Lease {
    connection: Connection,
    end: Option<Instant>,
    /// From when somebody asks for it until it ends.
    is_asked: Arc<AtomicBool>,
}

impl Lease {
    pub(super) fn new(connection: Connection, is_asked: Arc<AtomicBool>) -> Self {
        Self { connection, end: None, is_asked }
    }

    /// Takes the lock, unless it is taken. Without it everything is as right and slower, so a failure is nobody's.
    pub(super) fn begin(&mut self) {
        if self.end.is_none() {
            self.end = Some(Instant::now() + SPAN);
            self.connection.limit(SPAN);
            let _ = self.connection.raw().execute_batch("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
        }
    }

    /// How much longer it lasts; `None` if it has not begun.
    pub(super) fn rest(&self) -> Option<Duration> {
        self.end.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Gives the lock back.
    pub(super) fn end(&mut self) {
        if self.end.take().is_some() && !self.connection.raw().is_autocommit() {
            // It has read one row and written nothing: there is nothing that could fail.
            let _ = self.connection.raw().execute_batch("COMMIT");
        }
        self.is_asked.store(false, Ordering::Relaxed);
    }
}
