//! An issuer of tokens with a secret of its own: for development and for tests.

use std::fmt;
use std::time::Duration;

use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{Jwt, KeyError, Keys};
use crate::auth::Principal;
use crate::clock::Clock;
use crate::generate::random;

/// Makes tokens (HS256) with a secret, and the [`Jwt`] that accepts them: for development and for tests, where nobody else
/// issues any.
///
/// ```
/// # use std::time::Duration;
/// use ssot_server::auth::{Issuer, Principal};
///
/// let issuer = Issuer::random("http://127.0.0.1:3000", "blog");
/// let token = issuer.token(&Principal { id: "ann".into(), ..Principal::default() }, Duration::from_secs(3600));
/// assert_eq!(token.split('.').count(), 3);
/// ```
#[derive(Clone)]
pub struct Issuer {
    keys: Keys,
    encoding: EncodingKey,
    name: String,
    audience: String,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer").field("name", &self.name).field("audience", &self.audience).finish_non_exhaustive()
    }
}

impl Issuer {
    /// Signs as the issuer `name` for `audience` with that secret.
    ///
    /// # Errors
    /// If it is shorter than 32 bytes.
    pub fn new(secret: &[u8], name: &str, audience: &str) -> Result<Self, KeyError> {
        let keys = Keys::secret(secret)?;
        let encoding = EncodingKey::from_secret(secret).map_err(|_| KeyError::ShortSecret)?;
        Ok(Self { keys, encoding, name: name.to_owned(), audience: audience.to_owned() })
    }

    /// Signs with a random secret that nobody knows and that ends with the process.
    ///
    /// # Panics
    /// Never: the secret is long enough.
    pub fn random(name: &str, audience: &str) -> Self {
        Self::new(&random::bytes::<32>(), name, audience).expect("32 bytes are enough")
    }

    /// Accepts these tokens.
    pub fn jwt(&self) -> Jwt {
        Jwt::new(self.keys.clone(), &self.name, &self.audience)
    }

    /// A token that names that principal, from now on for so long.
    pub fn token(&self, principal: &Principal, lifetime: Duration) -> String {
        let mut claims = principal.claims.clone();
        claims.insert("sub".into(), json!(principal.id));
        claims.insert("roles".into(), json!(principal.roles));
        if let Some(tenant) = &principal.tenant {
            claims.insert("tenant".into(), json!(tenant));
        }
        let now = Clock::system().now() / 1000;
        claims.insert("iss".into(), json!(self.name));
        claims.insert("aud".into(), json!(self.audience));
        claims.insert("iat".into(), json!(now));
        claims.insert("exp".into(), json!(now.saturating_add_unsigned(lifetime.as_secs())));
        self.sign(&Value::Object(claims))
    }

    /// A token with exactly these claims, sound or not: tests want both.
    pub fn sign(&self, claims: &Value) -> String {
        // Claims are JSON and the key is a secret: neither can fail.
        encode(&Header::default(), claims, &self.encoding).unwrap_or_default()
    }
}
