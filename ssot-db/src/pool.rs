//! Connections for one caller at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Error;
use crate::failure::unavailable;

/// How the connections of a pool are made.
pub(crate) trait Connector: Send + Sync {
    type Link: Send;

    /// How long a caller waits for its turn.
    fn patience(&self) -> Duration;

    /// A new connection.
    fn connect(&self) -> impl Future<Output = Result<Self::Link, Error>> + Send;

    /// Whether a connection is known to be gone.
    fn is_lost(link: &Self::Link) -> bool;
}

pub(crate) struct Pool<C: Connector> {
    idle: Mutex<Vec<C::Link>>,
    turns: Semaphore,
    connector: C,
}

/// A connection in use. It goes back only through [`Lease::give_back`]: whoever is interrupted may leave a statement or a
/// transaction behind, and then the connection ends with the lease.
pub(crate) struct Lease<'a, C: Connector> {
    pub(crate) link: C::Link,
    /// Whether it has done nothing yet, so that it cannot have been lost since.
    #[cfg(feature = "mysql")]
    pub(crate) is_new: bool,
    pool: &'a Pool<C>,
    _turn: SemaphorePermit<'a>,
}

impl<C: Connector> Pool<C> {
    pub(crate) fn new(count: usize, connector: C) -> Self {
        Self { idle: Mutex::default(), turns: Semaphore::new(count.max(1)), connector }
    }

    pub(crate) async fn lease(&self) -> Result<Lease<'_, C>, Error> {
        let turn = match tokio::time::timeout(self.connector.patience(), self.turns.acquire()).await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) => return Err(unavailable("the database is closed".into())),
            Err(_) => return Err(unavailable("no connection was free in time".into())),
        };
        let idle = self.take_idle();
        #[cfg(feature = "mysql")]
        let is_new = idle.is_none();
        let link = match idle {
            Some(link) => link,
            None => self.connector.connect().await?,
        };
        Ok(Lease {
            link,
            #[cfg(feature = "mysql")]
            is_new,
            pool: self,
            _turn: turn,
        })
    }

    fn take_idle(&self) -> Option<C::Link> {
        let mut idle = self.idle();
        idle.retain(|link| !C::is_lost(link));
        idle.pop()
    }

    /// Whether a connection waits for somebody, as far as is known.
    #[cfg(feature = "postgres")]
    pub(crate) fn has_idle(&self) -> bool {
        self.idle().iter().any(|link| !C::is_lost(link))
    }

    #[cfg(feature = "mysql")]
    pub(crate) fn check_open(&self) -> Result<(), Error> {
        if self.turns.is_closed() { Err(unavailable("the database is closed".into())) } else { Ok(()) }
    }

    /// Ends the connections that nobody uses.
    pub(crate) fn forget(&self) {
        self.idle().clear();
    }

    pub(crate) fn close(&self) {
        self.turns.close();
        self.forget();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<C::Link>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Connector> Lease<'_, C> {
    /// Lets the next caller have the connection, which is in no transaction.
    pub(crate) fn give_back(self) {
        if !self.pool.turns.is_closed() && !C::is_lost(&self.link) {
            self.pool.idle().push(self.link);
        }
    }
}
