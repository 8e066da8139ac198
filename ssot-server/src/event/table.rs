//! The table of events: what is open, who is about it, and what is done.
//!
//! The first open event is the turn of all servers: who holds it delivers, the others wait. It is held until a time of the
//! database's clock, so that clocks of servers need not agree.
//!
//! Transactions commit out of order, so that the first open event may come to be another one while somebody takes it. So who has
//! taken one looks again, and lets it go if there is one before it. Whoever has seen the one before has seen it committed before
//! that look; and whoever has not, finds an event held.

use std::time::Duration;

use serde_json::Value as Json;
use ssot_db::{Context, Dialect, Error, ErrorKind, Expect, Parameter, Row, Script, Sink, Statement, Step, Value};

use super::Event;
use crate::query::sql::Sql;

pub(super) const TABLE: &str = "_ssot_events";
/// Events are read in batches of so many.
const BATCH: u64 = 100;

/// An open event.
#[derive(Debug, PartialEq)]
pub(super) struct Open {
    pub(super) event: Event,
    /// Milliseconds for which it must not be touched: somebody is about it, or it has failed a moment ago.
    pub(super) held: u64,
}

/// Open events in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Queue(pub(super) Vec<Open>);

impl Sink for Queue {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        let cell = |index| row.cell(index).map(Value::from);
        let cells = [cell(0)?, cell(1)?, cell(2)?, cell(3)?, cell(4)?, cell(5)?];
        let unreadable = |what: &str| Error { kind: ErrorKind::Other, detail: format!("an event has no {what}") };
        let [Value::Integer(id), Value::Text(name), Value::Text(payload), Value::Integer(at), tries, held] = cells
        else {
            return Err(unreadable("form"));
        };
        let payload: Json = serde_json::from_str(&payload).map_err(|_| unreadable("payload"))?;
        let number = |value: Value| if let Value::Integer(number) = value { number.max(0) } else { 0 };
        let attempt = u32::try_from(number(tries)).unwrap_or(u32::MAX).saturating_add(1);
        let held = number(held).unsigned_abs();
        self.0.push(Open { event: Event { id, name, payload, at, attempt }, held });
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

/// The first open events.
pub(super) fn open(dialect: Dialect) -> Statement {
    let mut sql = Sql::new(dialect);
    sql.push("SELECT \"id\", \"event\", \"payload\", \"at\", \"attempts\", \"held\" - ");
    now(&mut sql);
    sql.push(" FROM ").name(TABLE).push(" WHERE \"delivered\" IS NULL ORDER BY \"id\" LIMIT ").number(BATCH);
    sql.finish().for_program()
}

/// The number of the first open event.
pub(super) fn first(dialect: Dialect) -> Statement {
    let mut sql = Sql::new(dialect);
    sql.push("SELECT \"id\" FROM ").name(TABLE).push(" WHERE \"delivered\" IS NULL ORDER BY \"id\" LIMIT 1");
    sql.finish().for_program()
}

/// Takes an open event that nobody holds, or goes on holding it; changes no row if somebody else was faster.
pub(super) fn hold(id: i64, holder: &str, lease: Duration, dialect: Dialect) -> Script {
    let mut sql = update(dialect);
    sql.push("\"holder\" = ").bind(Parameter::Value(Value::Text(holder.to_owned()))).push(", \"held\" = ");
    now(&mut sql);
    sql.push(" + ").bind(millis(lease));
    still_open(&mut sql, id);
    sql.push(" AND (\"held\" IS NULL OR \"held\" <= ");
    now(&mut sql);
    sql.push(" OR \"holder\" = ").bind(Parameter::Value(Value::Text(holder.to_owned()))).push(")");
    script(sql)
}

/// Lets an event go that was not tried.
pub(super) fn release(id: i64, holder: &str, dialect: Dialect) -> Script {
    let mut sql = update(dialect);
    sql.push("\"holder\" = NULL, \"held\" = NULL");
    still_open(&mut sql, id);
    sql.push(" AND \"holder\" = ").bind(Parameter::Value(Value::Text(holder.to_owned())));
    script(sql)
}

/// It is delivered, whoever holds it by now.
pub(super) fn delivered(id: i64, dialect: Dialect) -> Script {
    let mut sql = update(dialect);
    sql.push("\"delivered\" = ");
    now(&mut sql);
    sql.push(", \"holder\" = NULL, \"held\" = NULL, \"attempts\" = \"attempts\" + 1");
    still_open(&mut sql, id);
    script(sql)
}

/// It has failed: nobody touches it for a while.
pub(super) fn failed(id: i64, holder: &str, pause: Duration, dialect: Dialect) -> Script {
    let mut sql = update(dialect);
    sql.push("\"holder\" = NULL, \"attempts\" = \"attempts\" + 1, \"held\" = ");
    now(&mut sql);
    sql.push(" + ").bind(millis(pause));
    still_open(&mut sql, id);
    sql.push(" AND \"holder\" = ").bind(Parameter::Value(Value::Text(holder.to_owned())));
    script(sql)
}

/// Throws away what was delivered so long ago.
pub(super) fn purge(kept: Duration, dialect: Dialect) -> Script {
    let mut sql = Sql::<Parameter>::new(dialect);
    sql.push("DELETE FROM ").name(TABLE).push(" WHERE \"delivered\" < ");
    now(&mut sql);
    sql.push(" - ").bind(millis(kept));
    script(sql)
}

fn update(dialect: Dialect) -> Sql<Parameter> {
    let mut sql = Sql::new(dialect);
    sql.push("UPDATE ").name(TABLE).push(" SET ");
    sql
}

fn still_open(sql: &mut Sql<Parameter>, id: i64) {
    sql.push(" WHERE \"id\" = ").bind(Parameter::Value(Value::Integer(id))).push(" AND \"delivered\" IS NULL");
}

/// The clock of the database, in milliseconds since 1970.
fn now<P>(sql: &mut Sql<P>) {
    sql.either(
        "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
        "CAST(unix_timestamp(sysdate(3)) * 1000 AS SIGNED)",
    );
}

fn millis(duration: Duration) -> Parameter {
    Parameter::Value(Value::Integer(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 2)))
}

fn script(sql: Sql<Parameter>) -> Script {
    let (sql, parameters) = sql.into_parts();
    Script { steps: vec![Step::new(sql, parameters, Expect::Any)], context: Context::Program, ..Script::default() }
}
