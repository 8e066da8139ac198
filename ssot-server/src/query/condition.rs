//! Filters as SQL conditions, with SQL's three-valued logic.
//!
//! All databases have to agree: text compares by code point (`COLLATE "C"` on PostgreSQL, SQLite's default, on MariaDB the
//! collation that the `sql` target gives its tables), exact numbers compare exactly (`ssot_decimal` on SQLite), a list that is NULL
//! counts as empty.

use ssot_db::{Dialect, Value};

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
        sql.either("", " COLLATE \"C\"", "");
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
            sql.either("ssot_decimal(", "", "CAST(").bind(value).either(")", "::numeric", " AS DECIMAL(65,30))");
        }
        Kind::Int | Kind::BigInt => {
            sql.bind(value).either("", "::int8", "");
        }
        // The nearest number of 32 bits, which is another double. PostgreSQL takes the parameter for one by itself.
        Kind::Float if field.single => {
            sql.either("", "", "CAST(").bind(value).either("", "", " AS FLOAT)");
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
    if matches!(field.kind, Kind::Bytes | Kind::Decimal(_)) || field.single {
        return any(sql, values, |sql, value| binary(sql, alias, field, " = ", value.clone()));
    }
    member(sql, field.kind, values.to_vec(), |sql| {
        sql.column(alias, field);
    });
}

/// Whether a column has one of the values, bound as a list; the kind is none that JSON cannot hold exactly.
pub(super) fn member(sql: &mut Sql<Value>, kind: Kind, values: Vec<Value>, column: impl FnOnce(&mut Sql<Value>)) {
    if sql.is_mysql() {
        return member_of_few(sql, &values, column);
    }
    column(sql);
    let cast = if matches!(kind, Kind::Int | Kind::BigInt) { "::int8[])" } else { ")" };
    sql.either(" IN (SELECT value FROM json_each(", " = ANY(", "").bind(Value::List(values)).either("))", cast, "");
}

/// The same with a parameter per value: an index of MariaDB serves that. Few distinct texts: the number of values is rounded up,
/// the last one repeated.
fn member_of_few(sql: &mut Sql<Value>, values: &[Value], column: impl FnOnce(&mut Sql<Value>)) {
    let Some(last) = values.last() else {
        sql.push("FALSE");
        return;
    };
    column(sql);
    let padded = values.iter().chain(std::iter::repeat(last)).take(values.len().next_power_of_two());
    sql.push(" IN (").join(padded, ", ", |sql, value| {
        sql.bind(value.clone());
    });
    sql.push(")");
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
            sql.either("lower(", "translate(", FOLD.0);
            column(sql);
            if sql.dialect() == Dialect::Postgres {
                sql.push(", ").literal(UPPER).push(", ").literal(LOWER);
            }
            sql.either(")", ")", FOLD.1);
        } else {
            sql.either("", "", "CAST(");
            column(sql);
            sql.either("", "", " AS BINARY)");
        }
    };
    if sql.is_mysql() {
        return bytes_of_text(sql, operator, &value, subject);
    }
    match operator {
        Operator::Contains | Operator::IContains => {
            sql.either("instr(", "strpos(", "");
            subject(sql);
            sql.push(", ").bind(value).either("", "::text", "").push(") > 0");
        }
        Operator::StartsWith | Operator::IStartsWith => {
            sql.either("substr(", "starts_with(", "");
            subject(sql);
            if sql.is_sqlite() {
                sql.push(", 1, length(").bind(value).push(")) = ").again();
            } else {
                sql.push(", ").bind(value).push("::text)");
            }
        }
        Operator::EndsWith | Operator::IEndsWith => {
            sql.either("substr(", "right(", "");
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
            sql.push(" = ").bind(value).either("", "::text", "");
        }
    }
}

/// What stands around a text of MariaDB to have its bytes with the letters A to Z folded and no others. `lower` folds the letters of
/// a character set; of this one, ASCII's are all there are, and it takes any byte for a character.
pub(super) const FOLD: (&str, &str) = ("CAST(lower(CONVERT(CAST(", " AS BINARY) USING hebrew)) AS BINARY)");

/// The same on MariaDB, where only bytes compare without a collation. UTF-8 makes no difference: a character never begins inside
/// another one.
fn bytes_of_text(sql: &mut Sql<Value>, operator: Operator, value: &Value, mut subject: impl FnMut(&mut Sql<Value>)) {
    let bytes = |sql: &mut Sql<Value>| {
        sql.push("CAST(").bind(value.clone()).push(" AS BINARY)");
    };
    match operator {
        Operator::Contains | Operator::IContains => {
            sql.push("locate(");
            bytes(sql);
            sql.push(", ");
            subject(sql);
            sql.push(") > 0");
            return;
        }
        Operator::StartsWith | Operator::IStartsWith => sql.push("left("),
        Operator::EndsWith | Operator::IEndsWith => sql.push("right("),
        _ => sql.push("("),
    };
    subject(sql);
    if matches!(operator, Operator::IEq) {
        sql.push(") = ");
    } else {
        sql.push(", length(").bind(value.clone()).push(")) = ");
    }
    bytes(sql);
}

/// Compares a column that holds a list: an array on PostgreSQL, JSON text on SQLite and MariaDB.
fn compare_list(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let first = || values.first().cloned().unwrap_or(Value::Null);
    match operator {
        Operator::Eq | Operator::Ne if sql.is_mysql() => {
            sql.push("json_normalize(coalesce(").column(alias, field).push(", '[]'))");
            sql.push(if operator == Operator::Eq { " = " } else { " <> " });
            sql.push("json_normalize(").bind(first()).push(")");
        }
        Operator::Eq | Operator::Ne if !holds(sql, field, values) => {
            sql.push(if operator == Operator::Eq { "FALSE" } else { "TRUE" });
        }
        Operator::Eq | Operator::Ne => {
            let word = if operator == Operator::Eq { " = " } else { " <> " };
            sql.either("json(coalesce(", "coalesce(", "").column(alias, field).either(", '[]'))", ", '{}')", "");
            sql.push(word).either("json(", "", "").bind(first()).either(")", "", "");
        }
        // Lists are never null on the wire.
        Operator::IsNull => {
            sql.push(if values.first() == Some(&Value::Boolean(false)) { "TRUE" } else { "FALSE" });
        }
        Operator::IsEmpty => {
            sql.either("coalesce(json_array_length(", "coalesce(cardinality(", "coalesce(json_length(");
            sql.column(alias, field);
            sql.push(if values.first() == Some(&Value::Boolean(false)) { "), 0) > 0" } else { "), 0) = 0" });
        }
        Operator::Has | Operator::HasSome | Operator::HasEvery => match sql.dialect() {
            Dialect::Sqlite => has_in_text(sql, alias, field, operator, values),
            Dialect::Postgres => has_in_array(sql, alias, field, operator, values),
            Dialect::Mysql => has_in_document(sql, alias, field, operator, values),
        },
        _ => {
            sql.push("FALSE");
        }
    }
}

/// Whether a column of integers can hold all of the values. PostgreSQL gives a list that is bound the column's own type, which may be
/// `smallint`, and refuses what that cannot hold.
fn holds(sql: &Sql<Value>, field: &Field, values: &[Value]) -> bool {
    let small = |bound: Option<i64>| bound.is_some_and(|bound| i16::try_from(bound).is_ok());
    let is_small = sql.is_postgres() && small(field.rules.min) && small(field.rules.max);
    !is_small || values.iter().all(fits)
}

fn fits(value: &Value) -> bool {
    match value {
        Value::Integer(number) => i16::try_from(*number).is_ok(),
        Value::List(values) => values.iter().all(fits),
        _ => true,
    }
}

fn has_in_text(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let all = Value::List(values.to_vec());
    match operator {
        Operator::Has => {
            sql.push("EXISTS (SELECT 1 FROM json_each(").column(alias, field).push(") WHERE ");
            item(sql, field).push(" = ");
            bound(sql, field, values.first().cloned().unwrap_or(Value::Null));
            sql.push(")");
        }
        Operator::HasSome => {
            sql.push("EXISTS (SELECT 1 FROM json_each(").column(alias, field).push(") WHERE ");
            item(sql, field).push(" IN (SELECT ");
            item(sql, field).push(" FROM json_each(").bind(all).push(")))");
        }
        _ => {
            sql.push("NOT EXISTS (SELECT 1 FROM json_each(").bind(all).push(") WHERE ");
            item(sql, field).push(" NOT IN (SELECT ");
            item(sql, field).push(" FROM json_each(").column(alias, field).push(")))");
        }
    }
}

fn has_in_array(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    let held = values.iter().filter(|value| holds(sql, field, std::slice::from_ref(value))).cloned();
    let held: Vec<Value> = held.collect();
    match operator {
        Operator::Has | Operator::HasEvery if held.len() < values.len() => {
            sql.push("FALSE");
        }
        Operator::Has => {
            let first = values.first().cloned().unwrap_or(Value::Null);
            sql.push("coalesce(").bind(first).push(" = ANY(").column(alias, field).push("), FALSE)");
        }
        Operator::HasSome => {
            sql.push("coalesce(").column(alias, field).push(" && ").bind(Value::List(held)).push(", FALSE)");
        }
        _ => {
            sql.push("coalesce(").column(alias, field).push(", '{}') @> ").bind(Value::List(held));
        }
    }
}

fn has_in_document(sql: &mut Sql<Value>, alias: Alias, field: &Field, operator: Operator, values: &[Value]) {
    // A document contains an array if it contains each of its members.
    sql.push(if operator == Operator::HasSome { "json_overlaps(" } else { "json_contains(" });
    let wanted = if operator == Operator::Has { values.get(..1).unwrap_or_default() } else { values };
    sql.push("coalesce(").column(alias, field).push(", '[]'), ").bind(Value::List(wanted.to_vec())).push(")");
}

/// An item of a list on SQLite, as it is compared.
fn item<'s>(sql: &'s mut Sql<Value>, field: &Field) -> &'s mut Sql<Value> {
    match field.kind {
        Kind::Decimal(_) => sql.push("ssot_decimal(value)"),
        _ => sql.push("value"),
    }
}
