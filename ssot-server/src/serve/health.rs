//! Whether the server lives, and whether it can work.

use axum::body::Body;
use http::{Method, Response};

use super::Inner;
use crate::problem::Problem;
use crate::response::Answer;

const METHODS: &str = "GET, HEAD, OPTIONS";

/// Answers `/-/health/live` and `/-/health/ready`; `None` for other paths.
pub(super) async fn answer(inner: &Inner, method: &Method, path: &str) -> Option<Result<Response<Body>, Problem>> {
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
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(target: "ssot", %error, "the database gives no sign of life");
            false
        }
    }
}
