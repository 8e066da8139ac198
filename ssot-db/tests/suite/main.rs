//! The engines, held to one behaviour.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

mod coalesce;
mod mysql;
mod postgres;
mod reads;
mod scripts;
mod sqlite;
mod values;

use ssot_db::{
    Answer, Database, Dialect, Error, Expect, MysqlConfig, Outcome, Parameter, PostgresConfig, Row, Script,
    ScriptError, Sink, SqliteConfig, Statement, Step, Value,
};
use ssot_tests::toolchain::{MariaDb, Postgres};

/// Keeps every row.
#[derive(Debug, Default)]
struct Rows {
    rows: Vec<Vec<Value>>,
    resets: usize,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        let values = (0..row.len()).map(|column| row.cell(column).map(Value::from));
        self.rows.push(values.collect::<Result<_, _>>()?);
        Ok(())
    }

    fn reset(&mut self) {
        self.rows.clear();
        self.resets += 1;
    }
}

fn statement(sql: &str, parameters: Vec<Value>) -> Statement {
    Statement::new(sql, parameters, ssot_db::Context::None)
}

async fn rows(database: &Database, sql: &str, parameters: Vec<Value>) -> Result<Vec<Vec<Value>>, Error> {
    Ok(database.read(statement(sql, parameters), Rows::default()).await?.rows)
}

fn step(sql: &str, parameters: Vec<Parameter>) -> Step {
    Step::new(sql, parameters, Expect::Any)
}

fn must(sql: &str, parameters: Vec<Parameter>) -> Step {
    Step { expect: Expect::Some, ..step(sql, parameters) }
}

fn value(value: impl Into<Literal>) -> Parameter {
    Parameter::Value(value.into().0)
}

fn script(steps: Vec<Step>) -> Script {
    Script { steps, ..Script::default() }
}

struct Literal(Value);

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self(Value::Integer(value))
    }
}

impl From<&str> for Literal {
    fn from(value: &str) -> Self {
        Self(Value::Text(value.into()))
    }
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

/// An empty database of each engine that is there.
async fn databases() -> Vec<Database> {
    let mut databases = vec![Database::sqlite(SqliteConfig::temporary()).unwrap()];
    if let Some(url) = postgres_url() {
        databases.push(Database::postgres(PostgresConfig::new(url)).await.unwrap());
    }
    if let Some(url) = mysql_url() {
        databases.push(Database::mysql(MysqlConfig::new(url)).await.unwrap());
    }
    databases
}

fn postgres_url() -> Option<String> {
    Postgres::shared().map(Postgres::database)
}

fn mysql_url() -> Option<String> {
    MariaDb::shared().map(MariaDb::url)
}

/// The same statement, whose parameters are in order, in the dialect of `database`: `?` and `$` before numbers, or `?` alone.
fn spoken(database: &Database, sql: &str) -> String {
    match database.dialect() {
        Dialect::Sqlite => sql.replace('$', "?"),
        Dialect::Postgres => sql.to_owned(),
        Dialect::Mysql => {
            let mut parts = sql.split('$');
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |text, part| text + "?" + part.trim_start_matches(|digit: char| digit.is_ascii_digit()))
        }
    }
}

/// People and their letters.
const TABLES: &str = "
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER CHECK (age >= 0));
    CREATE TABLE letters (
        id INTEGER PRIMARY KEY,
        sender INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
        body TEXT
    );
    INSERT INTO people (id, name, age) VALUES (1, 'Ann', 30), (2, 'Bo', NULL);
    INSERT INTO letters (id, sender, body) VALUES (1, 1, 'hello');
";
