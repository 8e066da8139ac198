//! DELETE, and links of many-to-many relations.

use serde_json::json;

use super::{count, delete, get, on_each, send};

#[tokio::test]
async fn delete_takes_the_row_and_what_belongs_to_it() {
    on_each!(server => {
        let answer = delete(&server, "/api/posts/1").await;
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        delete(&server, "/api/posts/1").await.problem(404, "not_found");
        get(&server, "/api/posts/1").await.problem(404, "not_found");
        assert_eq!(count(&server, "comments").await, 0);
        delete(&server, "/api/posts/x").await.problem(400, "invalid_id");
        delete(&server, "/api/posts/2?force=true").await.problem(400, "invalid_query");
        delete(&server, "/api/memberships/ann,a%2Cb").await.of(204);
        delete(&server, "/api/memberships/ann,a%2Cb").await.problem(404, "not_found");
    });
}

#[tokio::test]
async fn api8_a_row_that_is_needed_stays() {
    on_each!(server => {
        assert_eq!(delete(&server, "/api/users/ann").await.problem(409, "restricted"), []);
        delete(&server, "/api/categories/1").await.problem(409, "restricted");
        get(&server, "/api/users/ann").await.of(200);
        delete(&server, "/api/categories/3").await.of(204);
    });
}

#[tokio::test]
async fn linking_twice_is_linking_once() {
    on_each!(server => {
        for path in ["/api/posts/1/tags/2", "/api/posts/1/tags/2", "/api/tags/1/posts/2"] {
            assert_eq!(send(&server, "PUT", path, &[], "").await.of(204), json!(null), "{path}");
        }
        let tags = get(&server, "/api/posts/1/tags").await.of(200);
        assert_eq!(tags["data"].as_array().unwrap().len(), 2);
        for _ in 0..2 {
            delete(&server, "/api/posts/1/tags/1").await.of(204);
        }
        let tags = get(&server, "/api/posts/1/tags").await.of(200);
        assert_eq!(tags["data"][0]["name"], "sql");
        for path in ["/api/posts/99/tags/1", "/api/posts/1/tags/99"] {
            send(&server, "PUT", path, &[], "").await.problem(404, "not_found");
            delete(&server, path).await.problem(404, "not_found");
        }
        send(&server, "PUT", "/api/posts/1/tags/x", &[], "").await.problem(400, "invalid_id");
        let refused = send(&server, "POST", "/api/posts/1/tags/1", &[], "").await;
        refused.problem(405, "method_not_allowed");
        assert_eq!(refused.header("allow"), "DELETE, OPTIONS, PUT");
    });
}
