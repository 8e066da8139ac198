//! Reads over HTTP on every database: the promises of the contract, section 3.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use common::{call, encoded, get};
use serde_json::json;
use ssot_server::{Access, Api, Limits, Server};

on_each_database! {
    lists_have_rows_and_a_page
    the_promised_queries_work
    api5_every_operator_has_its_effect
    api5_what_is_unknown_is_refused_with_a_suggestion
    api4_hidden_fields_are_unknown_everywhere
    limits_are_refused_and_not_cut
    items_are_found_by_their_keys
    api15_ids_are_parsed_strictly
    api9_literal_segments_win_and_shadow_nothing_else
    relations_of_an_item_are_lists_or_rows
    includes_nest_with_options
    orders_are_total_and_nulls_last
    methods_and_forms_are_checked
    exports_go_over_all_batches
}

async fn lists_have_rows_and_a_page(server: &Server) {
    let answer = get(server, "/api/posts?take=2").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let json = answer.json();
    let next = json["page"]["next"].as_str().unwrap();
    assert_eq!(json["page"], json!({"take": 2, "skip": 0, "hasMore": true, "next": next, "prev": null}));
    assert_eq!(
        json["data"][0],
        json!({
            "id": 1, "slug": "one", "title": "hello world", "published": true, "status": "PUBLISHED", "views": 99,
            "createdAt": "2024-12-31T23:59:59.999Z", "authorId": "ann", "categoryId": 1, "rating": 1.5,
            "meta": {"a": {"b": 1}, "k": "x"}, "labels": ["red", "blue"],
        })
    );
    assert_eq!(answer.headers["link"], format!(r#"</api/posts?take=2&after={next}>; rel="next""#));
    let last = get(server, "/api/posts?take=2&skip=4&count=exact").await;
    assert_eq!(last.ids(), [5]);
    let json = last.json();
    let prev = json["page"]["prev"].as_str().unwrap();
    let page = json!({"take": 2, "skip": 4, "hasMore": false, "next": null, "prev": prev, "total": 5});
    assert_eq!(json["page"], page);
    let before = get(server, &format!("/api/posts?take=2&before={prev}")).await;
    assert_eq!(before.ids(), [3, 4]);
    let estimated = get(server, "/api/posts?where[published]=true&count=estimated").await.json();
    assert_eq!(estimated["page"]["estimated"], json!(true));
    assert_eq!(estimated["page"]["total"], json!(3));
}

/// The requests that have to work, plain, percent-encoded and on top of a filter that holds for all rows.
async fn the_promised_queries_work(server: &Server) {
    for (query, expected) in [
        ("skip=0&take=20", vec![1, 2, 3, 4, 5]),
        ("skip=2&take=2", vec![3, 4]),
        ("orderBy=createdAt", vec![1, 2, 4, 3, 5]),
        ("orderBy=-createdAt", vec![5, 3, 2, 4, 1]),
        ("where[published]=true", vec![1, 2, 5]),
        ("where[published]=false", vec![3, 4]),
        ("where[title][contains]=hello", vec![1]),
        ("where[title][icontains]=HELLO", vec![1, 2]),
        ("where[title][contains]=%25", vec![2]),
        ("where[title][contains]=_", vec![3]),
        ("where[views][gte]=100", vec![2, 3]),
        ("where[createdAt][gte]=2025-01-01", vec![2, 3, 4, 5]),
        ("where[createdAt][gte]=2025-06-01T01:00:00%2B02:00", vec![3, 5]),
    ] {
        let plain = format!("/api/posts?{query}");
        assert_eq!(get(server, &plain).await.ids(), expected, "{query}");
        let combined = format!("{plain}&where[id][gt]=0");
        assert_eq!(get(server, &combined).await.ids(), expected, "{query}");
        if !query.contains('%') {
            assert_eq!(get(server, &encoded(&plain)).await.ids(), expected, "{query}");
        }
    }
    for (query, parameter, code) in [
        ("where[published]=yes", "where[published]", "wrong_type"),
        ("where[views][gte]=abc", "where[views][gte]", "format"),
        ("where[createdAt][gte]=soon", "where[createdAt][gte]", "format"),
    ] {
        let answer = get(server, &format!("/api/posts?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["code"], "invalid_query");
        assert_eq!(answer.faults(), [(parameter.to_owned(), code.to_owned())]);
    }
}

async fn api5_every_operator_has_its_effect(server: &Server) {
    for (query, expected) in [
        ("where[id][in]=1,3", vec![1, 3]),
        ("where[id][in][]=1&where[id][in][]=3", vec![1, 3]),
        ("where[id][in]=", vec![]),
        ("where[id][notIn]=", vec![1, 2, 3, 4, 5]),
        ("where[id][notIn]=1,3", vec![2, 4, 5]),
        ("where[categoryId][notIn]=1,2", vec![]),
        ("where[id][ne]=1", vec![2, 3, 4, 5]),
        ("where[categoryId][ne]=1", vec![]),
        ("where[categoryId][isNull]=true", vec![2, 4, 5]),
        ("where[categoryId][isNull]=0", vec![1, 3]),
        ("where[views][lt]=99", vec![4, 5]),
        ("where[views][lte]=99", vec![1, 4, 5]),
        ("where[views][gt]=99", vec![2, 3]),
        ("where[views][between]=99,100", vec![1, 2]),
        ("where[rating][gte]=-1.25", vec![1, 3, 4]),
        ("where[title][startsWith]=Hello", vec![2]),
        ("where[title][startsWith]=", vec![1, 2, 3, 4, 5]),
        ("where[title][istartsWith]=hELLO", vec![1, 2]),
        ("where[title][endsWith]=b", vec![3, 4]),
        ("where[title][endsWith]=", vec![1, 2, 3, 4, 5]),
        ("where[title][endsWith]=longer than any of the titles there are", vec![]),
        ("where[title][iendsWith]=WORLD", vec![1]),
        ("where[title][ieq]=HELLO WORLD", vec![1]),
        ("where[title][lt]=a", vec![2]),
        (r"where[title][in]=a_b,back\\slash\, comma", vec![3, 5]),
        (r"where[title][contains]=\", vec![5]),
        ("where[status]=DRAFT", vec![2, 4]),
        ("where[status][in]=DRAFT,ARCHIVED", vec![2, 3, 4]),
        ("where[labels][has]=red", vec![1, 3]),
        ("where[labels][hasSome]=blue,green", vec![1, 4]),
        ("where[labels][hasEvery]=red,blue", vec![1]),
        ("where[labels][isEmpty]=true", vec![2, 5]),
        ("where[labels][eq]=red,blue", vec![1]),
        ("where[labels][eq]=red", vec![3]),
        ("where[meta][path][a.b][eq]=1", vec![1]),
        (r#"where[meta][path][a.b][eq]="1""#, vec![4]),
        ("where[meta][path][k]=x", vec![1]),
        ("where[meta][path][1][gte]=2", vec![3]),
        ("where[meta][path][k][contains]=x", vec![1]),
        (r#"where[meta]={"k":"x","a":{"b":1}}"#, vec![1]),
        ("where[meta][eq]=[1, 2]", vec![3]),
        ("where[meta][isNull]=true", vec![2]),
        ("where[or][0][id]=1&where[or][1][views][gte]=1000", vec![1, 3]),
        ("where[and][0][published]=true&where[and][1][views][lt]=50", vec![5]),
        ("where[not][published]=true", vec![3, 4]),
        ("where[id][gt]=1&where[id][gt]=2&where[id][lt]=5", vec![3, 4]),
        ("where[author][is][name]=Ann", vec![1, 2]),
        ("where[author][isNot][name]=Ann", vec![3, 4, 5]),
        ("where[category][is][name]=News", vec![1, 3]),
        ("where[category][isNot][name]=News", vec![2, 4, 5]),
        ("where[category][isNull]=true", vec![2, 4, 5]),
        ("where[category][isNull]=false", vec![1, 3]),
        ("where[comments][some][approved]=true", vec![1]),
        ("where[comments][none][approved]=true", vec![2, 3, 4, 5]),
        ("where[comments][every][approved]=true", vec![3, 4, 5]),
        ("where[tags][some][name]=rust", vec![1, 3]),
        ("where[tags][none][name]=rust", vec![2, 4, 5]),
        ("where[author][is][balance][gt]=9.99", vec![1, 2]),
        ("where[author][is][posts][some][title]=a_b", vec![3, 4, 5]),
    ] {
        let path = format!("/api/posts?{}", query.replace(' ', "+").replace('"', "%22").replace('\\', "%5C"));
        let path = path.replace('{', "%7B").replace('}', "%7D");
        assert_eq!(get(server, &path).await.ids(), expected, "{query}");
    }
}

async fn api5_what_is_unknown_is_refused_with_a_suggestion(server: &Server) {
    let path = "/api/posts?tkae=5&where[titel]=x&where[views][gtee]=1&where[published][lt]=true&orderBy=-creatdAt\
                &include=autor&fields=id,tilte&take=0&skip=-1&count=all&where[author][name]=Ann&after=x&where[or][x]=1";
    let answer = get(server, path).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let faults = answer.faults();
    let expect = [
        ("tkae", "unknown_parameter"),
        ("where[titel]", "unknown_field"),
        ("where[views][gtee]", "unknown_operator"),
        ("where[published][lt]", "unknown_operator"),
        ("where[author][name]", "unknown_operator"),
        ("where[or][x]", "format"),
        ("orderBy", "unknown_field"),
        ("take", "too_small"),
        ("skip", "too_small"),
        ("skip", "format"),
        ("count", "not_in_enum"),
        ("include", "unknown_field"),
        ("fields", "unknown_field"),
    ];
    let expect: Vec<_> = expect.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect();
    assert_eq!(faults, expect);
    let json = answer.json();
    assert_eq!(json["errors"][1]["help"], "Did you mean `title`?");
    assert_eq!(json["errors"][2]["help"], "Did you mean `gte`?");
    assert_eq!(json["instance"], "/api/posts");
    assert_eq!(json["requestId"], answer.headers["x-request-id"].to_str().unwrap());
}

async fn api4_hidden_fields_are_unknown_everywhere(server: &Server) {
    for query in [
        "where[passwordHash][startsWith]=s",
        "where[note]=x",
        "where[posts][some][author][is][passwordHash]=x",
        "orderBy=passwordHash",
        "fields=note",
        "include[posts][where][author][is][note]=x",
        "fields[posts]=id&include=posts&orderBy=-note",
    ] {
        let answer = get(server, &format!("/api/users?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        let faults = answer.faults();
        assert_eq!(faults.len(), 1, "{query}: {faults:?}");
        assert_eq!(faults[0].1, "unknown_field", "{query}");
        let help = answer.json()["errors"][0]["help"].to_string();
        assert!(!help.contains("passwordHash") && !help.contains("note"), "{query}: {help}");
    }
    let rows = get(server, "/api/users?include=posts").await;
    assert_eq!(rows.status, 200);
    assert!(!rows.text().contains("secret") && !rows.text().contains("note"), "{}", rows.text());
}

async fn limits_are_refused_and_not_cut(server: &Server) {
    let many = |count: usize| {
        let conditions: Vec<String> = (0..count).map(|index| format!("where[or][{index}][id]={index}")).collect();
        format!("/api/posts?{}", conditions.join("&"))
    };
    assert_eq!(get(server, &many(50)).await.status, 200);
    assert_eq!(get(server, &many(51)).await.faults()[0].1, "too_large");
    let deep = |levels: usize| format!("/api/posts?where{}[id]=1", "[not]".repeat(levels));
    assert_eq!(get(server, &deep(5)).await.status, 200);
    assert_eq!(get(server, &deep(6)).await.faults()[0].1, "too_large");
    for (query, status) in [
        ("take=100", 200),
        ("take=101", 400),
        ("skip=10000", 200),
        ("skip=10001", 400),
        ("take=1&take=2", 400),
        ("where[title]=%zz", 400),
        ("where[title]=%C3", 400),
        ("where[title]=%00", 400),
        ("include=comments.post.comments.post", 200),
        ("include=comments.post.comments.post.author", 400),
        ("include[comments][take]=101", 400),
        ("include[author][take]=1", 400),
    ] {
        assert_eq!(get(server, &format!("/api/posts?{query}")).await.status, status, "{query}");
    }
    let long = format!("/api/posts?where[title]={}", "x".repeat(8200));
    let answer = get(server, &long).await;
    assert_eq!((answer.status, answer.json()["code"].as_str()), (414, Some("uri_too_long")));
}

async fn items_are_found_by_their_keys(server: &Server) {
    let item = get(server, "/api/posts/1").await;
    assert_eq!(item.status, 200);
    assert_eq!(item.headers["content-type"], "application/json");
    let json = item.json();
    assert_eq!(json["author"], json!({"id": "ann", "name": "Ann", "balance": "10.5"}));
    assert_eq!(get(server, "/api/posts/by/slug/one").await.json(), json);
    assert_eq!(get(server, "/api/posts/%31").await.json(), json);
    let bare = get(server, "/api/posts/1?include=").await.json();
    assert_eq!(bare.get("author"), None);
    let few = get(server, "/api/posts/1?fields=title&include=category").await.json();
    assert_eq!(few, json!({"id": 1, "title": "hello world", "category": {"id": 1, "name": "News"}}));
    let big = get(server, "/api/comments/9007199254740993").await.json();
    assert_eq!(big["id"], "9007199254740993");
    assert_eq!(get(server, "/api/memberships/ann,c").await.json()["since"], "2025-01-01");
    assert_eq!(get(server, "/api/memberships/ann,a%2Cb").await.json()["since"], "2024-02-29");
}

async fn api15_ids_are_parsed_strictly(server: &Server) {
    for path in [
        "posts/1abc",
        "posts/0x10",
        "posts/1e3",
        "posts/99999999999999999999",
        "posts/%00",
        "posts/%zz",
        "posts/1abc/comments",
        "posts/x/author",
        "memberships/ann",
        "memberships/ann,b,c",
        "memberships/ann,",
    ] {
        let answer = get(server, &format!("/api/{path}")).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("invalid_id")), "{path}");
    }
    for path in [
        "posts/12345",
        "users/nobody",
        "memberships/ann,x",
        "posts/by/slug/none",
        "posts/12345/comments",
        "posts/12345/author",
        "posts/2/category",
        "posts/1/nothing",
        "nothing",
        "posts/1/comments/1",
        "posts/-/nothing",
        "posts/",
        "posts//",
        "posts/by/title/x",
    ] {
        let answer = get(server, &format!("/api/{path}")).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (404, Some("not_found")), "{path}");
    }
}

async fn relations_of_an_item_are_lists_or_rows(server: &Server) {
    let comments = get(server, "/api/posts/1/comments?where[approved]=true&orderBy=-id&include=author").await;
    assert_eq!(comments.status, 200, "{}", comments.text());
    let json = comments.json();
    let bodies: Vec<_> = json["data"].as_array().unwrap().iter().map(|row| row["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["third", "first"]);
    assert_eq!(json["data"][0]["author"]["name"], "Bob");
    assert_eq!(get(server, "/api/posts/1/tags").await.ids(), [1, 2]);
    assert_eq!(get(server, "/api/tags/1/posts").await.ids(), [1, 3]);
    assert_eq!(get(server, "/api/posts/2/tags").await.ids(), Vec::<i64>::new());
    assert_eq!(get(server, "/api/posts/1/author").await.json()["name"], "Ann");
    assert_eq!(get(server, "/api/posts/1/author?fields=name").await.json(), json!({"id": "ann", "name": "Ann"}));
}

async fn includes_nest_with_options(server: &Server) {
    let path = "/api/posts?orderBy=id&include=author,tags,comments.author&include[comments][take]=2\
                &include[comments][orderBy]=-id&fields=title&fields[comments]=body&fields[comments.author]=name&fields[tags]=name";
    let answer = get(server, path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let json = answer.json();
    assert_eq!(
        json["data"][0],
        json!({
            "id": 1, "title": "hello world",
            "author": {"id": "ann", "name": "Ann", "balance": "10.5"},
            "comments": [
                {"id": "3", "body": "third", "author": {"id": "bob", "name": "Bob"}},
                {"id": "2", "body": "second", "author": {"id": "ann", "name": "Ann"}},
            ],
            "tags": [{"id": 1, "name": "rust"}, {"id": 2, "name": "sql"}],
        })
    );
    assert_eq!(json["data"][3]["comments"], json!([]));
    let filtered = get(server, "/api/posts/1?include[comments][where][approved]=false").await.json();
    assert_eq!(filtered["comments"].as_array().unwrap().len(), 1);
    assert_eq!(filtered.get("author"), None, "an explicit include replaces the default");
    let through_one = get(server, "/api/comments?include=post.tags,author.memberships&orderBy=id&take=2").await.json();
    assert_eq!(through_one["data"][1]["post"]["tags"][1]["name"], "sql");
    assert_eq!(through_one["data"][1]["author"]["memberships"].as_array().unwrap().len(), 2);
}

async fn orders_are_total_and_nulls_last(server: &Server) {
    for (query, expected) in [
        ("orderBy=rating", vec![4, 1, 3, 2, 5]),
        ("orderBy=-rating", vec![3, 1, 4, 2, 5]),
        ("orderBy=rating:asc:nullsFirst", vec![2, 5, 4, 1, 3]),
        ("orderBy[rating]=desc", vec![3, 1, 4, 2, 5]),
        ("orderBy=status,-id", vec![4, 2, 5, 1, 3]),
        ("orderBy=title", vec![2, 3, 4, 5, 1]),
        ("orderBy=published,-views", vec![3, 4, 2, 1, 5]),
    ] {
        assert_eq!(get(server, &format!("/api/posts?{query}")).await.ids(), expected, "{query}");
    }
    let users = get(server, "/api/users?orderBy=balance").await.json();
    assert_eq!(users["data"][0]["balance"], "9", "exact numbers are ordered as numbers");
    for query in ["orderBy=meta", "orderBy=labels", "orderBy=-title:asc", "orderBy=title:up"] {
        assert_eq!(get(server, &format!("/api/posts?{query}")).await.status, 400, "{query}");
    }
}

async fn methods_and_forms_are_checked(server: &Server) {
    let head = call(server, "HEAD", "/api/posts/1", &[], "").await;
    let get_ = get(server, "/api/posts/1").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], get_.body.len().to_string().as_str());
    let options = call(server, "OPTIONS", "/api/posts/1/comments", &[], "").await;
    assert_eq!((options.status, options.headers["allow"].to_str().unwrap()), (204, "GET, HEAD, OPTIONS"));
    let wrong = call(server, "PATCH", "/api/posts/1/comments", &[], "").await;
    assert_eq!((wrong.status, wrong.headers["allow"].to_str().unwrap()), (405, "GET, HEAD, OPTIONS"));
    let html = call(server, "GET", "/api/posts", &[("accept", "text/html")], "").await;
    assert_eq!((html.status, html.json()["code"].as_str()), (406, Some("not_acceptable")));
}

async fn api9_literal_segments_win_and_shadow_nothing_else(server: &Server) {
    for id in ["by", "posts", "true"] {
        let body = format!(r#"{{"id":"{id}","name":"Odd","passwordHash":"x","balance":"0"}}"#);
        let made = call(server, "POST", "/api/users", &[("content-type", "application/json")], &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(get(server, &format!("/api/users/{id}")).await.json()["id"], id);
        assert_eq!(get(server, &format!("/api/users/{id}/posts")).await.ids(), Vec::<i64>::new());
    }
    assert_eq!(get(server, "/api/posts/by/slug/one").await.json()["id"], 1);
    assert_eq!(get(server, "/api/users/-").await.status, 404);
    for (path, key) in [
        ("posts", "data"),
        ("posts/1", "slug"),
        ("posts/by/slug/one", "slug"),
        ("posts/1/comments", "data"),
        ("posts/1/author", "name"),
        ("memberships/ann,c", "since"),
    ] {
        assert!(get(server, &format!("/api/{path}")).await.json().get(key).is_some(), "{path}");
    }
}

async fn exports_go_over_all_batches(server: &Server) {
    let rows: Vec<_> =
        (0..1000).map(|index| json!({"id": 100 + index, "name": format!("tag {}", index % 7)})).collect();
    let body = json!({ "data": rows }).to_string();
    let made = call(server, "POST", "/api/tags/-/bulk/create", &[("content-type", "application/json")], &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    for (query, header) in [("", 0), ("&orderBy=-name", 0), ("&format=csv&orderBy=name,-id", 1)] {
        let answer = get(server, &format!("/api/tags/-/export?fields=id{query}")).await;
        let text = answer.text();
        let lines: std::collections::BTreeSet<&str> = text.lines().skip(header).collect();
        assert_eq!((lines.len(), text.lines().count()), (1003, 1003 + header), "{query}");
    }
}

#[tokio::test]
async fn too_many_groups_are_refused_and_not_cut() {
    let limits = Limits { max_groups: 2, ..Limits::default() };
    let api = Api::new(common::sqlite().await, common::RESOURCES).access(Access::Public).limits(limits);
    let server = Server::new(api);
    let answer = get(&server, "/api/posts/-/aggregate?groupBy=authorId&count=*&sum=views,rating").await;
    assert_eq!(
        answer.json()["data"],
        json!([
            {"authorId": "ann", "count": 2, "sum": {"views": "199", "rating": 1.5}},
            {"authorId": "bob", "count": 3, "sum": {"views": "1012", "rating": 2.75}}
        ])
    );
    let answer = get(&server, "/api/posts/-/aggregate?groupBy=id").await;
    assert_eq!((answer.status, &answer.json()["errors"][0]["code"]), (400, &json!("too_large")));
    assert_eq!(answer.json()["errors"][0]["parameter"], "groupBy");
}

/// A model with columns that clients may not see: its tag has them in it, whatever an answer shows and however it was made.
#[tokio::test]
async fn a_tag_is_the_same_whatever_is_shown_and_however_it_was_read() {
    let database = common::sqlite().await;
    let server = common::public(database.clone());
    let tag = async |method: &str, path: &str, body: &str| {
        let answer = call(&server, method, path, &[("content-type", "application/json")], body).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.headers["etag"].to_str().unwrap().to_owned()
    };
    let first = tag("GET", "/api/users/ann", "").await;
    for query in ["?fields=name", "?fields=balance,id", "?include=posts", "?include=posts&fields=name", "?include="] {
        assert_eq!(tag("GET", &format!("/api/users/ann{query}"), "").await, first, "{query}");
    }
    assert_eq!(tag("GET", "/api/posts/1/author", "").await, first);
    assert_eq!(tag("GET", "/api/posts/1/author?fields=id", "").await, first);
    assert_eq!(tag("PATCH", "/api/users/ann", "{}").await, first);
    let hushed = tag("PATCH", "/api/users/ann", r#"{"passwordHash":"other"}"#).await;
    assert_ne!(hushed, first);
    assert_eq!(tag("GET", "/api/users/ann", "").await, hushed);
    assert_eq!(tag("GET", "/api/users/ann?fields=id", "").await, hushed);
    database.batch("UPDATE users SET note = 'hidden' WHERE id = 'ann'").await.unwrap();
    let noted = tag("GET", "/api/users/ann?include=posts", "").await;
    assert!(noted != first && noted != hushed);
    assert_eq!(tag("GET", "/api/users/ann", "").await, noted);
}
