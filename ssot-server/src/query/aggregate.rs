//! `SELECT` with `GROUP BY`: sums and extremes, the same on every database.

use ssot_db::{Dialect, Statement, Value};

use super::condition::{filter, operand};
use super::guard::{self, Way};
use super::order;
use super::scope::Scope;
use super::sql::{Alias, Sql};
use crate::filter::Filter;
use crate::plan::aggregate::{Aggregate, Function, Measure};
use crate::resource::{Field, Kind};

/// One row a group, and one more than there may be. Its columns: the fields of the group, the number of rows if it was asked,
/// and for each measure its value; a mean is its sum and the number of values.
pub fn groups(aggregate: &Aggregate, dialect: Dialect) -> Statement {
    let Aggregate { resource, groups, measures, .. } = aggregate;
    let mut scope = Scope::new(Sql::new(dialect), &aggregate.viewer);
    let alias = scope.table();
    let sql = &mut scope.sql;
    sql.push("SELECT ");
    let mut is_first = true;
    for &field in groups {
        next(sql, &mut is_first).column(alias, &resource.fields[field]);
    }
    if aggregate.count {
        next(sql, &mut is_first).push("count(*)");
    }
    for &Measure { function, field } in measures {
        let field = &resource.fields[field];
        next(sql, &mut is_first);
        match function {
            Function::Sum => sum(sql, alias, field),
            Function::Avg => {
                sum(sql, alias, field);
                sql.push(", count(").column(alias, field).push(")");
            }
            Function::Min => extreme(sql, alias, field, ["min(", "ssot_min("]),
            Function::Max => extreme(sql, alias, field, ["max(", "ssot_max("]),
        }
    }
    sql.push(" FROM ");
    guard::source(&mut scope, resource, alias, Way::Named);
    let restricted = guard::and_visible(&mut scope, resource, alias, Way::Named, " WHERE ");
    if aggregate.filter != Filter::all() {
        scope.sql.push(if restricted { " AND (" } else { " WHERE " });
        filter(&mut scope, resource, alias, &aggregate.filter);
        scope.sql.push(if restricted { ")" } else { "" });
    }
    let sql = &mut scope.sql;
    if !groups.is_empty() {
        sql.push(" GROUP BY ").join(groups, ", ", |sql, &field| group(sql, alias, &resource.fields[field]));
        sql.push(" ORDER BY ");
        order::orders(sql, resource, alias, &aggregate.orders());
        sql.push(" LIMIT ").number(u64::from(aggregate.most) + 1);
    }
    scope.sql.finish()
}

fn next<'s>(sql: &'s mut Sql<Value>, is_first: &mut bool) -> &'s mut Sql<Value> {
    sql.push(if std::mem::replace(is_first, false) { "" } else { ", " })
}

/// What rows of a group have in common: on SQLite equal decimals may be kept in several forms.
fn group(sql: &mut Sql<Value>, alias: Alias, field: &Field) {
    operand(sql, alias, field);
}

fn sum(sql: &mut Sql<Value>, alias: Alias, field: &Field) {
    match field.kind {
        Kind::BigInt | Kind::Decimal(_) => sql.either("ssot_sum(", "sum(", "sum("),
        _ => sql.push("sum("),
    };
    sql.column(alias, field);
    match field.kind {
        Kind::Decimal(_) => sql.either(")", "::numeric)", ")"),
        Kind::Float => sql.either(")", "::float8)", ")"),
        _ => sql.push(")"),
    };
}

fn extreme(sql: &mut Sql<Value>, alias: Alias, field: &Field, [plain, exact]: [&'static str; 2]) {
    if matches!(field.kind, Kind::Decimal(_)) {
        sql.either(exact, plain, plain);
    } else {
        sql.push(plain);
    }
    sql.column(alias, field);
    // By code point, as texts are sorted.
    sql.push(if matches!(field.kind, Kind::String) && sql.is_postgres() { " COLLATE \"C\")" } else { ")" });
}
