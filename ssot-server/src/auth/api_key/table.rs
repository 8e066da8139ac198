//! API keys in a table of the server's own.

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::json;
use ssot_db::{Database, Dialect, Error, ErrorKind, Expect, Parameter, Script, ScriptError, Step, Value};

use super::{FindKey, StoredKey};
use crate::auth::{Principal, told};
use crate::problem::Problem;
use crate::query::sql::Sql;
use crate::read;

const TABLE: &str = "_ssot_api_keys";
const COLUMNS: [&str; 4] = ["name", "hash", "principal", "expires"];
const SQLITE: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_api_keys\" (\"name\" TEXT NOT NULL PRIMARY KEY, \
    \"hash\" BLOB NOT NULL, \"principal\" TEXT NOT NULL, \"expires\" INTEGER) STRICT;";
const POSTGRES: &str = "SELECT pg_advisory_xact_lock(7310034593);
    CREATE TABLE IF NOT EXISTS \"_ssot_api_keys\" (\"name\" TEXT NOT NULL PRIMARY KEY, \
    \"hash\" BYTEA NOT NULL, \"principal\" TEXT NOT NULL, \"expires\" BIGINT);";
const MYSQL: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_api_keys\" (\"name\" VARCHAR(64) NOT NULL PRIMARY KEY, \
    \"hash\" VARBINARY(64) NOT NULL, \"principal\" LONGTEXT NOT NULL, \"expires\" BIGINT) \
    DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;";

/// API keys in the table `_ssot_api_keys`. A key that is revoked there ends at once, for all servers.
#[derive(Debug, Clone)]
pub struct TableKeys {
    database: Database,
}

impl TableKeys {
    /// Keys in that database; makes the table if it is not there.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn open(database: Database) -> Result<Self, Error> {
        let definition = match database.dialect() {
            Dialect::Sqlite => SQLITE,
            Dialect::Postgres => POSTGRES,
            Dialect::Mysql => MYSQL,
        };
        database.batch(definition).await?;
        Ok(Self { database })
    }

    /// Makes a key for a principal, until `expires` (milliseconds since 1970), and returns its text, which is kept nowhere.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn issue(&self, principal: Principal, expires: Option<i64>) -> Result<String, Error> {
        let (text, key) = StoredKey::new(principal, expires);
        let values = [
            Value::Text(key.name),
            Value::Bytes(key.hash.to_vec()),
            Value::Text(written(key.principal)),
            key.expires.map_or(Value::Null, Value::Integer),
        ];
        let mut sql = Sql::<Parameter>::new(self.database.dialect());
        sql.push("INSERT INTO ").name(TABLE).push(" (").join(COLUMNS, ", ", |sql, column| {
            sql.name(column);
        });
        sql.push(") VALUES (").join(values, ", ", |sql, value| {
            sql.bind(Parameter::Value(value));
        });
        sql.push(")");
        self.run(sql).await?;
        Ok(text)
    }

    /// Ends the key of that name: the 12 letters behind `ssot_`. Whether there was one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn revoke(&self, name: &str) -> Result<bool, Error> {
        let mut sql = Sql::<Parameter>::new(self.database.dialect());
        sql.push("DELETE FROM ").name(TABLE).push(" WHERE \"name\" = ");
        sql.bind(Parameter::Value(Value::Text(name.to_owned())));
        Ok(self.run(sql).await? > 0)
    }

    /// Runs a statement; how many rows it changed.
    async fn run(&self, sql: Sql<Parameter>) -> Result<u64, Error> {
        let (sql, parameters) = sql.into_parts();
        let step = Step::new(sql, parameters, Expect::Any);
        let outcome = self.database.run(Script { steps: vec![step], ..Script::default() }).await;
        let outcome = outcome.map_err(|failure| match failure {
            ScriptError::Database { error, .. } => error,
            ScriptError::Missing { .. } | ScriptError::TooMany { .. } => unreadable(),
        })?;
        Ok(outcome.steps.first().map_or(0, |answer| answer.affected))
    }

    async fn key(&self, name: &str) -> Result<Option<StoredKey>, Problem> {
        let mut sql = Sql::<Value>::new(self.database.dialect());
        sql.push("SELECT \"hash\", \"principal\", \"expires\" FROM ").name(TABLE).push(" WHERE \"name\" = ");
        sql.bind(Value::Text(name.to_owned()));
        let Some(row) = read::first(&self.database, sql.finish()).await? else { return Ok(None) };
        let [Value::Bytes(hash), Value::Text(principal), expires] = row.as_slice() else {
            return Err(unreadable().into());
        };
        let expires = match expires {
            Value::Integer(end) => Some(*end),
            _ => None,
        };
        let hash = hash.as_slice().try_into().map_err(|_| unreadable())?;
        let principal = told::read(principal.as_bytes()).ok_or_else(unreadable)?;
        Ok(Some(StoredKey { name: name.to_owned(), hash, principal, expires }))
    }
}

/// A principal in the form that [`told::read`] reads.
fn written(Principal { id, roles, tenant, mut claims }: Principal) -> String {
    claims.insert("id".into(), json!(id));
    claims.insert("roles".into(), json!(roles));
    claims.insert("tenant".into(), json!(tenant));
    serde_json::Value::Object(claims).to_string()
}

fn unreadable() -> Error {
    Error { kind: ErrorKind::Other, detail: "a kept API key cannot be read".to_owned() }
}

impl FindKey for TableKeys {
    fn find<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredKey>, Problem>> {
        self.key(name).boxed()
    }
}
