//! Connections for one caller at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::address::Address;
use super::link::{Link, Purpose, unavailable};
use crate::Error;

pub(super) struct Pool {
    idle: Mutex<Vec<Link>>,
    turns: Semaphore,
    address: Address,
    purpose: Purpose,
}

/// A connection in use. It goes back only through [`Lease::give_back`]: whoever is interrupted may leave a statement or a
/// transaction behind, and then the connection ends with the lease.
pub(super) struct Lease<'a> {
    pub(super) link: Link,
    /// Whether it has done nothing yet, so that it cannot have been lost since.
    pub(super) is_new: bool,
    pool: &'a Pool,
    _turn: SemaphorePermit<'a>,
}

impl Pool {
    pub(super) fn new(count: usize, address: Address, purpose: Purpose) -> Self {
        Self { idle: Mutex::default(), turns: Semaphore::new(count.max(1)), address, purpose }
    }

    pub(super) async fn lease(&self) -> Result<Lease<'_>, Error> {
        let turn = match tokio::time::timeout(self.address.timeout, self.turns.acquire()).await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) => return Err(unavailable("the database is closed".into())),
            Err(_) => return Err(unavailable("no connection was free in time".into())),
        };
        let idle = self.idle().pop();
        let is_new = idle.is_none();
        let link = match idle {
            Some(link) => link,
            None => Link::connect(&self.address, self.purpose).await?,
        };
        Ok(Lease { link, is_new, pool: self, _turn: turn })
    }

    pub(super) fn check_open(&self) -> Result<(), Error> {
        if self.turns.is_closed() { Err(unavailable("the database is closed".into())) } else { Ok(()) }
    }

    /// Ends the connections that nobody uses: they are as old as one that was lost.
    pub(super) fn forget(&self) {
        self.idle().clear();
    }

    pub(super) fn close(&self) {
        self.turns.close();
        self.forget();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Link>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lease<'_> {
    /// Lets the next caller have the connection, which is in no transaction.
    pub(super) fn give_back(self) {
        if !self.pool.turns.is_closed() {
            self.pool.idle().push(self.link);
        }
    }
}
