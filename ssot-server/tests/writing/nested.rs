//! Related rows in bodies.

use serde_json::{Value, json};

use super::{a_user, call, count, get, on_each, pairs};

#[tokio::test]
async fn a_tree_of_rows_is_one_transaction() {
    on_each!(server => {
        let post = call(&server, "POST", "/api/posts?include=author,category.parent,comments,tags", json!({
            "slug": "x", "title": "t",
            "author": {"create": a_user("cy@x.org")},
            "category": {"create": {"name": "new", "parent": {"connect": {"name": "root"}}}},
            "comments": {"create": [{"body": "a"}, {"body": "b"}], "connect": [{"id": "c1"}]},
            "tags": {"connect": [{"id": 1}, {"name": "sql"}], "create": [{"name": "fresh"}]},
        })).await.of(201);
        assert_eq!(post["author"]["email"], "cy@x.org");
        assert_eq!(post["authorId"], post["author"]["id"]);
        assert_eq!(post["category"]["parent"]["name"], "root");
        let bodies: Vec<&str> = post["comments"].as_array().unwrap().iter().filter_map(|row| row["body"].as_str()).collect();
        assert_eq!(bodies.len(), 3, "{bodies:?}");
        let tags: Vec<&Value> = post["tags"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
        assert_eq!(tags, ["rust", "sql", "fresh"]);
        assert_eq!(get(&server, "/api/posts/1/comments?count=exact").await.of(200)["page"]["total"], 1, "c1 has moved");
    });
}

#[tokio::test]
async fn a_failure_inside_the_tree_keeps_nothing_and_is_pointed_at() {
    on_each!(server => {
        let with = |key: &str, value: Value| {
            let mut body = json!({"slug": "x", "title": "t", "author": {"create": a_user("cy@x.org")}});
            body[key] = value;
            body
        };
        for (body, code, pointer) in [
            (with("author", json!({"connect": {"id": "nobody"}})), "foreign_key_violation", "/author/connect/id"),
            (with("author", json!({"connect": {"email": "no@x.org"}})), "foreign_key_violation", "/author/connect/email"),
            (with("author", json!({"create": a_user("ann@x.org")})), "unique_violation", "/author/create/email"),
            (with("tags", json!({"connect": [{"id": 1}, {"id": 99}]})), "foreign_key_violation", "/tags/connect/1/id"),
            (with("tags", json!({"create": [{"name": "new"}, {"name": "rust"}]})), "unique_violation", "/tags/create/1/name"),
            (with("comments", json!({"connect": [{"id": "none"}]})), "foreign_key_violation", "/comments/connect/0/id"),
            (with("slug", json!("one")), "unique_violation", "/slug"),
            (with("categoryId", json!(99)), "foreign_key_violation", "/categoryId"),
        ] {
            assert_eq!(call(&server, "POST", "/api/posts", body.clone()).await.problem(409, code), pairs(&[(pointer, code)]), "{body}");
        }
        for (collection, rows) in [("posts", 2), ("users", 2), ("tags", 2), ("comments", 2)] {
            assert_eq!(count(&server, collection).await, rows, "{collection}");
        }
    });
}

#[tokio::test]
async fn what_is_wrong_inside_the_tree_is_found_all_at_once() {
    on_each!(server => {
        let answer = call(&server, "POST", "/api/posts", json!({
            "slug": "x",
            "authorId": "ann",
            "author": {"connect": {"id": "ann"}},
            "category": {"connect": {"nme": "root"}, "create": {"name": 1}},
            "comments": {"create": [{"body": 1}, {"postId": 3, "body": "x", "post": {"connect": {"id": 1}}}], "remove": []},
            "tags": {"connect": {"id": 1}, "disconnect": []},
        })).await;
        assert_eq!(answer.problem(422, "validation"), pairs(&[
            ("/category/connect/nme", "unknown_field"),
            ("/category/create/name", "wrong_type"),
            ("/category", "format"),
            ("/comments/create/0/body", "wrong_type"),
            ("/comments/create/1/postId", "read_only"),
            ("/comments/create/1/post", "read_only"),
            ("/comments/remove", "unknown_field"),
            ("/tags/connect", "wrong_type"),
            ("/tags/disconnect", "unknown_field"),
            ("/authorId", "read_only"),
            ("/title", "required"),
        ]));
        let one = |relation: Value| json!({"slug": "x", "title": "t", "author": relation});
        for (body, pointer, code) in [
            (one(json!("ann")), "/author", "wrong_type"),
            (one(json!({})), "/author", "format"),
            (one(json!({"connect": {}})), "/author/connect", "required"),
            (one(json!({"connect": {"name": "Ann"}})), "/author/connect", "required"),
            (one(json!({"connect": {"id": "ann", "email": "ann@x.org"}})), "/author/connect", "required"),
            (one(json!({"connect": {"id": null}})), "/author/connect/id", "null_not_allowed"),
            (one(json!({"connect": {"passwordHash": "h"}})), "/author/connect/passwordHash", "unknown_field"),
            (one(json!({"connect": "ann"})), "/author/connect", "wrong_type"),
            (one(json!({"create": []})), "/author/create", "wrong_type"),
        ] {
            let problem = call(&server, "POST", "/api/posts", body.clone()).await.problem(422, "validation");
            assert_eq!(problem, pairs(&[(pointer, code)]), "{body}");
        }
    });
}

#[tokio::test]
async fn a_tree_is_at_most_four_levels_deep() {
    on_each!(server => {
        let mut body = json!({"name": "leaf5"});
        for level in (0..5).rev() {
            body = json!({"name": format!("level{level}"), "parent": {"create": body}});
        }
        let answer = call(&server, "POST", "/api/categories", body["parent"]["create"].clone()).await;
        answer.of(201);
        let answer = call(&server, "POST", "/api/categories", body).await;
        assert_eq!(answer.problem(422, "validation")[0].1, "too_large");
    });
}

#[tokio::test]
async fn patch_reconnects_and_lets_go() {
    on_each!(server => {
        let patch = |body: Value| call(&server, "PATCH", "/api/posts/1?include=category,tags,comments", body);
        let post = patch(json!({"author": {"connect": {"email": "bob@x.org"}}, "category": {"disconnect": true}})).await.of(200);
        assert_eq!((&post["authorId"], &post["categoryId"], &post["version"]), (&json!("bob"), &json!(null), &json!(2)));
        let post = patch(json!({"tags": {"set": [{"name": "sql"}], "create": [{"name": "new"}]}})).await.of(200);
        assert_eq!(post["tags"].as_array().unwrap().len(), 2);
        assert_eq!(post["version"], 2, "links are not columns of the row");
        let post = patch(json!({"tags": {"disconnect": [{"name": "sql"}]}})).await.of(200);
        assert_eq!(post["tags"][0]["name"], "new");
        let post = patch(json!({"comments": {"create": [{"body": "third"}]}})).await.of(200);
        assert_eq!(post["comments"].as_array().unwrap().len(), 3);
        let refused = patch(json!({"comments": {"set": []}, "author": {"disconnect": true}})).await;
        assert_eq!(refused.problem(422, "validation"), pairs(&[
            ("/comments/set", "null_not_allowed"),
            ("/author/disconnect", "null_not_allowed"),
        ]));
        let nowhere = patch(json!({"category": {"connect": {"id": 99}}})).await;
        assert_eq!(nowhere.problem(409, "foreign_key_violation"), pairs(&[("/category/connect/id", "foreign_key_violation")]));
        let body = json!({"category": {"connect": {"id": 99}}});
        call(&server, "PATCH", "/api/posts/99", body).await.problem(404, "not_found");
        let children = json!({"children": {"disconnect": [{"id": 2}], "connect": [{"name": "empty"}]}});
        let root = call(&server, "PATCH", "/api/categories/1?include=children", children).await.of(200);
        assert_eq!(root["children"].as_array().unwrap().iter().map(|row| &row["name"]).collect::<Vec<_>>(), ["empty"]);
    });
}

#[tokio::test]
async fn one_to_one_relations_move() {
    on_each!(server => {
        let patch = |id: &str, body: Value| {
            let path = format!("/api/users/{id}?include=profile");
            let server = &server;
            async move { call(server, "PATCH", &path, body).await }
        };
        let ann = patch("ann", json!({"profile": {"create": {"bio": "of Ann"}}})).await.of(200);
        assert_eq!(ann["profile"]["bio"], "of Ann");
        let again = patch("ann", json!({"profile": {"create": {"bio": "second"}}})).await;
        assert_eq!(again.problem(409, "unique_violation"), pairs(&[("/profile/create", "unique_violation")]));
        let bob = patch("bob", json!({"profile": {"connect": {"id": ann["profile"]["id"]}}})).await.of(200);
        assert_eq!(bob["profile"]["bio"], "of Ann");
        assert_eq!(patch("ann", json!({})).await.of(200)["profile"], json!(null));
        assert_eq!(patch("bob", json!({"profile": {"disconnect": true}})).await.of(200)["profile"], json!(null));
    });
}
