//! JSON Web Tokens (RFC 7519) as bearer tokens (RFC 6750), checked as RFC 8725 advises: the algorithm follows from the key
//! and never from the token, and issuer, audience and end are not optional.

mod claims;
mod issuer;
mod keys;
mod refresh;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::request::Parts;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Validation, decode, decode_header};
use serde_json::{Map, Value};

pub use self::claims::ClaimNames;
pub use self::issuer::Issuer;
use self::keys::Key;
pub use self::keys::{KeyError, Keys};
pub use self::refresh::FetchKeys;
use super::{Authenticate, Caller, Scheme, refused};
use crate::problem::Problem;

/// Longest token, in bytes.
const MAX_TOKEN: usize = 8 << 10;
/// Keys that a token without `kid` is tried with.
const MAX_TRIES: usize = 8;

/// Accepts tokens of one issuer in `Authorization: Bearer …`.
///
/// HS256, RS256, ES256 and `EdDSA`, each only with keys of its own kind. `exp`, `iss`, `aud` and `sub` must be there and hold,
/// `nbf` where it is there.
///
/// ```no_run
/// # fn example(key_set: &str) -> Result<(), ssot_server::auth::KeyError> {
/// use ssot_server::auth::{Jwt, Keys};
///
/// let jwt = Jwt::new(Keys::set(key_set)?, "https://login.example", "blog");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Jwt {
    keys: Keys,
    /// Without its algorithm, which the key decides.
    validation: Arc<Validation>,
    names: ClaimNames,
}

impl Jwt {
    /// Accepts tokens that `issuer` made for `audience`.
    pub fn new(keys: Keys, issuer: &str, audience: &str) -> Self {
        let mut validation = Validation::default();
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = 30;
        Self { keys, validation: Arc::new(validation), names: ClaimNames::default() }
    }

    /// How far the clocks of issuer and server may differ: 30 seconds unless said. Parts of a second do not count.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        Arc::make_mut(&mut self.validation).leeway = leeway.as_secs();
        self
    }

    /// Which claims say who the caller is: `sub`, `roles` and `tenant` unless said.
    pub fn claims(self, names: ClaimNames) -> Self {
        Self { names, ..self }
    }

    fn caller(&self, parts: &Parts) -> Result<Caller, Problem> {
        let mut values = parts.headers.get_all(AUTHORIZATION).iter();
        let text = match (values.next(), values.next()) {
            (None, _) => return Ok(Caller::Anonymous),
            (Some(value), None) => value.to_str().unwrap_or_default(),
            (Some(_), Some(_)) => return Err(refused("several Authorization headers")),
        };
        let token = match text.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => return Err(refused("no bearer token")),
        };
        let claims = self.verified(token).map_err(refused)?;
        self.names.principal(claims).map(Caller::principal).ok_or_else(|| refused("claims that name nobody"))
    }

    /// The claims of a token that holds, or why it does not.
    fn verified(&self, token: &str) -> Result<Map<String, Value>, &'static str> {
        if token.len() > MAX_TOKEN {
            return Err("a token longer than 8 KiB");
        }
        let header = decode_header(token).map_err(|_| "no form of a token")?;
        let keys = self.keys.current();
        let fits = |key: &&Key| {
            key.algorithm == header.alg && (header.kid.is_none() || key.id.is_none() || key.id == header.kid)
        };
        let mut failure = "a key that is unknown, or of another algorithm";
        let mut is_known = false;
        for key in keys.iter().filter(fits).take(MAX_TRIES) {
            is_known = true;
            let validation = Validation { algorithms: vec![key.algorithm], ..(*self.validation).clone() };
            match decode::<Map<String, Value>>(token, &key.decoding, &validation) {
                Ok(token) => return Ok(token.claims),
                Err(error) => failure = words(error.kind()),
            }
        }
        if !is_known {
            self.keys.want_newer();
        }
        Err(failure)
    }
}

/// What is wrong with a token, for the log.
fn words(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidSignature => "a wrong signature",
        ErrorKind::ExpiredSignature => "a token that has ended",
        ErrorKind::ImmatureSignature => "a token that has not begun",
        ErrorKind::InvalidIssuer => "a token of another issuer",
        ErrorKind::InvalidAudience => "a token for another audience",
        ErrorKind::MissingRequiredClaim(_) => "a token without exp, iss, aud or sub",
        ErrorKind::InvalidClaimFormat(_) => "a claim of another type",
        _ => "a token that cannot be read",
    }
}

impl Authenticate for Jwt {
    fn authenticate<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Caller, Problem>> {
        std::future::ready(self.caller(parts)).boxed()
    }

    fn schemes(&self) -> Vec<Scheme> {
        vec![Scheme::Bearer]
    }
}
