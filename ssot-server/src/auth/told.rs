//! Callers that are believed: for tests, and for programs behind a gateway that has checked.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::HeaderName;
use http::request::Parts;
use serde_json::{Map, Value};

use super::{Authenticate, Caller, Principal, Scheme, refused};
use crate::problem::Problem;

/// Believes what a header says about the caller: `{"id":"u1","roles":["admin"],"tenant":"t1","plan":"free"}`.
///
/// **Whoever can send that header is whoever they like to be.** It is for tests, and for servers that only a gateway can
/// reach which checks credentials and writes (and overwrites) the header.
#[derive(Debug, Clone)]
pub struct Told {
    header: HeaderName,
}

impl Told {
    /// Believes that header.
    pub fn by(header: HeaderName) -> Self {
        Self { header }
    }
}

impl Authenticate for Told {
    fn authenticate<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Caller, Problem>> {
        let mut values = parts.headers.get_all(&self.header).iter();
        let caller = match (values.next(), values.next()) {
            (None, _) => Ok(Caller::Anonymous),
            (Some(value), None) => {
                read(value.as_bytes()).map(Caller::principal).ok_or_else(|| refused("no form of a principal"))
            }
            (Some(_), Some(_)) => Err(refused("several principals")),
        };
        std::future::ready(caller).boxed()
    }

    fn schemes(&self) -> Vec<Scheme> {
        vec![Scheme::Header(self.header.clone())]
    }
}

/// The principal; `None` if the text is not what it should be.
pub(super) fn read(text: &[u8]) -> Option<Principal> {
    let mut claims: Map<String, Value> = serde_json::from_slice(text).ok()?;
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let id = text(claims.remove("id")?)?;
    let tenant = match claims.remove("tenant") {
        None | Some(Value::Null) => None,
        Some(value) => Some(text(value)?),
    };
    let roles = match claims.remove("roles") {
        None => Vec::new(),
        Some(Value::Array(roles)) => roles.into_iter().map(text).collect::<Option<_>>()?,
        Some(_) => return None,
    };
    Some(Principal { id, roles, tenant, claims })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_no_principal_is_refused() {
        let principal = read(br#"{"id":7,"roles":["a"],"tenant":"t","plan":"free"}"#).unwrap();
        assert_eq!((principal.id.as_str(), principal.tenant.as_deref()), ("7", Some("t")));
        assert_eq!(principal.roles, ["a"]);
        assert_eq!(principal.claims["plan"], "free");
        for text in
            ["", "{}", "[]", "admin", r#"{"id":null}"#, r#"{"id":"a","roles":"admin"}"#, r#"{"id":"a","tenant":[]}"#]
        {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
