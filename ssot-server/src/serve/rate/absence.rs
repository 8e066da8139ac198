//! Whether a store answers. While it does not, one request a second finds out; the others do without it at once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// While it is away it is asked so often.
const PROBE: Duration = Duration::from_secs(1);

/// What became of a store.
#[derive(Debug, Default)]
pub(super) struct Absence {
    away: Mutex<Option<Away>>,
    failures: AtomicU64,
}

/// It does not answer.
#[derive(Debug, Clone, Copy)]
struct Away {
    began: Instant,
    /// When it is asked again.
    ask_at: Instant,
    /// Requests that have done without it.
    without: u64,
}

/// Leave to ask the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It was there when it was last asked.
    There,
    /// It was not: this one finds out.
    Probe,
}

/// It answers again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Back {
    /// For so long it did not.
    pub(super) after: Duration,
    /// So many requests have done without it.
    pub(super) without: u64,
}

impl Absence {
    /// Whether it is away.
    pub(super) fn is_on(&self) -> bool {
        self.away.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// How often it has not answered.
    pub(super) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Whether to ask it; `None`: not now.
    pub(super) fn turn(&self, now: Instant) -> Option<Turn> {
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(away) = away.as_mut() else { return Some(Turn::There) };
        if now < away.ask_at {
            away.without += 1;
            return None;
        }
        away.ask_at = now + PROBE;
        Some(Turn::Probe)
    }

    /// It has not answered. Whether it did until now.
    pub(super) fn failed(&self, now: Instant) -> bool {
        self.failures.fetch_add(1, Ordering::Relaxed);
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(away) = away.as_mut() {
            away.without += 1;
            return false;
        }
        *away = Some(Away { began: now, ask_at: now + PROBE, without: 1 });
        true
    }

    /// It has answered. What was asked before it went away is no sign that it is back.
    pub(super) fn answered(&self, turn: Turn, now: Instant) -> Option<Back> {
        if turn == Turn::There {
            return None;
        }
        let Away { began, without, .. } = self.away.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(Back { after: now.saturating_duration_since(began), without })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_request_a_second_finds_out() {
        let absence = Absence::default();
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        assert_eq!([absence.turn(at(0)), absence.turn(at(0))], [Some(Turn::There); 2]);
        assert!(absence.failed(at(0)), "the first one");
        assert!(!absence.failed(at(10)), "asked at the same time");
        assert_eq!(absence.answered(Turn::There, at(20)), None, "asked before");
        assert!(absence.is_on());
        assert_eq!(
            [absence.turn(at(999)), absence.turn(at(1000)), absence.turn(at(1001))],
            [None, Some(Turn::Probe), None]
        );
        assert!(!absence.failed(at(1050)));
        assert_eq!(absence.turn(at(2000)), Some(Turn::Probe));
        let back = Back { after: Duration::from_millis(2010), without: 5 };
        assert_eq!(absence.answered(Turn::Probe, at(2010)), Some(back));
        assert_eq!((absence.turn(at(2010)), absence.is_on(), absence.failures()), (Some(Turn::There), false, 3));
    }
}
