//! What the contract says about an answer.

use http::HeaderMap;
use serde_json::{Value, json};

use super::question::Question;

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    /// `null` where there is no body.
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// What is wrong with an answer, if anything is. While the database is away, 503 is right.
pub(super) fn fault(question: &Question, answer: &Answer) -> Option<String> {
    let wrong = if answer.header("x-request-id").is_empty() {
        Some("no X-Request-Id")
    } else if answer.header("x-content-type-options") != "nosniff" {
        Some("no X-Content-Type-Options")
    } else if answer.status == question.status() {
        success(question, answer)
    } else if answer.status == 503 {
        refusal(question, answer)
    } else {
        Some("not the status")
    };
    let request = || format!("{} {}", question.method(), question.target());
    wrong.map(|wrong| format!("{wrong}: {} answers {} {}", request(), answer.status, answer.body))
}

fn success(question: &Question, answer: &Answer) -> Option<&'static str> {
    let body = &answer.body;
    if answer.status == 204 {
        return (!body.is_null()).then_some("a body");
    }
    if answer.header("content-type") != "application/json" {
        return Some("no JSON");
    }
    let is_right = match question {
        Question::Get { id } => body["id"] == *id && body["author"]["id"] == body["authorId"],
        Question::List => {
            let is_right = |post: &Value| post["id"].is_u64() && post["author"]["id"] == post["authorId"];
            body["data"].as_array().is_some_and(|posts| posts.len() == 20 && posts.iter().all(is_right))
        }
        Question::Filter => body["data"].as_array().is_some_and(|posts| posts.len() == 10),
        Question::Create { slug, .. } => {
            body["slug"] == **slug && answer.header("location") == format!("/api/posts/{}", body["id"])
        }
        Question::Look { slug } => body["slug"] == **slug,
        Question::Change { id, views } => body["id"] == *id && body["views"] == *views,
        Question::Remove { .. } => false,
    };
    let has_tag = matches!(question, Question::List | Question::Filter) || answer.headers.contains_key("etag");
    if is_right && has_tag { None } else { Some("not what was asked for") }
}

/// Section 6 of the contract.
fn refusal(question: &Question, answer: &Answer) -> Option<&'static str> {
    let body = &answer.body;
    let target = question.target();
    let expected = json!({
        "type": "/problems/unavailable", "title": "Not available at the moment", "status": 503, "code": "unavailable",
        "detail": null, "instance": target.split('?').next(), "requestId": answer.header("x-request-id"), "errors": [],
    });
    if answer.header("content-type") != "application/problem+json" || *body != expected {
        return Some("not the problem");
    }
    let seconds = answer.header("retry-after").parse::<u32>();
    (!seconds.is_ok_and(|seconds| (1..=60).contains(&seconds))).then_some("no Retry-After")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn answer(status: u16, headers: &[(&'static str, &'static str)], body: Value) -> Answer {
        let common = [("x-request-id", "r1"), ("x-content-type-options", "nosniff")];
        let headers = common.iter().chain(headers);
        let headers = headers.map(|&(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
        Answer { status, headers, body }
    }

    fn problem() -> Value {
        json!({
            "type": "/problems/unavailable", "title": "Not available at the moment", "status": 503, "code": "unavailable",
            "detail": null, "instance": "/api/posts", "requestId": "r1", "errors": [],
        })
    }

    #[test]
    fn a_refusal_has_its_members_and_says_when_to_come_again() {
        let kind = ("content-type", "application/problem+json");
        let right = answer(503, &[kind, ("retry-after", "1")], problem());
        assert_eq!(fault(&Question::List, &right), None);
        let mut other = problem();
        other["requestId"] = json!("r2");
        for wrong in [
            answer(503, &[kind], problem()),
            answer(503, &[kind, ("retry-after", "soon")], problem()),
            answer(503, &[("content-type", "application/json"), ("retry-after", "1")], problem()),
            answer(503, &[kind, ("retry-after", "1")], other),
            answer(500, &[kind, ("retry-after", "1")], problem()),
        ] {
            assert!(fault(&Question::List, &wrong).is_some(), "{wrong:?}");
        }
    }

    #[test]
    fn a_success_is_what_was_asked_for() {
        let headers = [("content-type", "application/json"), ("etag", "\"1\"")];
        let post = |id: u32| json!({ "id": id, "authorId": "a", "author": { "id": "a" } });
        assert_eq!(fault(&Question::Get { id: 7 }, &answer(200, &headers, post(7))), None);
        assert!(fault(&Question::Get { id: 7 }, &answer(200, &headers, post(8))).is_some());
        assert!(fault(&Question::Get { id: 7 }, &answer(404, &headers, post(7))).is_some());
        assert!(fault(&Question::List, &answer(200, &headers, json!({ "data": [] }))).is_some());
    }
}
