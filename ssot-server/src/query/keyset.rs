//! Rows beyond a place in an order: the condition behind cursors.
//!
//! It names values, not counts, so rows that come or go elsewhere change nothing: no row is skipped or shown twice.

use ssot_db::Value;

use super::order::{bound_key, key};
use super::sql::{Alias, Sql};
use crate::filter::Order;
use crate::resource::{Field, Resource};

/// Writes the condition that a row comes after the one with these values, one per key of the order.
pub(super) fn beyond(sql: &mut Sql<Value>, resource: &Resource, alias: Alias, orders: &[Order], values: &[Value]) {
    let keys: Vec<Key<'_>> = orders
        .iter()
        .zip(values)
        .map(|(order, value)| Key { field: &resource.fields[order.field], alias, order: *order, value })
        .collect();
    let [first, rest @ ..] = keys.as_slice() else {
        sql.push("FALSE");
        return;
    };
    let together = |key: &Key<'_>| !key.field.may_be_null() && key.order.descending == first.order.descending;
    if rest.is_empty() || first.field.may_be_null() {
        either(sql, &keys);
    } else if keys.iter().all(together) {
        // Compared as one, which an index on these columns serves.
        sql.push("(").join(&keys, ", ", |sql, key| key.column(sql));
        sql.push(if first.order.descending { ") < (" } else { ") > (" });
        sql.join(&keys, ", ", |sql, key| key.bound(sql)).push(")");
    } else {
        // Says the same twice, so that an index on the first column serves.
        first.compare(sql, if first.order.descending { " <= " } else { " >= " });
        sql.push(" AND (");
        either(sql, &keys);
        sql.push(")");
    }
}

/// `a > ?1 OR a = ?2 AND (b > ?3 OR …)`.
fn either(sql: &mut Sql<Value>, keys: &[Key<'_>]) {
    let Some((first, rest)) = keys.split_first() else { return };
    let passed = first.passed(sql);
    if rest.is_empty() {
        if !passed {
            sql.push("FALSE");
        }
        return;
    }
    if passed {
        sql.push(" OR ");
    }
    first.equal(sql);
    sql.push(" AND (");
    either(sql, rest);
    sql.push(")");
}

/// One key of an order and the value of the row that was reached.
struct Key<'k> {
    field: &'k Field,
    alias: Alias,
    order: Order,
    value: &'k Value,
}

impl Key<'_> {
    fn column(&self, sql: &mut Sql<Value>) {
        key(sql, self.alias, self.field);
    }

    fn bound(&self, sql: &mut Sql<Value>) {
        bound_key(sql, self.field, self.value.clone());
    }

    fn compare(&self, sql: &mut Sql<Value>, operator: &'static str) {
        self.column(sql);
        sql.push(operator);
        self.bound(sql);
    }

    /// Writes that a row's value comes after this one; nothing, and `false`, if none can.
    fn passed(&self, sql: &mut Sql<Value>) -> bool {
        let Self { field, alias, order, value } = self;
        match (value, order.nulls_first) {
            (Value::Null, false) => return false,
            (Value::Null, true) => {
                sql.column(*alias, field).push(" IS NOT NULL");
            }
            (_, nulls_first) => {
                let nulls_follow = field.may_be_null() && !nulls_first;
                sql.push(if nulls_follow { "(" } else { "" });
                self.compare(sql, if order.descending { " < " } else { " > " });
                if nulls_follow {
                    sql.push(" OR ").column(*alias, field).push(" IS NULL)");
                }
            }
        }
        true
    }

    fn equal(&self, sql: &mut Sql<Value>) {
        if *self.value == Value::Null {
            sql.column(self.alias, self.field).push(" IS NULL");
        } else {
            self.compare(sql, " = ");
        }
    }
}
