//! Buckets in a Redis: one script takes a token, by the clock of Redis, in one round trip.
//!
//! Redis is not needed to answer. While it is away, or slow, each server counts by itself; buckets in process are kept up all the
//! time, so that whoever has used up its share here does not get it again when Redis goes.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, ErrorKind, RedisError, Script, ServerErrorKind};
use tokio::sync::OnceCell;

use super::absence::{Absence, Back, Turn};
use super::redis::RedisRates;
use super::{Left, Limiter, Whose};
use crate::config::Rate;
use crate::signer::Signer;

const TAKE: &str = include_str!("take.lua");
/// No window is longer: microseconds since 1970 have to stay below 2⁵³.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// A Redis, as one server knows it.
pub(in crate::serve) struct Store {
    rates: RedisRates,
    script: Script,
    /// The connection, made by whoever asks first.
    link: Mutex<Link>,
    absence: Absence,
    /// It was said that principals are not counted here.
    unsigned: Once,
}

type Link = Arc<OnceCell<MultiplexedConnection>>;

/// Where a limiter counts together with those of other servers.
#[derive(Debug)]
pub(super) struct Together {
    store: Arc<Store>,
    signer: Signer,
}

/// A bucket, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bucket {
    /// A token comes back after so long.
    cost: u64,
    /// All tokens do after so long.
    most: u64,
}

impl From<Rate> for Bucket {
    fn from(Rate { requests, window }: Rate) -> Self {
        let requests = u64::from(requests.max(1));
        let cost = (window.min(LONGEST).as_micros() as u64 / requests).max(1);
        Self { cost, most: cost * requests }
    }
}

impl Bucket {
    /// What the answer of the script means.
    fn read(self, span: i64) -> Result<Left, Duration> {
        if span < 0 {
            return Err(Duration::from_micros(span.unsigned_abs()));
        }
        let span = span.unsigned_abs();
        let requests = self.most.saturating_sub(span) / self.cost;
        Ok(Left { requests: requests as u32, reset: Duration::from_micros(span) })
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("rates", &self.rates).field("absence", &self.absence).finish_non_exhaustive()
    }
}

impl Store {
    pub(in crate::serve) fn new(rates: RedisRates) -> Self {
        Self {
            rates,
            script: Script::new(TAKE),
            link: Mutex::default(),
            absence: Absence::default(),
            unsigned: Once::new(),
        }
    }

    /// Lines for Prometheus.
    pub(in crate::serve) fn metrics(&self) -> String {
        let mut out = "# HELP ssot_rate_store_up Whether Redis was there when it was last asked.\n".to_owned();
        let up = u8::from(!self.absence.is_on());
        let _ = writeln!(out, "# TYPE ssot_rate_store_up gauge\nssot_rate_store_up {up}");
        out.push_str("# HELP ssot_rate_store_failures_total How often Redis was asked and did not answer.\n");
        let _ = writeln!(out, "# TYPE ssot_rate_store_failures_total counter");
        let _ = writeln!(out, "ssot_rate_store_failures_total {}", self.absence.failures());
        out
    }

    /// Takes a token; `None` if it does not answer.
    async fn take(&self, key: &str, bucket: Bucket) -> Option<Result<Left, Duration>> {
        let turn = self.absence.turn(Instant::now())?;
        let answer = tokio::time::timeout(self.rates.patience, self.ask(key, bucket)).await;
        match answer {
            Ok(Ok(span)) => {
                self.answered(turn);
                Some(bucket.read(span))
            }
            Ok(Err(error)) => {
                self.failed(turn, &error);
                None
            }
            Err(elapsed) => {
                self.failed(turn, &elapsed);
                None
            }
        }
    }

    async fn ask(&self, key: &str, bucket: Bucket) -> Result<i64, RedisError> {
        let link = self.link();
        let was_open = link.initialized();
        match self.ask_over(&link, key, bucket).await {
            // A connection that has ended since it was last used says nothing about Redis.
            Err(error) if was_open && error.is_io_error() => {
                self.forget(Some(&link));
                self.ask_over(&self.link(), key, bucket).await
            }
            answer => answer,
        }
    }

    async fn ask_over(&self, link: &Link, key: &str, Bucket { cost, most }: Bucket) -> Result<i64, RedisError> {
        // Who asks has its own patience.
        let config = AsyncConnectionConfig::new().set_connection_timeout(None).set_response_timeout(None);
        let connect = || self.rates.client.get_multiplexed_async_connection_with_config(&config);
        let mut connection = link.get_or_try_init(connect).await?.clone();
        let mut take = redis::cmd("EVALSHA");
        take.arg(self.script.get_hash()).arg(1).arg(key).arg(cost).arg(most);
        match take.query_async(&mut connection).await {
            Err(error) if error.kind() == ErrorKind::Server(ServerErrorKind::NoScript) => {
                let mut take = redis::cmd("EVAL");
                take.arg(TAKE).arg(1).arg(key).arg(cost).arg(most);
                take.query_async(&mut connection).await
            }
            answer => answer,
        }
    }

    fn link(&self) -> Link {
        Arc::clone(&self.link.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whoever asks next connects anew: unless somebody has already forgotten that one.
    fn forget(&self, which: Option<&Link>) {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        if which.is_none_or(|which| Arc::ptr_eq(which, &link)) {
            *link = Link::default();
        }
    }

    fn failed(&self, turn: Turn, error: &dyn std::error::Error) {
        let has_begun = self.absence.failed(Instant::now());
        // A connection may hang for minutes before it breaks; and the one to a Redis that has become a replica never does.
        if has_begun || turn == Turn::Probe {
            self.forget(None);
        }
        if has_begun {
            tracing::warn!(target: "ssot", %error, "Redis does not answer: this server counts requests by itself");
        }
    }

    fn answered(&self, turn: Turn) {
        if let Some(Back { after, without }) = self.absence.answered(turn, Instant::now()) {
            let millis = u64::try_from(after.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(target: "ssot", millis, without, "Redis answers again: servers count requests together");
        }
    }
}

impl<K: Whose> Limiter<K> {
    /// Counts in a store, if there is one.
    pub(in crate::serve) fn counted_in(mut self, store: Option<&Arc<Store>>, signer: &Signer) -> Self {
        let Some(store) = store else { return self };
        if K::is_known_elsewhere(signer) {
            self.together = Some(Together { store: Arc::clone(store), signer: signer.clone() });
        } else {
            store.unsigned.call_once(|| {
                tracing::warn!(
                    target: "ssot",
                    "no signing key is set: this server counts the requests of principals by itself"
                );
            });
        }
        self
    }

    /// Takes a token in the store, and in process, where it counts while the store is away.
    pub(super) async fn take_together(&self, together: &Together, whose: K) -> Result<Left, Duration> {
        let Together { store, signer } = together;
        let key = format!("{}:{}:{}", store.rates.prefix, self.name, whose.key(signer));
        match store.take(&key, self.rate.into()).await {
            Some(Ok(left)) => {
                let _ = self.take_alone(whose);
                Ok(left)
            }
            Some(Err(wait)) => Err(wait),
            None => self.take_alone(whose),
        }
    }
}

impl Whose for IpAddr {
    fn key(&self, _: &Signer) -> String {
        self.to_string()
    }

    fn is_known_elsewhere(_: &Signer) -> bool {
        true
    }
}

/// The mark of a caller.
impl Whose for String {
    fn key(&self, signer: &Signer) -> String {
        let signature = signer.sign(|signed| {
            signed.bytes(b"ssot:rate:");
            signed.bytes(self.as_bytes());
        });
        signature.iter().fold(String::new(), |mut key, byte| {
            let _ = write!(key, "{byte:02x}");
            key
        })
    }

    fn is_known_elsewhere(signer: &Signer) -> bool {
        signer.is_shared()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_what_is_allowed_at_once() {
        for (requests, millis) in [(10, 3_600_000), (3, 1000), (700, 1000), (1500, 1000), (300_000, 1000), (5, 1)] {
            let bucket = Bucket::from(Rate { requests, window: Duration::from_millis(millis) });
            assert_eq!(bucket.most, bucket.cost * u64::from(requests));
            assert_eq!(bucket.read(bucket.cost as i64).unwrap().requests, requests - 1);
        }
        let endless = Bucket::from(Rate { requests: 0, window: Duration::MAX });
        assert_eq!(endless, Bucket { cost: endless.most, most: LONGEST.as_micros() as u64 });
        let bucket = Bucket::from(Rate { requests: 4, window: Duration::from_secs(8) });
        assert_eq!(bucket.read(-1_500_000), Err(Duration::from_millis(1500)));
        assert_eq!(bucket.read(8_000_000), Ok(Left { requests: 0, reset: Duration::from_secs(8) }));
    }

    #[test]
    fn principals_have_no_names_in_it() {
        let (signer, other) = (Signer::new(b"key"), Signer::new(b"another"));
        let ann = "-/ann".to_owned();
        let key = ann.key(&signer);
        assert!(key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
        assert_eq!(key, ann.key(&signer));
        assert_ne!(key, ann.key(&other));
        assert_ne!(key, "-/ben".to_owned().key(&signer));
        assert!(String::is_known_elsewhere(&signer) && !String::is_known_elsewhere(&Signer::random()));
    }
}
