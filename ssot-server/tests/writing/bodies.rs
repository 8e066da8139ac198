//! What is wrong with a body is told, all of it, and nothing is stored.

use serde_json::json;

use super::{call, count, get, on_each, pairs, send};

#[tokio::test]
async fn all_problems_of_a_body_are_found_at_once() {
    on_each!(server => {
        let answer = call(&server, "POST", "/api/users", json!({
            "name": "Longer", "emial": "x", "id": "mine", "karma": 5, "note": "n", "updatedAt": "2026-01-01T00:00:00Z",
            "balance": "1.005", "bytesRead": 9_007_199_254_740_993_i64, "avatar": "no", "role": "admin", "createdAt": "soon",
        })).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[
            ("/name", "too_long"),
            ("/emial", "unknown_field"),
            ("/id", "read_only"),
            ("/karma", "read_only"),
            ("/note", "unknown_field"),
            ("/updatedAt", "read_only"),
            ("/balance", "scale"),
            ("/bytesRead", "wrong_type"),
            ("/avatar", "format"),
            ("/role", "not_in_enum"),
            ("/createdAt", "format"),
            ("/email", "required"),
            ("/passwordHash", "required"),
        ]));
        assert_eq!(answer.json()["errors"][1]["help"], "Did you mean `email`?");
        assert_eq!(count(&server, "users").await, 2);
    });
}

#[tokio::test]
async fn null_is_refused_where_a_value_is_required() {
    on_each!(server => {
        let answer = call(&server, "PATCH", "/api/posts/1", json!({"title": null, "labels": null, "labels2": 1, "version": 7})).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[
            ("/title", "null_not_allowed"),
            ("/labels", "null_not_allowed"),
            ("/labels2", "unknown_field"),
            ("/version", "read_only"),
        ]));
        let answer = call(&server, "PATCH", "/api/posts/1", json!({"labels": ["a", 1]})).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/labels/1", "wrong_type")]));
    });
}

#[tokio::test]
async fn a_body_has_to_be_an_object_of_json() {
    on_each!(server => {
        for body in ["[]", "1", "null", "\"x\""] {
            let answer = send(&server, "POST", "/api/posts", &[("content-type", "application/json")], body).await;
            assert_eq!(answer.problem(422, "validation")[0], (String::new(), "wrong_type".to_owned()), "{body}");
        }
        for body in ["", "{", "{'a':1}", r#"{"a":1,"a":2}"#, r#"{"title":"\ud800"}"#, "{} x"] {
            let answer = send(&server, "POST", "/api/posts", &[("content-type", "application/json")], body).await;
            assert_eq!(answer.problem(400, "invalid_json"), [], "{body}");
        }
        let answer = send(&server, "POST", "/api/tags", &[("content-type", "application/json")], r#"{"name":"a\u0000"}"#).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/name", "format")]));
    });
}

#[tokio::test]
async fn api16_bodies_are_limited() {
    on_each!(server => {
        let body = json!({"name": "x".repeat(1 << 20)});
        call(&server, "POST", "/api/tags", body).await.problem(413, "too_large");
        let rows: Vec<_> = (0..1001).map(|_| json!({"body": "x"})).collect();
        let body = json!({"slug": "x", "title": "t", "authorId": "ann", "comments": {"create": rows}});
        let answer = call(&server, "POST", "/api/posts", body).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/comments/create", "too_long")]));
    });
}

#[tokio::test]
async fn api3_what_clients_may_not_set_or_see_stays_away() {
    on_each!(server => {
        let user = call(&server, "PATCH", "/api/users/ann", json!({"passwordHash": "other"})).await;
        user.of(200);
        assert!(!user.text.contains("assword") && !user.text.contains("other"));
        for (body, code) in [
            (json!({"note": "x"}), "unknown_field"),
            (json!({"karma": 9}), "read_only"),
            (json!({"id": "x"}), "read_only"),
        ] {
            let answer = call(&server, "PATCH", "/api/users/ann", body.clone()).await;
            assert_eq!(answer.problem(422, "validation")[0].1, code, "{body}");
        }
        assert_eq!(get(&server, "/api/users/ann").await.of(200)["karma"], 0);
    });
}
