//! The state in which a row must still be when it is written: part of the statement that writes.

use ssot_db::{Dialect, Parameter, Statement, Value};

use crate::policy::Viewer;
use crate::query::guard::{self, Way};
use crate::query::scope::Scope;
use crate::query::sql::Sql;
use crate::resource::{Field, Kind, Resource};

/// A state of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// The number in the field that counts versions.
    Version(usize, i64),
    /// PostgreSQL: the transaction that wrote the row, as text; MariaDB: a digest of its columns. No two states of a row have the same.
    Writer(String),
    /// SQLite, which gives values back as it keeps them: all columns, in the order of the resource.
    Columns(Vec<Value>),
}

impl Guard {
    /// The guard of a row that the statement of [`seen`] has read: its columns, and what follows them.
    pub fn of(version: Option<usize>, mut row: Vec<Value>, columns: usize) -> Option<Self> {
        if let Some(field) = version {
            return match row.get(field) {
                Some(Value::Integer(number)) => Some(Self::Version(field, *number)),
                _ => None,
            };
        }
        if let Some(Value::Text(writer)) = row.get(columns) {
            return Some(Self::Writer(writer.clone()));
        }
        row.truncate(columns);
        Some(Self::Columns(row))
    }
}

/// Reads the row with that key and what its guard is made of; behind it, if they differ, its columns as the viewer sees them.
pub fn seen(resource: &'static Resource, key: &[Value], viewer: &Viewer, dialect: Dialect) -> Statement {
    let mut scope = Scope::new(Sql::new(dialect), viewer);
    let alias = scope.table();
    scope.sql.push("SELECT ").join(resource.fields, ", ", |sql, field| {
        sql.column(alias, field);
    });
    scope.sql.either("", ", xmin::text", ", ");
    if dialect == Dialect::Mysql {
        digest(&mut scope.sql, resource, |sql, field| {
            sql.column(alias, field);
        });
    }
    if guard::masks(viewer, resource) {
        scope.sql.push(", ");
        guard::columns(&mut scope, resource, alias);
    }
    scope.sql.push(" FROM ").table_of(resource).push(" ").alias(alias).push(" WHERE ");
    scope.sql.join(resource.key.iter().zip(key), " AND ", |sql, (&field, value)| {
        sql.column(alias, &resource.fields[field]).push(" = ").bind(value.clone());
    });
    guard::and_seen(&mut scope, resource, alias, Way::Named);
    scope.sql.finish()
}

/// The columns of a row of [`seen`] as the viewer sees them.
pub fn as_seen(resource: &Resource, row: &[Value], viewer: &Viewer, dialect: Dialect) -> Vec<Value> {
    let columns = resource.fields.len();
    let behind = columns + usize::from(dialect != Dialect::Sqlite);
    let start = if guard::masks(viewer, resource) { behind } else { 0 };
    row.iter().skip(start).take(columns).cloned().collect()
}

/// The digest of a row of MariaDB, where columns may hold more than this server reads of them: microseconds, floats.
fn digest<P>(sql: &mut Sql<P>, resource: &Resource, column: impl Fn(&mut Sql<P>, &Field)) {
    sql.push("sha2(concat_ws(',', ").join(resource.fields, ", ", |sql, field| {
        let is_bytes = matches!(field.kind, Kind::Bytes) && !field.list;
        sql.push(if is_bytes { "coalesce(hex(" } else { "coalesce(hex(CAST(" });
        column(sql, field);
        sql.push(if is_bytes { "), '-')" } else { " AS CHAR)), '-')" });
    });
    sql.push("), 256)");
}

/// Appends the guard to a condition.
pub(super) fn unchanged(sql: &mut Sql<Parameter>, resource: &Resource, guard: Option<&Guard>) {
    match guard {
        None => {}
        Some(Guard::Version(field, number)) => {
            sql.push(" AND ").name(resource.fields[*field].column).push(" = ");
            sql.bind(Parameter::Value(Value::Integer(*number)));
        }
        Some(Guard::Writer(writer)) => {
            sql.push(" AND ");
            if sql.is_mysql() {
                digest(sql, resource, |sql, field| {
                    sql.name(field.column);
                });
            } else {
                sql.push("xmin");
            }
            sql.push(" = ").bind(Parameter::Value(Value::Text(writer.clone()))).either("", "::text::xid", "");
        }
        Some(Guard::Columns(values)) => {
            for (field, value) in resource.fields.iter().zip(values) {
                sql.push(" AND ").name(field.column).push(" IS ").bind(Parameter::Value(value.clone()));
            }
        }
    }
}
