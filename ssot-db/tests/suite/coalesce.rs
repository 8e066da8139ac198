//! Reads by key that come at once, on PostgreSQL.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use ssot_db::{ByKey, Context, ErrorKind, Statement};

use crate::{Database, PostgresConfig, Rows, TABLES, Value, postgres_url, rows, text};

/// Which connection brought a row, and when its statement began, tell which statement that was.
const COLUMNS: &str = "SELECT name, pg_backend_pid() || ' ' || statement_timestamp()::text, id FROM people WHERE ";

fn by_key(key: &str, list: &str, column: usize) -> (Arc<str>, Arc<ByKey>) {
    let several = Arc::new(ByKey { sql: format!("{COLUMNS}{list}").into(), parameter: 0, column });
    (format!("{COLUMNS}{key}").into(), several)
}

fn by_id() -> (Arc<str>, Arc<ByKey>) {
    by_key("id = $1::int8", "id = ANY($1::int8[])", 2)
}

fn ask((sql, several): &(Arc<str>, Arc<ByKey>), key: Value) -> Statement {
    let by_key = Some(Arc::clone(several));
    Statement { by_key, ..Statement::new(Arc::clone(sql), vec![key], Context::None) }
}

/// With as many people as there are ids.
async fn database(people: usize) -> Option<Database> {
    let database = Database::postgres(PostgresConfig::new(postgres_url()?)).await.unwrap();
    let more = format!("INSERT INTO people (id, name) SELECT n, 'Person ' || n FROM generate_series(3, {people}) n");
    database.batch(&[TABLES, &more].join(";")).await.unwrap();
    Some(database)
}

async fn all(database: &Database, statements: Vec<Statement>) -> Vec<Vec<Vec<Value>>> {
    let reads = statements.into_iter().map(|statement| database.read(statement, Rows::default()));
    join_all(reads).await.into_iter().map(|read| read.unwrap().rows).collect()
}

/// On one thread, so that all have asked before the first is answered.
#[tokio::test]
async fn each_has_its_own_row_and_few_statements_bring_them() {
    let Some(database) = database(500).await else { return };
    let form = by_id();
    for round in 0..4 {
        // Some twice, and those from 501 on are not there.
        let keys: Vec<i64> = (1..=600).chain([7, 7, 501]).map(|key| (key * 7 + round) % 603 + 1).collect();
        let read = all(&database, keys.iter().map(|&key| ask(&form, Value::Integer(key))).collect()).await;
        let mut statements = HashSet::new();
        for (key, rows) in keys.iter().zip(&read) {
            match rows.as_slice() {
                [] => assert!(*key > 500, "{key} was not found"),
                [row] => {
                    assert_eq!(row[2], Value::Integer(*key));
                    let Value::Text(statement) = &row[1] else { panic!("{row:?}") };
                    statements.insert(statement.clone());
                }
                rows => panic!("{key} has {} rows", rows.len()),
            }
        }
        // One for whoever comes first, then 64 at a time.
        assert!(statements.len() <= 11, "{} statements for {} reads", statements.len(), keys.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_of_another_spelling_is_found_all_the_same() {
    let Some(database) = database(50).await else { return };
    let form = by_key("lower(name) = lower($1)", "lower(name) = ANY(SELECT lower(n) FROM unnest($1::text[]) n)", 0);
    let keys: Vec<String> =
        (3..=50).map(|n| if n % 3 == 0 { format!("PERSON {n}") } else { format!("Person {n}") }).collect();
    let read = all(&database, keys.iter().map(|key| ask(&form, text(key))).collect()).await;
    for (n, rows) in (3..=50).zip(read) {
        assert_eq!((rows.len(), &rows[0][2]), (1, &Value::Integer(n)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_they_have_besides_the_key_keeps_them_apart() {
    let Some(database) = database(2).await else { return };
    let sql = |condition| -> Arc<str> { format!("SELECT $2::text, id FROM people WHERE {condition}").into() };
    let several = Arc::new(ByKey { sql: sql("id = ANY($1::int8[]) AND $2 <> ''"), parameter: 0, column: 1 });
    let one = sql("id = $1::int8 AND $2 <> ''");
    let ask = |n: usize| Statement {
        by_key: Some(Arc::clone(&several)),
        ..Statement::new(Arc::clone(&one), vec![Value::Integer(1), text(&format!("caller {}", n % 5))], Context::None)
    };
    let read = all(&database, (0..200).map(ask).collect()).await;
    for (n, rows) in read.iter().enumerate() {
        assert_eq!(rows, &[[text(&format!("caller {}", n % 5)), Value::Integer(1)]]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fails_for_itself() {
    let Some(database) = database(50).await else { return };
    let form = by_key("100 / (id - $1::int8) > 0 OR id = $1", "100 / (id - ANY($1)) > 0", 2);
    let reads = (1..=40).map(|key| database.read(ask(&form, Value::Integer(key)), Rows::default()));
    // The text for several is wrong, and that for one divides by zero.
    for read in join_all(reads).await {
        assert_eq!(read.unwrap_err().kind, ErrorKind::OutOfRange);
    }
    assert_eq!(rows(&database, "SELECT count(*) FROM people", vec![]).await.unwrap(), [[Value::Integer(50)]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_away_holds_up_nobody() {
    let Some(database) = database(100).await else { return };
    let form = by_id();
    for _ in 0..20 {
        let reads: Vec<_> = (1..=100)
            .map(|key| {
                let (database, statement) = (database.clone(), ask(&form, Value::Integer(key)));
                tokio::spawn(async move { database.read(statement, Rows::default()).await.unwrap().rows })
            })
            .collect();
        tokio::task::yield_now().await;
        for (index, read) in reads.into_iter().enumerate() {
            if index % 2 == 0 {
                read.abort();
            } else {
                assert_eq!(read.await.unwrap()[0][2], Value::Integer(index as i64 + 1));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_before_is_seen() {
    let Some(database) = database(2).await else { return };
    let form = by_id();
    let noise = || all(&database, (0..50).map(|_| ask(&form, Value::Integer(2))).collect());
    for n in 0..30 {
        let write = async {
            let update =
                crate::step("UPDATE people SET name = $1 WHERE id = 1", vec![crate::value(&*format!("Ann {n}"))]);
            let _ = database.run(crate::script(vec![update])).await.unwrap();
            database.read(ask(&form, Value::Integer(1)), Rows::default()).await.unwrap().rows
        };
        let (_, read, _) = futures_util::join!(noise(), write, noise());
        assert_eq!(read[0][0], text(&format!("Ann {n}")));
    }
}

/// The thread that asks for all goes away with what it has begun.
#[test]
fn a_runtime_that_ends_holds_up_nobody() {
    let Some(url) = postgres_url() else { return };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let first = runtime();
    let mut config = PostgresConfig::new(url);
    config.readers = 1;
    let database = first.block_on(Database::postgres(config)).unwrap();
    first.block_on(database.batch(TABLES)).unwrap();
    let form = by_id();
    let read = || {
        let (database, statement) = (database.clone(), ask(&form, Value::Integer(1)));
        async move { database.read(statement, Rows::default()).await.unwrap().rows }
    };
    assert_eq!(first.block_on(read())[0][2], Value::Integer(1));
    let left = first.spawn(read());
    first.block_on(tokio::task::yield_now());
    assert!(!left.is_finished());
    drop(first);
    let again = runtime().block_on(async { tokio::time::timeout(Duration::from_secs(5), read()).await });
    assert_eq!(again.expect("it waits for what has ended")[0][2], Value::Integer(1));
}
