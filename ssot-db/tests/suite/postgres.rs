//! What only PostgreSQL has.

use ssot_db::ErrorKind;

use crate::{Database, PostgresConfig, TABLES, Value, postgres_url, rows, script, step, text, value};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_is_made_again() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    database.batch(TABLES).await.unwrap();
    for _ in 0..3 {
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE pid <> pg_backend_pid() AND datname = current_database()";
        let _ = database.run(script(vec![step(kill, vec![])])).await.unwrap();
        for _ in 0..10 {
            assert_eq!(
                rows(&database, "SELECT name FROM people WHERE id = $1", vec![Value::Integer(1)]).await.unwrap(),
                [[text("Ann")]]
            );
        }
        let update = step("UPDATE people SET age = $1 WHERE id = 1", vec![value(31)]);
        assert_eq!(database.run(script(vec![update])).await.unwrap().steps[0].affected, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_there_is_unavailable() {
    let error = Database::postgres(PostgresConfig::new("postgres://nobody@127.0.0.1:1/nothing")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_that_do_not_fit_are_out_of_range() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    for (ty, bound) in [
        ("integer", Value::Integer(1 << 40)),
        ("smallint", text("40000")),
        ("uuid", text("no uuid")),
        ("text", text("nul\0")),
        ("date", text("2026-02-30")),
    ] {
        let error = rows(&database, &format!("SELECT $1::{ty}"), vec![bound]).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutOfRange, "{ty}: {error}");
    }
    let error = rows(&database, "SELECT $1::integer", vec![]).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Other);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_type_nobody_knows_is_refused_before_anything_happens() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    database.batch("CREATE TABLE p (id INTEGER, at POINT)").await.unwrap();
    let insert = step("INSERT INTO p VALUES (1, '(1,2)') RETURNING at", vec![]);
    assert!(database.run(script(vec![insert])).await.is_err());
    assert_eq!(rows(&database, "SELECT count(*) FROM p", vec![]).await.unwrap(), [[Value::Integer(0)]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schema_in_the_url_is_where_tables_are_found() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(&url)).await.unwrap();
    database.batch("CREATE SCHEMA \"My Own\"; CREATE TABLE \"My Own\".t (id INTEGER)").await.unwrap();
    let database = Database::postgres(PostgresConfig::new(format!("{url}?schema=My Own"))).await.unwrap();
    assert_eq!(rows(&database, "SELECT count(*) FROM t", vec![]).await.unwrap(), [[Value::Integer(0)]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shared_connections_cannot_write() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    database.batch(TABLES).await.unwrap();
    assert!(rows(&database, "DELETE FROM letters RETURNING id", vec![]).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deferred_constraint_fails_the_commit_and_the_dry_run() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    let tables = TABLES.replace("ON DELETE RESTRICT", "DEFERRABLE INITIALLY DEFERRED");
    database.batch(&tables).await.unwrap();
    for dry_run in [false, true] {
        let insert = step("INSERT INTO letters (id, sender) VALUES (5, 99)", vec![]);
        let again = step("SELECT 1", vec![]);
        let result =
            database.run(crate::Script { steps: vec![insert, again], dry_run, ..crate::Script::default() }).await;
        assert!(
            matches!(
                &result,
                Err(crate::ScriptError::Database { step: 2, error }) if matches!(error.kind, ErrorKind::ForeignKey { .. })
            ),
            "{result:?}"
        );
    }
}
