//! Where events go: a table of the server's own, written in the transaction that they tell of.

use ssot_db::{Database, Dialect, Error, Expect, Parameter, Step, Value};
use tokio::sync::OnceCell;

use crate::query::sql::Sql;

const TABLE: &str = "_ssot_events";
const SQLITE: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, \"event\" TEXT NOT NULL, \"payload\" TEXT NOT NULL, \
    \"at\" INTEGER NOT NULL) STRICT;";
const POSTGRES: &str = "SELECT pg_advisory_xact_lock(7310034594);
    CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \"event\" TEXT NOT NULL, \"payload\" TEXT NOT NULL, \
    \"at\" BIGINT NOT NULL);";
const MYSQL: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, \"event\" TEXT NOT NULL, \"payload\" LONGTEXT NOT NULL, \
    \"at\" BIGINT NOT NULL) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;";

/// The table of events of a database.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Whether it is there.
    table: OnceCell<()>,
}

impl Outbox {
    /// Makes the table, if nobody has.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ready(&self, database: &Database) -> Result<(), Error> {
        let definition = match database.dialect() {
            Dialect::Sqlite => SQLITE,
            Dialect::Postgres => POSTGRES,
            Dialect::Mysql => MYSQL,
        };
        if !database.has_row_security() {
            self.table.get_or_try_init(|| database.batch(definition)).await?;
        }
        Ok(())
    }
}

/// The step that writes an event; `payload` is a JSON object, `now` in milliseconds since 1970.
pub(super) fn tell(event: &'static str, payload: String, now: i64, dialect: Dialect) -> Step {
    let mut sql = Sql::<Parameter>::new(dialect);
    sql.push("INSERT INTO ").name(TABLE).push(" (\"event\", \"payload\", \"at\") VALUES (");
    sql.bind(Parameter::Value(Value::Text(event.to_owned()))).push(", ");
    sql.bind(Parameter::Value(Value::Text(payload))).push(", ");
    sql.bind(Parameter::Value(Value::Integer(now))).push(")");
    let (sql, parameters) = sql.into_parts();
    Step::new(sql, parameters, Expect::Any)
}
