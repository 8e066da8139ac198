//! How many point reads a second one thread does: `cargo run --release -p ssot-db --example reads`.

use std::time::Instant;

use ssot_db::{Database, Error, Row, Sink, SqliteConfig, Statement, Value};

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
const READS: i64 = 500_000;

fn main() -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| Error { kind: ssot_db::ErrorKind::Other, detail: error.to_string() })?;
    runtime.block_on(measure())
}

async fn measure() -> Result<(), Error> {
    let database = Database::sqlite(SqliteConfig::temporary())?;
    database
        .batch(&format!(
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, content TEXT, published INTEGER, views INTEGER,
                rating REAL, created_at TEXT, updated_at TEXT, author_id TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
            INSERT INTO posts SELECT i, 'post-' || i, 'Post number ' || i, hex(randomblob(150)), 1, i, 4.5,
                '2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z', 'user-' || (i % 100) FROM n;"
        ))
        .await?;
    let sql: std::sync::Arc<str> =
        "SELECT id, slug, title, content, published, views, rating, created_at, updated_at, \
        author_id FROM posts WHERE id = ?1"
            .into();
    let started = Instant::now();
    let mut cells = 0;
    for number in 0..READS {
        let statement = Statement { sql: sql.clone(), parameters: vec![Value::Integer(number * 7919 % ROWS + 1)] };
        cells += database.read(statement, Count(0)).await?.0;
    }
    let seconds = started.elapsed().as_secs_f64();
    assert_eq!(cells as i64, 10 * READS);
    eprintln!("{:.0} reads a second", READS as f64 / seconds);
    Ok(())
}
