//! Whether the server lives, whether it can work, and what it has done.

use std::sync::atomic::Ordering;

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Response};

use super::Inner;
use crate::problem::Problem;
use crate::response::Answer;

const METHODS: &str = "GET, HEAD, OPTIONS";

/// Answers `/-/health/live`, `/-/health/ready` and, if it is on, `/-/metrics`; `None` for other paths.
pub(super) async fn answer(inner: &Inner, method: &Method, path: &str) -> Option<Result<Response<Body>, Problem>> {
    if let ("/-/metrics", Some(metrics)) = (path, &inner.metrics) {
        let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        let text = || {
            let text = metrics.text(inner.running.load(Ordering::Relaxed), inner.api.outage());
            #[cfg(feature = "redis")]
            let text = text + &inner.settings.rates.as_ref().map_or_else(String::new, |store| store.metrics());
            text
        };
        let answer = match *method {
            Method::OPTIONS => Ok(Answer::no_content().allow(METHODS)),
            Method::GET | Method::HEAD => Ok(Answer::json(text()).header(CONTENT_TYPE, kind)),
            _ => Err(Problem::method_not_allowed(METHODS)),
        };
        return Some(answer.map(Answer::into_response));
    }
    let ready = match path {
        "/-/health/live" => false,
        "/-/health/ready" => true,
        _ => return None,
    };
    let answer = match *method {
        Method::OPTIONS => Ok(Answer::no_content().allow(METHODS)),
        Method::GET | Method::HEAD if ready && !reaches_database(inner).await => Err(Problem::unavailable(1)),
        Method::GET | Method::HEAD => Ok(Answer::json(r#"{"status":"ok"}"#)),
        _ => Err(Problem::method_not_allowed(METHODS)),
    };
    Some(answer.map(Answer::into_response))
}

async fn reaches_database(inner: &Inner) -> bool {
    match inner.api.database().ping().await {
        Ok(()) => {
            inner.api.outage().answered();
            true
        }
        Err(error) => {
            inner.api.outage().failed(&error);
            false
        }
    }
}
