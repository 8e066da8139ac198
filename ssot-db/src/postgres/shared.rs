//! Connections that carry the reads of many callers at once.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::address::Address;
use super::link::{Link, Purpose};
use crate::Error;
use crate::failure::unavailable;

/// After a failed attempt to connect nobody tries again for so long, at first and at most, unless somebody else has found the way
/// in the meantime.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(500));

/// A connection that is made again when it is lost.
#[derive(Default)]
pub(super) struct Slot {
    link: RwLock<Option<Arc<Link>>>,
    connecting: Mutex<Backoff>,
    /// Reads on their way.
    load: AtomicUsize,
}

#[derive(Default)]
struct Backoff {
    until: Option<Instant>,
    pause: Duration,
    /// How often others had connected when it began.
    arrivals: u64,
}

pub(super) struct Shared {
    slots: Box<[Slot]>,
    address: Address,
    patience: Duration,
    closed: AtomicBool,
    arrivals: Arc<Arrivals>,
}

/// Counts the connections that callers have made for themselves.
#[derive(Debug, Default)]
pub(super) struct Arrivals(AtomicU64);

impl Arrivals {
    pub(super) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A shared connection in use by one more read.
pub(super) struct Share<'a> {
    pub(super) link: Arc<Link>,
    _count: Count<'a>,
}

/// One read, counted until it is dropped.
struct Count<'a>(&'a AtomicUsize);

impl Drop for Count<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    pub(super) fn new(count: usize, address: Address, patience: Duration, arrivals: Arc<Arrivals>) -> Self {
        Self {
            slots: (0..count.max(1)).map(|_| Slot::default()).collect(),
            address,
            patience,
            closed: AtomicBool::new(false),
            arrivals,
        }
    }

    /// The connection with the fewest reads, so that a slow one is avoided.
    pub(super) async fn share(&self) -> Result<Share<'_>, Error> {
        let load = |slot: &&Slot| slot.load.load(Ordering::Relaxed);
        let slot = self.slots.iter().min_by_key(load).unwrap_or(&self.slots[0]);
        let count = slot.count();
        let link = match slot.current() {
            Some(link) => link,
            None => Box::pin(self.connect(slot)).await?,
        };
        Ok(Share { link, _count: count })
    }

    async fn connect(&self, slot: &Slot) -> Result<Arc<Link>, Error> {
        let mut backoff = slot.connecting.lock().await;
        if let Some(link) = slot.current() {
            return Ok(link);
        }
        if self.closed.load(Ordering::Relaxed) {
            return Err(unavailable("the database is closed".into()));
        }
        let arrivals = self.arrivals.0.load(Ordering::Relaxed);
        if backoff.arrivals == arrivals && backoff.until.is_some_and(|until| Instant::now() < until) {
            return Err(unavailable("the database did not answer a moment ago".into()));
        }
        match Link::connect(&self.address, Purpose::Sharing, self.patience).await {
            Ok(link) => {
                let link = Arc::new(link);
                *backoff = Backoff::default();
                *slot.link.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&link));
                Ok(link)
            }
            Err(error) => {
                backoff.pause = (backoff.pause * 2).clamp(BACKOFF.0, BACKOFF.1);
                backoff.until = Some(Instant::now() + backoff.pause);
                backoff.arrivals = arrivals;
                Err(error)
            }
        }
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.slots.iter().for_each(Slot::clear);
    }
}

impl Slot {
    fn current(&self) -> Option<Arc<Link>> {
        let link = self.link.read().unwrap_or_else(PoisonError::into_inner);
        link.as_ref().filter(|link| !link.client.is_closed()).cloned()
    }

    fn count(&self) -> Count<'_> {
        self.load.fetch_add(1, Ordering::Relaxed);
        Count(&self.load)
    }

    fn clear(&self) {
        drop(self.link.write().unwrap_or_else(PoisonError::into_inner).take());
    }
}
