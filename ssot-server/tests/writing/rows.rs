//! POST and PATCH of single rows.

use serde_json::json;

use super::{a_user, call, count, get, on_each, pairs, send};

#[tokio::test]
async fn post_answers_with_the_row_and_where_it_is() {
    on_each!(server => {
        let answer = call(&server, "POST", "/api/users", json!({
            "email": "cy@x.org", "name": "Cy", "passwordHash": "secret", "role": "ADMIN", "balance": "1.50",
            "bytesRead": "9007199254740993", "settings": {"a": [1, null]}, "avatar": "+/8=", "createdAt": "2026-01-01T02:00:00+02:00",
        })).await;
        let user = answer.of(201);
        let id = user["id"].as_str().unwrap().to_owned();
        assert_eq!(user, json!({
            "id": id, "email": "cy@x.org", "name": "Cy", "role": "ADMIN", "balance": "1.5", "bytesRead": "9007199254740993",
            "settings": {"a": [1, null]}, "avatar": "+/8=", "createdAt": "2026-01-01T00:00:00.000Z",
            "updatedAt": "2026-01-31T09:30:00.000Z", "karma": 0,
        }));
        assert_eq!(answer.header("location"), format!("/api/users/{id}"));
        assert_eq!(get(&server, answer.header("location")).await.of(200), user, "what was answered is what is stored");
    });
}

#[tokio::test]
async fn api6_defaults_are_applied_when_the_request_arrives() {
    on_each!(server => {
        let user = call(&server, "POST", "/api/users", a_user("cy@x.org")).await.of(201);
        assert_eq!(user["createdAt"], "2026-01-31T09:30:00.000Z");
        assert_eq!((&user["role"], &user["balance"], &user["settings"]), (&json!("READER"), &json!("0"), &json!(null)));
        let post = call(&server, "POST", "/api/posts", json!({"slug": "x", "title": "", "authorId": "ann"})).await.of(201);
        assert_eq!((&post["published"], &post["views"], &post["version"]), (&json!(false), &json!(0), &json!(1)));
        assert_eq!((&post["labels"], &post["rating"], &post["title"]), (&json!([]), &json!(null), &json!("")));
        let comment = call(&server, "POST", "/api/comments", json!({"body": "x", "postId": 1})).await.of(201);
        assert_eq!(comment["id"].as_str().unwrap().len(), 25);
    });
}

#[tokio::test]
async fn api1_foreign_keys_are_ordinary_fields() {
    on_each!(server => {
        let post = call(&server, "POST", "/api/posts", json!({"slug": "x", "title": "t", "authorId": "bob"})).await.of(201);
        assert_eq!(post["authorId"], "bob");
        assert_eq!(post["author"]["email"], "bob@x.org", "the default include");
        let missing = call(&server, "POST", "/api/posts", json!({"slug": "y", "title": "t", "authorId": "nobody"})).await;
        assert_eq!(missing.problem(409, "foreign_key_violation"), pairs(&[("/authorId", "foreign_key_violation")]));
        let both = json!({"slug": "y", "title": "t", "authorId": "nobody", "categoryId": 99});
        let missing = call(&server, "POST", "/api/posts", both).await.problem(409, "foreign_key_violation");
        assert!(!missing.is_empty() && missing.iter().all(|(at, _)| at == "/authorId" || at == "/categoryId"), "{missing:?}");
        assert_eq!(count(&server, "posts").await, 3);
    });
}

#[tokio::test]
async fn api8_a_taken_value_is_told_with_its_fields() {
    on_each!(server => {
        let answer = call(&server, "POST", "/api/users", a_user("ann@x.org")).await;
        assert_eq!(answer.problem(409, "unique_violation"), pairs(&[("/email", "unique_violation")]));
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let answer = call(&server, "PATCH", "/api/users/bob", json!({"email": "ann@x.org"})).await;
        assert_eq!(answer.problem(409, "unique_violation"), pairs(&[("/email", "unique_violation")]));
        let answer = call(&server, "POST", "/api/settings", json!({"key": "theme"})).await;
        assert_eq!(answer.problem(409, "unique_violation"), pairs(&[("/key", "unique_violation")]));
        let answer = call(&server, "POST", "/api/memberships", json!({"userId": "ann", "club": "a,b"})).await;
        assert_eq!(answer.problem(409, "unique_violation"), pairs(&[("/userId", "unique_violation"), ("/club", "unique_violation")]));
        let answer = call(&server, "PATCH", "/api/posts/1", json!({"views": 1000})).await;
        assert_eq!(answer.problem(422, "check_violation"), []);
        let answer = call(&server, "PATCH", "/api/posts/1", json!({"categoryId": 99})).await;
        assert_eq!(answer.problem(409, "foreign_key_violation"), pairs(&[("/categoryId", "foreign_key_violation")]));
    });
}

#[tokio::test]
async fn api7_patch_touches_only_what_is_given() {
    on_each!(server => {
        let before = get(&server, "/api/posts/1").await.of(200);
        let mut expected = before.clone();
        expected["title"] = json!("New");
        expected["version"] = json!(2);
        assert_eq!(call(&server, "PATCH", "/api/posts/1", json!({"title": "New"})).await.of(200), expected);
        expected["rating"] = json!(null);
        expected["version"] = json!(3);
        assert_eq!(call(&server, "PATCH", "/api/posts/1", json!({"rating": null})).await.of(200), expected);
        assert_eq!(get(&server, "/api/posts/1").await.of(200), expected);
        assert_eq!(call(&server, "PATCH", "/api/posts/1", json!({})).await.of(200), expected, "nothing given, nothing changed");
        let comments = get(&server, "/api/posts/1/comments?count=exact").await.of(200);
        assert_eq!(comments["page"]["total"], 2);
        let user = call(&server, "PATCH", "/api/users/ann", json!({"name": "Anna"})).await.of(200);
        assert_eq!(user["updatedAt"], "2026-01-31T09:30:00.000Z");
        assert_eq!(user["createdAt"], "2025-01-01T00:00:00.000Z");
    });
}

#[tokio::test]
async fn patch_is_a_merge_patch_and_nothing_else() {
    on_each!(server => {
        let merge = [("content-type", "application/merge-patch+json")];
        send(&server, "PATCH", "/api/posts/1", &merge, r#"{"title":"x"}"#).await.of(200);
        send(&server, "POST", "/api/posts", &merge, "{}").await.problem(415, "unsupported_media_type");
        for kind in ["text/plain", "application/json-patch+json", "application/x-www-form-urlencoded"] {
            send(&server, "PATCH", "/api/posts/1", &[("content-type", kind)], "{}").await.problem(415, "unsupported_media_type");
        }
        send(&server, "PATCH", "/api/posts/1", &[], "{}").await.problem(415, "unsupported_media_type");
    });
}

#[tokio::test]
async fn a_missing_row_is_told_before_what_is_wrong_with_the_body() {
    on_each!(server => {
        call(&server, "PATCH", "/api/posts/99", json!({"title": "x"})).await.problem(404, "not_found");
        call(&server, "PATCH", "/api/posts/99", json!({"titel": 1})).await.problem(404, "not_found");
        call(&server, "PATCH", "/api/posts/99", json!({})).await.problem(404, "not_found");
        call(&server, "PATCH", "/api/posts/1abc", json!({"title": "x"})).await.problem(400, "invalid_id");
        let json = [("content-type", "application/json")];
        send(&server, "PATCH", "/api/posts/99", &json, "{").await.problem(400, "invalid_json");
    });
}

#[tokio::test]
async fn the_client_says_how_much_comes_back() {
    on_each!(server => {
        let minimal = [("content-type", "application/json"), ("prefer", "return=minimal")];
        let body = r#"{"slug":"x","title":"t","authorId":"ann"}"#;
        let answer = send(&server, "POST", "/api/posts", &minimal, body).await;
        assert_eq!((answer.status, answer.text.as_str()), (201, ""));
        assert_eq!(answer.header("preference-applied"), "return=minimal");
        assert!(answer.header("location").starts_with("/api/posts/"));
        let answer = send(&server, "PATCH", "/api/posts/1", &minimal, r#"{"title":"t"}"#).await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        let shaped = call(&server, "PATCH", "/api/posts/1?fields=title&include=", json!({"title": "u"})).await.of(200);
        assert_eq!(shaped, json!({"id": 1, "title": "u"}));
        let included = call(&server, "PATCH", "/api/posts/1?include=comments&fields=id", json!({})).await.of(200);
        assert_eq!(included["comments"].as_array().unwrap().len(), 2);
        let wrong = call(&server, "POST", "/api/posts?inclde=author", json!({})).await;
        assert_eq!(wrong.problem(400, "invalid_query"), pairs(&[("inclde", "unknown_parameter")]));
    });
}

#[tokio::test]
async fn a_dry_run_keeps_nothing() {
    on_each!(server => {
        let body = json!({"slug": "x", "title": "t", "authorId": "ann", "comments": {"create": [{"body": "b"}]}});
        let answer = call(&server, "POST", "/api/posts?dryRun=true", body).await;
        assert_eq!(answer.of(201)["slug"], "x");
        assert_eq!(answer.header("preference-applied"), "dry-run");
        assert_eq!((count(&server, "posts").await, count(&server, "comments").await), (json!(2), json!(2)));
        send(&server, "DELETE", "/api/posts/1?dryRun=true", &[], "").await.of(204);
        get(&server, "/api/posts/1").await.of(200);
        let taken = json!({"slug": "one", "title": "t", "authorId": "ann"});
        call(&server, "POST", "/api/posts?dryRun=true", taken).await.problem(409, "unique_violation");
        call(&server, "POST", "/api/posts?dryRun=perhaps", json!({})).await.problem(400, "invalid_query");
    });
}
