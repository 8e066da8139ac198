//! PUT.

use serde_json::json;

use super::{call, count, get, on_each, pairs};

#[tokio::test]
async fn api7_put_replaces_the_row_as_a_whole() {
    on_each!(server => {
        let body = json!({"slug": "uno", "title": "Uno", "authorId": "bob"});
        let post = call(&server, "PUT", "/api/posts/1?include=", body).await.of(200);
        assert_eq!(post, json!({
            "id": 1, "slug": "uno", "title": "Uno", "published": false, "views": 0, "version": 2, "authorId": "bob",
            "categoryId": null, "labels": [], "rating": null,
        }));
        assert_eq!(get(&server, "/api/posts/1?include=").await.of(200), post);
        assert_eq!(count(&server, "comments").await, 2, "leaving children out never deletes them");
        let missing = call(&server, "PUT", "/api/posts/1", json!({"title": "x"})).await;
        assert_eq!(missing.problem(422, "validation"), pairs(&[("/slug", "required"), ("/authorId", "required")]));
        let user = json!({"email": "ann@x.org", "name": "Ann", "passwordHash": "h"});
        assert_eq!(call(&server, "PUT", "/api/users/ann", user).await.of(200)["updatedAt"], "2026-01-31T09:30:00.000Z");
    });
}

#[tokio::test]
async fn put_creates_only_where_the_client_chooses_the_key() {
    on_each!(server => {
        let post = json!({"slug": "x", "title": "t", "authorId": "ann"});
        call(&server, "PUT", "/api/posts/99", post).await.problem(404, "not_found");
        call(&server, "PUT", "/api/posts/99", json!({})).await.problem(404, "not_found");
        let answer = call(&server, "PUT", "/api/settings/a%2Fb", json!({"value": [1]})).await;
        assert_eq!(answer.of(201), json!({"key": "a/b", "value": [1], "rank": 1, "hits": 7, "version": 1}));
        assert_eq!(answer.header("location"), "/api/settings/a%2Fb");
        let again = call(&server, "PUT", "/api/settings/a%2Fb", json!({"rank": 3})).await;
        assert_eq!(again.of(200), json!({"key": "a/b", "value": null, "rank": 3, "hits": 7, "version": 2}));
        assert_eq!(again.header("location"), "");
        let club = call(&server, "PUT", "/api/memberships/bob,chess", json!({})).await;
        assert_eq!(club.of(201), json!({"userId": "bob", "club": "chess", "role": "READER"}));
        let nobody = call(&server, "PUT", "/api/memberships/nobody,chess", json!({})).await;
        assert_eq!(nobody.problem(409, "foreign_key_violation"), pairs(&[("/userId", "foreign_key_violation")]));
    });
}

#[tokio::test]
async fn a_body_that_repeats_the_key_must_agree() {
    on_each!(server => {
        let body = json!({"id": 1, "slug": "uno", "title": "Uno", "authorId": "bob"});
        call(&server, "PUT", "/api/posts/1", body.clone()).await.of(200);
        let answer = call(&server, "PUT", "/api/posts/2", body).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/id", "read_only")]));
        let kept = call(&server, "PUT", "/api/settings/theme", json!({"key": "theme", "rank": 2})).await;
        let expected = json!({"key": "theme", "value": null, "rank": 2, "hits": 9, "version": 4});
        assert_eq!(kept.of(200), expected, "what clients do not set is kept");
        let answer = call(&server, "PUT", "/api/settings/theme", json!({"key": "other", "rank": -2})).await;
        assert_eq!(answer.problem(422, "validation")[0], ("/rank".to_owned(), "too_small".to_owned()));
        let answer = call(&server, "PATCH", "/api/memberships/ann,a%2Cb", json!({"club": "other"})).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/club", "read_only")]));
        let answer = call(&server, "PATCH", "/api/memberships/ann,a%2Cb", json!({"user": {"connect": {"id": "bob"}}})).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[("/user", "read_only")]));
        assert_eq!(count(&server, "settings").await, 1);
    });
}
