//! Where events go: a table of the server's own, written in the transaction that they tell of.

use ssot_db::{Database, Dialect, Error, Expect, Listener, Parameter, Row, Sink, Step, Value};
use tokio::sync::{Notify, OnceCell};

use super::table::TABLE;
use crate::query::sql::Sql;

const SQLITE: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, \"event\" TEXT NOT NULL, \"payload\" TEXT NOT NULL, \
    \"at\" INTEGER NOT NULL, \"delivered\" INTEGER, \"held\" INTEGER, \"holder\" TEXT, \
    \"attempts\" INTEGER NOT NULL DEFAULT 0) STRICT;";
/// Tables that older servers have made have no columns for deliveries.
const SQLITE_COLUMNS: &str = "ALTER TABLE \"_ssot_events\" ADD COLUMN \"delivered\" INTEGER;
    ALTER TABLE \"_ssot_events\" ADD COLUMN \"held\" INTEGER;
    ALTER TABLE \"_ssot_events\" ADD COLUMN \"holder\" TEXT;
    ALTER TABLE \"_ssot_events\" ADD COLUMN \"attempts\" INTEGER NOT NULL DEFAULT 0;";
const SQLITE_INDEX: &str =
    "CREATE INDEX IF NOT EXISTS \"_ssot_events_open\" ON \"_ssot_events\" (\"delivered\", \"id\");";
const POSTGRES: &str = "SELECT pg_advisory_xact_lock(7310034594);
    CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \"event\" TEXT NOT NULL, \"payload\" TEXT NOT NULL, \
    \"at\" BIGINT NOT NULL);
    ALTER TABLE \"_ssot_events\" ADD COLUMN IF NOT EXISTS \"delivered\" BIGINT, \
    ADD COLUMN IF NOT EXISTS \"held\" BIGINT, ADD COLUMN IF NOT EXISTS \"holder\" TEXT, \
    ADD COLUMN IF NOT EXISTS \"attempts\" INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX IF NOT EXISTS \"_ssot_events_open\" ON \"_ssot_events\" (\"delivered\", \"id\");
    DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger \
    WHERE tgrelid = '\"_ssot_events\"'::regclass AND tgname = '_ssot_events_told') THEN
    CREATE OR REPLACE FUNCTION \"_ssot_events_told\"() RETURNS trigger LANGUAGE plpgsql \
    AS $told$ BEGIN PERFORM pg_notify('ssot_events', ''); RETURN NULL; END $told$;
    CREATE TRIGGER \"_ssot_events_told\" AFTER INSERT ON \"_ssot_events\" \
    FOR EACH STATEMENT EXECUTE FUNCTION \"_ssot_events_told\"();
    END IF; END $$;";
const MYSQL: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_events\" (\
    \"id\" BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, \"event\" TEXT NOT NULL, \"payload\" LONGTEXT NOT NULL, \
    \"at\" BIGINT NOT NULL) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
    ALTER TABLE \"_ssot_events\" ADD COLUMN IF NOT EXISTS \"delivered\" BIGINT NULL, \
    ADD COLUMN IF NOT EXISTS \"held\" BIGINT NULL, ADD COLUMN IF NOT EXISTS \"holder\" VARCHAR(64) NULL, \
    ADD COLUMN IF NOT EXISTS \"attempts\" INTEGER NOT NULL DEFAULT 0, \
    ADD INDEX IF NOT EXISTS \"_ssot_events_open\" (\"delivered\", \"id\");";

/// What PostgreSQL notifies of a commit with new events, whoever has inserted them.
const CHANNEL: &str = "ssot_events";

/// The table of events of a database.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// Whether it is there.
    table: OnceCell<()>,
    /// Something was told.
    told: Notify,
}

impl Outbox {
    /// Makes the table, if nobody has.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) async fn ready(&self, database: &Database) -> Result<(), Error> {
        if !database.has_row_security() {
            self.table.get_or_try_init(|| make(database)).await?;
        }
        Ok(())
    }

    /// An event was committed.
    pub(crate) fn told(&self) {
        self.told.notify_one();
    }

    /// Waits for an event of this server.
    pub(super) async fn heard(&self) {
        self.told.notified().await;
    }

    /// Hears of events of other processes, where the database tells of them; the other ones tell of all commits of this process.
    pub(super) async fn listen(&self, database: &Database) -> Option<Listener> {
        if database.dialect() != Dialect::Postgres {
            return None;
        }
        match database.listen(CHANNEL).await {
            Ok(listener) => Some(listener),
            Err(error) => {
                tracing::debug!(target: "ssot", %error, "events of other servers are looked for, not heard of");
                None
            }
        }
    }
}

async fn make(database: &Database) -> Result<(), Error> {
    match database.dialect() {
        Dialect::Postgres => database.batch(POSTGRES).await,
        Dialect::Mysql => database.batch(MYSQL).await,
        Dialect::Sqlite => {
            database.batch(SQLITE).await?;
            let mut sql = Sql::new(Dialect::Sqlite);
            sql.push("SELECT 1 FROM pragma_table_info('_ssot_events') WHERE name = 'attempts'");
            if !database.read(sql.finish().for_program(), Found(false)).await?.0 {
                database.batch(SQLITE_COLUMNS).await?;
            }
            database.batch(SQLITE_INDEX).await
        }
    }
}

/// Whether there is a row.
struct Found(bool);

impl Sink for Found {
    fn row(&mut self, _: &dyn Row) -> Result<(), Error> {
        self.0 = true;
        Ok(())
    }

    fn reset(&mut self) {
        self.0 = false;
    }
}

/// The step that writes an event; `payload` is a JSON object, `now` in milliseconds since 1970.
pub(crate) fn tell(event: &'static str, payload: String, now: i64, dialect: Dialect) -> Step {
    let mut sql = Sql::<Parameter>::new(dialect);
    sql.push("INSERT INTO ").name(TABLE).push(" (\"event\", \"payload\", \"at\") VALUES (");
    sql.bind(Parameter::Value(Value::Text(event.to_owned()))).push(", ");
    sql.bind(Parameter::Value(Value::Text(payload))).push(", ");
    sql.bind(Parameter::Value(Value::Integer(now))).push(")");
    let (sql, parameters) = sql.into_parts();
    Step::new(sql, parameters, Expect::Any)
}
