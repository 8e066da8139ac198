//! How a case's callers prove to a server who they are: believed headers, real tokens, real API keys.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use ssot_server::Clock;
use ssot_server::auth::{Issuer, Principal, TableKeys};

const SECRET: &[u8] = b"a secret that only these tests know";
const ISSUER: &str = "https://login.example";
const AUDIENCE: &str = "cases";

/// How a server finds out who asks.
pub(super) enum Credentials {
    /// It believes the header `x-caller`.
    Told,
    /// It checks tokens, and API keys that it has issued under these names.
    Proven {
        /// Signs the tokens.
        issuer: Issuer,
        /// The texts of the keys.
        keys: BTreeMap<&'static str, String>,
    },
}

/// Whoever signs the tokens of the cases.
pub(super) fn issuer() -> Issuer {
    Issuer::new(SECRET, ISSUER, AUDIENCE).unwrap()
}

impl Credentials {
    /// Tokens, and keys of which one holds, one has ended and one is revoked.
    pub(super) async fn proven(keys: &TableKeys, robot: Principal) -> Self {
        let now = Clock::system().now();
        let robots = [("robot", now + 3_600_000), ("ended", now - 1), ("revoked", now + 3_600_000)];
        let mut texts = BTreeMap::new();
        for (name, end) in robots {
            texts.insert(name, keys.issue(robot.clone(), Some(end)).await.unwrap());
        }
        let revoked = texts["revoked"].split('_').nth(1).unwrap();
        assert!(keys.revoke(revoked).await.unwrap());
        Self::Proven { issuer: issuer(), keys: texts }
    }

    /// The headers that a request's `caller`, `token` and `key` stand for.
    pub(super) fn headers(&self, request: &Value) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        match self {
            Self::Told => {
                assert!(request.get("token").is_none() && request.get("key").is_none(), "a server that believes");
                headers.extend(request.get("caller").map(|caller| ("x-caller", caller.to_string())));
            }
            Self::Proven { issuer, keys } => {
                if let Some(caller) = request.get("caller") {
                    headers.push(("authorization", bearer(issuer, &of_principal(caller))));
                }
                if let Some(changes) = request.get("token") {
                    headers.push(("authorization", bearer(issuer, changes)));
                }
                if let Some(name) = request.get("key").and_then(Value::as_str) {
                    let text = keys.get(name).map_or(name, String::as_str);
                    headers.push(("x-api-key", text.to_owned()));
                }
            }
        }
        headers
    }
}

/// The claims of a caller.
fn of_principal(caller: &Value) -> Value {
    let mut claims = caller.as_object().unwrap().clone();
    let id = claims.remove("id").unwrap();
    claims.insert("sub".to_owned(), id);
    Value::Object(claims)
}

/// A token that would hold, but for `changes`: `null` takes a claim away, times are in seconds from now.
fn bearer(issuer: &Issuer, changes: &Value) -> String {
    let now = Clock::system().now() / 1000;
    let mut claims: Map<String, Value> = Map::new();
    claims.insert("iss".to_owned(), json!(ISSUER));
    claims.insert("aud".to_owned(), json!(AUDIENCE));
    claims.insert("exp".to_owned(), json!(now + 600));
    for (name, value) in changes.as_object().unwrap() {
        let value = match (name.as_str(), value.as_i64()) {
            ("exp" | "nbf", Some(seconds)) => json!(now + seconds),
            _ => value.clone(),
        };
        if value.is_null() {
            claims.remove(name);
        } else {
            claims.insert(name.clone(), value);
        }
    }
    format!("Bearer {}", issuer.sign(&Value::Object(claims)))
}
