//! `DELETE` under conditions that may look at the same table.
//!
//! MariaDB gives a table that is deleted from no other name, or lets no condition look at it. So there the rows are chosen first, in
//! a table of their own, which the limit keeps apart.

use super::sql::{Alias, Sql};
use crate::resource::Resource;

/// Writes `DELETE FROM … AS t0`; the condition follows, and [`end`].
pub fn begin<P>(sql: &mut Sql<P>, resource: &Resource, alias: Alias) {
    if !sql.is_mysql() {
        sql.push("DELETE FROM ").table_of(resource).push(" AS ").alias(alias);
        return;
    }
    sql.push("DELETE ").name(GONE).push(" FROM ").table_of(resource).push(" AS ").name(GONE).push(" JOIN (SELECT ");
    sql.join(resource.key, ", ", |sql, &field| {
        sql.column(alias, &resource.fields[field]);
    });
    sql.push(" FROM ").table_of(resource).push(" AS ").alias(alias);
}

/// Writes what follows the condition; there are at most so many rows.
pub fn end<P>(sql: &mut Sql<P>, resource: &Resource, most: u64) {
    if !sql.is_mysql() {
        return;
    }
    sql.push(" LIMIT ").number(most).push(") AS ").name(CHOSEN).push(" ON ");
    sql.join(resource.key, " AND ", |sql, &field| {
        let column = resource.fields[field].column;
        sql.name(GONE).push(".").name(column).push(" = ").name(CHOSEN).push(".").name(column);
    });
}

/// Names that no schema can have: a name never contains a colon.
const GONE: &str = "ssot:gone";
const CHOSEN: &str = "ssot:chosen";
