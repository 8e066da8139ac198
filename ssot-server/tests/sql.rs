//! The SQL text of plans, as it goes to the databases.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::{MEMBERSHIP, POST};
use ssot_db::{Dialect, Value};
use ssot_server::plan::{self, Limits, Shape};
use ssot_server::policy::Viewer;
use ssot_server::query;
use ssot_server::request::query::{Query, Scope};
use ssot_server::resource::{Field, Kind, Link, Relation, Resource};

/// The text of a list of posts, from `FROM` on, and its parameters.
fn list(raw: &str, dialect: Dialect) -> (String, Vec<Value>) {
    let mut faults = Vec::new();
    let query = Query::parse(raw, Scope::List, &mut faults);
    let read = plan::list(&POST, &query, &Limits::default(), &Viewer::PROGRAM, faults).unwrap();
    let statement = query::rows(&read, dialect).statement;
    let from = statement.sql.find(" FROM ").unwrap();
    (statement.sql[from + 1..].to_owned(), statement.parameters)
}

#[test]
fn conditions_in_both_dialects() {
    let end = r#" ORDER BY t0."id" ASC LIMIT 21"#;
    for (raw, sqlite, postgres) in [
        ("where[id]=1", r#"t0."id" = ?1"#, r#"t0."id" = $1::int8"#),
        ("where[title][gt]=a", r#"t0."title" > ?1"#, r#"t0."title" COLLATE "C" > $1"#),
        ("where[id][in]=1,2", r#"t0."id" IN (SELECT value FROM json_each(?1))"#, r#"t0."id" = ANY($1::int8[])"#),
        ("where[title][contains]=a", r#"instr(t0."title", ?1) > 0"#, r#"strpos(t0."title", $1::text) > 0"#),
        (
            "where[title][endsWith]=a",
            r#"substr(t0."title", length(t0."title") - length(?1) + 1) = ?1"#,
            r#"right(t0."title", length($1::text)) = $1::text"#,
        ),
        (
            "where[title][istartsWith]=A",
            r#"substr(lower(t0."title"), 1, length(?1)) = ?1"#,
            r#"starts_with(translate(t0."title", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), $1::text)"#,
        ),
        (
            "where[author][is][balance][gte]=1",
            r#"EXISTS (SELECT 1 FROM "users" t2 WHERE t2."id" = t0."author_id" AND (ssot_decimal(t2."balance") >= ssot_decimal(?1)))"#,
            r#"EXISTS (SELECT 1 FROM "users" t2 WHERE t2."id" = t0."author_id" AND (t2."balance" >= $1::numeric))"#,
        ),
        (
            "where[tags][every][name]=x",
            r#"NOT EXISTS (SELECT 1 FROM "tags" t2 JOIN "_PostToTag" t3 ON t3."B" = t2."id" WHERE t3."A" = t0."id" AND (t2."name" = ?1) IS NOT TRUE)"#,
            r#"NOT EXISTS (SELECT 1 FROM "tags" t2 JOIN "_PostToTag" t3 ON t3."B" = t2."id" WHERE t3."A" = t0."id" AND (t2."name" = $1) IS NOT TRUE)"#,
        ),
        (
            "where[or][0][id]=1&where[or][1][not][published]=true",
            r#"(t0."id" = ?1) OR (NOT (t0."published" = ?2))"#,
            r#"(t0."id" = $1::int8) OR (NOT (t0."published" = $2))"#,
        ),
        (
            "where[labels][has]=x",
            r#"EXISTS (SELECT 1 FROM json_each(t0."labels") WHERE value = ?1)"#,
            r#"coalesce($1 = ANY(t0."labels"), FALSE)"#,
        ),
    ] {
        let head = r#"FROM "posts" t0 WHERE "#;
        assert_eq!(list(raw, Dialect::Sqlite).0, format!("{head}{sqlite}{end}"));
        assert_eq!(list(raw, Dialect::Postgres).0, format!("{head}{postgres}{end}"));
    }
}

#[test]
fn conditions_of_mariadb() {
    for (raw, sql) in [
        ("where[id]=1", r#"t0."id" = ?"#),
        ("where[id][in]=1,2,3", r#"t0."id" IN (?, ?, ?, ?)"#),
        ("where[title][gt]=a", r#"t0."title" > ?"#),
        ("where[title][contains]=a", r#"locate(CAST(? AS BINARY), CAST(t0."title" AS BINARY)) > 0"#),
        ("where[title][endsWith]=a", r#"right(CAST(t0."title" AS BINARY), length(?)) = CAST(? AS BINARY)"#),
        (
            "where[title][ieq]=A",
            r#"(CAST(lower(CONVERT(CAST(t0."title" AS BINARY) USING hebrew)) AS BINARY)) = CAST(? AS BINARY)"#,
        ),
        (
            "where[author][is][balance][gte]=1",
            r#"EXISTS (SELECT 1 FROM "users" t2 WHERE t2."id" = t0."author_id" AND (t2."balance" >= CAST(? AS DECIMAL(65,30))))"#,
        ),
        ("where[labels][has]=x", r#"json_contains(coalesce(t0."labels", '[]'), ?)"#),
    ] {
        let expected = format!(r#"FROM "posts" t0 WHERE {sql} ORDER BY t0."id" ASC LIMIT 21"#);
        let (text, parameters) = list(raw, Dialect::Mysql);
        assert_eq!(text, expected);
        assert_eq!(parameters.len(), text.matches('?').count(), "{text}");
    }
    let text = list("orderBy=rating:desc:nullsFirst,status", Dialect::Mysql).0;
    assert_eq!(
        text,
        r#"FROM "posts" t0 ORDER BY t0."rating" IS NOT NULL, t0."rating" DESC, CASE t0."status" WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'archived' THEN 2 END ASC, t0."id" ASC LIMIT 21"#
    );
}

#[test]
fn values_of_requests_are_bound_and_never_text() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let (text, parameters) =
            list("where[title]='%3B+DROP+TABLE+posts%3B--&where[meta][path][a'b]=x%27&skip=7", dialect);
        assert!(!text.contains("DROP") && !text.contains("a'b") && !text.contains("x'"), "{text}");
        assert!(parameters.contains(&Value::Text("'; DROP TABLE posts;--".into())), "{parameters:?}");
        let end = match dialect {
            Dialect::Sqlite => "OFFSET ?4",
            Dialect::Postgres => "OFFSET $4",
            Dialect::Mysql => "OFFSET ?",
        };
        assert!(text.ends_with(end), "{text}");
    }
}

#[test]
fn orders_put_nulls_last_only_where_there_are_any() {
    let text = |dialect| list("orderBy=-rating,status,title", dialect).0;
    assert_eq!(
        text(Dialect::Sqlite),
        r#"FROM "posts" t0 ORDER BY t0."rating" DESC NULLS LAST, CASE t0."status" WHEN 'draft' THEN 0 WHEN 'published' THEN 1 WHEN 'archived' THEN 2 END ASC, t0."title" ASC, t0."id" ASC LIMIT 21"#
    );
    assert_eq!(
        text(Dialect::Postgres),
        r#"FROM "posts" t0 ORDER BY t0."rating" DESC NULLS LAST, t0."status" ASC, t0."title" COLLATE "C" ASC, t0."id" ASC LIMIT 21"#
    );
    let mysql = text(Dialect::Mysql);
    assert!(mysql.starts_with(r#"FROM "posts" t0 ORDER BY t0."rating" DESC, CASE t0."status" WHEN"#), "{mysql}");
    assert!(mysql.ends_with(r#" END ASC, t0."title" ASC, t0."id" ASC LIMIT 21"#), "{mysql}");
}

#[test]
fn what_there_is_one_of_is_joined_and_what_there_are_many_of_is_asked_once() {
    let mut faults = Vec::new();
    let raw = "fields=id&include=author,tags&fields[author]=id&fields[tags]=name&include[tags][take]=3&include[tags][orderBy]=name";
    let query = Query::parse(raw, Scope::List, &mut faults);
    let read = plan::list(&POST, &query, &Limits::default(), &Viewer::PROGRAM, faults).unwrap();
    let selection = query::rows(&read, Dialect::Postgres);
    assert_eq!(
        &*selection.statement.sql,
        r#"SELECT t0."id", t2."id" FROM "posts" t0 LEFT JOIN "users" t2 ON t2."id" = t0."author_id" ORDER BY t0."id" ASC LIMIT 21"#
    );
    let one = query::related(&selection.many[0], &[vec![Value::Integer(1)]], Dialect::Sqlite);
    assert_eq!(
        &*one.statement.sql,
        r#"SELECT t1."A", t0."id", t0."name" FROM "tags" t0 JOIN "_PostToTag" t1 ON t1."B" = t0."id" WHERE ((t1."A" = ?1)) ORDER BY t0."name" ASC, t0."id" ASC LIMIT 3"#
    );
    let several =
        query::related(&selection.many[0], &[vec![Value::Integer(1)], vec![Value::Integer(2)]], Dialect::Postgres);
    assert_eq!(
        &*several.statement.sql,
        r#"SELECT t0."ssot:p", t0."id", t0."name" FROM (SELECT t0.*, t1."A" AS "ssot:p", row_number() OVER (PARTITION BY t1."A" ORDER BY t0."name" COLLATE "C" ASC, t0."id" ASC) AS "ssot:n" FROM "tags" t0 JOIN "_PostToTag" t1 ON t1."B" = t0."id" WHERE t1."A" = ANY($1::int8[])) t0 WHERE t0."ssot:n" <= 3 ORDER BY t0."ssot:n""#
    );
    assert_eq!(several.statement.parameters, [Value::List(vec![Value::Integer(1), Value::Integer(2)])]);
}

static PARENT: Resource = Resource {
    fields: &[Field::new("a", "a", Kind::Int), Field::new("b", "b", Kind::Bytes)],
    computed: &[],
    relations: &[Relation {
        name: "children",
        target: &CHILD,
        inverse: 0,
        link: Link::Held { fields: &[1, 2], references: &[0, 1] },
        list: true,
        nullable: false,
    }],
    key: &[0, 1],
    ..common::resource("Parent", "parents", "parents")
};

static CHILD: Resource = Resource {
    fields: &[
        Field::new("id", "id", Kind::Int),
        Field::new("parentA", "parent_a", Kind::Int),
        Field::new("parentB", "parent_b", Kind::Bytes),
    ],
    computed: &[],
    relations: &[Relation {
        name: "parent",
        target: &PARENT,
        inverse: 0,
        link: Link::Holds { fields: &[1, 2], references: &[0, 1], constraint: "children_fkey" },
        list: false,
        nullable: false,
    }],
    ..common::resource("Child", "children", "children")
};

#[test]
fn parents_with_composite_keys_are_padded_to_few_texts() {
    let mut faults = Vec::new();
    let query = Query::parse("include=children&fields[children]=id", Scope::List, &mut faults);
    let read = plan::list(&PARENT, &query, &Limits::default(), &Viewer::PROGRAM, faults).unwrap();
    let selection = query::rows(&read, Dialect::Sqlite);
    let parents: Vec<Vec<Value>> = (0..3).map(|a| vec![Value::Integer(a), Value::Bytes(vec![1])]).collect();
    let children = query::related(&selection.many[0], &parents, Dialect::Sqlite).statement;
    let one = r#"(t0."parent_a" = ? AND t0."parent_b" = ?)"#;
    let text = (1..=8).fold(children.sql.to_string(), |text, number| text.replace(&format!("?{number}"), "?"));
    assert!(text.contains(&[one; 4].join(" OR ")), "{text}");
    assert!(text.contains(r#"PARTITION BY t0."parent_a", t0."parent_b" ORDER BY t0."id" ASC"#), "{text}");
    assert_eq!(children.parameters[6..], parents[2]);
}

#[test]
fn rows_are_found_by_all_fields_of_their_key() {
    let shape = Shape { columns: vec![2], ..Shape::default() };
    let selection = query::item(&MEMBERSHIP, MEMBERSHIP.key, &shape, &Viewer::PROGRAM, Dialect::Sqlite);
    assert_eq!(
        &*selection.statement.sql,
        // The tag is made of all columns.
        r#"SELECT t0."since", t0."user_id", t0."group_name" FROM "memberships" t0 WHERE t0."user_id" = ?1 AND t0."group_name" = ?2"#
    );
}
