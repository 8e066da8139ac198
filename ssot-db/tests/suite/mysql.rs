//! What only MariaDB does.

use ssot_db::{Beside, ErrorKind, Query};

use crate::{
    Database, Expect, MysqlConfig, Parameter, ScriptError, Step, Value, must, mysql_url, rows, script, step, text,
    value,
};

async fn mysql() -> Option<Database> {
    Some(Database::mysql(MysqlConfig::new(mysql_url()?)).await.unwrap())
}

fn query(sql: &str, parameters: Vec<Parameter>) -> Query {
    Query { sql: sql.into(), parameters }
}

/// A type, what is bound, and what comes back (the same where `None`).
fn values() -> Vec<(&'static str, Value, Option<Value>)> {
    let decimal = |text: &str| Value::Decimal(text.into());
    vec![
        ("boolean", Value::Boolean(true), Some(Value::Integer(1))),
        ("bit(1)", Value::Boolean(true), Some(Value::Integer(1))),
        ("tinyint unsigned", Value::Integer(255), None),
        ("bigint", Value::Integer(i64::MIN), None),
        ("bigint unsigned", Value::Integer(i64::MAX), None),
        ("bigint unsigned", decimal("18446744073709551615"), None),
        ("year", Value::Integer(2026), None),
        ("float", Value::Float(0.1), None),
        ("double", Value::Float(1.0 / 3.0), None),
        ("double", Value::Float(-1e300), None),
        ("varchar(20)", text("grün \u{1F600}'\"\\ "), None),
        ("char(36)", Value::Uuid([0xab; 16]), Some(text("abababab-abab-abab-abab-abababababab"))),
        ("longtext", text(" padded "), None),
        ("enum('happy', 'so so')", text("so so"), None),
        ("json", Value::Json("{ \"b\": [1, null] }".into()), Some(text("{ \"b\": [1, null] }"))),
        ("json", Value::List(vec![Value::Integer(1), text("a\\")]), Some(text("[1,\"a\\\\\"]"))),
        ("longblob", Value::Bytes(vec![0, 255, 39, 92, 7]), None),
        ("binary(2)", Value::Bytes(vec![200, 1]), None),
        ("datetime(3)", Value::Timestamp(1_769_851_800_123), None),
        ("datetime(3)", Value::Timestamp(-62_135_596_800_000), None),
        ("datetime(3)", Value::Timestamp(253_402_300_799_999), None),
        ("timestamp(3)", Value::Timestamp(1_769_851_800_123), None),
        ("date", Value::Date(-1), None),
        ("time(6)", Value::Time(86_399_999_999), None),
        ("decimal(65,30)", decimal("0"), None),
        ("decimal(65,30)", decimal("-0.000000000000000000000000000001"), None),
        ("decimal(65,30)", decimal("12345678901234567890123456789012345.123456789012345678901234567891"), None),
        ("decimal(20,4)", decimal("100000000.05"), None),
        ("decimal(20,4)", Value::Integer(100_000), Some(decimal("100000"))),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_type_comes_back_as_it_went() {
    let Some(database) = mysql().await else { return };
    for (ty, bound, expected) in values() {
        database
            .batch(&format!("CREATE OR REPLACE TABLE v (a {ty} NULL, b {ty} NULL) CHARACTER SET utf8mb4"))
            .await
            .unwrap();
        let insert =
            must("INSERT INTO v VALUES (?, ?)", vec![Parameter::Value(bound.clone()), Parameter::Value(Value::Null)]);
        let done = database.run(script(vec![insert])).await;
        done.unwrap_or_else(|error| panic!("{ty} {bound:?}: {error:?}"));
        let found = rows(&database, "SELECT a, b FROM v", vec![]).await;
        let found = found.unwrap_or_else(|error| panic!("{ty} {bound:?}: {error}"));
        assert_eq!(found, [[expected.unwrap_or(bound), Value::Null]], "{ty}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_fit_is_refused() {
    let Some(database) = mysql().await else { return };
    database.batch("CREATE TABLE v (i TINYINT, t VARCHAR(3), d DECIMAL(4,2), m DATETIME(3))").await.unwrap();
    let wrong = [
        ("i", Value::Integer(128)),
        ("t", text("four")),
        ("d", Value::Decimal("123.5".into())),
        ("m", Value::Timestamp(253_402_300_800_000)),
    ];
    for (column, bound) in wrong {
        let insert = step(&format!("INSERT INTO v ({column}) VALUES (?)"), vec![Parameter::Value(bound)]);
        match database.run(script(vec![insert])).await.unwrap_err() {
            ScriptError::Database { error, .. } => {
                assert_eq!(error.kind, ErrorKind::OutOfRange, "{column}: {error}");
                assert!(!error.detail.contains("four"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_beside_a_step_is_a_part_of_it() {
    let Some(database) = mysql().await else { return };
    database
        .batch("CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE, hits INT NOT NULL DEFAULT 0)")
        .await
        .unwrap();
    let upsert = |id: i64, name: &str| {
        let by = || vec![value(id)];
        must("INSERT INTO t (id, name) VALUES (?, ?)", vec![value(id), value(name)]).beside(Beside::Instead {
            look: query("SELECT 1 FROM t WHERE id = ? FOR UPDATE", by()),
            found: query("UPDATE t SET hits = hits + 1 WHERE id = ?", by()),
            after: query("SELECT id, name, hits FROM t WHERE id = ?", by()),
        })
    };
    let row = |id: i64, name: &str, hits: i64| vec![Value::Integer(id), text(name), Value::Integer(hits)];
    let outcome = database.run(script(vec![upsert(1, "a"), upsert(1, "a"), upsert(2, "b")])).await.unwrap();
    let found: Vec<_> = outcome.steps.iter().map(|step| step.rows[0].clone()).collect();
    assert_eq!(found, [row(1, "a", 0), row(1, "a", 1), row(2, "b", 0)]);
    // Another key that is taken is no reason to change the row that has it.
    let failed = database.run(script(vec![upsert(3, "a")])).await.unwrap_err();
    assert!(
        matches!(&failed, ScriptError::Database { error, .. } if matches!(error.kind, ErrorKind::Unique { .. })),
        "{failed:?}"
    );

    let after = query("SELECT hits FROM t WHERE id = ?", vec![value(9)]);
    let nobody =
        Step::new("UPDATE t SET hits = 5 WHERE id = ?", vec![value(9)], Expect::Some).beside(Beside::After(after));
    assert!(matches!(database.run(script(vec![nobody])).await, Err(ScriptError::Missing { step: 0 })));
    // Found, though it stays as it is.
    let same = Step::new("UPDATE t SET hits = hits WHERE id = ?", vec![value(1)], Expect::Some)
        .beside(Beside::After(query("SELECT hits FROM t WHERE id = ?", vec![value(1)])));
    assert_eq!(database.run(script(vec![same])).await.unwrap().steps[0].rows, [[Value::Integer(1)]]);

    let before = query("SELECT name FROM t WHERE id > ? ORDER BY id FOR UPDATE", vec![value(0)]);
    let gone = step("DELETE FROM t WHERE id > ?", vec![value(0)]).beside(Beside::Before(before));
    let outcome = database.run(script(vec![gone])).await.unwrap();
    assert_eq!((outcome.steps[0].rows.clone(), outcome.steps[0].affected), (vec![vec![text("a")], vec![text("b")]], 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn upserts_at_once_make_one_row() {
    let Some(database) = mysql().await else { return };
    database.batch("CREATE TABLE t (id INT PRIMARY KEY, hits INT NOT NULL)").await.unwrap();
    let runs = (0..16).map(|_| {
        let database = database.clone();
        let by = || vec![value(1)];
        let upsert = must("INSERT INTO t (id, hits) VALUES (?, 1)", by()).beside(Beside::Instead {
            look: query("SELECT 1 FROM t WHERE id = ? FOR UPDATE", by()),
            found: query("UPDATE t SET hits = hits + 1 WHERE id = ?", by()),
            after: query("SELECT hits FROM t WHERE id = ?", by()),
        });
        tokio::spawn(async move { database.run(script(vec![upsert])).await })
    });
    for run in runs.collect::<Vec<_>>() {
        run.await.unwrap().unwrap();
    }
    assert_eq!(rows(&database, "SELECT hits FROM t", vec![]).await.unwrap(), [[Value::Integer(16)]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_up_that_failed_is_not_taken_for_one() {
    let Some(database) = mysql().await else { return };
    let half = "CREATE TABLE a (id INTEGER); INSERT INTO b VALUES (1);";
    assert_eq!(database.apply(half).await.unwrap_err().kind, ErrorKind::Other);
    let error = database.apply("CREATE TABLE c (id INTEGER)").await.unwrap_err();
    assert!(error.detail.contains("half-way"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_were_lost_are_made_again() {
    let Some(database) = mysql().await else { return };
    database.batch("CREATE TABLE t (id INT PRIMARY KEY)").await.unwrap();
    let insert = |id: i64| script(vec![must("INSERT INTO t VALUES (?)", vec![value(id)])]);
    database.run(insert(1)).await.unwrap();
    rows(&database, "SELECT id FROM t", vec![]).await.unwrap();
    // All but the one that asks.
    let others = "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()";
    for row in rows(&database, others, vec![]).await.unwrap() {
        let Value::Integer(id) = row[0] else { panic!("{row:?}") };
        // One that has just set something up may be gone already.
        let _ = database.batch(&format!("KILL {id}")).await;
    }
    database.run(insert(2)).await.unwrap();
    assert_eq!(rows(&database, "SELECT count(*) FROM t", vec![]).await.unwrap(), [[Value::Integer(2)]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_writes_nothing() {
    let Some(database) = mysql().await else { return };
    database.batch("CREATE TABLE t (id INT PRIMARY KEY)").await.unwrap();
    rows(&database, "INSERT INTO t VALUES (1)", vec![]).await.unwrap_err();
    assert_eq!(rows(&database, "SELECT count(*) FROM t", vec![]).await.unwrap(), [[Value::Integer(0)]]);
}
