//! The steps of related rows.

use ssot_db::{Expect, Parameter, Value};

use super::permit::{Recheck, TABLE, allowing, may};
use super::{Builder, Column, Note, Purpose, assign, equal, note};
use crate::generate;
use crate::query::sql::Sql;
use crate::resource::{Link, Operation, Relation, Resource};
use crate::wire::json::pointer_step;
use crate::write::input::{Draft, Find, Many, Nested, One};

impl Builder {
    /// Writes what a row points at, and returns the columns that point there.
    pub(super) fn before(&mut self, draft: &Draft) -> Vec<Column> {
        let mut set = Vec::new();
        for (index, nested) in &draft.relations {
            let relation = &draft.resource.relations[*index];
            let (Link::Holds { fields, references, .. }, Nested::One(one)) = (&relation.link, nested) else { continue };
            let pointer = format!("{}{}", draft.pointer, pointer_step(relation.name));
            let step = match one {
                One::Connect(find) => Some(self.find(relation.target, find)),
                One::Create(child) => Some(self.create(child, Vec::new())),
                One::Disconnect => None,
            };
            for (&field, &column) in fields.iter().zip(*references) {
                let parameter = match step {
                    Some(step) => Parameter::Earlier { step, column },
                    None => Parameter::Value(Value::Null),
                };
                set.push(Column { field, parameter, pointer: pointer.clone() });
            }
        }
        self.but_tenant(draft.resource, set)
    }

    /// Columns that a relation sets. The tenant of a row is that of who asks, whatever the row at the other end has; where a foreign key holds it
    /// beside another column, the database sees to it that both rows have one tenant.
    fn but_tenant(&self, resource: &Resource, mut set: Vec<Column>) -> Vec<Column> {
        set.retain(|column| !self.is_kept(resource, column.field));
        set
    }

    fn is_kept(&self, resource: &Resource, field: usize) -> bool {
        resource.tenant == Some(field) && !self.viewer.is_program()
    }

    /// Writes what points at a row, and its links; `row` is the step that returned it.
    pub(super) fn after(&mut self, draft: &Draft, row: usize) {
        for (index, nested) in &draft.relations {
            let relation = &draft.resource.relations[*index];
            match (&relation.link, nested) {
                (Link::Held { .. }, Nested::One(one)) => self.held_one(relation, one, row),
                (Link::Held { .. }, Nested::Many(many)) => self.held_many(relation, many, row),
                (Link::Join { .. }, Nested::Many(many)) => self.joined(draft.resource, *index, many, row),
                (Link::Holds { .. }, _) | (Link::Join { .. }, Nested::One(_)) => {}
            }
        }
    }

    /// Inserts a row of a resource that the request has not named: nobody has asked yet whether the viewer may make any. It may not where
    /// it has no tenant that the row could belong to.
    fn create(&mut self, child: &Draft, above: Vec<Column>) -> usize {
        if self.viewer.permit(child.resource, Operation::Create).is_err() {
            let mut sql = self.sql();
            sql.push("SELECT 1");
            self.push(sql, Expect::AtMost(0), allowing(child.resource, &child.pointer));
        }
        self.insert(child, above)
    }

    /// Returns a row that the body names; if there is none, a foreign key would point nowhere.
    fn find(&mut self, target: &'static Resource, find: &Find) -> usize {
        self.select_by(target, &parameters(find), Expect::Some, finding(target, find))
    }

    fn held_one(&mut self, relation: &'static Relation, one: &One, row: usize) {
        match one {
            One::Connect(find) => {
                self.let_go(relation, None, row, false);
                self.hold(relation, find, row);
            }
            One::Create(child) => {
                let above = self.but_tenant(relation.target, pointing(relation, row, &child.pointer));
                self.create(child, above);
            }
            One::Disconnect => self.let_go(relation, None, row, true),
        }
    }

    fn held_many(&mut self, relation: &'static Relation, many: &Many, row: usize) {
        if many.set.is_some() {
            self.let_go(relation, None, row, true);
        }
        for find in &many.disconnect {
            self.let_go(relation, Some(find), row, true);
        }
        for find in many.set.iter().flatten().chain(&many.connect) {
            self.hold(relation, find, row);
        }
        for child in &many.create {
            let above = self.but_tenant(relation.target, pointing(relation, row, &child.pointer));
            self.create(child, above);
        }
    }

    /// Makes a row that the body names point at the row of a step.
    fn hold(&mut self, relation: &'static Relation, find: &Find, row: usize) {
        let target = relation.target;
        let set = self.but_tenant(target, pointing(relation, row, &find.pointer));
        let fields: Vec<usize> = set.iter().map(|column| column.field).collect();
        let guarded = self.is_guarded(target);
        let found = guarded.then(|| self.find(target, find));
        let mut sql = self.sql();
        sql.push("UPDATE ");
        self.table(&mut sql, target);
        sql.push(" SET ");
        assign(&mut sql, target, &set);
        self.touch(&mut sql, target);
        sql.push(" WHERE ");
        equal(&mut sql, target, &parameters(find));
        self.restrict(&mut sql, target, Some(Operation::Update), &fields);
        let note = if guarded { allowing(target, &find.pointer) } else { finding(target, find) };
        self.push(sql, Expect::Some, note);
        if let Some(found) = found {
            self.check(target, found, Operation::Update, &set, &find.pointer);
        }
    }

    /// Makes rows point at nothing that point at the row of a step: one that the body names, or all. Rows that have to point
    /// somewhere stay, unless it is `checked` that they need not.
    fn let_go(&mut self, relation: &'static Relation, find: Option<&Find>, row: usize, checked: bool) {
        let Link::Held { fields, .. } = relation.link else { return };
        let target = relation.target;
        if !checked && fields.iter().any(|&field| !target.fields[field].nullable && !self.is_kept(target, field)) {
            return;
        }
        let set = fields.iter().map(|&field| Column {
            field,
            parameter: Parameter::Value(Value::Null),
            pointer: String::new(),
        });
        let set = self.but_tenant(target, set.collect());
        let mut by: Vec<(usize, Parameter)> =
            pointing(relation, row, "").into_iter().map(|column| (column.field, column.parameter)).collect();
        by.extend(find.map(parameters).unwrap_or_default());
        self.none_forbidden(target, fields, &by, find.map_or("", |find| &find.pointer));
        let mut sql = self.sql();
        sql.push("UPDATE ");
        self.table(&mut sql, target);
        sql.push(" SET ");
        assign(&mut sql, target, &set);
        self.touch(&mut sql, target);
        let condition = |builder: &Self, sql: &mut Sql<Parameter>| {
            sql.push(" WHERE ");
            equal(sql, target, &by);
            builder.restrict(sql, target, Some(Operation::Update), fields);
        };
        condition(self, &mut sql);
        let note = note(target, Purpose::Link);
        if self.is_guarded(target) {
            let step = self.push_with_keys(sql, target, note, condition);
            self.rechecks.push(Recheck { step, resource: target, fields: fields.to_vec() });
        } else {
            self.push(sql, Expect::Any, note);
        }
    }

    /// `@updatedAt` of rows that are changed along.
    pub(super) fn touch(&self, sql: &mut Sql<Parameter>, target: &Resource) {
        for field in target.fields.iter().filter(|field| field.updated_at) {
            let now = generate::moment(field.kind, self.now);
            sql.push(", ").name(field.column).push(" = ").bind(Parameter::Value(now));
        }
    }

    fn joined(&mut self, resource: &'static Resource, index: usize, many: &Many, row: usize) {
        let relation = &resource.relations[index];
        if many.set.is_some() {
            self.unlink_all(resource, relation, row);
        }
        for find in &many.disconnect {
            let there = self.find(relation.target, find);
            self.link(resource, index, row, there, false);
        }
        for find in many.set.iter().flatten().chain(&many.connect) {
            let there = self.find(relation.target, find);
            self.link(resource, index, row, there, true);
        }
        for child in &many.create {
            let there = self.create(child, Vec::new());
            self.joins(resource, index, row, there, true);
        }
    }

    fn unlink_all(&mut self, resource: &'static Resource, relation: &Relation, row: usize) {
        let Link::Join { table, namespace, here, there } = relation.link else { return };
        let target = relation.target;
        if self.viewer.is_kept_from(target) {
            return;
        }
        let links = |sql: &mut Sql<Parameter>, what| {
            sql.push(what).table(namespace, table).push(" WHERE ").name(here).push(" = ");
            sql.bind(Parameter::Earlier { step: row, column: resource.key[0] });
        };
        let guarded = self.is_guarded(target);
        if guarded {
            let mut sql = self.sql();
            sql.push("SELECT 1 FROM ").table_of(target).push(" AS ").alias(TABLE).push(" WHERE ");
            sql.column(TABLE, &target.fields[target.key[0]]).push(" IN (SELECT ").name(there);
            links(&mut sql, " FROM ");
            sql.push(")");
            self.restrict(&mut sql, target, None, &[]);
            self.embed(&mut sql, |scope| {
                scope.sql.push(" AND (");
                may(scope, target, TABLE, Operation::Update, &[]);
                scope.sql.push(") IS NOT TRUE LIMIT 1");
            });
            self.push(sql, Expect::AtMost(0), allowing(target, ""));
        }
        let mut sql = self.sql();
        links(&mut sql, "DELETE FROM ");
        if guarded {
            let key = target.fields[target.key[0]].column;
            sql.push(" AND ").name(there).push(" IN (SELECT ").name(key).push(" FROM ").table_of(target);
            sql.push(" AS ").alias(TABLE).push(" WHERE TRUE");
            self.restrict(&mut sql, target, None, &[]);
            sql.push(")");
        }
        self.push(sql, Expect::Any, note(resource, Purpose::Link));
    }

    /// Links the rows of two steps, or unlinks them; what is so already stays so.
    pub(super) fn link(
        &mut self,
        resource: &'static Resource,
        index: usize,
        here: usize,
        there: usize,
        on: bool,
    ) -> usize {
        // A link is a part of both rows.
        let relation = &resource.relations[index];
        self.check(relation.target, there, Operation::Update, &[], "");
        self.joins(resource, index, here, there, on)
    }

    fn joins(&mut self, resource: &'static Resource, index: usize, here: usize, there: usize, on: bool) -> usize {
        let relation = &resource.relations[index];
        let mut sql = self.sql();
        if let Link::Join { table, namespace, here: here_column, there: there_column } = relation.link {
            let here = Parameter::Earlier { step: here, column: resource.key[0] };
            let there = Parameter::Earlier { step: there, column: relation.target.key[0] };
            if on {
                sql.push("INSERT INTO ").table(namespace, table).push(" (").name(here_column).push(", ");
                sql.name(there_column).push(") VALUES (").bind(here).push(", ").bind(there);
                sql.push(")");
                if sql.is_mysql() {
                    // A link that is there already becomes what it is.
                    sql.push(" ON DUPLICATE KEY UPDATE ").name(here_column).push(" = ").name(here_column);
                } else {
                    sql.push(" ON CONFLICT DO NOTHING");
                }
            } else {
                sql.push("DELETE FROM ").table(namespace, table).push(" WHERE ").name(here_column).push(" = ");
                sql.bind(here).push(" AND ").name(there_column).push(" = ").bind(there);
            }
        }
        self.push(sql, Expect::Any, note(resource, Purpose::Link))
    }
}

fn parameters(find: &Find) -> Vec<(usize, Parameter)> {
    find.fields.iter().map(|(field, value)| (*field, Parameter::Value(value.clone()))).collect()
}

fn finding(target: &'static Resource, find: &Find) -> Note {
    Note { pointer: find.pointer.clone(), ..note(target, Purpose::Find) }
}

/// The columns of the other side that point at a row.
fn pointing(relation: &Relation, row: usize, pointer: &str) -> Vec<Column> {
    let Link::Held { fields, references } = relation.link else { return Vec::new() };
    let column = |(&field, &column): (&usize, &usize)| Column {
        field,
        parameter: Parameter::Earlier { step: row, column },
        pointer: pointer.to_owned(),
    };
    fields.iter().zip(references).map(column).collect()
}
