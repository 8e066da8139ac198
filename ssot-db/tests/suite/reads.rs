//! Single reads.

use ssot_db::{Cell, ErrorKind};

use crate::{Database, Dialect, Error, Row, Rows, Sink, TABLES, Value, databases, rows, spoken, statement, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_arrive_in_order() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let found = rows(&database, "SELECT id, name, age FROM people ORDER BY id", vec![]).await.unwrap();
        assert_eq!(
            found,
            [
                vec![Value::Integer(1), text("Ann"), Value::Integer(30)],
                vec![Value::Integer(2), text("Bo"), Value::Null]
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_reads_at_once_do_not_mix() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let sql = spoken(&database, "SELECT name FROM people WHERE id = $1");
        let reads = (0..500).map(|number| {
            let (database, sql) = (database.clone(), sql.clone());
            tokio::spawn(async move { rows(&database, &sql, vec![Value::Integer(number % 3)]).await })
        });
        for (number, read) in reads.collect::<Vec<_>>().into_iter().enumerate() {
            let expected: &[_] = match number % 3 {
                0 => &[],
                1 => &[vec![text("Ann")]],
                _ => &[vec![text("Bo")]],
            };
            assert_eq!(read.await.unwrap().unwrap(), expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_reads_come_back_in_order() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let reads = ["SELECT name FROM people WHERE id = 1", "SELECT body FROM letters", "SELECT 7"]
            .map(|sql| (statement(sql, vec![]), Rows::default()));
        let sinks = database.read_many(reads.into()).await.unwrap();
        let first: Vec<_> = sinks.into_iter().map(|sink| sink.rows[0][0].clone()).collect();
        assert_eq!(first, [text("Ann"), text("hello"), Value::Integer(7)]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sink_can_end_a_read() {
    struct Full;
    impl Sink for Full {
        fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
            assert!(matches!(row.cell(0)?, Cell::Integer(_)));
            Err(Error { kind: ErrorKind::OutOfRange, detail: "full".into() })
        }
        fn reset(&mut self) {}
    }
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let result = database.read(statement("SELECT id FROM people", vec![]), Full).await;
        assert_eq!(result.err().unwrap().detail, "full");
        assert_eq!(rows(&database, "SELECT count(*) FROM people", vec![]).await.unwrap(), [[Value::Integer(2)]]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_statement_leaves_the_connection_usable() {
    for database in databases().await {
        let error = rows(&database, "SELECT nothing FROM nowhere", vec![]).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Other);
        assert_eq!(rows(&database, "SELECT 1", vec![]).await.unwrap(), [[Value::Integer(1)]]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expensive_read_moves_and_gives_every_row_once() {
    for database in databases().await {
        // The server is asked to dawdle; SQLite has to count. Reads of MariaDB have a connection for themselves from the start.
        let resets = usize::from(database.dialect() != Dialect::Mysql);
        let sql = match database.dialect() {
            Dialect::Mysql => "SELECT seq FROM seq_1_to_100000",
            Dialect::Sqlite => {
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n"
            }
            Dialect::Postgres => {
                "SELECT i, CASE WHEN i = 100000 THEN pg_sleep(0.4) END FROM generate_series(1, 100000) i"
            }
        };
        let sink = database.read(statement(sql, vec![]), Rows::default()).await.unwrap();
        assert_eq!((sink.resets, sink.rows.len()), (resets, 100_000));
        assert_eq!(sink.rows[99_999][0], Value::Integer(100_000));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_read_times_out_and_hinders_nobody() {
    for database in short_of_time().await {
        let sql = endless(&database);
        let slow = {
            let database = database.clone();
            tokio::spawn(async move { rows(&database, sql, vec![]).await })
        };
        for _ in 0..50 {
            let started = std::time::Instant::now();
            rows(&database, "SELECT 1", vec![]).await.unwrap();
            assert!(started.elapsed().as_millis() < 400);
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(slow.await.unwrap().unwrap_err().kind, ErrorKind::Timeout);
    }
}

/// A thread that has a runtime of its own has a connection of its own, and others when it needs them.
#[tokio::test]
async fn a_slow_read_holds_up_nobody_on_its_thread() {
    let Some(url) = crate::postgres_url() else { return };
    let mut config = crate::PostgresConfig::new(url);
    config.patience = config.statement_timeout;
    let database = Database::postgres(config).await.unwrap();
    // Its connection is made before, not while it is slow.
    rows(&database, "SELECT 1", vec![]).await.unwrap();
    let slow = tokio::spawn({
        let database = database.clone();
        async move { rows(&database, "SELECT pg_sleep(3)", vec![]).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let quick = rows(&database, "SELECT 1", vec![]);
    tokio::time::timeout(std::time::Duration::from_secs(2), quick).await.expect("it waits for the slow one").unwrap();
    assert!(!slow.is_finished());
    slow.abort();
}

fn endless(database: &Database) -> &'static str {
    match database.dialect() {
        Dialect::Sqlite => "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        Dialect::Postgres => "SELECT pg_sleep(60)",
        Dialect::Mysql => "SELECT sleep(60)",
    }
}

async fn short_of_time() -> Vec<Database> {
    let limit = std::time::Duration::from_millis(500);
    let mut config = crate::SqliteConfig::temporary();
    config.statement_timeout = limit;
    let mut databases = vec![Database::sqlite(config).unwrap()];
    if let Some(url) = crate::postgres_url() {
        let mut config = crate::PostgresConfig::new(url);
        config.statement_timeout = limit;
        config.patience = std::time::Duration::from_millis(50);
        databases.push(Database::postgres(config).await.unwrap());
    }
    if let Some(url) = crate::mysql_url() {
        let mut config = crate::MysqlConfig::new(url);
        config.statement_timeout = limit;
        databases.push(Database::mysql(config).await.unwrap());
    }
    databases
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_database_is_unavailable() {
    for database in databases().await {
        database.ping().await.unwrap();
        database.close().await;
        assert_eq!(database.ping().await.unwrap_err().kind, ErrorKind::Unavailable);
        assert_eq!(rows(&database, "SELECT 1", vec![]).await.unwrap_err().kind, ErrorKind::Unavailable);
        assert_eq!(database.batch("SELECT 1").await.unwrap_err().kind, ErrorKind::Unavailable);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn definitions_are_applied_once() {
    for database in databases().await {
        assert!(database.apply(TABLES).await.unwrap());
        assert!(!database.apply(TABLES).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_table_is_read_as_it_is_now() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let sql = "SELECT * FROM people WHERE id = 1";
        assert_eq!(rows(&database, sql, vec![]).await.unwrap()[0].len(), 3);
        database.batch("ALTER TABLE people ADD COLUMN height INTEGER").await.unwrap();
        for _ in 0..4 {
            assert_eq!(rows(&database, sql, vec![]).await.unwrap()[0].len(), 4);
        }
    }
}
