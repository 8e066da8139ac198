//! How many point reads a second: `cargo run --release -p ssot-db --features postgres --example reads [POSTGRES_URL]`.
//!
//! SQLite is read from one thread; PostgreSQL from 32 tasks on as many threads as there are cores.

use std::sync::Arc;
use std::time::Instant;

use ssot_db::{Database, Dialect, Error, PostgresConfig, Row, Sink, SqliteConfig, Statement, Value};

/// Counts cells, so that every one is looked at.
struct Count(usize);

impl Sink for Count {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        for index in 0..row.len() {
            row.cell(index)?;
            self.0 += 1;
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0 = 0;
    }
}

const ROWS: i64 = 10_000;
const READS: i64 = 320_000;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (database, tasks) = match std::env::args().nth(1) {
        Some(url) => (Database::postgres(PostgresConfig::new(url)).await?, 32),
        None => (Database::sqlite(SqliteConfig::temporary())?, 1),
    };
    fill(&database).await?;
    let placeholder = if database.dialect() == Dialect::Sqlite { "?1" } else { "$1" };
    let sql = format!(
        "SELECT id, slug, title, content, published, views, rating, created_at, updated_at, author_id \
        FROM posts WHERE id = {placeholder}"
    );
    let sql: Arc<str> = sql.into();
    let started = Instant::now();
    let readers: Vec<_> =
        (0..tasks).map(|task| tokio::spawn(read(database.clone(), sql.clone(), task, READS / tasks))).collect();
    let mut cells = 0;
    for reader in readers {
        cells += reader.await.expect("a reader does not panic")?;
    }
    let seconds = started.elapsed().as_secs_f64();
    assert_eq!(cells as i64, 10 * READS);
    eprintln!("{:.0} reads a second", READS as f64 / seconds);
    database.batch("DROP TABLE posts").await?;
    database.close().await;
    Ok(())
}

async fn read(database: Database, sql: Arc<str>, first: i64, count: i64) -> Result<usize, Error> {
    let mut cells = 0;
    for number in first..first + count {
        let parameters = vec![Value::Integer(number * 7919 % ROWS + 1)];
        let statement = Statement::new(sql.clone(), parameters, ssot_db::Context::None);
        cells += database.read(statement, Count(0)).await?.0;
    }
    Ok(cells)
}

async fn fill(database: &Database) -> Result<(), Error> {
    let content = "Long live the text that says a little about nothing in particular. ".repeat(5);
    database
        .batch(&format!(
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, content TEXT, published BOOLEAN,
                views INTEGER, rating DOUBLE PRECISION, created_at TIMESTAMP, updated_at TIMESTAMP, author_id TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
            INSERT INTO posts SELECT i, 'post-' || i, 'Post number ' || i, '{content}', TRUE, i, 4.5,
                '2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z', 'user-' || (i % 100) FROM n;"
        ))
        .await
}
