//! Whether the database answers, as far as requests have found out: said in the log when it changes, and counted.
//!
//! A server under load refuses thousands of requests a second while its database is away. The log says once that it is, now and
//! then how many were refused, and once that it is back.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::Response;
use ssot_db::{Error, ErrorKind};

use crate::problem::Failed;

/// It is said again after so long that the database is away.
const AGAIN: Duration = Duration::from_secs(10);
/// An outage is over when something is answered and nothing has failed for so long: a database that comes and goes is told of
/// at this pace.
const CALM: Duration = Duration::from_secs(1);
/// What fails after so long has nothing to do with what failed before.
const OVER: Duration = Duration::from_secs(60);

/// What became of the database.
#[derive(Debug, Default)]
pub(crate) struct Outage {
    /// Whether there is one, for those who only want to know that.
    is_on: AtomicBool,
    state: Mutex<Option<State>>,
    failures: [AtomicU64; 3],
}

/// An outage.
#[derive(Debug)]
struct State {
    began: Instant,
    last: Instant,
    told: Instant,
    count: u64,
}

/// What is said of a failure, or of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Nothing,
    Begun,
    Lasts { seconds: u64, failures: u64 },
    Over { millis: u64, failures: u64 },
}

/// How a statement failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The database cannot be reached.
    Unavailable,
    /// It took too long.
    Timeout,
    /// It said no: a defect of the server or of the tables.
    Refused,
}

impl Failure {
    pub(crate) const ALL: [Self; 3] = [Self::Unavailable, Self::Timeout, Self::Refused];

    fn of(error: &Error) -> Self {
        match error.kind {
            ErrorKind::Unavailable => Self::Unavailable,
            ErrorKind::Timeout => Self::Timeout,
            _ => Self::Refused,
        }
    }

    /// The word for it in metrics.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Refused => "refused",
        }
    }
}

impl Outage {
    /// Whether the database was away when it was last heard of.
    pub(crate) fn is_on(&self) -> bool {
        self.is_on.load(Ordering::Relaxed)
    }

    /// How often something has failed so.
    pub(crate) fn failures(&self, failure: Failure) -> u64 {
        self.failures[failure as usize].load(Ordering::Relaxed)
    }

    /// Looks at an answer: what has failed behind it, or, if it is `of_database`, that the database gives answers.
    pub(crate) fn look<B>(&self, response: &mut Response<B>, of_database: bool) {
        if let Some(Failed(error)) = response.extensions_mut().remove() {
            self.failed(&error);
        } else if of_database && self.is_on() && response.status().is_success() {
            self.answered();
        }
    }

    /// Something has failed.
    pub(crate) fn failed(&self, error: &Error) {
        let failure = Failure::of(error);
        self.failures[failure as usize].fetch_add(1, Ordering::Relaxed);
        if failure == Failure::Refused {
            tracing::error!(target: "ssot", %error, "the database refused a statement");
            return;
        }
        match self.fail(Instant::now()) {
            Word::Begun => tracing::warn!(target: "ssot", %error, "the database does not answer"),
            Word::Lasts { seconds, failures } => {
                tracing::warn!(target: "ssot", %error, seconds, failures, "the database still does not answer");
            }
            Word::Nothing | Word::Over { .. } => {}
        }
    }

    /// Something was answered.
    pub(crate) fn answered(&self) {
        if self.is_on()
            && let Word::Over { millis, failures } = self.answer(Instant::now())
        {
            tracing::warn!(target: "ssot", millis, failures, "the database answers again");
        }
    }

    fn fail(&self, now: Instant) -> Word {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_on.store(true, Ordering::Relaxed);
        let since = |then: Instant| now.saturating_duration_since(then);
        if let Some(state) = state.as_mut().filter(|state| since(state.last) < OVER) {
            state.last = now;
            state.count += 1;
            if since(state.told) < AGAIN {
                return Word::Nothing;
            }
            state.told = now;
            return Word::Lasts { seconds: since(state.began).as_secs(), failures: state.count };
        }
        *state = Some(State { began: now, last: now, told: now, count: 1 });
        Word::Begun
    }

    fn answer(&self, now: Instant) -> Word {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(State { began, count, .. }) = state.take_if(|state| now.saturating_duration_since(state.last) >= CALM)
        else {
            return Word::Nothing;
        };
        self.is_on.store(false, Ordering::Relaxed);
        let millis = u64::try_from(now.saturating_duration_since(began).as_millis()).unwrap_or(u64::MAX);
        Word::Over { millis, failures: count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_once_now_and_then_and_at_its_end() {
        let outage = Outage::default();
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        assert_eq!(outage.answer(at(0)), Word::Nothing);
        assert_eq!(outage.fail(at(0)), Word::Begun);
        for millis in 1..10_000 {
            assert_eq!(outage.fail(at(millis)), Word::Nothing);
        }
        assert_eq!(outage.fail(at(10_000)), Word::Lasts { seconds: 10, failures: 10_001 });
        assert_eq!(outage.fail(at(10_001)), Word::Nothing);
        assert_eq!(outage.answer(at(10_500)), Word::Nothing, "it may be gone again");
        assert_eq!(outage.fail(at(10_700)), Word::Nothing);
        assert!(outage.is_on());
        assert_eq!(outage.answer(at(11_700)), Word::Over { millis: 11_700, failures: 10_003 });
        assert!(!outage.is_on());
        assert_eq!(outage.answer(at(11_800)), Word::Nothing);
        assert_eq!(outage.fail(at(12_000)), Word::Begun);
        assert_eq!(outage.fail(at(72_000)), Word::Begun, "nobody has asked in between");
    }
    #[test]
    fn answers_of_the_database_end_it() {
        let outage = Outage::default();
        let then = Instant::now().checked_sub(CALM).unwrap();
        assert_eq!(outage.fail(then), Word::Begun);
        let answer = |status: u16| Response::builder().status(status).body(()).unwrap();
        outage.look(&mut answer(200), false);
        outage.look(&mut answer(404), true);
        assert!(outage.is_on(), "neither needs the database");
        let kind = ErrorKind::Unavailable;
        let problem = crate::problem::Problem::from(Error { kind, detail: "gone".to_owned() });
        let mut refusal = problem.response("/", "r");
        outage.look(&mut refusal, true);
        assert_eq!((outage.failures(Failure::Unavailable), refusal.extensions().len()), (1, 0));
        outage.look(&mut answer(200), true);
        assert!(outage.is_on(), "that was a moment ago");
        outage.state.lock().unwrap().as_mut().unwrap().last = then;
        outage.look(&mut answer(200), true);
        assert!(!outage.is_on());
    }
}
