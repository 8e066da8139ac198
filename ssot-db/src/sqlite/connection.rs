//! One connection: how it is opened, watched, and what it does with a statement.

use std::cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, Value as Stored, ValueRef};
use rusqlite::{OpenFlags, ToSql};

use super::{PURE, SqliteConfig, aggregate, decimal, json};
use crate::{Cell, Error, ErrorKind, Row, Sink, Statement, Value, clock, form};

/// The watch looks at a statement each time it has run so many instructions of SQLite's virtual machine: about 20 µs.
const WATCH_INTERVAL: i32 = 1000;

/// What a cheap read may cost, in intervals: about a millisecond.
const CHEAP: u32 = 50;

/// Statements a connection keeps prepared.
const STATEMENTS: usize = 256;

pub(super) struct Connection {
    raw: rusqlite::Connection,
    watch: Arc<Watch>,
    count: cell::Cell<u32>,
}

impl Connection {
    /// A connection that may write.
    pub(super) fn writer(path: &Path, config: &SqliteConfig) -> Result<Self, Error> {
        let connection = Self::open(path, config)?;
        // The first connection makes the file; what is set here stays in it.
        connection.raw.pragma_update(None, "journal_mode", "WAL")?;
        connection.raw.pragma_update(None, "journal_size_limit", 64 << 20)?;
        // In WAL mode NORMAL keeps the file whole through a power cut; only the last commits may be missing after it.
        let synchronous = if config.path.is_some() { "NORMAL" } else { "OFF" };
        connection.raw.pragma_update(None, "synchronous", synchronous)?;
        Ok(connection)
    }

    /// A connection that only reads.
    pub(super) fn reader(path: &Path, config: &SqliteConfig) -> Result<Self, Error> {
        let connection = Self::open(path, config)?;
        connection.raw.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    fn open(path: &Path, config: &SqliteConfig) -> Result<Self, Error> {
        // Whoever uses a connection holds its lock; SQLite's own would only cost time.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut raw = rusqlite::Connection::open_with_flags(path, flags)?;
        raw.busy_timeout(config.busy_timeout)?;
        raw.set_prepared_statement_cache_capacity(STATEMENTS);
        raw.pragma_update(None, "foreign_keys", true)?;
        // Otherwise the planner looks at bound values, and plans a prepared statement anew for each new one.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        raw.create_scalar_function("ssot_decimal", 1, PURE, |context| Ok(decimal::key(context.get_raw(0))))?;
        raw.create_scalar_function("ssot_json", 1, PURE, |context| Ok(json::canonical(context.get_raw(0))))?;
        aggregate::register(&raw)?;
        let watch = Arc::new(Watch::default());
        let watching = Arc::clone(&watch);
        raw.progress_handler(WATCH_INTERVAL, Some(move || watching.is_over()))?;
        Ok(Self { raw, watch, count: cell::Cell::new(0) })
    }

    /// Whether this is the call of that number; then it counts anew.
    pub(super) fn counts_to(&self, number: u32) -> bool {
        let count = self.count.get() + 1;
        self.count.set(count % number);
        count == number
    }

    /// Lets the next statements run for `limit`.
    pub(super) fn limit(&self, limit: Duration) {
        self.watch.until(limit);
    }

    pub(super) fn raw(&self) -> &rusqlite::Connection {
        &self.raw
    }

    /// A read that gives up as soon as it turns out not to be cheap: `Ok(false)`, with rows in the sink.
    pub(super) fn read_if_cheap<S: Sink>(&self, statement: &Statement, sink: &mut S) -> Result<bool, Error> {
        self.watch.cheap();
        match self.read(statement, sink) {
            Ok(()) => Ok(true),
            Err(error) if error.kind == ErrorKind::Timeout && self.watch.is_spent() => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) fn read<S: Sink>(&self, statement: &Statement, sink: &mut S) -> Result<(), Error> {
        let mut prepared = self.raw.prepare_cached(&statement.sql)?;
        for (index, value) in statement.parameters.iter().enumerate() {
            prepared.raw_bind_parameter(index + 1, Bound(value))?;
        }
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next()? {
            sink.row(&Current::new(row))?;
        }
        Ok(())
    }
}

/// Ends a statement that runs too long. Set before a statement, looked at by SQLite while it runs.
#[derive(Debug)]
struct Watch {
    /// Intervals left.
    intervals: AtomicU32,
    /// Microseconds of [`clock::now`].
    deadline: AtomicU64,
}

impl Default for Watch {
    /// No limit: what opens a connection takes as long as it takes.
    fn default() -> Self {
        Self { intervals: AtomicU32::new(u32::MAX), deadline: AtomicU64::new(u64::MAX) }
    }
}

impl Watch {
    fn cheap(&self) {
        self.intervals.store(CHEAP, Ordering::Relaxed);
        self.deadline.store(u64::MAX, Ordering::Relaxed);
    }

    fn until(&self, limit: Duration) {
        let deadline = (clock::now() + limit).as_micros() as u64;
        self.deadline.store(deadline, Ordering::Relaxed);
        self.intervals.store(u32::MAX, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        let left = self.intervals.load(Ordering::Relaxed);
        if left != u32::MAX {
            self.intervals.store(left.saturating_sub(1), Ordering::Relaxed);
        }
        let deadline = self.deadline.load(Ordering::Relaxed);
        left <= 1 || (deadline != u64::MAX && clock::now().as_micros() as u64 > deadline)
    }

    fn is_spent(&self) -> bool {
        self.intervals.load(Ordering::Relaxed) == 0
    }
}

/// A value in the form that SQLite keeps.
pub(super) struct Bound<'a>(pub(super) &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = |text| ToSqlOutput::Owned(Stored::Text(text));
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Boolean(value) => ToSqlOutput::Borrowed(ValueRef::Integer((*value).into())),
            Value::Integer(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Value::Float(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Value::Text(value) | Value::Json(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Value::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Value::Decimal(value) => decimal::stored(value),
            Value::Timestamp(millis) => text(form::timestamp(*millis)),
            Value::Date(days) => text(form::date((*days).into())),
            Value::Time(micros) => text(form::time(*micros)),
            Value::Uuid(bytes) => text(form::uuid(bytes)),
            Value::List(values) => text(form::json_list(values)),
        })
    }
}

/// The row under the cursor.
pub(super) struct Current<'a> {
    row: &'a rusqlite::Row<'a>,
    columns: usize,
}

impl<'a> Current<'a> {
    /// A statement whose tables have changed since it was prepared gets its columns anew with its first row.
    pub(super) fn new(row: &'a rusqlite::Row<'a>) -> Self {
        let columns = row.as_ref().column_count();
        Self { row, columns }
    }
}

impl Row for Current<'_> {
    fn len(&self) -> usize {
        self.columns
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        assert!(index < self.columns, "no column {index} in a row of {}", self.columns);
        Ok(match self.row.get_ref(index)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(value) => Cell::Integer(value),
            ValueRef::Real(value) => Cell::Float(value),
            ValueRef::Blob(value) => Cell::Bytes(value),
            ValueRef::Text(value) => Cell::Text(std::str::from_utf8(value).map_err(|error| Error {
                kind: ErrorKind::Other,
                detail: format!("column {index} holds text that is not UTF-8: {error}"),
            })?),
        })
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    struct Nothing;

    impl Sink for Nothing {
        fn row(&mut self, _: &dyn Row) -> Result<(), Error> {
            Ok(())
        }

        fn reset(&mut self) {}
    }

    #[test]
    fn other_values_do_not_prepare_a_statement_anew() {
        let connection = Connection::writer(Path::new(":memory:"), &SqliteConfig::temporary()).unwrap();
        connection
            .raw()
            .execute_batch(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX t_name ON t (name);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
                INSERT INTO t SELECT i, 'name ' || (i % 7) FROM n; ANALYZE;",
            )
            .unwrap();
        let sql = "SELECT id FROM t WHERE name = ?1 AND id > ?2 LIMIT ?3";
        for number in 0..20 {
            let parameters =
                vec![Value::Text(format!("name {number}")), Value::Integer(number), Value::Integer(1 + number)];
            connection.read(&Statement::new(sql, parameters, crate::Context::None), &mut Nothing).unwrap();
        }
        let prepared = connection.raw().prepare_cached(sql).unwrap();
        assert_eq!(prepared.get_status(StatementStatus::RePrepare), 0);
        assert_eq!(prepared.get_status(StatementStatus::Run), 20);
    }
}
