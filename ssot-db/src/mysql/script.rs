//! Scripts on a connection of their own, statement by statement.

use super::link::Link;
use crate::failure::{Failure, Remedy};
use crate::{Answer, Beside, Error, ErrorKind, Outcome, Parameter, Query, Script, ScriptError, Step, Value};

/// A script that failed, and what may help.
pub(super) struct Failed {
    pub(super) error: ScriptError,
    pub(super) remedy: Remedy,
    /// Whether nothing but the beginning was tried.
    pub(super) at_begin: bool,
}

impl Failed {
    fn at(step: usize) -> impl FnOnce(Failure) -> Self {
        move |failure| Self {
            error: ScriptError::Database { step, error: failure.error },
            remedy: failure.remedy,
            at_begin: false,
        }
    }
}

/// Runs `script` in one transaction; whatever the result, the connection is in none afterwards (or lost).
pub(super) async fn run(link: &mut Link, script: &Script) -> Result<Outcome, Failed> {
    let begin = link.command("START TRANSACTION").await;
    begin.map_err(|failure| Failed { at_begin: true, ..Failed::at(0)(failure) })?;
    let result = match steps(link, script).await {
        Ok(outcome) => {
            let end = if script.dry_run { "ROLLBACK" } else { "COMMIT" };
            link.command(end).await.map_err(Failed::at(script.steps.len())).map(|()| outcome)
        }
        Err(failed) => Err(failed),
    };
    // Fails only if the connection is lost, which rolls back as well.
    if result.is_err() {
        let _ = link.command("ROLLBACK").await;
    }
    result
}

async fn steps(link: &mut Link, script: &Script) -> Result<Outcome, Failed> {
    let mut outcome = Outcome { steps: Vec::with_capacity(script.steps.len()) };
    add(link, &script.steps, &mut outcome.steps).await?;
    while let Some(further) = &script.further {
        let first = outcome.steps.len();
        let steps = further.steps(&outcome).map_err(|error| Failed::at(first)(error.into()))?;
        if steps.is_empty() {
            break;
        }
        add(link, &steps, &mut outcome.steps).await?;
    }
    Ok(outcome)
}

async fn add(link: &mut Link, steps: &[Step], answers: &mut Vec<Answer>) -> Result<(), Failed> {
    for step in steps {
        let index = answers.len();
        let answer = run_step(link, step, answers).await.map_err(Failed::at(index))?;
        let check = step.expect.check(&answer, index);
        check.map_err(|error| Failed { error, remedy: Remedy::None, at_begin: false })?;
        answers.push(answer);
    }
    Ok(())
}

async fn run_step(link: &mut Link, step: &Step, answers: &[Answer]) -> Result<Answer, Failure> {
    let Some(beside) = step.beside.as_deref() else {
        return execute(link, &step.sql, &step.parameters, answers).await;
    };
    match beside {
        Beside::Before(query) => {
            let before = ask(link, query, answers).await?;
            let done = execute(link, &step.sql, &step.parameters, answers).await?;
            Ok(Answer { rows: before.rows, affected: done.affected })
        }
        Beside::After(query) => {
            let done = execute(link, &step.sql, &step.parameters, answers).await?;
            // Where nothing was changed, the row is not the step's.
            let rows = if done.affected == 0 { Vec::new() } else { ask(link, query, answers).await?.rows };
            Ok(Answer { rows, affected: done.affected })
        }
        Beside::Instead { look, found, after } => {
            let done = if is_there(link, look, answers).await? {
                ask(link, found, answers).await?
            } else {
                match execute(link, &step.sql, &step.parameters, answers).await {
                    // Somebody else has been faster, or the row has a value of another one that must be its own.
                    Err(failure) if matches!(failure.error.kind, ErrorKind::Unique { .. }) => {
                        if !is_there(link, look, answers).await? {
                            return Err(failure);
                        }
                        ask(link, found, answers).await?
                    }
                    done => done?,
                }
            };
            let rows = if done.affected == 0 { Vec::new() } else { ask(link, after, answers).await?.rows };
            Ok(Answer { rows, affected: done.affected })
        }
    }
}

async fn is_there(link: &mut Link, look: &Query, answers: &[Answer]) -> Result<bool, Failure> {
    Ok(!ask(link, look, answers).await?.rows.is_empty())
}

async fn ask(link: &mut Link, query: &Query, answers: &[Answer]) -> Result<Answer, Failure> {
    execute(link, &query.sql, &query.parameters, answers).await
}

async fn execute(link: &mut Link, sql: &str, parameters: &[Parameter], answers: &[Answer]) -> Result<Answer, Failure> {
    let parameters: Vec<&Value> = parameters.iter().map(|parameter| parameter.resolve(answers)).collect();
    link.execute(sql, &parameters).await
}

/// The lock of those who set a database up, of all servers that use it.
const LOCK: &str = "SELECT get_lock(concat('ssot setting up ', md5(database())), 60)";
const UNLOCK: &str = "DO release_lock(concat('ssot setting up ', md5(database())))";
/// Says that a set-up has not come to its end: definitions cannot be rolled back.
const BEGUN: &str = "_ssot_unfinished";
const TABLES: &str = "SELECT table_name FROM information_schema.tables WHERE table_schema = database() \
    ORDER BY table_name <> '_ssot_unfinished' LIMIT 1";

/// Runs SQL text. What defines tables takes effect at once; what fills them, together at the end.
pub(super) async fn batch(link: &mut Link, sql: &str) -> Result<(), Error> {
    let result = try_batch(link, sql).await;
    if result.is_err() {
        let _ = link.command("ROLLBACK").await;
    }
    let _ = link.command("SET autocommit = 1").await;
    result.map_err(|failure| failure.error)
}

async fn try_batch(link: &mut Link, sql: &str) -> Result<(), Failure> {
    link.command("SET autocommit = 0").await?;
    link.command(sql).await?;
    link.command("COMMIT").await
}

/// Runs SQL text where there is no table yet, and says whether it did.
pub(super) async fn apply(link: &mut Link, sql: &str) -> Result<bool, Error> {
    link.execute(LOCK, &[]).await.map_err(|failure| failure.error)?;
    let result = apply_alone(link, sql).await;
    let _ = link.command(UNLOCK).await;
    result
}

async fn apply_alone(link: &mut Link, sql: &str) -> Result<bool, Error> {
    let cause = |failure: Failure| failure.error;
    let found = link.execute(TABLES, &[]).await.map_err(cause)?;
    match found.rows.first().and_then(|row| row.first()) {
        Some(Value::Text(name)) if name == BEGUN => {
            let detail = "a set-up of this database has failed half-way: drop its tables, and begin again".to_owned();
            return Err(Error { kind: ErrorKind::Other, detail });
        }
        Some(_) => return Ok(false),
        None => {}
    }
    link.command("CREATE TABLE `_ssot_unfinished` (`id` INTEGER)").await.map_err(cause)?;
    batch(link, sql).await?;
    link.command("DROP TABLE `_ssot_unfinished`").await.map_err(cause)?;
    Ok(true)
}
