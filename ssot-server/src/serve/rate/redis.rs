//! What a program says of the Redis in which its servers count together.

use std::fmt;
use std::time::Duration;

use redis::Client;

/// A Redis in which several servers count the requests of an address, or of a principal, together:
/// [`Server::share_rates`](crate::Server::share_rates).
///
/// ```
/// use ssot_server::RedisRates;
///
/// let rates = RedisRates::at("redis://127.0.0.1:6379")?.prefix("blog");
/// # Ok::<(), ssot_server::BadAddress>(())
/// ```
#[derive(Clone)]
pub struct RedisRates {
    pub(super) client: Client,
    pub(super) prefix: String,
    pub(super) patience: Duration,
}

/// That is no address of a Redis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAddress(String);

impl fmt::Display for BadAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(why) = self;
        write!(
            f,
            "no address of a Redis ({why}): expected redis://[[user]:password@]host[:port][/database], or redis+unix:///path"
        )
    }
}

impl std::error::Error for BadAddress {}

impl fmt::Debug for RedisRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, patience, .. } = self;
        f.debug_struct("RedisRates").field("prefix", prefix).field("patience", patience).finish_non_exhaustive()
    }
}

impl RedisRates {
    /// At `redis://[[user]:password@]host[:port][/database]`, or `redis+unix:///path?db=0&user=…&pass=…`. Nobody connects before the
    /// first request.
    ///
    /// # Errors
    /// If that is no address, or one for TLS (`rediss:`) and nothing in the program brings it.
    pub fn at(address: &str) -> Result<Self, BadAddress> {
        // The error names the part that is wrong, never the address: that may hold a password.
        let client = Client::open(address).map_err(|error| BadAddress(error.to_string()))?;
        Ok(Self { client, prefix: "ssot".to_owned(), patience: Duration::from_millis(50) })
    }

    /// What the keys begin with: `ssot` unless set. APIs that share a Redis and not their limits have different ones.
    pub fn prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// How long a request waits for Redis at most: 50 milliseconds unless set. What takes longer is a Redis that does not answer.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let rates = RedisRates::at("redis://user:pass%20word@localhost/3").unwrap();
        assert_eq!(format!("{rates:?}"), "RedisRates { prefix: \"ssot\", patience: 50ms, .. }");
        for address in ["pass%20word", "http://user:pass%20word@host", "redis://user:pass%20word@host/x", "redis://"] {
            let error = RedisRates::at(address).unwrap_err().to_string();
            assert!(error.starts_with("no address of a Redis (") && !error.contains("pass%20"), "{address}: {error}");
        }
        let error = RedisRates::at("rediss://host").unwrap_err().to_string();
        assert!(error.contains("TLS"), "{error}");
    }
}
