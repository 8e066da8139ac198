//! Random queries: none fails, and all databases give the same answer.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
mod common;

use common::{get, public, sqlite};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngSeed, TestRunner};

const FIELDS: &[&str] = &[
    "id",
    "slug",
    "title",
    "published",
    "status",
    "views",
    "createdAt",
    "authorId",
    "categoryId",
    "rating",
    "meta",
    "labels",
    "meta][path][a.b",
    "meta][path][k",
    "meta][path][0",
    "meta][path][1",
    "author][is][name",
    "author][isNot][balance",
    "category][is][id",
    "category][isNot][name",
    "comments][some][approved",
    "comments][every][body",
    "comments][none][author][is][name",
    "tags][some][name",
    "tags][every][name",
    "author",
    "category",
    "passwordHash",
];
const OPERATORS: &[&str] = &[
    "eq",
    "ne",
    "in",
    "notIn",
    "isNull",
    "lt",
    "lte",
    "gt",
    "gte",
    "between",
    "contains",
    "startsWith",
    "endsWith",
    "icontains",
    "istartsWith",
    "iendsWith",
    "ieq",
    "has",
    "hasSome",
    "hasEvery",
    "isEmpty",
    "in][",
];
const VALUES: &[&str] = &[
    "",
    "1",
    "0",
    "-1",
    "true",
    "false",
    "a",
    "A",
    "hello",
    "Hello%20100%25",
    "%25",
    "_",
    "%5C",
    "red",
    "red,blue",
    "1,3",
    "2025-01-01",
    "2025-01-01T00:00:00Z",
    "published",
    "DRAFT",
    "DRAFT,ARCHIVED",
    "Ann",
    "bob",
    "9",
    "10.5",
    "9.99,11",
    "null",
    "%22x%22",
    "%7B%22b%22:1%7D",
    "[1,2]",
    "x",
    "b",
    "first",
    "rust",
    "1.5",
    "4",
    "-1.25,4",
    "%F0%9F%98%80",
    "%C3%9F",
    "99999999999",
    "1e3",
    "a,b",
    "2024-12-31T23:59:59.999Z,2025-01-01",
];
const ORDERS: &[&str] = &[
    "title",
    "-title",
    "rating",
    "-rating",
    "rating:desc:nullsFirst",
    "status,-views",
    "createdAt",
    "-published,categoryId",
    "meta",
    "categoryId:asc:nullsFirst,slug",
];
const INCLUDES: &[&str] = &[
    "author",
    "comments",
    "tags",
    "category.posts",
    "author.posts.comments",
    "comments.author.memberships",
    "tags.posts.tags",
];

fn condition() -> impl Strategy<Value = String> {
    let pick = |words: &'static [&'static str]| (0..words.len()).prop_map(move |index| words[index]);
    let simple = (pick(FIELDS), pick(OPERATORS), pick(VALUES))
        .prop_map(|(field, operator, value)| format!("[{field}][{operator}]={value}"));
    let not = simple.clone().prop_map(|inner| format!("[not]{inner}"));
    let or = (0..3_usize, simple.clone()).prop_map(|(index, inner)| format!("[or][{index}]{inner}"));
    let deep = simple.clone().prop_map(|inner| format!("[and][0][not][or][0]{inner}"));
    prop_oneof![4 => simple, 1 => not, 2 => or, 1 => deep].prop_map(|text| format!("where{text}"))
}

fn query() -> impl Strategy<Value = String> {
    let pick = |words: &'static [&'static str]| (0..words.len()).prop_map(move |index| words[index]);
    let order = pick(ORDERS).prop_map(|order| format!("orderBy={order}"));
    let include = prop_oneof![
        pick(INCLUDES).prop_map(|path| format!("include={path}")),
        (pick(INCLUDES), 0..4_u8).prop_map(|(path, take)| format!("include[{path}][take]={take}")),
        (condition(), pick(ORDERS)).prop_map(|(condition, order)| {
            format!(
                "include[author.posts]{}&include[author.posts][orderBy]={order}",
                condition.replacen("where", "[where]", 1)
            )
        }),
    ];
    let page = (0..4_u8, 0..3_u8).prop_map(|(take, skip)| format!("take={take}&skip={skip}&count=exact"));
    (
        prop::collection::vec(condition(), 0..3),
        prop::option::of(order),
        prop::option::of(include),
        prop::option::of(page),
    )
        .prop_map(|(conditions, order, include, page)| {
            conditions.into_iter().chain(order).chain(include).chain(page).collect::<Vec<_>>().join("&")
        })
}

/// The same queries in every run.
fn queries(count: usize) -> Vec<String> {
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(20_261_121), ..Config::default() });
    let strategy = query();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[tokio::test]
async fn no_query_fails() {
    let server = public(sqlite().await);
    let mut understood = 0;
    for query in queries(1500) {
        let answer = get(&server, &format!("/api/posts?{query}")).await;
        assert!(matches!(answer.status, 200 | 400), "{query}: {}", answer.text());
        understood += usize::from(answer.status == 200);
        answer.json();
    }
    assert!(understood > 150, "only {understood} queries were understood");
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn sqlite_and_postgres_agree() {
    if let Some(database) = common::postgres().await {
        Box::pin(agrees_with_sqlite(&public(database))).await;
    }
}

#[cfg(feature = "mysql")]
#[tokio::test]
async fn sqlite_and_mariadb_agree() {
    if let Some(database) = common::mysql().await {
        Box::pin(agrees_with_sqlite(&public(database))).await;
    }
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
async fn agrees_with_sqlite(server: &ssot_server::Server) {
    let sqlite = public(sqlite().await);
    let mut followed = 0;
    for query in queries(1500) {
        let path = format!("/api/posts?{query}");
        let (left, right) = (get(&sqlite, &path).await, get(server, &path).await);
        assert_eq!(left.status, right.status, "{query}: {} {}", left.text(), right.text());
        if left.status != 200 {
            continue;
        }
        let (mut left, mut right) = (left.json(), right.json());
        let cursors = (take_next(&mut left), take_next(&mut right));
        assert_eq!(left, right, "{query}");
        // A cursor is opaque and its server's own; where it leads is not.
        let (Some(one), Some(other)) = cursors else { continue };
        // A cursor stands for what was skipped.
        let path = ["&skip=0", "&skip=1", "&skip=2"].iter().fold(path, |path, skip| path.replace(skip, ""));
        let (left, right) = (format!("{path}&after={one}"), format!("{path}&after={other}"));
        let (left, right) = (get(&sqlite, &left).await, get(server, &right).await);
        assert_eq!(left.status, right.status, "after {query}: {} {}", left.text(), right.text());
        if left.status == 200 {
            let (mut left, mut right) = (left.json(), right.json());
            take_next(&mut left);
            take_next(&mut right);
            assert_eq!(left, right, "after {query}");
            followed += 1;
        }
    }
    assert!(followed > 20, "only {followed} cursors were followed");
}

/// Takes the text of `next` out, and leaves of both cursors only whether they are there.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn take_next(answer: &mut serde_json::Value) -> Option<String> {
    let page = &mut answer["page"];
    let next = page["next"].as_str().map(str::to_owned);
    for cursor in ["next", "prev"] {
        page[cursor] = page[cursor].is_string().into();
    }
    next
}
