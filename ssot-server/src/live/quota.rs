//! How many may listen at the same time, of all callers and of each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Counts those who listen.
#[derive(Debug, Default)]
pub(super) struct Quota {
    by_caller: Mutex<(usize, HashMap<String, usize>)>,
}

/// One who listens, counted until this is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    quota: Arc<Quota>,
    caller: String,
}

/// Why there is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// All are taken.
    Everybody,
    /// The caller has as many as one may have.
    Caller,
}

impl Quota {
    fn counts(&self) -> MutexGuard<'_, (usize, HashMap<String, usize>)> {
        self.by_caller.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many there are.
    pub(super) fn taken(&self) -> usize {
        self.counts().0
    }

    pub(super) fn take(self: &Arc<Self>, caller: String, most: usize, most_each: usize) -> Result<Seat, Full> {
        let mut counts = self.counts();
        let (all, by_caller) = &mut *counts;
        if *all >= most {
            return Err(Full::Everybody);
        }
        let own = by_caller.entry(caller.clone()).or_default();
        if *own >= most_each {
            return Err(Full::Caller);
        }
        *own += 1;
        *all += 1;
        Ok(Seat { quota: Arc::clone(self), caller })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.quota.counts();
        let (all, by_caller) = &mut *counts;
        *all -= 1;
        if let Some(own) = by_caller.get_mut(&self.caller) {
            *own -= 1;
            if *own == 0 {
                by_caller.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_given_back() {
        let quota = Arc::new(Quota::default());
        let take = |caller: &str| quota.take(caller.into(), 3, 2);
        let first = take("a").unwrap();
        let _second = take("a").unwrap();
        assert_eq!(take("a").unwrap_err(), Full::Caller);
        let _third = take("b").unwrap();
        assert_eq!(take("c").unwrap_err(), Full::Everybody);
        drop(first);
        assert_eq!(quota.taken(), 2);
        assert!(take("a").is_ok());
    }
}
