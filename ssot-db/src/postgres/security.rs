//! Row-level security: statements in a transaction that says for whom they run, and roles that would not be asked.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use futures_util::TryStreamExt as _;
use futures_util::future::maybe_done;

use super::cell::Fetched;
use super::link::Link;
use super::parameter::Bound;
use crate::failure::Failure;
use crate::{Error, ErrorKind, Sink, Statement, Value};

/// Says for whom, until the transaction ends.
pub(super) const SAY: &str = "SELECT set_config('ssot.caller', $1, true)";

/// What is wrong with the role, in words; no row: nothing.
const WRONG: &str = "SELECT coalesce(\
    CASE WHEN r.rolsuper THEN 'it is a superuser' WHEN r.rolbypassrls THEN 'it has BYPASSRLS' END, \
    (SELECT 'it owns the table ' || c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c WHERE c.relrowsecurity AND \
        c.relkind IN ('r', 'p') AND pg_catalog.pg_has_role(c.relowner, 'USAGE') ORDER BY c.oid LIMIT 1), \
    (SELECT 'the table ' || c.oid::pg_catalog.regclass || ' has no row-level security, and it can read that' \
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
        WHERE c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND NOT c.relispartition AND \
        n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND \
        pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND \
        NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass \
            AND d.objid = c.oid AND d.deptype = 'e') ORDER BY c.oid LIMIT 1)) \
    FROM pg_catalog.pg_roles r WHERE r.rolname = current_user";

/// Fails if policies would not hold for the role of this connection.
pub(super) async fn check(link: &Link) -> Result<(), Error> {
    let row = link.client.query_one(WRONG, &[]).await.map_err(|error| Failure::from(error).error)?;
    match row.try_get::<_, Option<&str>>(0) {
        Ok(None) => Ok(()),
        Ok(Some(wrong)) => Err(refused(wrong)),
        Err(error) => Err(Failure::from(error).error),
    }
}

fn refused(wrong: &str) -> Error {
    let detail = format!("row-level security is asked for, but would not protect from this role: {wrong}");
    Error { kind: ErrorKind::Denied, detail }
}

/// Reads in a transaction of its own which begins by saying for whom, all in one round trip.
pub(super) async fn read<S: Sink>(link: &Link, statement: &Statement, sink: &mut S) -> Result<(), Failure> {
    let prepared = link.prepare(&statement.sql, statement.parameters.len()).await?;
    let Some(setting) = statement.context.as_setting() else {
        let rows = link.client.query_raw(&prepared, statement.parameters.iter().map(Bound));
        let mut rows = pin!(link.in_turn(Box::pin(rows)).await?);
        while let Some(row) = rows.try_next().await? {
            sink.row(&Fetched(row))?;
        }
        return Ok(());
    };
    let say = link.prepare(&SAY.into(), 1).await?;
    let setting = Value::Text(setting.to_owned());
    let mut begin = pin!(maybe_done(link.client.batch_execute("BEGIN")));
    let mut said = pin!(maybe_done(link.client.query_raw(&say, [Bound(&setting)])));
    let mut asked = pin!(maybe_done(link.client.query_raw(&prepared, statement.parameters.iter().map(Bound))));
    let mut end = pin!(maybe_done(link.client.batch_execute("COMMIT")));
    // The first poll of each sends it; nobody else sends in between, so the transactions of several callers do not mix.
    poll_fn(|context| {
        let _turn = link.turn();
        let _ = begin.as_mut().poll(context);
        let _ = said.as_mut().poll(context);
        let _ = asked.as_mut().poll(context);
        let _ = end.as_mut().poll(context);
        Poll::Ready(())
    })
    .await;
    asked.as_mut().await;
    if let Some(rows) = asked.as_mut().take_output() {
        let mut rows = pin!(rows?);
        while let Some(row) = rows.try_next().await? {
            sink.row(&Fetched(row))?;
        }
    }
    // Both have answered before: a row counts only if the database knew for whom.
    begin.as_mut().await;
    said.as_mut().await;
    begin.as_mut().take_output().unwrap_or(Ok(()))?;
    if let Some(said) = said.as_mut().take_output() {
        said?;
    }
    Ok(())
}
