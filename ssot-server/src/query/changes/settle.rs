//! Positions on MariaDB, where a statement that changes rows waits for the transactions that have changed others of them.
//!
//! So the changes that are committed are looked for by a plain `SELECT`, which waits for nobody, and changed by their keys.

use std::sync::Arc;

use ssot_db::{Dialect, Error, ErrorKind, Expect, Further, Outcome, Parameter, Script, Step, Value};

use crate::query::sql::Sql;

/// The turn of those who give positions: one at a time.
const TURN: &str = "SELECT \"id\" FROM \"_ssot_changes_turn\" FOR UPDATE";

const OPEN: &str = "SELECT \"id\", (SELECT coalesce(max(\"position\"), 0) FROM \"_ssot_changes\") \
    FROM \"_ssot_changes\" WHERE \"position\" IS NULL ORDER BY \"id\" LIMIT 1000";

/// Gives positions to what is committed.
pub(super) fn script() -> Script {
    let step = |sql: &'static str| Step::new(sql, Vec::new(), Expect::Any);
    Script { steps: vec![step(TURN), step(OPEN)], further: Some(Arc::new(Settle)), ..Script::default() }
}

/// The changes with those numbers get the positions after `last`, in that order. By their keys: a scan would wait for others.
fn settle(ids: &[i64], last: i64) -> Step {
    let list: Vec<String> = ids.iter().map(i64::to_string).collect();
    let mut sql = Sql::<Parameter>::new(Dialect::Mysql);
    sql.push("UPDATE \"_ssot_changes\" FORCE INDEX (PRIMARY) SET \"position\" = ").bind(Value::Integer(last));
    sql.push(" + find_in_set(\"id\", ").bind(Value::Text(list.join(","))).push(") WHERE \"id\" IN (");
    // Few distinct texts: the number of changes is rounded up, the last one repeated.
    let padded = ids.iter().chain(std::iter::repeat(&ids[ids.len() - 1])).take(ids.len().next_power_of_two());
    sql.join(padded, ", ", |sql, id| {
        sql.bind(Value::Integer(*id));
    });
    sql.push(")");
    let (sql, parameters) = sql.into_parts();
    Step::new(sql, parameters, Expect::Any)
}

#[derive(Debug)]
struct Settle;

impl Further for Settle {
    fn steps(&self, outcome: &Outcome) -> Result<Vec<Step>, Error> {
        let [_, open] = outcome.steps.as_slice() else { return Ok(Vec::new()) };
        let mut last = 0;
        let mut ids = Vec::with_capacity(open.rows.len());
        for row in &open.rows {
            let [Value::Integer(id), Value::Integer(position)] = row.as_slice() else {
                let detail = "changes have no numbers".to_owned();
                return Err(Error { kind: ErrorKind::Other, detail });
            };
            last = *position;
            ids.push(*id);
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![settle(&ids, last)])
    }
}
