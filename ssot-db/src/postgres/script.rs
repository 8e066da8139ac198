//! Scripts on a connection of their own.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use futures_util::future::{maybe_done, try_join_all};

use super::link::Link;
use super::security::SAY;
use crate::failure::{Failure, Remedy};
use crate::{Answer, Error, Expect, Outcome, Parameter, Script, ScriptError, Step, Value};

/// A script that failed, and whether the connection may be used again.
pub(super) struct Failed {
    pub(super) error: ScriptError,
    pub(super) remedy: Remedy,
}

impl Failed {
    fn at(step: usize) -> impl FnOnce(Failure) -> Self {
        move |failure| Self { error: ScriptError::Database { step, error: failure.error }, remedy: failure.remedy }
    }
}

type Pending<'a> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 'a>>;

/// Runs `script` in one transaction; whatever the result, the connection is in none afterwards (or lost).
///
/// `context`: what the transaction says about for whom it runs.
pub(super) async fn run(link: &Link, script: &Script, context: Option<&str>) -> Result<Outcome, Failed> {
    let prepared = prepare(link, &script.steps, 0).await?;
    let say = match context {
        Some(setting) => {
            Some((link.prepare(&SAY.into(), 1).await.map_err(Failed::at(0))?, Value::Text(setting.to_owned())))
        }
        None => None,
    };
    // A single statement is a transaction by itself; one that changed nothing needs no roll-back.
    let is_plain = !script.dry_run && script.further.is_none() && say.is_none();
    if let ([step], [prepared], true) = (script.steps.as_slice(), prepared.as_slice(), is_plain) {
        let answer = link.execute(prepared, &resolve(step, &[])).await.map_err(Failed::at(0))?;
        check(step, &answer, 0)?;
        return Ok(Outcome { steps: vec![answer] });
    }
    let result = match steps(link, script, &prepared, say.as_ref()).await {
        Ok(outcome) => end(link, script.dry_run).await.map_err(Failed::at(script.steps.len())).map(|()| outcome),
        Err(failed) => Err(failed),
    };
    if result.is_err() {
        roll_back(link).await;
    }
    result
}

/// Prepares steps of which the first has that index.
async fn prepare(link: &Link, steps: &[Step], first: usize) -> Result<Vec<tokio_postgres::Statement>, Failed> {
    let prepare = |(index, step): (usize, &Step)| {
        let (sql, parameters) = (step.sql.clone(), step.parameters.len());
        let alone = step.alone();
        async move {
            alone.map_err(|error| Failed::at(first + index)(error.into()))?;
            link.prepare(&sql, parameters).await.map_err(Failed::at(first + index))
        }
    };
    try_join_all(steps.iter().enumerate().map(prepare)).await
}

/// The statement that says for whom, and what it says.
type Say = (tokio_postgres::Statement, Value);

async fn steps(
    link: &Link,
    script: &Script,
    prepared: &[tokio_postgres::Statement],
    say: Option<&Say>,
) -> Result<Outcome, Failed> {
    let mut outcome = Outcome { steps: Vec::with_capacity(script.steps.len()) };
    add(link, &script.steps, prepared, &mut outcome.steps, Begin { begins: true, say }).await?;
    while let Some(further) = &script.further {
        let first = outcome.steps.len();
        let failed = |error| Failed { error: ScriptError::Database { step: first, error }, remedy: Remedy::None };
        let steps = further.steps(&outcome).map_err(failed)?;
        if steps.is_empty() {
            break;
        }
        let prepared = prepare(link, &steps, first).await?;
        add(link, &steps, &prepared, &mut outcome.steps, Begin::default()).await?;
    }
    Ok(outcome)
}

/// What goes before the steps.
#[derive(Clone, Copy, Default)]
struct Begin<'a> {
    /// BEGIN.
    begins: bool,
    /// For whom.
    say: Option<&'a Say>,
}

/// Runs steps, the first of them behind BEGIN if asked.
async fn add(
    link: &Link,
    steps: &[Step],
    prepared: &[tokio_postgres::Statement],
    answers: &mut Vec<Answer>,
    mut begin: Begin<'_>,
) -> Result<(), Failed> {
    let first = answers.len();
    while answers.len() - first < steps.len() || begin.begins {
        let done = answers.len();
        let start = done - first;
        let group = independent(steps, start, first);
        let parameters: Vec<Vec<&Value>> = group.iter().map(|step| resolve(step, answers)).collect();
        let Begin { begins, say } = std::mem::take(&mut begin);
        let said: Vec<&Value> = say.iter().map(|(_, setting)| setting).collect();
        let mut pending: Vec<Pending<'_>> = Vec::with_capacity(group.len() + 2);
        if begins {
            pending.push(Box::pin(command(link, "BEGIN")));
        }
        if let Some((say, _)) = say {
            pending.push(Box::pin(link.execute(say, &said)));
        }
        let before = pending.len();
        for (offset, parameters) in parameters.iter().enumerate() {
            pending.push(Box::pin(link.execute(&prepared[start + offset], parameters)));
        }
        let mut results = pipelined(pending).await.into_iter();
        for result in results.by_ref().take(before) {
            result.map_err(Failed::at(done))?;
        }
        for (index, result) in (start..).zip(results) {
            let answer = result.map_err(Failed::at(first + index))?;
            check(&steps[index], &answer, first + index)?;
            answers.push(answer);
        }
    }
    Ok(())
}

/// The steps from `start` on that need no answer of each other; the first of all has the index `first` in its script.
fn independent(steps: &[Step], start: usize, first: usize) -> &[Step] {
    let needs = |step: &Step| {
        step.parameters
            .iter()
            .any(|parameter| matches!(parameter, Parameter::Earlier { step, .. } if *step >= first + start))
    };
    let waits = |pair: &[Step]| matches!(pair[0].expect, Expect::AtMost(_)) || needs(&pair[1]);
    let rest = steps.get(start..).unwrap_or_default();
    let length = rest.windows(2).position(waits).map_or(rest.len(), |position| position + 1);
    &rest[..length]
}

/// Sends all requests in order before it waits for the first answer.
///
/// The server goes on after an error, but refuses everything until the transaction ends, so the first error is the cause.
async fn pipelined(pending: Vec<Pending<'_>>) -> Vec<Result<Answer, Failure>> {
    let mut sent = Vec::with_capacity(pending.len());
    for request in pending {
        let mut request = Box::pin(maybe_done(request));
        // The first poll sends.
        poll_fn(|context| Poll::Ready(request.as_mut().poll(context).is_ready())).await;
        sent.push(request);
    }
    let mut results = Vec::with_capacity(sent.len());
    for mut request in sent {
        request.as_mut().await;
        results.extend(request.as_mut().take_output());
    }
    results
}

fn resolve<'a>(step: &'a Step, answers: &'a [Answer]) -> Vec<&'a Value> {
    step.parameters.iter().map(|parameter| parameter.resolve(answers)).collect()
}

fn check(step: &Step, answer: &Answer, index: usize) -> Result<(), Failed> {
    step.expect.check(answer, index).map_err(|error| Failed { error, remedy: Remedy::None })
}

async fn end(link: &Link, dry_run: bool) -> Result<(), Failure> {
    if dry_run {
        // What would only be noticed at the end.
        link.client.batch_execute("SET CONSTRAINTS ALL IMMEDIATE").await?;
        link.client.batch_execute("ROLLBACK").await?;
    } else {
        link.client.batch_execute("COMMIT").await?;
    }
    Ok(())
}

async fn command(link: &Link, sql: &str) -> Result<Answer, Failure> {
    link.client.batch_execute(sql).await?;
    Ok(Answer::default())
}

/// Fails only if the connection is lost, which rolls back as well.
async fn roll_back(link: &Link) {
    let _ = link.client.batch_execute("ROLLBACK").await;
}

/// The lock of those who set a database up, of all servers that use it.
const SETTING_UP: &str = "SELECT pg_advisory_xact_lock(7310034591)";

/// Tables, views and the like outside the system's own schemas.
const TABLES: &str = "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' LIMIT 1";

/// Runs SQL text in one transaction, however long it takes; if asked, only where there is no table yet.
pub(super) async fn batch(link: &Link, sql: &str, only_if_empty: bool) -> Result<bool, Error> {
    let result = try_batch(link, sql, only_if_empty).await;
    if result.is_err() {
        roll_back(link).await;
    }
    result.map_err(|failure| failure.error)
}

async fn try_batch(link: &Link, sql: &str, only_if_empty: bool) -> Result<bool, Failure> {
    link.client.batch_execute("BEGIN; SET LOCAL statement_timeout = 0").await?;
    if only_if_empty {
        link.client.batch_execute(SETTING_UP).await?;
        if !link.client.query(TABLES, &[]).await?.is_empty() {
            link.client.batch_execute("ROLLBACK").await?;
            return Ok(false);
        }
    }
    link.client.batch_execute(sql).await?;
    link.client.batch_execute("COMMIT").await?;
    Ok(true)
}
