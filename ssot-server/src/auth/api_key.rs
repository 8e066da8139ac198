//! API keys: long random texts that stand for a principal. What a server keeps of them is not enough to use them.
//!
//! A key is `ssot_<name>_<secret>`: 12 letters by which it is found, and 43 that prove it (256 bits). Kept are the name and
//! the HMAC-SHA-256 of the whole text; a slow hash of passwords would gain nothing, since nobody can guess 256 random bits.

mod table;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderName;
use http::request::Parts;
use sha2::Sha256;

pub use self::table::TableKeys;
use super::{Authenticate, Caller, Principal, Scheme, refused};
use crate::clock::Clock;
use crate::generate::random;
use crate::problem::Problem;

const HEADER: HeaderName = HeaderName::from_static("x-api-key");
const LABEL: &str = "ssot_";
const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const NAME: usize = 12;
const SECRET: usize = 43;

/// What is kept of a key.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredKey {
    /// By which it is found: 12 letters and digits. No secret.
    pub name: String,
    /// What the key is compared with.
    pub hash: [u8; 32],
    /// Whom it stands for.
    pub principal: Principal,
    /// When it ends, in milliseconds since 1970; `None`: never.
    pub expires: Option<i64>,
}

impl StoredKey {
    /// A new key for a principal, and its text. The text is shown to its owner once and kept nowhere.
    ///
    /// ```
    /// # use ssot_server::auth::{Principal, StoredKey};
    /// let (text, stored) = StoredKey::new(Principal { id: "robot".into(), ..Principal::default() }, None);
    /// assert!(text.starts_with(&format!("ssot_{}_", stored.name)) && text.len() == 61);
    /// ```
    pub fn new(principal: Principal, expires: Option<i64>) -> (String, Self) {
        let name = random::text(LETTERS, NAME);
        let text = format!("{LABEL}{name}_{}", random::text(LETTERS, SECRET));
        let mut hash = [0; 32];
        hash.copy_from_slice(&mac(&text).finalize().into_bytes());
        (text, Self { name, hash, principal, expires })
    }

    /// Whether that text is the key, in a time that does not depend on how wrong it is.
    fn is(&self, text: &str) -> bool {
        mac(text).verify_slice(&self.hash).is_ok()
    }
}

fn mac(text: &str) -> Hmac<Sha256> {
    // The key only keeps these hashes apart from others.
    let mut mac = Hmac::<Sha256>::new_from_slice(b"ssot:api-key").expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}

/// The name in a key's text; `None` if it has not the form of a key.
fn name_of(text: &str) -> Option<&str> {
    let (name, secret) = text.strip_prefix(LABEL)?.split_once('_')?;
    let is_random = |part: &str, length| part.len() == length && part.bytes().all(|byte| LETTERS.contains(&byte));
    (is_random(name, NAME) && is_random(secret, SECRET)).then_some(name)
}

/// Where keys are kept.
pub trait FindKey: fmt::Debug + Send + Sync {
    /// The key of that name.
    ///
    /// # Errors
    /// If nobody can say: the request is then refused, 503 or 500.
    fn find<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredKey>, Problem>>;
}

/// Accepts API keys in the header `X-API-Key`.
#[derive(Debug, Clone)]
pub struct ApiKeys {
    keys: Arc<dyn FindKey>,
    clock: Clock,
}

impl ApiKeys {
    /// Accepts the keys that are kept there: in [`TableKeys`], or wherever a program keeps them.
    pub fn new(keys: impl FindKey + 'static) -> Self {
        Self { keys: Arc::new(keys), clock: Clock::system() }
    }

    /// Accepts these keys and no others: those of a configuration.
    pub fn fixed(keys: impl IntoIterator<Item = StoredKey>) -> Self {
        Self::new(Fixed(keys.into_iter().map(|key| (key.name.clone(), key)).collect()))
    }

    /// The clock that keys end by.
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    async fn caller(&self, parts: &Parts) -> Result<Caller, Problem> {
        let mut values = parts.headers.get_all(HEADER).iter();
        let text = match (values.next(), values.next()) {
            (None, _) => return Ok(Caller::Anonymous),
            (Some(value), None) => value.to_str().unwrap_or_default(),
            (Some(_), Some(_)) => return Err(refused("several API keys")),
        };
        let name = name_of(text).ok_or_else(|| refused("no form of an API key"))?;
        let key = self.keys.find(name).await?.ok_or_else(|| refused("an unknown API key"))?;
        if !key.is(text) {
            return Err(refused("a wrong API key"));
        }
        if key.expires.is_some_and(|end| end <= self.clock.now()) {
            return Err(refused("an API key that has ended"));
        }
        Ok(Caller::principal(key.principal))
    }
}

impl Authenticate for ApiKeys {
    fn authenticate<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Caller, Problem>> {
        self.caller(parts).boxed()
    }

    fn schemes(&self) -> Vec<Scheme> {
        vec![Scheme::Header(HEADER)]
    }
}

/// Keys of a configuration, by name.
#[derive(Debug)]
struct Fixed(HashMap<String, StoredKey>);

impl FindKey for Fixed {
    fn find<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredKey>, Problem>> {
        std::future::ready(Ok(self.0.get(name).cloned())).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_itself_and_no_other() {
        let (text, key) = StoredKey::new(Principal::default(), None);
        let (other, _) = StoredKey::new(Principal::default(), None);
        assert_ne!(text, other);
        assert_eq!(name_of(&text), Some(key.name.as_str()));
        assert!(key.is(&text) && !key.is(&other) && !key.is(&text[..text.len() - 1]) && !key.is(""));
        let kept = format!("{key:?}");
        assert!(!kept.contains(text.rsplit('_').next().unwrap()), "{kept}");
    }

    #[test]
    fn what_is_no_key_has_no_name() {
        let (text, _) = StoredKey::new(Principal::default(), None);
        for text in ["", "ssot_", "ssot__", &text[1..], &text[..60], &format!("{text}0"), &text.replace('_', "-")] {
            assert_eq!(name_of(text), None, "{text}");
        }
    }
}
