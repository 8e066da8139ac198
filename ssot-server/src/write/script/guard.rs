//! The state in which a row must still be when it is written: part of the statement that writes.

use ssot_db::{Dialect, Parameter, Statement, Value};

use crate::query::sql::Sql;
use crate::resource::Resource;

/// A state of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// The number in the field that counts versions.
    Version(usize, i64),
    /// PostgreSQL: the transaction that wrote the row, as text. No two states of a row have the same.
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

/// Reads the row with that key and what its guard is made of.
pub fn seen(resource: &'static Resource, key: &[Value], dialect: Dialect) -> Statement {
    let mut sql = Sql::<Value>::new(dialect);
    sql.push("SELECT ").join(resource.fields, ", ", |sql, field| {
        sql.name(field.column);
    });
    sql.either("", ", xmin::text").push(" FROM ").table_of(resource).push(" WHERE ");
    sql.join(resource.key.iter().zip(key), " AND ", |sql, (&field, value)| {
        sql.name(resource.fields[field].column).push(" = ").bind(value.clone());
    });
    sql.finish()
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
            sql.push(" AND xmin = ").bind(Parameter::Value(Value::Text(writer.clone()))).push("::text::xid");
        }
        Some(Guard::Columns(values)) => {
            for (field, value) in resource.fields.iter().zip(values) {
                sql.push(" AND ").name(field.column).push(" IS ").bind(Parameter::Value(value.clone()));
            }
        }
    }
}
