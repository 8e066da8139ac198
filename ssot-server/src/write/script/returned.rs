//! Rows that a statement gives back as it has written them. MariaDB's `INSERT` does; its `UPDATE` does not, nor its `DELETE` under
//! another name of the table, so there the rows are read beside it, in the same transaction, while nobody else can change them.

use ssot_db::{Beside, Expect, Parameter, Query, Step};

use super::permit::TABLE;
use super::{Builder, Column, Note, Purpose, assign, columns, equal, noted, returning};
use crate::query::removal;
use crate::query::sql::Sql;
use crate::resource::{Operation, Resource};
use crate::write::input::Draft;

pub(super) fn query(sql: Sql<Parameter>) -> Query {
    let (sql, parameters) = sql.into_parts();
    Query { sql, parameters }
}

impl Builder {
    /// A step that changes a row, and returns it; `by` says which row it is afterwards.
    pub(super) fn push_changed(
        &mut self,
        mut sql: Sql<Parameter>,
        resource: &'static Resource,
        by: &[(usize, Parameter)],
        note: Note,
    ) -> usize {
        if !sql.is_mysql() {
            returning(&mut sql, resource);
            return self.push(sql, Expect::Some, note);
        }
        let after = self.plain_select(resource, by);
        self.push_beside(sql, Expect::Some, note, Beside::After(query(after)))
    }

    /// A step that removes a row, and returns it as it was; `condition` writes which.
    pub(super) fn push_removed(
        &mut self,
        resource: &'static Resource,
        note: Note,
        condition: impl Fn(&Self, &mut Sql<Parameter>),
    ) -> usize {
        let guarded = self.is_guarded(resource);
        let mut sql = self.sql();
        if guarded {
            removal::begin(&mut sql, resource, TABLE);
        } else {
            sql.push("DELETE FROM ").table_of(resource);
        }
        condition(self, &mut sql);
        if guarded {
            removal::end(&mut sql, resource, 1);
        }
        if !sql.is_mysql() {
            returning(&mut sql, resource);
            return self.push(sql, Expect::Some, note);
        }
        let mut before = self.sql();
        before.push("SELECT ");
        columns(&mut before, resource);
        before.push(" FROM ");
        self.table(&mut before, resource);
        condition(self, &mut before);
        before.push(" FOR UPDATE");
        self.push_beside(sql, Expect::Some, note, Beside::Before(query(before)))
    }

    /// A step that changes rows, and returns their keys; `condition` writes which.
    pub(super) fn push_with_keys(
        &mut self,
        mut sql: Sql<Parameter>,
        resource: &'static Resource,
        note: Note,
        condition: impl FnOnce(&Self, &mut Sql<Parameter>),
    ) -> usize {
        let keys = |sql: &mut Sql<Parameter>| {
            sql.join(resource.key, ", ", |sql, &field| {
                sql.name(resource.fields[field].column);
            });
        };
        if !sql.is_mysql() {
            sql.push(" RETURNING ");
            keys(&mut sql);
            return self.push(sql, Expect::Any, note);
        }
        let mut before = self.sql();
        before.push("SELECT ");
        keys(&mut before);
        before.push(" FROM ");
        self.table(&mut before, resource);
        condition(self, &mut before);
        before.push(" FOR UPDATE");
        self.push_beside(sql, Expect::Any, note, Beside::Before(query(before)))
    }

    /// Inserts a row, or changes the one that has the same values in the fields `on`: which of the two is found out beforehand. The
    /// `ON DUPLICATE KEY` of MariaDB would take any unique key for the one that is meant.
    pub(super) fn upsert_in_turn(&mut self, draft: &Draft, on: &[usize], set: &[Column], all: &[Column]) -> usize {
        let resource = draft.resource;
        let null = || Parameter::Value(ssot_db::Value::Null);
        let given =
            |field: usize| all.iter().find(|column| column.field == field).map(|column| column.parameter.clone());
        let by = |fields: &[usize]| -> Vec<(usize, Parameter)> {
            fields.iter().map(|&field| (field, given(field).unwrap_or_else(null))).collect()
        };
        let by_key = by(on);
        let mut look = self.sql();
        look.push("SELECT 1 FROM ").table_of(resource).push(" WHERE ");
        equal(&mut look, resource, &by_key);
        look.push(" FOR UPDATE");
        let rest: Vec<Column> = set.iter().filter(|column| !on.contains(&column.field)).cloned().collect();
        // A row that is nothing but its key is set to itself.
        let rest = if rest.is_empty() { set.iter().take(1).cloned().collect() } else { rest };
        let changed: Vec<usize> = rest.iter().map(|column| column.field).collect();
        let mut found = self.sql();
        found.push("UPDATE ");
        self.table(&mut found, resource);
        found.push(" SET ");
        assign(&mut found, resource, &rest);
        found.push(" WHERE ");
        equal(&mut found, resource, &by_key);
        self.restrict(&mut found, resource, Some(Operation::Update), &changed);
        let has_null = by_key.iter().any(|(_, parameter)| matches!(parameter, Parameter::Value(ssot_db::Value::Null)));
        let mut after = self.sql();
        after.push("SELECT ");
        columns(&mut after, resource);
        after.push(" FROM ").table_of(resource).push(" WHERE ");
        if !has_null {
            equal(&mut after, resource, &by_key);
        } else if resource.key.iter().all(|&field| given(field).is_some()) {
            equal(&mut after, resource, &by(resource.key));
        } else {
            // Nothing equals null, so it is a new row, and the database has counted its key.
            after.name(resource.fields[resource.key[0]].column).push(" = last_insert_id()");
        }
        let insert = self.insert_into(resource, all);
        let beside = Beside::Instead { look: query(look), found: query(found), after: query(after) };
        self.push_beside(insert, Expect::Some, noted(draft, Purpose::Insert, set), beside)
    }

    fn push_beside(&mut self, sql: Sql<Parameter>, expect: Expect, note: Note, beside: Beside) -> usize {
        let (sql, parameters) = sql.into_parts();
        self.steps.push(Step::new(sql, parameters, expect).beside(beside));
        self.notes.push(note);
        self.steps.len() - 1
    }

    /// All columns of the row that `by` says, whoever asks.
    fn plain_select(&self, resource: &Resource, by: &[(usize, Parameter)]) -> Sql<Parameter> {
        let mut sql = self.sql();
        sql.push("SELECT ");
        columns(&mut sql, resource);
        sql.push(" FROM ").table_of(resource).push(" WHERE ");
        equal(&mut sql, resource, by);
        sql
    }
}
