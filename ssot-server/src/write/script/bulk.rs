//! Scripts for many rows at once.

use ssot_db::{Dialect, Expect, Parameter, Script, Step};

use super::{Builder, Column, Note, Plan, Purpose, column_of, noted};
use crate::filter::Filter;
use crate::query::condition::{Scope, filter};
use crate::query::sql::{Alias, Sql};
use crate::resource::Resource;
use crate::write::input::Draft;

/// Inserts rows; the steps that return them are named beside the plan.
pub fn insert_all(drafts: &[Draft], dialect: Dialect, now: i64) -> (Plan, Vec<usize>) {
    let mut builder = Builder::new(dialect, now);
    let steps = drafts.iter().map(|draft| builder.insert(draft, Vec::new())).collect();
    (builder.finish(0), steps)
}

/// Inserts rows, or changes those that have the same values in the fields `on`.
pub fn upsert_all(drafts: &[Draft], on: &[usize], dialect: Dialect, now: i64) -> (Plan, Vec<usize>) {
    let mut builder = Builder::new(dialect, now);
    let steps = drafts.iter().map(|draft| builder.upsert(draft, on)).collect();
    (builder.finish(0), steps)
}

/// Changes the rows that fulfil a condition, `most` at most.
pub fn update_all(draft: &Draft, condition: &Filter, most: u64, dialect: Dialect) -> Plan {
    let resource = draft.resource;
    let set: Vec<Column> = draft.fields.iter().map(|(field, value)| column_of(draft, *field, value)).collect();
    let mut scope = Scope::new(Sql::new(dialect));
    let alias = scope.table();
    scope.sql.push("UPDATE ").table_of(resource).push(" AS ").alias(alias).push(" SET ");
    scope.sql.join(&draft.fields, ", ", |sql, (field, value)| {
        sql.name(resource.fields[*field].column).push(" = ").bind(value.clone());
    });
    for field in resource.fields.iter().filter(|field| field.version) {
        scope.sql.push(", ").name(field.column).push(" = ").column(alias, field).push(" + 1");
    }
    finish(scope, alias, resource, condition, most, noted(draft, Purpose::Row, &set))
}

/// Deletes the rows that fulfil a condition, `most` at most.
pub fn delete_all(resource: &'static Resource, condition: &Filter, most: u64, dialect: Dialect) -> Plan {
    let mut scope = Scope::new(Sql::new(dialect));
    let alias = scope.table();
    scope.sql.push("DELETE FROM ").table_of(resource).push(" AS ").alias(alias);
    finish(scope, alias, resource, condition, most, super::note(resource, Purpose::Delete))
}

/// Two steps: a look whether there are too many rows, so that not all of a large table is changed to find out; and the
/// change, whose own number counts.
fn finish(
    mut change: Scope,
    alias: Alias,
    resource: &'static Resource,
    condition: &Filter,
    most: u64,
    note: Note,
) -> Plan {
    let mut look = Scope::new(Sql::new(change.sql.dialect()));
    let seen = look.table();
    look.sql.push("SELECT 1 FROM ").table_of(resource).push(" ").alias(seen);
    restrict(&mut look, resource, seen, condition);
    look.sql.push(" LIMIT ").number(most + 1);
    restrict(&mut change, resource, alias, condition);
    let step = |scope: Scope| {
        let (sql, parameters) = scope.sql.into_parts();
        let parameters = parameters.into_iter().map(Parameter::Value).collect();
        Step { sql, parameters, expect: Expect::AtMost(most) }
    };
    let notes = vec![super::note(resource, Purpose::Row), note];
    let script = Script { steps: vec![step(look), step(change)], dry_run: false, further: None };
    Plan { script, notes, row: 1, before: None }
}

fn restrict(scope: &mut Scope, resource: &'static Resource, alias: Alias, condition: &Filter) {
    if *condition != Filter::all() {
        scope.sql.push(" WHERE ");
        filter(scope, resource, alias, condition);
    }
}
