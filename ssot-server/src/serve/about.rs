//! What the server says about itself: `/-/openapi.json` and, for people, `/-/docs`. Both are made once.

use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Method, Response};

use super::{Inner, docs, openapi};
use crate::problem::Problem;
use crate::response::Answer;

const METHODS: &str = "GET, HEAD, OPTIONS";

/// The texts, made when somebody asks first.
#[derive(Debug, Default)]
pub(super) struct About(OnceLock<Texts>);

#[derive(Debug)]
struct Texts {
    document: Bytes,
    page: Bytes,
}

impl About {
    fn texts(&self, inner: &Inner) -> &Texts {
        self.0.get_or_init(|| {
            let document = openapi::document(inner);
            let page = docs::page(&document);
            Texts { document: document.to_string().into(), page: page.into() }
        })
    }
}

/// Answers these paths; `None` for others, and if the program wants none of it.
pub(super) fn answer(inner: &Inner, method: &Method, path: &str) -> Option<Result<Response<Body>, Problem>> {
    let about = inner.about.as_ref()?;
    let kind = match path {
        "/-/openapi.json" => "application/json",
        "/-/docs" => "text/html; charset=utf-8",
        "/-/docs/style.css" => "text/css; charset=utf-8",
        _ => return None,
    };
    let answer = match *method {
        Method::OPTIONS => Ok(Answer::no_content().allow(METHODS)),
        Method::GET | Method::HEAD => {
            let body = match path {
                "/-/openapi.json" => about.texts(inner).document.clone(),
                "/-/docs" => about.texts(inner).page.clone(),
                _ => Bytes::from_static(docs::STYLE.as_bytes()),
            };
            let answer = Answer::json(body).header(CONTENT_TYPE, HeaderValue::from_static(kind));
            Ok(answer.header(CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        }
        _ => Err(Problem::method_not_allowed(METHODS)),
    };
    Some(answer.map(Answer::into_response))
}
