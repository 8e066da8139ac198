//! Scripts for many rows at once.

use ssot_db::{Beside, Dialect, Expect, Parameter, Query, Script, Step, Value};

use super::permit::{Recheck, allowing, is_guarded, may};
use super::{Builder, Column, Note, Plan, Purpose, column_of, noted};
use crate::filter::Filter;
use crate::generate;
use crate::policy::Viewer;
use crate::query::condition::filter;
use crate::query::guard::{self, Way};
use crate::query::removal;
use crate::query::scope::Scope;
use crate::query::sql::{Alias, Sql};
use crate::resource::{Link, Operation, Resource};
use crate::write::input::Draft;

/// Inserts rows; the steps that return them are named beside the plan.
pub fn insert_all(drafts: &[Draft], dialect: Dialect, now: i64, viewer: &Viewer) -> (Plan, Vec<usize>) {
    let mut builder = Builder::new(dialect, now, viewer);
    let steps = drafts.iter().map(|draft| builder.insert(draft, Vec::new())).collect();
    let steps = builder.shown(drafts, steps);
    (builder.finish(0), steps)
}

/// Inserts rows, or changes those that have the same values in the fields `on`.
pub fn upsert_all(drafts: &[Draft], on: &[usize], dialect: Dialect, now: i64, viewer: &Viewer) -> (Plan, Vec<usize>) {
    let mut builder = Builder::new(dialect, now, viewer);
    let upsert = |draft: &Draft| {
        let mut before = 0;
        if builder.is_guarded(draft.resource) {
            let by: Vec<(usize, Parameter)> = on
                .iter()
                .map(|&field| (field, Parameter::Value(draft.value(field).cloned().unwrap_or(Value::Null))))
                .collect();
            let sql = builder.select_from(draft.resource, &by);
            before = builder.push(sql, Expect::Any, super::note(draft.resource, Purpose::Link));
        }
        builder.upsert(draft, on, before)
    };
    let steps = drafts.iter().map(upsert).collect();
    let steps = builder.shown(drafts, steps);
    (Plan { upserts: true, ..builder.finish(0) }, steps)
}

/// Changes the rows that fulfil a condition, `most` at most.
pub fn update_all(draft: &Draft, condition: &Filter, most: u64, dialect: Dialect, viewer: &Viewer) -> Plan {
    let (resource, viewer) = (draft.resource, &viewer.writing(false));
    let set: Vec<Column> = draft.fields.iter().map(|(field, value)| column_of(draft, *field, value)).collect();
    let mut scope = Scope::new(Sql::new(dialect), viewer);
    let alias = scope.table();
    scope.sql.push("UPDATE ").table_of(resource).push(" AS ").alias(alias).push(" SET ");
    scope.sql.join(&draft.fields, ", ", |sql, (field, value)| {
        sql.name(resource.fields[*field].column).push(" = ").bind(value.clone());
    });
    for field in resource.fields.iter().filter(|field| field.version) {
        scope.sql.push(", ").name(field.column).push(" = ").column(alias, field).push(" + 1");
    }
    let fields = draft.fields.iter().map(|(field, _)| *field).collect();
    let change = Change {
        operation: Operation::Update,
        removes: false,
        fields,
        most,
        note: noted(draft, Purpose::Row, &set),
        set,
    };
    finish(scope, alias, resource, condition, change)
}

/// Deletes the rows that fulfil a condition, `most` at most; `now` in milliseconds since 1970. Where deleted rows stay, a
/// caller only marks them.
pub fn delete_all(
    resource: &'static Resource,
    condition: &Filter,
    most: u64,
    dialect: Dialect,
    now: i64,
    viewer: &Viewer,
) -> Plan {
    let viewer = &viewer.writing(false);
    let mut scope = Scope::new(Sql::new(dialect), viewer);
    let alias = scope.table();
    let mark = resource.deleted.filter(|_| !viewer.is_program());
    let removes = mark.is_none();
    if let Some(deleted) = mark {
        scope.sql.push("UPDATE ").table_of(resource).push(" AS ").alias(alias).push(" SET ");
        let touched = resource.fields.iter().enumerate().filter(|(index, field)| *index == deleted || field.updated_at);
        scope.sql.join(touched, ", ", |sql, (_, field)| {
            sql.name(field.column).push(" = ").bind(generate::moment(field.kind, now));
        });
        for field in resource.fields.iter().filter(|field| field.version) {
            scope.sql.push(", ").name(field.column).push(" = ").column(alias, field).push(" + 1");
        }
    } else {
        removal::begin(&mut scope.sql, resource, alias);
    }
    let note = super::note(resource, Purpose::Delete);
    let change = Change { operation: Operation::Delete, removes, fields: Vec::new(), most, note, set: Vec::new() };
    finish(scope, alias, resource, condition, change)
}

/// What happens to many rows.
struct Change {
    operation: Operation,
    /// Whether the rows go away.
    removes: bool,
    /// The fields that are set.
    fields: Vec<usize>,
    /// At most so many rows.
    most: u64,
    note: Note,
    set: Vec<Column>,
}

/// Two steps: a look whether there are too many rows, so that not all of a large table is changed to find out; and the
/// change, whose own number counts. Before the change no row may be there that the viewer sees and may not change.
fn finish(
    mut change: Scope,
    alias: Alias,
    resource: &'static Resource,
    condition: &Filter,
    Change { operation, removes, fields, most, note, set }: Change,
) -> Plan {
    let viewer = change.viewer().clone();
    let dialect = change.sql.dialect();
    let guarded = is_guarded(&viewer, resource);
    let step = |scope: Scope, expect| {
        let (sql, parameters) = scope.sql.into_parts();
        let parameters = parameters.into_iter().map(Parameter::Value).collect();
        Step::new(sql, parameters, expect)
    };
    let mut look = Scope::new(Sql::new(dialect), &viewer);
    let seen = look.table();
    look.sql.push("SELECT 1 FROM ").table_of(resource).push(" ").alias(seen);
    restrict(&mut look, resource, seen, condition);
    look.sql.push(" LIMIT ").number(most + 1);
    let mut steps = vec![step(look, Expect::AtMost(most))];
    let mut notes = vec![super::note(resource, Purpose::Row)];
    let joined = restrict(&mut change, resource, alias, condition);
    let mut rechecks = Vec::new();
    let mut beside = None;
    if guarded {
        let mut forbidden = Scope::new(Sql::new(dialect), &viewer);
        let seen = forbidden.table();
        forbidden.sql.push("SELECT 1 FROM ").table_of(resource).push(" ").alias(seen);
        let and = if restrict(&mut forbidden, resource, seen, condition) { " AND (" } else { " WHERE (" };
        forbidden.sql.push(and);
        may(&mut forbidden, resource, seen, operation, &fields);
        forbidden.sql.push(") IS NOT TRUE LIMIT 1");
        steps.push(step(forbidden, Expect::AtMost(0)));
        notes.push(allowing(resource, ""));
        change.sql.push(if joined { " AND (" } else { " WHERE (" });
        may(&mut change, resource, alias, operation, &fields);
        change.sql.push(")");
        if operation == Operation::Update {
            let keys = |sql: &mut Sql<_>| {
                sql.join(resource.key, ", ", |sql, &field| {
                    sql.name(resource.fields[field].column);
                });
            };
            if dialect == Dialect::Mysql {
                let mut before = Scope::new(Sql::new(dialect), &viewer);
                let changed = before.table();
                before.sql.push("SELECT ");
                keys(&mut before.sql);
                before.sql.push(" FROM ").table_of(resource).push(" ").alias(changed);
                let joined = restrict(&mut before, resource, changed, condition);
                before.sql.push(if joined { " AND (" } else { " WHERE (" });
                may(&mut before, resource, changed, operation, &fields);
                before.sql.push(") FOR UPDATE");
                let Step { sql, parameters, .. } = step(before, Expect::Any);
                beside = Some(Box::new(Beside::Before(Query { sql, parameters })));
            } else {
                change.sql.push(" RETURNING ");
                keys(&mut change.sql);
            }
            rechecks.push(Recheck { step: steps.len(), resource, fields });
        }
    }
    if removes {
        // One more than there may be, so that too many are noticed.
        removal::end(&mut change.sql, resource, most.saturating_add(1));
    }
    let row = steps.len();
    steps.push(Step { beside, ..step(change, Expect::AtMost(most)) });
    notes.push(note);
    let mut plan =
        Plan { script: Script { steps, ..Script::default() }, notes, row, before: None, rechecks, upserts: false };
    point(&mut plan, resource, &set, &viewer, dialect);
    plan
}

/// What all the rows will point at must be there for the viewer.
fn point(plan: &mut Plan, resource: &'static Resource, set: &[Column], viewer: &Viewer, dialect: Dialect) {
    for relation in resource.relations {
        let Link::Holds { fields, references, .. } = relation.link else { continue };
        let target = relation.target;
        let given = |field: &usize| set.iter().find(|column| column.field == *field);
        let Some(first) = fields.iter().find_map(given) else { continue };
        if viewer.is_program() || !guard::restricts(viewer, target, Way::Related) {
            continue;
        }
        // Only some columns of the key, or none: the database compares the whole.
        let pairs: Vec<(usize, Value)> = fields
            .iter()
            .zip(references)
            .filter_map(|(field, &reference)| match &given(field)?.parameter {
                Parameter::Value(Value::Null) | Parameter::Earlier { .. } => None,
                Parameter::Value(value) => Some((reference, value.clone())),
            })
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let mut scope = Scope::new(Sql::new(dialect), viewer);
        let alias = scope.table();
        scope.sql.push("SELECT 1 FROM ").table_of(target).push(" ").alias(alias).push(" WHERE ");
        scope.sql.join(pairs, " AND ", |sql, (field, value)| {
            sql.column(alias, &target.fields[field]).push(" = ").bind(value);
        });
        guard::and_seen(&mut scope, target, alias, Way::Related);
        scope.sql.push(" LIMIT 1");
        let (sql, parameters) = scope.sql.into_parts();
        let parameters = parameters.into_iter().map(Parameter::Value).collect();
        plan.script.steps.push(Step::new(sql, parameters, Expect::Some));
        plan.notes.push(Note { pointer: first.pointer.clone(), ..super::note(target, Purpose::Find) });
    }
}

/// Writes ` WHERE …`: the rows that the viewer may see, and the condition; `false` if that is all rows.
fn restrict(scope: &mut Scope, resource: &'static Resource, alias: Alias, condition: &Filter) -> bool {
    let masks = guard::masks(scope.viewer(), resource);
    let restricted = guard::restricts(scope.viewer(), resource, Way::Named) || masks;
    if *condition == Filter::all() && !restricted {
        return false;
    }
    if !restricted {
        scope.sql.push(" WHERE ");
        filter(scope, resource, alias, condition);
        return true;
    }
    scope.sql.push(" WHERE ");
    if masks {
        // What is asked of the rows is asked of what the viewer sees of them.
        guard::among(scope, resource, alias, |scope, seen| filter(scope, resource, seen, condition));
    } else {
        guard::and_seen_first(scope, resource, alias);
        scope.sql.push(" AND (");
        filter(scope, resource, alias, condition);
        scope.sql.push(")");
    }
    true
}

impl Builder {
    /// Reads the rows that the steps have written as the viewer sees them, if that is not all.
    fn shown(&mut self, drafts: &[Draft], steps: Vec<usize>) -> Vec<usize> {
        let mut show = |(draft, step): (&Draft, usize)| {
            if self.is_guarded(draft.resource) { self.show(draft.resource, step) } else { step }
        };
        drafts.iter().zip(steps).map(&mut show).collect()
    }
}
