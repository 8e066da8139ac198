//! The keys that tokens are checked with.

use std::fmt;
use std::sync::{Arc, Once, PoisonError, RwLock};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use tokio::sync::Notify;

/// Shortest secret, in bytes: as long as its hash (RFC 7518, section 3.2).
const MIN_SECRET: usize = 32;
/// Shortest modulus of RSA, in bytes (RFC 7518, section 3.3).
const MIN_MODULUS: usize = 256;

/// The keys that tokens are checked with. Clones share them.
#[derive(Clone)]
pub struct Keys(pub(super) Arc<Shared>);

/// What clones share.
pub(super) struct Shared {
    current: RwLock<Arc<[Key]>>,
    /// Somebody has seen a token with an unknown key.
    pub(super) wanted: Notify,
}

/// A key and the only algorithm that it is for.
pub(super) struct Key {
    pub(super) id: Option<String>,
    pub(super) algorithm: Algorithm,
    pub(super) decoding: DecodingKey,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("number", &self.current().len()).finish_non_exhaustive()
    }
}

/// Why there are no keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyError {
    /// A secret for HS256 has 32 bytes or more.
    ShortSecret,
    /// The text is no set of keys (RFC 7517, section 5), for this reason.
    NoSet(String),
    /// None of the keys in the set is for RS256 (2 048 bits or more), ES256 or `EdDSA` with Ed25519.
    NoneUsable,
    /// The set could not be fetched, for this reason.
    NotFetched(String),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShortSecret => write!(f, "a secret for HS256 has {MIN_SECRET} bytes or more"),
            Self::NoSet(reason) => write!(f, "this is no set of keys: {reason}"),
            Self::NoneUsable => f.write_str("none of these keys is for RS256 (2048 bits or more), ES256 or EdDSA"),
            Self::NotFetched(reason) => write!(f, "the keys could not be fetched: {reason}"),
        }
    }
}

impl std::error::Error for KeyError {}

impl Keys {
    /// One secret, shared with the issuer: HS256.
    ///
    /// # Errors
    /// If it is shorter than 32 bytes.
    pub fn secret(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < MIN_SECRET {
            return Err(KeyError::ShortSecret);
        }
        let decoding = DecodingKey::from_secret(secret).map_err(|_| KeyError::ShortSecret)?;
        Ok(Self::of(vec![Key { id: None, algorithm: Algorithm::HS256, decoding }]))
    }

    /// A JSON Web Key Set, as issuers publish it: RS256, ES256 and `EdDSA`. Other keys in it, secret ones among them, are
    /// passed over.
    ///
    /// # Errors
    /// If the text is none, or has no key for these.
    pub fn set(json: &str) -> Result<Self, KeyError> {
        Ok(Self::of(parse(json)?))
    }

    fn of(keys: Vec<Key>) -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            // Fails only where the program has chosen another one, which then serves as well.
            let _ = jsonwebtoken::crypto::rust_crypto::DEFAULT_PROVIDER.install_default();
        });
        Self(Arc::new(Shared { current: RwLock::new(keys.into()), wanted: Notify::new() }))
    }

    pub(super) fn current(&self) -> Arc<[Key]> {
        Arc::clone(&self.0.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says that a token names a key that is not here.
    pub(super) fn want_newer(&self) {
        self.0.wanted.notify_one();
    }
}

impl Shared {
    /// Takes a newer set.
    pub(super) fn replace(&self, json: &str) -> Result<(), KeyError> {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = parse(json)?.into();
        Ok(())
    }
}

fn parse(json: &str) -> Result<Vec<Key>, KeyError> {
    let set: JwkSet = serde_json::from_str(json).map_err(|error| KeyError::NoSet(error.to_string()))?;
    let keys: Vec<Key> = set.keys.iter().filter_map(usable).collect();
    if keys.is_empty() { Err(KeyError::NoneUsable) } else { Ok(keys) }
}

/// A key that signatures are checked with, by one of the algorithms of the contract.
fn usable(jwk: &Jwk) -> Option<Key> {
    let common = &jwk.common;
    if !matches!(common.public_key_use, None | Some(PublicKeyUse::Signature)) {
        return None;
    }
    if common.key_operations.as_ref().is_some_and(|operations| !operations.contains(&KeyOperations::Verify)) {
        return None;
    }
    let (algorithm, named) = match &jwk.algorithm {
        AlgorithmParameters::RSA(key) if URL_SAFE_NO_PAD.decode(&key.n).is_ok_and(|n| n.len() >= MIN_MODULUS) => {
            (Algorithm::RS256, KeyAlgorithm::RS256)
        }
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            (Algorithm::ES256, KeyAlgorithm::ES256)
        }
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => {
            (Algorithm::EdDSA, KeyAlgorithm::EdDSA)
        }
        _ => return None,
    };
    if common.key_algorithm.as_ref().is_some_and(|algorithm| *algorithm != named) {
        return None;
    }
    Some(Key { id: common.key_id.clone(), algorithm, decoding: DecodingKey::from_jwk(jwk).ok()? })
}
