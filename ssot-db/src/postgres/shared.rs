//! Connections that carry the reads of many callers at once.
//!
//! A thread with a runtime of its own has a connection of its own, whose bytes it moves itself: its reads wait for no other thread. The
//! threads of a runtime that has several share a few.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::address::Address;
use super::coalesce::Coalescing;
use super::link::{Link, Purpose};
use crate::failure::unavailable;
use crate::{Error, clock, thread};

/// After a failed attempt to connect nobody tries again for so long, at first and at most, unless somebody else has found the way
/// in the meantime.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(500));

/// A thread's own connection that has been asked and brought nothing for so long is held up by a slow read; the next one goes elsewhere.
const HELD_UP: Duration = Duration::from_millis(20);

/// A connection that is made again when it is lost.
#[derive(Default)]
pub(super) struct Slot {
    link: RwLock<Option<Arc<Link>>>,
    connecting: Mutex<Backoff>,
    /// Reads on their way.
    load: AtomicUsize,
    /// When one of them ended, or the first began: microseconds of [`clock::now`].
    moved: AtomicU64,
}

#[derive(Default)]
struct Backoff {
    until: Option<Instant>,
    pause: Duration,
    /// How often others had connected when it began.
    arrivals: u64,
}

/// Connections that are used from the same threads, and the reads by key that become one statement there.
pub(super) struct Lane {
    slots: Box<[Slot]>,
    pub(super) coalescing: Coalescing,
}

/// Which of the lanes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(usize);

/// The lane of the threads that share a runtime.
const COMMON: Place = Place(0);

pub(super) struct Shared {
    /// The common one, then those of threads with a runtime of their own.
    lanes: Box<[Lane]>,
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
struct Count<'a>(&'a Slot);

impl Drop for Count<'_> {
    fn drop(&mut self) {
        self.0.load.fetch_sub(1, Ordering::Relaxed);
        self.0.has_moved();
    }
}

impl Shared {
    pub(super) fn new(count: usize, address: Address, patience: Duration, arrivals: Arc<Arrivals>) -> Self {
        let count = count.max(1);
        let own = (0..count).map(|_| Lane::new(1));
        Self {
            lanes: std::iter::once(Lane::new(count)).chain(own).collect(),
            address,
            patience,
            closed: AtomicBool::new(false),
            arrivals,
        }
    }

    /// Where this thread reads.
    pub(super) fn place(&self) -> Place {
        if thread::has_own_runtime() { Place(1 + thread::number() % (self.lanes.len() - 1)) } else { COMMON }
    }

    pub(super) fn lane(&self, place: Place) -> &Lane {
        &self.lanes[place.0]
    }

    /// The connection with the fewest reads, and another than the thread's own if that is held up: so a slow read is avoided.
    pub(super) async fn share(&self) -> Result<Share<'_>, Error> {
        let own = self.lane(self.place()).least();
        let slot = if own.is_held_up() { self.lane(COMMON).least() } else { own };
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
        self.lanes.iter().flat_map(|lane| &lane.slots).for_each(Slot::clear);
    }
}

impl Lane {
    fn new(count: usize) -> Self {
        Self { slots: (0..count).map(|_| Slot::default()).collect(), coalescing: Coalescing::new(count / 2) }
    }

    /// The connection with the fewest reads.
    fn least(&self) -> &Slot {
        self.slots.iter().min_by_key(|slot| slot.reads()).unwrap_or(&self.slots[0])
    }
}

impl Slot {
    fn current(&self) -> Option<Arc<Link>> {
        let link = self.link.read().unwrap_or_else(PoisonError::into_inner);
        link.as_ref().filter(|link| !link.client.is_closed()).cloned()
    }

    fn reads(&self) -> usize {
        self.load.load(Ordering::Relaxed)
    }

    fn count(&self) -> Count<'_> {
        if self.load.fetch_add(1, Ordering::Relaxed) == 0 {
            self.has_moved();
        }
        Count(self)
    }

    fn has_moved(&self) {
        self.moved.store(clock::now().as_micros() as u64, Ordering::Relaxed);
    }

    fn is_held_up(&self) -> bool {
        let moved = Duration::from_micros(self.moved.load(Ordering::Relaxed));
        self.reads() > 0 && clock::now().saturating_sub(moved) > HELD_UP
    }

    fn clear(&self) {
        drop(self.link.write().unwrap_or_else(PoisonError::into_inner).take());
    }
}
