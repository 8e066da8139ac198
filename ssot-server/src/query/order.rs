//! `ORDER BY`: the same order on every database.

use ssot_db::Value;

use super::condition::{bound, operand};
use super::sql::{Alias, Sql};
use crate::filter::Order;
use crate::resource::{Enumeration, Field, Kind, Resource};

/// Writes the keys of an order, separated by commas. Text is ordered by code point, enumerations as declared.
pub(super) fn orders(sql: &mut Sql<Value>, resource: &Resource, alias: Alias, orders: &[Order]) {
    sql.join(orders, ", ", |sql, order| {
        let field = &resource.fields[order.field];
        // Columns without nulls keep the plain form, which indexes serve.
        let nulls = field.may_be_null();
        // MariaDB sorts them as if they were least, and has no words to ask for anything else.
        if nulls && sql.is_mysql() && order.nulls_first == order.descending {
            sql.column(alias, field).push(if order.nulls_first { " IS NOT NULL, " } else { " IS NULL, " });
        }
        key(sql, alias, field);
        sql.push(if order.descending { " DESC" } else { " ASC" });
        if nulls && !sql.is_mysql() {
            sql.push(if order.nulls_first { " NULLS FIRST" } else { " NULLS LAST" });
        }
    });
}

/// A column as it is sorted.
pub(super) fn key(sql: &mut Sql<Value>, alias: Alias, field: &Field) {
    match field.kind {
        Kind::Enumeration(enumeration) if !sql.is_postgres() => {
            declared(sql, enumeration, |sql| {
                sql.column(alias, field);
            });
        }
        Kind::String => {
            sql.column(alias, field).either("", " COLLATE \"C\"", "");
        }
        _ => operand(sql, alias, field),
    }
}

/// A value as [`key`] is compared with it.
pub(super) fn bound_key(sql: &mut Sql<Value>, field: &Field, value: Value) {
    match (field.kind, &value) {
        (Kind::Enumeration(enumeration), Value::Text(text)) if !sql.is_postgres() => {
            let position = enumeration.variants.iter().position(|(_, database)| database == text);
            sql.bind(position.map_or(Value::Null, |position| Value::Integer(position as i64)));
        }
        _ => bound(sql, field, value),
    }
}

/// The position of a variant in its declaration; PostgreSQL's enumerations are ordered so by themselves. (MariaDB sorts them so, and
/// compares them as texts.)
fn declared(sql: &mut Sql<Value>, enumeration: &Enumeration, column: impl Fn(&mut Sql<Value>)) {
    sql.push("CASE ");
    column(sql);
    for (position, (_, database)) in enumeration.variants.iter().enumerate() {
        sql.push(" WHEN ").literal(database).push(" THEN ").number(position as u64);
    }
    sql.push(" END");
}
