//! What has happened so far, for whoever watches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Faults that are kept word by word.
const FAULTS: usize = 20;

/// Counts answers while a load goes on.
#[derive(Debug)]
pub struct Tally {
    counts: Mutex<Counts>,
    stopped: AtomicBool,
}

/// What was counted.
#[derive(Debug, Clone)]
pub struct Counts {
    /// Answers that were what was asked for.
    pub successes: u64,
    /// Answers that said: not now.
    pub refusals: u64,
    /// Answers that the contract does not know, and broken connections.
    pub faults: u64,
    /// The first of them in words.
    pub told: Vec<String>,
    /// The longest time that a request took.
    pub slowest: Duration,
    /// When the last refusal came.
    pub refused: Option<Instant>,
    /// Reads and writes of each connection that succeeded since [`Tally::mark`].
    since: Vec<(u64, u64)>,
    /// When the first request since the mark succeeded.
    pub first: Option<Instant>,
}

impl Counts {
    /// Whether each connection has had so many reads and writes since the mark.
    pub fn all_have(&self, each: u64) -> bool {
        self.since.iter().all(|&(reads, writes)| reads >= each && writes >= each)
    }
}

impl Tally {
    pub(super) fn new(connections: usize) -> Self {
        let counts = Counts {
            successes: 0,
            refusals: 0,
            faults: 0,
            told: Vec::new(),
            slowest: Duration::ZERO,
            refused: None,
            since: vec![(0, 0); connections],
            first: None,
        };
        Self { counts: Mutex::new(counts), stopped: AtomicBool::new(false) }
    }

    /// What was counted until now.
    pub fn counts(&self) -> Counts {
        self.lock().clone()
    }

    /// Whether each connection has had so many reads and writes since the mark.
    pub fn all_have(&self, each: u64) -> bool {
        self.lock().all_have(each)
    }

    /// Whether something was wrong.
    pub fn has_faults(&self) -> bool {
        self.lock().faults > 0
    }

    /// Begins to count anew what each connection gets.
    pub fn mark(&self) {
        let mut counts = self.lock();
        counts.since.fill((0, 0));
        counts.first = None;
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn success(&self, connection: usize, is_write: bool, asked: Instant) {
        let mut counts = self.lock();
        counts.successes += 1;
        counts.slowest = counts.slowest.max(asked.elapsed());
        counts.first.get_or_insert_with(Instant::now);
        let (reads, writes) = &mut counts.since[connection];
        *if is_write { writes } else { reads } += 1;
    }

    pub(super) fn refusal(&self, asked: Instant) {
        let mut counts = self.lock();
        counts.refusals += 1;
        counts.slowest = counts.slowest.max(asked.elapsed());
        counts.refused = Some(Instant::now());
    }

    pub(super) fn fault(&self, fault: String) {
        let mut counts = self.lock();
        counts.faults += 1;
        if counts.told.len() < FAULTS {
            counts.told.push(fault);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
