//! What can be set about a server, and what it is unless set (contract section 11).

use std::time::Duration;

pub use crate::plan::Limits;

/// Who may use models that have no policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Everybody, anonymous callers too.
    Public,
    /// Callers who have proven who they are. Without a way to do so, nobody.
    #[default]
    Authenticated,
    /// Nobody.
    Deny,
}

/// How many requests one address, or one principal, may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many at once, and as many again in each window.
    pub requests: u32,
    /// The time in which an empty allowance fills up.
    pub window: Duration,
}

/// Limits on those who follow changes (contract section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveLimits {
    /// How many may follow at the same time: 1 000.
    pub max_followers: usize,
    /// How many of them one caller may be; all anonymous callers are one: 100.
    pub max_followers_each: usize,
    /// A client that nothing is told hears so often that it is still connected: every 15 seconds.
    pub keep_alive: Duration,
    /// How long one may follow until it has to show its credentials again: 15 minutes.
    pub longest: Duration,
    /// How long changes are written down: 24 hours.
    pub kept: Duration,
}

impl Default for LiveLimits {
    fn default() -> Self {
        Self {
            max_followers: 1000,
            max_followers_each: 100,
            keep_alive: Duration::from_secs(15),
            longest: Duration::from_secs(15 * 60),
            kept: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// Limits of the HTTP shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerLimits {
    /// Largest body of a request, in bytes: 1 MiB.
    pub max_body: usize,
    /// Longest path and query, in bytes: 8 KiB.
    pub max_uri: usize,
    /// Time for one request, from its head to its answer: 30 seconds.
    pub request_timeout: Duration,
    /// Time for the head of a request to arrive, and for the next request on an idle connection: 30 seconds.
    pub header_timeout: Duration,
    /// Requests worked on at the same time: 1 024.
    pub max_concurrent: usize,
    /// Time for requests in flight to finish when the server stops: 30 seconds.
    pub shutdown_timeout: Duration,
    /// Bodies from this size on are compressed, in bytes: 1 KiB.
    pub compress_from: usize,
    /// How many requests one address may send; `None`: as many as there is room for.
    pub rate: Option<Rate>,
    /// How many requests one principal may send, whatever its addresses; `None`: as many as there is room for.
    pub principal_rate: Option<Rate>,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            max_body: 1 << 20,
            max_uri: 8 << 10,
            request_timeout: Duration::from_secs(30),
            header_timeout: Duration::from_secs(30),
            max_concurrent: 1024,
            shutdown_timeout: Duration::from_secs(30),
            compress_from: 1 << 10,
            rate: None,
            principal_rate: None,
        }
    }
}
