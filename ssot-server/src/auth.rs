//! Who asks: how a request says it, and what the server knows then (contract section 7).

mod any_of;
mod api_key;
#[cfg(feature = "jwt")]
mod jwt;
mod principal;
mod told;

use futures_util::future::BoxFuture;
use http::header::WWW_AUTHENTICATE;
use http::request::Parts;
use http::{HeaderName, HeaderValue};

pub use self::any_of::AnyOf;
pub use self::api_key::{ApiKeys, FindKey, StoredKey, TableKeys};
#[cfg(feature = "jwt")]
pub use self::jwt::{ClaimNames, FetchKeys, Issuer, Jwt, KeyError, Keys};
pub use self::principal::{Caller, Principal};
pub use self::told::Told;
use crate::problem::Problem;

/// Finds out who asks. One is given to [`crate::Api::authenticate`]; without one every caller is anonymous.
pub trait Authenticate: std::fmt::Debug + Send + Sync {
    /// Who sends this request. A request without credentials is [`Caller::Anonymous`]; whether that is enough is decided later.
    ///
    /// # Errors
    /// If there are credentials and they do not hold: 401 with `WWW-Authenticate`, [`refused`].
    fn authenticate<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Caller, Problem>>;

    /// How requests say it, for the description of the API. Nothing unless said.
    fn schemes(&self) -> Vec<Scheme> {
        Vec::new()
    }
}

/// How a request says who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Bearer …`
    Bearer,
    /// A header of its own.
    Header(HeaderName),
}

/// Credentials came and do not hold (RFC 6750, section 3.1). `why` goes to the log: never a part of the credentials.
pub fn refused(why: &'static str) -> Problem {
    tracing::debug!(target: "ssot::auth", why, "credentials do not hold");
    let mut problem = Problem::unauthenticated();
    for (name, value) in &mut problem.headers {
        if *name == WWW_AUTHENTICATE {
            *value = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        }
    }
    problem
}
