//! Who asks: tokens, keys, and what of them gets out.

#![cfg(feature = "jwt")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use common::{RESOURCES, call, sqlite};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use ssot_server::auth::{AnyOf, ApiKeys, Jwt, KeyError, Keys, Principal, StoredKey, TableKeys};
use ssot_server::{Api, Clock, Rate, Server, ServerLimits};

const SECRET: &[u8] = b"thirty-two bytes that nobody knows";
const SET: &str = include_str!("keys/set.json");

fn now() -> i64 {
    Clock::system().now() / 1000
}

fn claims() -> Value {
    json!({"sub": "ann", "iss": "https://login.example", "aud": "blog", "exp": now() + 60})
}

fn with(changes: &Value) -> Value {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

fn signed(algorithm: Algorithm, kid: Option<&str>, key: &EncodingKey, claims: &Value) -> String {
    encode(&Header { kid: kid.map(str::to_owned), ..Header::new(algorithm) }, claims, key).unwrap()
}

fn hs256(claims: &Value) -> String {
    signed(Algorithm::HS256, None, &EncodingKey::from_secret(SECRET).unwrap(), claims)
}

fn rsa() -> EncodingKey {
    EncodingKey::from_rsa_der(include_bytes!("keys/rsa.der"))
}

fn ec() -> EncodingKey {
    EncodingKey::from_ec_der(include_bytes!("keys/ec.der"))
}

fn ed() -> EncodingKey {
    EncodingKey::from_ed_der(include_bytes!("keys/ed.der"))
}

fn jwt(keys: Keys) -> Jwt {
    Jwt::new(keys, "https://login.example", "blog")
}

fn secret() -> Jwt {
    jwt(Keys::secret(SECRET).unwrap())
}

async fn server(authenticate: impl ssot_server::auth::Authenticate + 'static) -> Server {
    Server::new(Api::new(sqlite().await, RESOURCES).authenticate(authenticate))
}

/// The status and challenge of a read with these headers.
async fn answer(server: &Server, headers: &[(&str, &str)]) -> (u16, String) {
    let answer = call(server, "GET", "/api/posts?take=1", headers, "").await;
    let challenge = answer.headers.get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    (answer.status, challenge.unwrap_or_default())
}

async fn bearer(server: &Server, token: &str) -> u16 {
    answer(server, &[("authorization", &format!("Bearer {token}"))]).await.0
}

const REFUSED: (u16, &str) = (401, "Bearer error=\"invalid_token\"");

#[tokio::test]
async fn tokens_of_every_algorithm_get_in() {
    let by_set = server(jwt(Keys::set(SET).unwrap())).await;
    for (algorithm, kid, key) in
        [(Algorithm::RS256, "rsa", rsa()), (Algorithm::ES256, "ec", ec()), (Algorithm::EdDSA, "ed", ed())]
    {
        assert_eq!(bearer(&by_set, &signed(algorithm, Some(kid), &key, &claims())).await, 200, "{kid}");
        assert_eq!(bearer(&by_set, &signed(algorithm, None, &key, &claims())).await, 200, "{kid}, not named");
        assert_eq!(bearer(&by_set, &signed(algorithm, Some("other"), &key, &claims())).await, 401, "{kid}, misnamed");
    }
    let by_secret = server(secret()).await;
    assert_eq!(bearer(&by_secret, &hs256(&claims())).await, 200);
    assert_eq!(answer(&by_secret, &[("authorization", &format!("bearer  {}", hs256(&claims())))]).await.0, 200);
}

#[tokio::test]
async fn without_credentials_the_challenge_names_the_scheme() {
    let server = server(secret()).await;
    assert_eq!(answer(&server, &[]).await, (401, "Bearer".to_owned()));
    let problem = call(&server, "GET", "/api/posts", &[], "").await.json();
    assert_eq!((&problem["code"], &problem["status"]), (&json!("unauthenticated"), &json!(401)));
}

#[tokio::test]
async fn claims_that_do_not_hold_are_refused() {
    let server = server(secret()).await;
    let held = [
        json!({"exp": now() - 20}),
        json!({"nbf": now() + 20}),
        json!({"aud": ["other", "blog"]}),
        json!({"roles": "a b", "tenant": 5}),
    ];
    for changes in held {
        assert_eq!(bearer(&server, &hs256(&with(&changes))).await, 200, "{changes}");
    }
    let refused = [
        json!({"exp": now() - 40}),
        json!({"exp": null}),
        json!({"exp": "soon"}),
        json!({"nbf": now() + 40}),
        json!({"iss": "https://other.example"}),
        json!({"iss": null}),
        json!({"aud": "shop"}),
        json!({"aud": null}),
        json!({"aud": []}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": 7}),
        json!({"roles": {"admin": true}}),
        json!({"tenant": ["t"]}),
    ];
    for changes in refused {
        let token = hs256(&with(&changes));
        let found = answer(&server, &[("authorization", &format!("Bearer {token}"))]).await;
        assert_eq!((found.0, found.1.as_str()), REFUSED, "{changes}");
    }
}

#[tokio::test]
async fn the_key_decides_the_algorithm() {
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let unsigned = |algorithm: &str| format!("{}.{}.", part(json!({"alg": algorithm, "typ": "JWT"})), part(claims()));
    let by_set = server(jwt(Keys::set(SET).unwrap())).await;
    let by_secret = server(secret()).await;
    for server in [&by_set, &by_secret] {
        for algorithm in ["none", "None", "HS256", "RS256", "ES256", "EdDSA", ""] {
            assert_eq!(bearer(server, &unsigned(algorithm)).await, 401, "{algorithm}");
        }
        for token in ["", ".", "..", "a.b.c", "Bearer", &"a".repeat(9000)] {
            assert_eq!(bearer(server, token).await, 401, "{token}");
        }
    }
    // The public key as a secret: the oldest trick.
    let set: Value = serde_json::from_str(SET).unwrap();
    let modulus = URL_SAFE_NO_PAD.decode(set["keys"][0]["n"].as_str().unwrap()).unwrap();
    let confused = EncodingKey::from_secret(&modulus).unwrap();
    assert_eq!(bearer(&by_set, &signed(Algorithm::HS256, Some("rsa"), &confused, &claims())).await, 401);
    // A secret that the set publishes, a key for encryption, other hashes, another secret.
    let published = EncodingKey::from_secret(&[b'x'; 40]).unwrap();
    assert_eq!(bearer(&by_set, &signed(Algorithm::HS256, Some("secret"), &published, &claims())).await, 401);
    assert_eq!(bearer(&by_set, &signed(Algorithm::ES256, Some("for encryption"), &ec(), &claims())).await, 401);
    for algorithm in [Algorithm::RS384, Algorithm::RS512] {
        assert_eq!(bearer(&by_set, &signed(algorithm, Some("rsa"), &rsa(), &claims())).await, 401);
    }
    let own = EncodingKey::from_secret(SECRET).unwrap();
    assert_eq!(bearer(&by_secret, &signed(Algorithm::HS512, None, &own, &claims())).await, 401);
    let other = EncodingKey::from_secret(&[1; 32]).unwrap();
    assert_eq!(bearer(&by_secret, &signed(Algorithm::HS256, None, &other, &claims())).await, 401);
    // What was signed is what is read.
    let token = hs256(&claims());
    let [head, _, signature] = token.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    let forged = format!("{head}.{}.{signature}", part(with(&json!({"sub": "bob"}))));
    assert_eq!((bearer(&by_secret, &token).await, bearer(&by_secret, &forged).await), (200, 401));
}

#[test]
fn weak_and_useless_keys_are_refused_at_the_start() {
    assert_eq!(Keys::secret(&SECRET[..31]).unwrap_err(), KeyError::ShortSecret);
    assert!(matches!(Keys::set("{}"), Err(KeyError::NoSet(_))));
    assert!(matches!(Keys::set("<html>"), Err(KeyError::NoSet(_))));
    for set in [
        json!({"keys": []}),
        json!({"keys": [{"kty": "oct", "k": "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA"}]}),
        json!({"keys": [{"kty": "RSA", "e": "AQAB", "n": URL_SAFE_NO_PAD.encode([255; 128])}]}),
        json!({"keys": [{"kty": "RSA", "e": "AQAB", "alg": "RS512", "n": URL_SAFE_NO_PAD.encode([255; 256])}]}),
    ] {
        assert_eq!(Keys::set(&set.to_string()).unwrap_err(), KeyError::NoneUsable, "{set}");
    }
}

#[tokio::test]
async fn api_keys_are_issued_found_and_revoked() {
    Box::pin(api_keys(sqlite().await)).await;
    #[cfg(feature = "postgres")]
    if let Some(database) = common::postgres().await {
        Box::pin(api_keys(database)).await;
    }
    #[cfg(feature = "mysql")]
    if let Some(database) = common::mysql().await {
        Box::pin(api_keys(database)).await;
    }
}

async fn api_keys(database: ssot_db::Database) {
    let keys = TableKeys::open(database.clone()).await.unwrap();
    let again = TableKeys::open(database.clone()).await.unwrap();
    let robot = Principal { id: "robot".into(), roles: vec!["r".into()], ..Principal::default() };
    let text = keys.issue(robot.clone(), None).await.unwrap();
    let ended = keys.issue(robot.clone(), Some(Clock::system().now() - 1)).await.unwrap();
    let lasting = keys.issue(robot, Some(Clock::system().now() + 60_000)).await.unwrap();
    let server = Server::new(Api::new(database, RESOURCES).authenticate(ApiKeys::new(again)));
    let status = async |text: &str| answer(&server, &[("x-api-key", text)]).await;
    assert_eq!(status(&text).await.0, 200);
    assert_eq!(status(&lasting).await.0, 200);
    let last = if text.ends_with('0') { "1" } else { "0" };
    let wrong = format!("{}{last}", &text[..text.len() - 1]);
    let unknown = text.replacen(&text[5..17], "000000000000", 1);
    for text in [wrong.as_str(), &unknown, &ended, "", "ssot_x_y", "' OR 1=1 --"] {
        let found = status(text).await;
        assert_eq!((found.0, found.1.as_str()), REFUSED, "{text}");
    }
    let twice = [("x-api-key", text.as_str()), ("x-api-key", lasting.as_str())];
    assert_eq!(answer(&server, &twice).await.0, 401);
    assert!(keys.revoke(&text[5..17]).await.unwrap());
    assert!(!keys.revoke(&text[5..17]).await.unwrap());
    assert_eq!((status(&text).await.0, status(&lasting).await.0), (401, 200));
}

#[tokio::test]
async fn one_of_several_kinds_of_credentials_will_do_and_two_will_not() {
    let (text, key) = StoredKey::new(Principal { id: "robot".into(), ..Principal::default() }, None);
    let server = server(AnyOf::new().or(secret()).or(ApiKeys::fixed([key]))).await;
    let token = format!("Bearer {}", hs256(&claims()));
    let status = async |headers: &[(&str, &str)]| answer(&server, headers).await.0;
    assert_eq!(status(&[("authorization", &token)]).await, 200);
    assert_eq!(status(&[("x-api-key", &text)]).await, 200);
    assert_eq!(status(&[("authorization", &token), ("x-api-key", &text)]).await, 401);
    assert_eq!(status(&[("authorization", "Basic YTpi"), ("x-api-key", &text)]).await, 401);
    assert_eq!(status(&[("authorization", &token), ("authorization", &token)]).await, 401);
    assert_eq!(status(&[]).await, 401);
}

#[tokio::test]
async fn principals_are_counted_wherever_they_ask_from() {
    let rate = Rate { requests: 2, window: Duration::from_secs(600) };
    let limits = ServerLimits { principal_rate: Some(rate), ..ServerLimits::default() };
    let server = server(secret()).await.limits(limits);
    let token = |id: &str| format!("Bearer {}", hs256(&with(&json!({ "sub": id }))));
    let ask = async |token: &str| call(&server, "GET", "/api/tags", &[("authorization", token)], "").await;
    let (ann, bob) = (token("ann"), token("bob"));
    let first = ask(&ann).await;
    assert_eq!(first.status, 200);
    assert_eq!(first.headers["ratelimit-policy"], "\"principal\";q=2;w=600");
    assert!(first.headers["ratelimit"].to_str().unwrap().starts_with("\"principal\";r=1;t="));
    assert_eq!(ask(&ann).await.status, 200);
    let last = ask(&ann).await;
    assert_eq!((last.status, &last.json()["code"]), (429, &json!("rate_limited")));
    assert!(last.headers.contains_key("retry-after"));
    assert_eq!(ask(&bob).await.status, 200);
    assert_eq!(call(&server, "GET", "/api/tags", &[], "").await.status, 401);
}
