//! Scripts on a connection that writes.

use super::connection::{Bound, Connection, Current};
use crate::{Answer, Error, Outcome, Row as _, Script, ScriptError, Step, Value};

/// Runs `script` in one transaction.
pub(super) fn run(connection: &Connection, script: &Script) -> Result<Outcome, ScriptError> {
    let database = |step| move |error| ScriptError::Database { step, error };
    command(connection, "BEGIN IMMEDIATE").map_err(database(0))?;
    let result = steps(connection, script).and_then(|outcome| {
        let end = if script.dry_run { "ROLLBACK" } else { "COMMIT" };
        command(connection, end).map_err(database(script.steps.len()))?;
        Ok(outcome)
    });
    if result.is_err() {
        roll_back(connection);
    }
    result
}

/// Runs SQL text of any number of statements in one transaction.
pub(super) fn batch(connection: &Connection, sql: &str) -> Result<(), Error> {
    command(connection, "BEGIN IMMEDIATE")?;
    let result = connection.raw().execute_batch(sql).map_err(Error::from).and_then(|()| command(connection, "COMMIT"));
    if result.is_err() {
        roll_back(connection);
    }
    result
}

fn steps(connection: &Connection, script: &Script) -> Result<Outcome, ScriptError> {
    let mut outcome = Outcome { steps: Vec::with_capacity(script.steps.len()) };
    add(connection, &script.steps, &mut outcome)?;
    while let Some(further) = &script.further {
        let step = outcome.steps.len();
        let steps = further.steps(&outcome).map_err(|error| ScriptError::Database { step, error })?;
        if steps.is_empty() {
            break;
        }
        add(connection, &steps, &mut outcome)?;
    }
    Ok(outcome)
}

fn add(connection: &Connection, steps: &[Step], outcome: &mut Outcome) -> Result<(), ScriptError> {
    for step in steps {
        let index = outcome.steps.len();
        let answer =
            run_step(connection, step, &outcome.steps).map_err(|error| ScriptError::Database { step: index, error })?;
        step.expect.check(&answer, index)?;
        outcome.steps.push(answer);
    }
    Ok(())
}

fn run_step(connection: &Connection, step: &Step, earlier: &[Answer]) -> Result<Answer, Error> {
    step.alone()?;
    let mut prepared = connection.raw().prepare_cached(&step.sql)?;
    for (index, parameter) in step.parameters.iter().enumerate() {
        prepared.raw_bind_parameter(index + 1, Bound(parameter.resolve(earlier)))?;
    }
    let reads = prepared.readonly();
    let mut answer = Answer::default();
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next()? {
        let row = Current::new(row);
        let values = (0..row.len()).map(|column| row.cell(column).map(Value::from));
        answer.rows.push(values.collect::<Result<_, _>>()?);
    }
    answer.affected = if reads { answer.rows.len() as u64 } else { connection.raw().changes() };
    Ok(answer)
}

fn command(connection: &Connection, sql: &str) -> Result<(), Error> {
    connection.raw().prepare_cached(sql)?.execute([])?;
    Ok(())
}

/// Some errors have already ended the transaction, so there may be nothing to roll back.
fn roll_back(connection: &Connection) {
    if !connection.raw().is_autocommit() {
        let _ = command(connection, "ROLLBACK");
    }
}
