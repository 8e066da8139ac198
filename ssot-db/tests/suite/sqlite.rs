//! What only SQLite has.

use crate::{Database, SqliteConfig, Value, rows, script, step, text};

#[tokio::test]
async fn exact_decimals_sort_and_compare_exactly() {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    database.batch("CREATE TABLE prices (id INTEGER PRIMARY KEY, price DECIMAL)").await.unwrap();
    let ascending = [
        "-123456789012345678901234567890.000000000000000000000000000001",
        "-0.1",
        "0",
        "0.1",
        "0.10000000000000000000000000000000000000000000000000000000000000001",
        "12",
        "12.5",
        "123456789012345678",
        "1234567890123456789012345678901234567890",
    ];
    for price in ascending.iter().rev() {
        let insert = step(
            "INSERT INTO prices (price) VALUES (?1)",
            vec![crate::Parameter::Value(Value::Decimal((*price).into()))],
        );
        database.run(script(vec![insert])).await.unwrap();
    }
    let sorted = rows(&database, "SELECT price FROM prices ORDER BY ssot_decimal(price)", vec![]).await.unwrap();
    let texts: Vec<String> = sorted
        .iter()
        .map(|row| match &row[0] {
            Value::Integer(whole) => whole.to_string(),
            Value::Float(real) => real.to_string(),
            Value::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ascending);
    for (index, price) in ascending.iter().enumerate() {
        let count = |operator: &str| format!("SELECT count(*) FROM prices WHERE {operator}");
        let price = || vec![Value::Decimal((*price).into())];
        let equal = rows(&database, &count("price = ?1"), price()).await.unwrap();
        assert_eq!(equal, [[Value::Integer(1)]]);
        let less = rows(&database, &count("ssot_decimal(price) < ssot_decimal(?1)"), price()).await.unwrap();
        assert_eq!(less, [[Value::Integer(index as i64)]]);
    }
}

#[tokio::test]
async fn times_lists_and_uuids_are_text() {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    let parameters = vec![
        Value::Timestamp(1_769_851_800_123),
        Value::Date(20_484),
        Value::Time(34_200_000_000),
        Value::List(vec![Value::Integer(1), text("b")]),
        Value::Uuid([0x11; 16]),
    ];
    let found = rows(&database, "SELECT ?1, ?2, ?3, ?4, ?5", parameters).await.unwrap();
    assert_eq!(
        found,
        [[
            text("2026-01-31T09:30:00.123Z"),
            text("2026-01-31"),
            text("09:30:00.000000"),
            text("[1,\"b\"]"),
            text("11111111-1111-1111-1111-111111111111"),
        ]]
    );
}

#[tokio::test]
async fn readers_cannot_write() {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    database.batch("CREATE TABLE a (id INTEGER)").await.unwrap();
    assert!(rows(&database, "INSERT INTO a VALUES (1)", vec![]).await.is_err());
}

#[tokio::test]
async fn a_temporary_database_leaves_nothing_behind() {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    let found = rows(&database, "SELECT file FROM pragma_database_list", vec![]).await.unwrap();
    let Value::Text(path) = &found[0][0] else { panic!("{found:?}") };
    let folder = std::path::Path::new(path).parent().unwrap().to_owned();
    assert!(folder.exists());
    drop(database);
    assert!(!folder.exists());
}

/// A folder of a test's own.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("ssot-db-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[tokio::test]
async fn a_file_keeps_its_rows() {
    let folder = folder("file");
    let path = folder.join("kept.db");
    let database = Database::sqlite(SqliteConfig::file(&path)).unwrap();
    assert!(database.apply("CREATE TABLE a (id INTEGER); INSERT INTO a VALUES (7);").await.unwrap());
    database.close().await;
    let database = Database::sqlite(SqliteConfig::file(&path)).unwrap();
    assert_eq!(rows(&database, "SELECT id FROM a", vec![]).await.unwrap(), [[Value::Integer(7)]]);
    drop(database);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_an_error() {
    assert!(Database::sqlite(SqliteConfig::file("/nowhere/at/all.db")).is_err());
}

/// Whether nobody reads what stands in the log: only then can it begin anew.
fn is_free(other: &rusqlite::Connection) -> bool {
    other.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get::<_, i64>(0)).unwrap() == 0
}

#[tokio::test]
async fn a_lock_that_many_reads_share_ends_with_a_write_and_with_time() {
    let folder = folder("lease");
    let path = folder.join("leased.db");
    let database = Database::sqlite(SqliteConfig::file(&path)).unwrap();
    database.batch("CREATE TABLE a (id INTEGER)").await.unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    let insert = || database.batch("INSERT INTO a VALUES (1)");
    let leased = async || {
        for attempt in 1..100 {
            insert().await.unwrap();
            let mut count = Value::Null;
            for _ in 0..64 {
                count = rows(&database, "SELECT count(*) FROM a", vec![]).await.unwrap()[0][0].clone();
            }
            assert!(matches!(count, Value::Integer(count) if count >= attempt), "what was written is read");
            std::thread::sleep(std::time::Duration::from_millis(1));
            if !is_free(&other) {
                return true;
            }
        }
        false
    };
    assert!(leased().await, "many reads take the lock");
    insert().await.unwrap();
    assert!(is_free(&other), "a write takes it back");
    assert!(leased().await, "many reads take the lock again");
    let end = (0..1000).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        is_free(&other)
    });
    assert!(end.is_some(), "without a write it ends by itself");
    database.close().await;
    drop(other);
    assert!(!folder.join("leased.db-wal").exists(), "nobody has the file open");
    std::fs::remove_dir_all(folder).unwrap();
}
