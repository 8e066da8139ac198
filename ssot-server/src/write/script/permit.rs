//! Policies in writes: conditions in the statement that writes, and looks at what it has written.
//!
//! A row that the viewer may not see does not exist for it; one that it may see and not change makes the whole script fail.

use ssot_db::{Expect, Parameter, Step};

use super::{Builder, Column, Note, Purpose, equal, note};
use crate::policy::Viewer;
use crate::query::guard::{self, Way};
use crate::query::relation;
use crate::query::scope::Scope;
use crate::query::sql::{Alias, Sql};
use crate::resource::{Link, Operation, Policy, Resource};

/// What a table is called in statements that write.
pub(super) const TABLE: Alias = Alias(0);

/// Whether writes of that resource have to ask who writes.
pub(in crate::write) fn is_guarded(viewer: &Viewer, resource: &Resource) -> bool {
    let fields = || resource.fields.iter().any(|field| !field.policies.is_empty());
    !viewer.is_program()
        && (resource.tenant.is_some() || resource.deleted.is_some() || !resource.policies.is_empty() || fields())
}

/// Whether a write of these fields needs more than seeing the row.
fn asks_about(resource: &'static Resource, operation: Operation, fields: &[usize]) -> bool {
    let updates = operation == Operation::Update;
    resource.tenant.is_some()
        || Policy::restrict(resource.policies, operation)
        || updates && fields.iter().any(|&field| Policy::restrict(resource.fields[field].policies, operation))
}

/// Writes the condition that the viewer may do something with the rows; fields that are set are asked about too.
pub(super) fn may(
    scope: &mut Scope,
    resource: &'static Resource,
    alias: Alias,
    operation: Operation,
    fields: &[usize],
) {
    guard::allowed(scope, resource, alias, operation);
    if operation != Operation::Update {
        return;
    }
    for &field in fields.iter().filter(|&&field| Policy::restrict(resource.fields[field].policies, operation)) {
        scope.sql.push(" AND ");
        guard::updates(scope, resource, alias, field);
    }
}

/// Rows that a step has changed, to be looked at after all steps.
#[derive(Debug, Clone)]
pub struct Recheck {
    /// The step; it returns the keys of its rows.
    pub step: usize,
    /// Whose rows.
    pub resource: &'static Resource,
    /// The fields that it sets.
    pub fields: Vec<usize>,
}

impl Recheck {
    /// The looks at these rows, by the values of their keys, some hundred at once: none may find one that may not be so.
    pub(in crate::write) fn steps(
        &self,
        keys: &[Vec<ssot_db::Value>],
        viewer: &Viewer,
        dialect: ssot_db::Dialect,
    ) -> Vec<Step> {
        let look = |keys: &[Vec<ssot_db::Value>]| {
            let mut scope = Scope::with_tables(Sql::new(dialect), viewer, 1);
            scope.sql.push("SELECT 1 FROM ").table_of(self.resource).push(" ").alias(TABLE).push(" WHERE (");
            scope.sql.join(keys, " OR ", |sql, key| {
                sql.push("(").join(self.resource.key.iter().zip(key), " AND ", |sql, (&field, value)| {
                    sql.column(TABLE, &self.resource.fields[field]).push(" = ").bind(value.clone());
                });
                sql.push(")");
            });
            scope.sql.push(") AND (");
            may(&mut scope, self.resource, TABLE, Operation::Update, &self.fields);
            scope.sql.push(") IS NOT TRUE LIMIT 1");
            let (sql, parameters) = scope.sql.into_parts();
            let parameters = parameters.into_iter().map(Parameter::Value).collect();
            Step::new(sql, parameters, Expect::AtMost(0))
        };
        keys.chunks(200).map(look).collect()
    }
}

impl Builder {
    /// Appends what `write` writes with values for the viewer.
    pub(super) fn embed(&self, sql: &mut Sql<Parameter>, write: impl FnOnce(&mut Scope)) {
        let part = Sql::continued(self.dialect, sql.bound());
        // The statement's own table comes first.
        let mut scope = Scope::with_tables(part, &self.viewer, 1);
        write(&mut scope);
        sql.append(scope.sql);
    }

    /// Whether writes of that resource have to ask who writes.
    pub(super) fn is_guarded(&self, resource: &Resource) -> bool {
        is_guarded(&self.viewer, resource)
    }

    /// Appends the table, with a name for policies to use where there are any.
    pub(super) fn table(&self, sql: &mut Sql<Parameter>, resource: &Resource) {
        sql.table_of(resource);
        if self.is_guarded(resource) {
            sql.push(" AS ").alias(TABLE);
        }
    }

    /// Appends ` AND …`: rows that the viewer may see, and do that with, if it is more.
    pub(super) fn restrict(
        &self,
        sql: &mut Sql<Parameter>,
        resource: &'static Resource,
        operation: Option<Operation>,
        fields: &[usize],
    ) {
        if self.viewer.is_kept_from(resource) {
            sql.push(" AND 1 = 0");
            return;
        }
        if !self.is_guarded(resource) {
            return;
        }
        self.embed(sql, |scope| {
            if guard::restricts(scope.viewer(), resource, Way::Named) {
                scope.sql.push(" AND (");
                guard::allowed(scope, resource, TABLE, Operation::Read);
                scope.sql.push(")");
            }
            if let Some(operation) = operation.filter(|&operation| asks_about(resource, operation, fields)) {
                scope.sql.push(" AND (");
                may(scope, resource, TABLE, operation, fields);
                scope.sql.push(")");
            }
        });
    }

    /// Appends ` AND …`: rows that are deleted, and that the viewer might see, or do that with, if they were not.
    pub(super) fn restrict_deleted(
        &self,
        sql: &mut Sql<Parameter>,
        resource: &'static Resource,
        deleted: usize,
        operation: Operation,
    ) {
        sql.push(" AND ").name(resource.fields[deleted].column).push(" IS NOT NULL");
        if self.is_guarded(resource) {
            self.embed(sql, |scope| {
                scope.sql.push(" AND (");
                guard::granted(scope, resource, TABLE, operation);
                scope.sql.push(")");
            });
        }
    }

    /// Looks at the row that a step has written: whether the viewer may make it so, and whether what its fields point at is
    /// there for it.
    pub(super) fn check(
        &mut self,
        resource: &'static Resource,
        row: usize,
        operation: Operation,
        set: &[Column],
        pointer: &str,
    ) {
        self.points(resource, row, set);
        let fields: Vec<usize> = set.iter().map(|column| column.field).collect();
        if self.is_guarded(resource) && asks_about(resource, operation, &fields) {
            let look = |builder: &Self, sql: &mut Sql<Parameter>| {
                builder.embed(sql, |scope| {
                    scope.sql.push(" AND (");
                    may(scope, resource, TABLE, operation, &fields);
                    scope.sql.push(")");
                });
            };
            self.look(resource, row, allowing(resource, pointer), look);
        }
    }

    /// Looks at the row that a step has made or changed, whichever the step `before` says.
    pub(super) fn check_upsert(&mut self, resource: &'static Resource, row: usize, before: usize, set: &[Column]) {
        self.points(resource, row, set);
        let fields: Vec<usize> = set.iter().map(|column| column.field).collect();
        let asked = |operation| asks_about(resource, operation, &fields);
        if !self.is_guarded(resource) || !asked(Operation::Create) && !asked(Operation::Update) {
            return;
        }
        let look = |builder: &Self, sql: &mut Sql<Parameter>| {
            let key = resource.key[0];
            sql.push(" AND CASE WHEN ").column(TABLE, &resource.fields[key]).push(" = ");
            sql.bind(Parameter::Earlier { step: before, column: key }).push(" THEN (");
            builder.embed(sql, |scope| {
                may(scope, resource, TABLE, Operation::Update, &fields);
                scope.sql.push(") ELSE (");
                may(scope, resource, TABLE, Operation::Create, &fields);
                scope.sql.push(") END");
            });
        };
        self.look(resource, row, allowing(resource, ""), look);
    }

    /// Reads the row of a step as the viewer sees it, if it does.
    pub(super) fn show(&mut self, resource: &'static Resource, row: usize) -> usize {
        let mut sql = self.sql();
        sql.push("SELECT ");
        self.embed(&mut sql, |scope| guard::columns(scope, resource, TABLE));
        sql.push(" FROM ").table_of(resource).push(" ").alias(TABLE).push(" WHERE ");
        equal(&mut sql, resource, &of_step(resource, row));
        self.restrict(&mut sql, resource, None, &[]);
        self.push(sql, Expect::Any, note(resource, Purpose::Link))
    }

    /// The looks at what a row's fields point at, where rows are kept from the viewer there.
    fn points(&mut self, resource: &'static Resource, row: usize, set: &[Column]) {
        if self.viewer.is_program() {
            return;
        }
        for relation in resource.relations {
            let Link::Holds { fields, .. } = relation.link else { continue };
            let target = relation.target;
            let given = set.iter().find(|column| {
                let is_given =
                    !matches!(column.parameter, Parameter::Earlier { .. } | Parameter::Value(ssot_db::Value::Null));
                is_given && fields.contains(&column.field) && resource.tenant != Some(column.field)
            });
            let Some(given) = given.filter(|_| guard::restricts(&self.viewer, target, Way::Related)) else { continue };
            let note = Note { pointer: given.pointer.clone(), ..note(target, Purpose::Find) };
            self.look(resource, row, note, |builder, sql| {
                sql.push(" AND (");
                for &field in fields {
                    sql.column(TABLE, &resource.fields[field]).push(" IS NULL OR ");
                }
                builder.embed(sql, |scope| {
                    let is = crate::filter::Quantifier::Is;
                    relation::related(scope, TABLE, resource, relation, is, &crate::filter::Filter::all());
                });
                sql.push(")");
            });
        }
    }

    /// A step that must find the row of an earlier one, under a further condition.
    fn look(
        &mut self,
        resource: &'static Resource,
        row: usize,
        note: Note,
        condition: impl FnOnce(&Self, &mut Sql<Parameter>),
    ) {
        let mut sql = self.sql();
        sql.push("SELECT 1 FROM ").table_of(resource).push(" AS ").alias(TABLE).push(" WHERE ");
        equal(&mut sql, resource, &of_step(resource, row));
        condition(self, &mut sql);
        self.push(sql, Expect::Some, note);
    }

    /// A step that must find no row which the viewer may see and not update.
    pub(super) fn none_forbidden(
        &mut self,
        resource: &'static Resource,
        fields: &[usize],
        by: &[(usize, Parameter)],
        pointer: &str,
    ) {
        if !self.is_guarded(resource) || !asks_about(resource, Operation::Update, fields) {
            return;
        }
        let mut sql = self.sql();
        sql.push("SELECT 1 FROM ").table_of(resource).push(" AS ").alias(TABLE).push(" WHERE ");
        equal(&mut sql, resource, by);
        self.restrict(&mut sql, resource, None, &[]);
        self.embed(&mut sql, |scope| {
            scope.sql.push(" AND (");
            may(scope, resource, TABLE, Operation::Update, fields);
            scope.sql.push(") IS NOT TRUE LIMIT 1");
        });
        self.push(sql, Expect::AtMost(0), allowing(resource, pointer));
    }
}

/// The key of the row that a step returned.
fn of_step(resource: &Resource, row: usize) -> Vec<(usize, Parameter)> {
    resource.key.iter().map(|&column| (column, Parameter::Earlier { step: row, column })).collect()
}

pub(super) fn allowing(resource: &'static Resource, pointer: &str) -> Note {
    Note { pointer: pointer.to_owned(), ..note(resource, Purpose::Allow) }
}
