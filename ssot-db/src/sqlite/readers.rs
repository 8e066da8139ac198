//! The connections that read, each behind its own lock.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::connection::Connection;
use super::{SqliteConfig, closed};
use crate::{Error, thread};

/// A fixed number of connections. A thread comes back to the same one as long as that is free, so that nobody waits
/// where there are as many as threads, and the statements that a thread needs are prepared where it looks.
pub(super) struct Readers(Box<[Mutex<Option<Connection>>]>);

impl Readers {
    pub(super) fn open(count: usize, path: &Path, config: &SqliteConfig) -> Result<Self, Error> {
        (0..count.max(1))
            .map(|_| Ok(Mutex::new(Some(Connection::reader(path, config)?))))
            .collect::<Result<_, Error>>()
            .map(Self)
    }

    /// Calls `work` with a connection that nobody else uses meanwhile.
    pub(super) fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let slot = self.lock();
        work(slot.as_ref().ok_or_else(closed)?)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        let home = thread::number() % self.0.len();
        let (before, after) = self.0.split_at(home);
        after
            .iter()
            .chain(before)
            .find_map(|slot| slot.try_lock().ok())
            .unwrap_or_else(|| self.0[home].lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn close(&self) {
        for slot in &self.0 {
            drop(slot.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
    }
}
