//! How many requests one address, or one principal, may send.
//!
//! A bucket of tokens for each, kept as one number: the moment at which it will be full again (the "generic cell rate
//! algorithm"). In process: several servers count each for itself, unless the program names a Redis in which they count together.

#[cfg(feature = "redis")]
mod absence;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "redis")]
mod store;

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::{BoxFuture, Either};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};

#[cfg(feature = "redis")]
pub use self::redis::{BadAddress, RedisRates};
#[cfg(feature = "redis")]
pub(super) use self::store::Store;
use crate::config::Rate;
use crate::problem::{Code, Problem};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Buckets that are remembered; when there are more, those with full buckets are forgotten, then all.
const MAX_BUCKETS: usize = 100_000;

/// The buckets of a server.
#[derive(Debug)]
pub(super) struct Limiter<K> {
    /// What answers call it.
    name: &'static str,
    rate: Rate,
    started: Instant,
    /// Nanoseconds after `started` at which each bucket is full.
    full_at: Mutex<HashMap<K, u64>>,
    /// Where it is counted together with other servers.
    #[cfg(feature = "redis")]
    together: Option<store::Together>,
}

/// What becomes of a request: ready at once where requests are counted in process.
pub(super) type Taken<'a> = Either<Ready<Result<Left, Duration>>, BoxFuture<'a, Result<Left, Duration>>>;

/// Who is counted.
pub(super) trait Whose: Eq + Hash + Send {
    /// Its name where other programs may read it: nothing secret, and nobody's name.
    #[cfg(feature = "redis")]
    fn key(&self, signer: &crate::signer::Signer) -> String;

    /// Whether other servers give it the same name.
    #[cfg(feature = "redis")]
    fn is_known_elsewhere(signer: &crate::signer::Signer) -> bool;
}

/// What is left in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Left {
    requests: u32,
    /// Until the bucket is full.
    reset: Duration,
}

impl<K: Whose> Limiter<K> {
    pub(super) fn new(name: &'static str, rate: Rate) -> Self {
        Self {
            name,
            rate,
            started: Instant::now(),
            full_at: Mutex::default(),
            #[cfg(feature = "redis")]
            together: None,
        }
    }

    /// Takes a token, or says how long to wait for one.
    pub(super) fn take<'a>(&'a self, whose: K) -> Taken<'a>
    where
        K: 'a,
    {
        #[cfg(feature = "redis")]
        if let Some(together) = &self.together {
            return Either::Right(Box::pin(self.take_together(together, whose)));
        }
        Either::Left(ready(self.take_alone(whose)))
    }

    /// Takes a token in process.
    fn take_alone(&self, whose: K) -> Result<Left, Duration> {
        self.take_at(whose, self.started.elapsed())
    }

    fn take_at(&self, whose: K, now: Duration) -> Result<Left, Duration> {
        let window = self.rate.window.as_nanos().max(1) as u64;
        let cost = (window / u64::from(self.rate.requests.max(1))).max(1);
        let now = now.as_nanos() as u64;
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS && !buckets.contains_key(&whose) {
            buckets.retain(|_, full_at| *full_at > now);
            if buckets.len() >= MAX_BUCKETS {
                buckets.clear();
            }
        }
        let full_at = buckets.entry(whose).or_insert(now);
        let next = (*full_at).max(now) + cost;
        if next - now > window {
            return Err(Duration::from_nanos(next - now - window));
        }
        *full_at = next;
        let requests = ((window - (next - now)) / cost) as u32;
        Ok(Left { requests, reset: Duration::from_nanos(next - now) })
    }

    /// Says in an answer what is left (draft-ietf-httpapi-ratelimit-headers).
    pub(super) fn describe(&self, left: Left, headers: &mut HeaderMap) {
        let Self { name, rate: Rate { requests, window }, .. } = self;
        let policy = format!("\"{name}\";q={requests};w={}", seconds(*window));
        let limit = format!("\"{name}\";r={};t={}", left.requests, seconds(left.reset));
        for (name, text) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, limit)] {
            if let Ok(value) = HeaderValue::try_from(text) {
                headers.append(name, value);
            }
        }
    }

    /// The refusal of who has to wait.
    pub(super) fn refuse(&self, wait: Duration) -> Problem {
        let mut headers = HeaderMap::new();
        self.describe(Left { requests: 0, reset: wait }, &mut headers);
        let mut problem = Problem::new(Code::RateLimited);
        problem.headers.push((RETRY_AFTER, HeaderValue::from(seconds(wait))));
        problem.headers.extend(headers.into_iter().filter_map(|(name, value)| Some((name?, value))));
        problem
    }
}

#[cfg(not(feature = "redis"))]
impl Whose for IpAddr {}

#[cfg(not(feature = "redis"))]
impl Whose for String {}

/// Whole seconds, rounded up, at least one.
fn seconds(duration: Duration) -> u64 {
    (duration.as_millis().div_ceil(1000) as u64).max(1)
}

/// Who has one address of the sixth version has 2⁶⁴ of them.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// The address that a request comes from: the socket's, or what the last of so many trusted proxies has written down.
pub(super) fn address(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    if proxies == 0 {
        return peer;
    }
    let hops: Vec<&str> = headers
        .get_all(&FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    // Everything further to the left is the client's own claim.
    let hop = hops.len().checked_sub(proxies).and_then(|index| hops.get(index));
    hop.and_then(|hop| hop.parse().ok()).or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_evenly() {
        let limiter = Limiter::new("default", Rate { requests: 4, window: Duration::from_secs(8) });
        let one = IpAddr::from([1, 2, 3, 4]);
        let at = |seconds| limiter.take_at(one, Duration::from_secs(seconds)).map(|left| left.requests);
        assert_eq!([at(0), at(0), at(0), at(0)], [Ok(3), Ok(2), Ok(1), Ok(0)]);
        assert_eq!(at(0), Err(Duration::from_secs(2)));
        assert_eq!(at(1), Err(Duration::from_secs(1)));
        assert_eq!([at(2), at(2)], [Ok(0), Err(Duration::from_secs(2))]);
        assert_eq!(at(100), Ok(3));
        assert!(limiter.take_at(IpAddr::from([1, 2, 3, 5]), Duration::ZERO).is_ok());
    }

    #[test]
    fn a_network_of_the_sixth_version_is_one_address() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:1.2.3.4"), address("1.2.3.4"));
    }

    #[test]
    fn only_trusted_proxies_name_addresses() {
        let peer = Some(IpAddr::from([9, 9, 9, 9]));
        let headers = HeaderMap::from_iter([(FORWARDED_FOR, HeaderValue::from_static("6.6.6.6, 1.1.1.1, 2.2.2.2"))]);
        assert_eq!(address(peer, &headers, 0), peer);
        assert_eq!(address(peer, &headers, 1), Some(IpAddr::from([2, 2, 2, 2])));
        assert_eq!(address(peer, &headers, 2), Some(IpAddr::from([1, 1, 1, 1])));
        assert_eq!(address(peer, &headers, 9), peer);
        assert_eq!(address(peer, &HeaderMap::new(), 1), peer);
    }
}
