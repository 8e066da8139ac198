//! Filters as SQL conditions, with SQL's three-valued logic.
//!
//! Both databases have to agree: text compares by code point (`COLLATE "C"` on PostgreSQL, SQLite's default), exact
//! numbers compare exactly (`ssot_decimal` on SQLite), a list that is NULL counts as empty.

use ssot_db::Value;

use super::scope::Scope;
use super::sql::{Alias, Sql};
use super::{json, relation};
use crate::filter::{Filter, Operator};
use crate::resource::{Field, Kind, Resource};

/// Writes a condition on the rows called `alias`.
pub fn filter(scope: &mut Scope, resource: &'static Resource, alias: Alias, condition: &Filter) {
    match condition {
        Filter::And(all) => several(scope, resource, alias, all, "TRUE", " AND "),
        Filter::Or(any) => several(scope, resource, alias, any, "FALSE", " OR "),
        Filter::Not(inner) => {
            scope.sql.push("NOT (");
            filter(scope, resource, alias, inner);
            scope.sql.push(")");
        }
        Filter::Compare { field, operator, values, path } => {
            let field = &resource.fields[*field];
            if !path.is_empty() {
                json::compare_below(&mut scope.sql, alias, field, path, *operator, values);
            } else if field.list {
                compare_list(&mut scope.sql, alias, field, *operator, values);
            } else if matches!(field.kind, Kind::Json) {
                json::compare_whole(&mut scope.sql, alias, field, *operator, values);
            } else {
                compare(&mut scope.sql, alias, field, *operator, values);
            }
        }
        Filter::Related { relation, quantifier, filter } => {
            relation::related(scope, alias, resource, &resource.relations[*relation], *quantifier, filter);
        }
    }
}

fn several(
    scope: &mut Scope,
    resource: &'static Resource,
    alias: Alias,
    filters: &[Filter],
    none: &'static str,
    word: &'static str,
) {
    match filters {
        [] => {
            scope.sql.push(none);
        }
        [one] => filter(scope, resource, alias, one),
        many => {
            for (index, one) in many.iter().enumerate() {
                scope.sql.push(if index > 0 { word } else { "" }).push("(");
                filter(scope, resource, alias, one);
                scope.sql.push(")");
            }
        }
    }
}

/// Compares a column that holds one value.
fn compare(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let value = || values.first().cloned().unwrap_or(Value::Null);
    match operator {
        Operator::Eq => binary(sql, alias, field, " = ", value()),
        Operator::Ne => binary(sql, alias, field, " <> ", value()),
        Operator::Lt => binary(sql, alias, field, " < ", value()),
        Operator::Lte => binary(sql, alias, field, " <= ", value()),
        Operator::Gt => binary(sql, alias, field, " > ", value()),
        Operator::Gte => binary(sql, alias, field, " >= ", value()),
        Operator::Between => {
            binary(sql, alias, field, " >= ", value());
            sql.push(" AND ");
            binary(sql, alias, field, " <= ", values.get(1).cloned().unwrap_or(Value::Null));
        }
        Operator::In => one_of(sql, alias, field, values),
        Operator::NotIn => {
            sql.push("NOT (");
            one_of(sql, alias, field, values);
            sql.push(")");
        }
        Operator::IsNull => {
            let null = values.first() != Some(&Value::Boolean(false));
            sql.column(alias, field).push(if null { " IS NULL" } else { " IS NOT NULL" });
        }
        Operator::Contains
        | Operator::StartsWith
        | Operator::EndsWith
        | Operator::IContains
        | Operator::IStartsWith
        | Operator::IEndsWith
        | Operator::IEq => text(sql, operator, value(), |sql| {
            sql.column(alias, field);
        }),
        Operator::Has | Operator::HasSome | Operator::HasEvery | Operator::IsEmpty => {
            // Plans never ask this of a column without a list; nothing is the safe answer.
            sql.push("FALSE");
        }
    }
}

pub(super) fn binary(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: &'static str, value: Value) {
    operand(sql, alias, field);
    if matches!(field.kind, Kind::String) && !matches!(operator, " = " | " <> ") {
        sql.either("", " COLLATE \"C\"");
    }
    sql.push(operator);
    bound(sql, field, value);
}

/// The column as it is compared.
pub fn operand(sql: &mut Sql<Value>, alias: Alias, field: &Field) {
    if sql.is_sqlite() && matches!(field.kind, Kind::Decimal(_)) && !field.list {
        sql.push("ssot_decimal(").column(alias, field).push(")");
    } else {
        sql.column(alias, field);
    }
}

/// A value to compare a column with. Numbers are bound with their own type, so that one beyond the column's range is
/// simply not found there.
pub(super) fn bound(sql: &mut Sql<Value>, field: &Field, value: Value) {
    match field.kind {
        Kind::Decimal(_) => {
            sql.either("ssot_decimal(", "").bind(value).either(")", "::numeric");
        }
        Kind::Int | Kind::BigInt => {
            sql.bind(value).either("", "::int8");
        }
        _ => {
            sql.bind(value);
        }
    }
}

/// `IN`, with all values in one parameter, so that the text does not depend on their number.
fn one_of(sql: &mut Sql<Value>, alias: Alias, field: &Field, values: &[Value]) {
    if let [value] = values {
        return binary(sql, alias, field, " = ", value.clone());
    }
    if matches!(field.kind, Kind::Bytes | Kind::Decimal(_)) {
        return any(sql, values, |sql, value| binary(sql, alias, field, " = ", value.clone()));
    }
    member(sql, field.kind, values.to_vec(), |sql| {
        sql.column(alias, field);
    });
}

/// Whether a column has one of the values, bound as a list; the kind is none that JSON cannot hold exactly.
pub(super) fn member(sql: &mut Sql<Value>, kind: Kind, values: Vec<Value>, column: impl FnOnce(&mut Sql<Value>)) {
    column(sql);
    let cast = if matches!(kind, Kind::Int | Kind::BigInt) { "::int8[])" } else { ")" };
    sql.either(" IN (SELECT value FROM json_each(", " = ANY(").bind(Value::List(values)).either("))", cast);
}

/// One comparison or the other; false for none.
pub(super) fn any(sql: &mut Sql<Value>, values: &[Value], mut each: impl FnMut(&mut Sql<Value>, &Value)) {
    if values.is_empty() {
        sql.push("FALSE");
        return;
    }
    sql.push("(").join(values, " OR ", |sql, value| each(sql, value)).push(")");
}

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";

/// Substring, prefix and suffix, without wildcards; `i…` folds the letters A to Z and no others.
pub(super) fn text(sql: &mut Sql<Value>, operator: Operator, value: Value, mut column: impl FnMut(&mut Sql<Value>)) {
    let fold = matches!(operator, Operator::IContains | Operator::IStartsWith | Operator::IEndsWith | Operator::IEq);
    let value = match value {
        Value::Text(text) if fold => Value::Text(text.to_ascii_lowercase()),
        value => value,
    };
    let mut subject = |sql: &mut Sql<Value>| {
        if fold {
            sql.either("lower(", "translate(");
            column(sql);
            if !sql.is_sqlite() {
                sql.push(", ").literal(UPPER).push(", ").literal(LOWER);
            }
            sql.push(")");
        } else {
            column(sql);
        }
    };
    match operator {
        Operator::Contains | Operator::IContains => {
            sql.either("instr(", "strpos(");
            subject(sql);
            sql.push(", ").bind(value).either("", "::text").push(") > 0");
        }
        Operator::StartsWith | Operator::IStartsWith => {
            sql.either("substr(", "starts_with(");
            subject(sql);
            if sql.is_sqlite() {
                sql.push(", 1, length(").bind(value).push(")) = ").again();
            } else {
                sql.push(", ").bind(value).push("::text)");
            }
        }
        Operator::EndsWith | Operator::IEndsWith => {
            sql.either("substr(", "right(");
            subject(sql);
            if sql.is_sqlite() {
                sql.push(", length(");
                subject(sql);
                sql.push(") - length(").bind(value).push(") + 1) = ").again();
            } else {
                sql.push(", length(").bind(value).push("::text)) = ").again().push("::text");
            }
        }
        _ => {
            subject(sql);
            sql.push(" = ").bind(value).either("", "::text");
        }
    }
}

/// Compares a column that holds a list: an array on PostgreSQL, JSON text on SQLite.
fn compare_list(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let first = || values.first().cloned().unwrap_or(Value::Null);
    let all = || Value::List(values.to_vec());
    let sqlite = sql.is_sqlite();
    match operator {
        Operator::Eq | Operator::Ne => {
            let word = if operator == Operator::Eq { " = " } else { " <> " };
            sql.either("json(coalesce(", "coalesce(").column(alias, field).either(", '[]'))", ", '{}')");
            sql.push(word).either("json(", "").bind(first()).either(")", "");
        }
        // Lists are never null on the wire.
        Operator::IsNull => {
            sql.push(if values.first() == Some(&Value::Boolean(false)) { "TRUE" } else { "FALSE" });
        }
        Operator::IsEmpty => {
            sql.either("coalesce(json_array_length(", "coalesce(cardinality(").column(alias, field);
            sql.push(if values.first() == Some(&Value::Boolean(false)) { "), 0) > 0" } else { "), 0) = 0" });
        }
        Operator::Has if sqlite => {
            sql.push("EXISTS (SELECT 1 FROM json_each(").column(alias, field).push(") WHERE ");
            item(sql, field).push(" = ");
            bound(sql, field, first());
            sql.push(")");
        }
        Operator::Has => {
            sql.push("coalesce(").bind(first()).push(" = ANY(").column(alias, field).push("), FALSE)");
        }
        Operator::HasSome if sqlite => {
            sql.push("EXISTS (SELECT 1 FROM json_each(").column(alias, field).push(") WHERE ");
            item(sql, field).push(" IN (SELECT ");
            item(sql, field).push(" FROM json_each(").bind(all()).push(")))");
        }
        Operator::HasSome => {
            sql.push("coalesce(").column(alias, field).push(" && ").bind(all()).push(", FALSE)");
        }
        Operator::HasEvery if sqlite => {
            sql.push("NOT EXISTS (SELECT 1 FROM json_each(").bind(all()).push(") WHERE ");
            item(sql, field).push(" NOT IN (SELECT ");
            item(sql, field).push(" FROM json_each(").column(alias, field).push(")))");
        }
        Operator::HasEvery => {
            sql.push("coalesce(").column(alias, field).push(", '{}') @> ").bind(all());
        }
        _ => {
            sql.push("FALSE");
        }
    }
}

/// An item of a list on SQLite, as it is compared.
fn item<'s>(sql: &'s mut Sql<Value>, field: &Field) -> &'s mut Sql<Value> {
    match field.kind {
        Kind::Decimal(_) => sql.push("ssot_decimal(value)"),
        _ => sql.push("value"),
    }
}
