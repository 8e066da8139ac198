//! Connections for one caller at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::address::Address;
use super::link::{Link, Purpose, unavailable};
use crate::Error;

pub(super) struct Pool {
    idle: Mutex<Vec<Link>>,
    turns: Semaphore,
    address: Address,
    statement_timeout: Duration,
}

/// A connection in use. It goes back only through [`Lease::give_back`]: whoever is interrupted may leave a statement or a
/// transaction behind, and then the connection ends with the lease.
pub(super) struct Lease<'a> {
    pub(super) link: Link,
    pool: &'a Pool,
    _turn: SemaphorePermit<'a>,
}

impl Pool {
    pub(super) fn new(count: usize, address: Address, statement_timeout: Duration) -> Self {
        Self { idle: Mutex::default(), turns: Semaphore::new(count.max(1)), address, statement_timeout }
    }

    pub(super) async fn lease(&self) -> Result<Lease<'_>, Error> {
        let turn = match tokio::time::timeout(self.address.timeout, self.turns.acquire()).await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) => return Err(unavailable("the database is closed".into())),
            Err(_) => return Err(unavailable("no connection was free in time".into())),
        };
        let idle = self.take_idle();
        let link = match idle {
            Some(link) => link,
            None => Link::connect(&self.address, Purpose::Writing, self.statement_timeout).await?,
        };
        Ok(Lease { link, pool: self, _turn: turn })
    }

    fn take_idle(&self) -> Option<Link> {
        let mut idle = self.idle();
        idle.retain(|link| !link.client.is_closed());
        idle.pop()
    }

    pub(super) fn close(&self) {
        self.turns.close();
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Link>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lease<'_> {
    /// Lets the next caller have the connection, which is in no transaction.
    pub(super) fn give_back(self) {
        if !self.pool.turns.is_closed() && !self.link.client.is_closed() {
            self.pool.idle().push(self.link);
        }
    }
}
