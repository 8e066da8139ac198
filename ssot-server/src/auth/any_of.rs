//! Several kinds of credentials.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::request::Parts;

use super::{Authenticate, Caller, Scheme, refused};
use crate::problem::Problem;

/// Accepts what one of several accepts: people with tokens, machines with keys.
///
/// A request names one caller. Credentials of one kind that do not hold, and credentials of two kinds, are refused.
#[derive(Debug, Default)]
pub struct AnyOf(Vec<Box<dyn Authenticate>>);

impl AnyOf {
    /// Nothing is accepted so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Accepts these too.
    pub fn or(mut self, authenticate: impl Authenticate + 'static) -> Self {
        self.0.push(Box::new(authenticate));
        self
    }
}

impl Authenticate for AnyOf {
    fn authenticate<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Caller, Problem>> {
        async {
            let mut found = Caller::Anonymous;
            for authenticate in &self.0 {
                match authenticate.authenticate(parts).await? {
                    Caller::Anonymous => {}
                    caller if found.is_anonymous() => found = caller,
                    Caller::Principal(_) => return Err(refused("a request with two kinds of credentials")),
                }
            }
            Ok(found)
        }
        .boxed()
    }

    fn schemes(&self) -> Vec<Scheme> {
        self.0.iter().flat_map(|authenticate| authenticate.schemes()).collect()
    }
}
