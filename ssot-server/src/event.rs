//! Events that actions tell (`emit`), and their way out of the database.
//!
//! An event is a row of `_ssot_events`, written in the transaction that it tells of. A program that has a [`Deliver`] takes them from
//! there: one after the other, each until it has gone well, and only one of all servers of a database at a time. Nothing is
//! kept in memory, so a server that dies is followed by another, which may deliver once more what the first one was about.

mod courier;
mod outbox;
mod payload;
mod table;

use std::pin::Pin;
use std::time::Duration;

use serde_json::Value;

pub(crate) use courier::Courier;
pub(crate) use outbox::{Outbox, tell};
pub use payload::{Fields, Payload, Told, Unreadable};

/// Something that an action has told.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// Its number. It stays the same when an event is delivered again: whoever has seen it may leave it out.
    pub id: i64,
    /// The name that the schema declares: `PostPublished`.
    pub name: String,
    /// Its fields, as they are on the wire: a JSON object. [`Event::read`] gives them their types.
    pub payload: Value,
    /// When it was told, in milliseconds since 1970.
    pub at: i64,
    /// Which try this is, whoever has tried before; the first is 1.
    pub attempt: u32,
}

/// Why an event was not delivered; for the log.
pub type DeliveryError = Box<dyn std::error::Error + Send + Sync>;

/// Takes events out into the world.
///
/// An `async` closure is one: `api.deliver(async |event: Event| { println!("{}", event.name); Ok(()) })`, if what it returns can go
/// from thread to thread; else a function that returns `Box::pin(async move { … })`.
pub trait Deliver: Send + Sync + 'static {
    /// Delivers an event. The next one waits until this has gone well: what is to be given up, goes well, too.
    ///
    /// An event may come more than once: when it went well and its server died before that was written down.
    ///
    /// # Errors
    /// If it did not go well: it is tried again after a pause, which grows. A panic counts as one.
    fn deliver<'a>(&'a self, event: &'a Event) -> Pin<Box<dyn Future<Output = Result<(), DeliveryError>> + Send + 'a>>;
}

impl<F, R> Deliver for F
where
    F: Fn(Event) -> R + Send + Sync + 'static,
    R: Future<Output = Result<(), DeliveryError>> + Send + 'static,
{
    fn deliver<'a>(&'a self, event: &'a Event) -> Pin<Box<dyn Future<Output = Result<(), DeliveryError>> + Send + 'a>> {
        Box::pin(self(event.clone()))
    }
}

/// How long what takes with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventLimits {
    /// The pause after the first failure of an event: 1 second. Each further one doubles it.
    pub first_pause: Duration,
    /// The longest pause: 5 minutes.
    pub longest_pause: Duration,
    /// How long an event stays in the table once it is delivered: 7 days.
    pub kept: Duration,
    /// For so long a server that has died holds up the others: 30 seconds. One that lives says so three times as often.
    pub lease: Duration,
    /// The table is looked at so often even if nobody says that something was told: 2 seconds. On PostgreSQL everybody says so.
    pub look: Duration,
}

impl Default for EventLimits {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(5 * 60),
            kept: Duration::from_secs(7 * 24 * 60 * 60),
            lease: Duration::from_secs(30),
            look: Duration::from_secs(2),
        }
    }
}

impl EventLimits {
    /// The pause after so many failures of an event, one at least.
    fn pause(&self, failures: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
        self.first_pause.saturating_mul(doubled).min(self.longest_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_have_an_end() {
        let limits = EventLimits::default();
        let seconds = |failures| limits.pause(failures).as_secs();
        assert_eq!([1, 2, 3, 9, 10, 40, u32::MAX].map(seconds), [1, 2, 4, 256, 300, 300, 300]);
    }
}
