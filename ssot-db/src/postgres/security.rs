//! Row-level security: statements that say for whom they run, and roles that would not be asked.

use super::link::{Link, Rows};
use super::parameter::Bound;
use crate::failure::Failure;
use crate::{Error, ErrorKind, Statement, Value};

/// Says for whom, until the transaction of a script ends.
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

/// Reads for somebody: for whom is said in the statement itself, before anything else of it is looked at, and holds no longer than it.
pub(super) async fn read<R: Rows>(link: &Link, statement: &Statement, rows: &mut R) -> Result<(), Failure> {
    let Some(setting) = statement.context.as_setting() else {
        return link.read(statement, rows).await;
    };
    let prepared = link.prepare_said(&statement.sql, statement.parameters.len()).await?;
    let setting = Value::Text(setting.to_owned());
    let parameters: Vec<Bound<'_>> = statement.parameters.iter().chain([&setting]).map(Bound).collect();
    link.fetch(&prepared, parameters, rows).await
}

/// A read of so many parameters that has one more, for whom.
///
/// That word is a condition that is about no row: PostgreSQL asks it once, before it begins to look for rows. `OFFSET 0` keeps the two apart, so that it
/// stands above all of the read, whatever that is. If it did not, policies would show no row. A statement by itself is a transaction, so `set_config(…, true)`
/// ends with it.
pub(super) fn said(sql: &str, parameters: usize) -> String {
    let sql = sql.trim_end().trim_end_matches(';');
    let caller = parameters + 1;
    format!(
        "SELECT r.* FROM (SELECT * FROM (\n{sql}\n) AS r OFFSET 0) AS r \
         WHERE (SELECT pg_catalog.set_config('ssot.caller', ${caller}, true)) IS NOT NULL"
    )
}
