//! Drafts become scripts: the SQL of each step, and a note of what the step is for, so that its failure can be told.

mod bulk;
mod guard;
mod nested;
mod permit;
mod returned;

use ssot_db::{Dialect, Expect, Parameter, Script, Step, Value};

pub use self::bulk::{delete_all, insert_all, update_all, upsert_all};
use self::guard::unchanged;
pub use self::guard::{Guard, as_seen, seen};
pub use self::permit::Recheck;
use self::permit::TABLE;
pub(in crate::write) use self::permit::is_guarded;
use super::input::Draft;
use crate::generate;
use crate::policy::Viewer;
use crate::query::sql::Sql;
use crate::resource::{Link, Operation, Resource};
use crate::wire::json::pointer_step;

/// A transaction to run, and what each step of it is for.
#[derive(Debug)]
pub struct Plan {
    /// What runs.
    pub script: Script,
    /// As many as there are steps.
    pub notes: Vec<Note>,
    /// The step that returns the row.
    pub row: usize,
    /// For upserts: the step that returns the row that was there before.
    pub before: Option<usize>,
    /// Rows to be looked at after all steps.
    pub rechecks: Vec<Recheck>,
    /// Whether rows that are inserted may have been there.
    pub upserts: bool,
}

/// What a step is for.
#[derive(Debug, Clone)]
pub struct Note {
    /// Whose rows.
    pub resource: &'static Resource,
    /// What it does to them.
    pub purpose: Purpose,
    /// Where in the body it comes from.
    pub pointer: String,
    /// The fields that it sets.
    pub set: Vec<Set>,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Finds or changes the row of the URL; if there is none: 404.
    Row,
    /// Finds or changes a row named in the body; if there is none: a foreign key that points nowhere.
    Find,
    /// Inserts a row.
    Insert,
    /// Deletes the row of the URL.
    Delete,
    /// Links rows or unlinks them.
    Link,
    /// Finds a row that the caller may do that with, or none that it may not; else: 403.
    Allow,
}

/// A field that a step sets.
#[derive(Debug, Clone)]
pub struct Set {
    /// The field.
    pub field: usize,
    /// The value, if it is known beforehand.
    pub value: Option<Value>,
    /// Where in the body it comes from.
    pub pointer: String,
}

/// A column to set.
#[derive(Debug, Clone)]
struct Column {
    field: usize,
    parameter: Parameter,
    pointer: String,
}

/// Inserts a row; `now` in milliseconds since 1970.
pub fn insert(draft: &Draft, dialect: Dialect, now: i64, viewer: &Viewer) -> Plan {
    let mut builder = Builder::new(dialect, now, viewer);
    let row = builder.insert(draft, Vec::new());
    builder.finish(row)
}

/// Changes the row with that key, if it is still in the state that `guard` says; `now` in milliseconds since 1970.
pub fn update(
    draft: &Draft,
    key: &[Value],
    guard: Option<&Guard>,
    dialect: Dialect,
    now: i64,
    viewer: &Viewer,
) -> Plan {
    let mut builder = Builder::new(dialect, now, viewer);
    let row = builder.update(draft, key, guard);
    builder.finish(row)
}

/// Replaces the row with that key, or inserts it; `draft` has the values of the key, `now` is in
/// milliseconds since 1970.
pub fn upsert(draft: &Draft, key: &[Value], dialect: Dialect, now: i64, viewer: &Viewer) -> Plan {
    let mut builder = Builder::new(dialect, now, viewer);
    let by = keyed(draft.resource, key);
    let sql = builder.select_from(draft.resource, &by);
    let before = builder.push(sql, Expect::Any, note(draft.resource, Purpose::Row));
    let row = builder.upsert(draft, draft.resource.key, before);
    Plan { before: Some(before), upserts: true, ..builder.finish(row) }
}

/// Deletes the row with that key, if it is still in the state that `guard` says; `now` in milliseconds since 1970. Where
/// deleted rows stay, a caller only marks it; a program deletes it for good.
pub fn delete(
    resource: &'static Resource,
    key: &[Value],
    guard: Option<&Guard>,
    dialect: Dialect,
    now: i64,
    viewer: &Viewer,
) -> Plan {
    let mark = resource.deleted.filter(|_| !viewer.is_program());
    deleting(resource, key, guard, mark, Builder::new(dialect, now, viewer))
}

/// Deletes the row with that key for a program that does what a caller's DELETE does: where deleted rows stay, it is marked.
pub fn delete_softly(resource: &'static Resource, key: &[Value], dialect: Dialect, now: i64) -> Plan {
    deleting(resource, key, None, resource.deleted, Builder::new(dialect, now, &Viewer::PROGRAM))
}

/// Deletes a row, or marks it in the field `mark`.
fn deleting(
    resource: &'static Resource,
    key: &[Value],
    guard: Option<&Guard>,
    mark: Option<usize>,
    mut builder: Builder,
) -> Plan {
    let by = keyed(resource, key);
    let condition = |builder: &Builder, sql: &mut Sql<Parameter>| {
        sql.push(" WHERE ");
        equal(sql, resource, &by);
        unchanged(sql, resource, guard);
        builder.restrict(sql, resource, Some(Operation::Delete), &[]);
    };
    let note = note(resource, Purpose::Delete);
    let row = if let Some(deleted) = mark {
        let mut sql = builder.sql();
        let moment = generate::moment(resource.fields[deleted].kind, builder.now);
        builder.mark(&mut sql, resource, deleted, moment);
        condition(&builder, &mut sql);
        builder.push_changed(sql, resource, &by, note)
    } else {
        builder.push_removed(resource, note, condition)
    };
    builder.finish(row)
}

/// Brings the deleted row with that key back; `now` in milliseconds since 1970. Who may delete it may do so.
pub fn restore(
    resource: &'static Resource,
    deleted: usize,
    key: &[Value],
    dialect: Dialect,
    now: i64,
    viewer: &Viewer,
) -> Plan {
    let mut builder = Builder::new(dialect, now, viewer);
    let by = keyed(resource, key);
    let mut seen = builder.select_from(resource, &by);
    builder.restrict_deleted(&mut seen, resource, deleted, Operation::Read);
    builder.push(seen, Expect::Some, note(resource, Purpose::Row));
    let mut sql = builder.sql();
    builder.mark(&mut sql, resource, deleted, Value::Null);
    sql.push(" WHERE ");
    equal(&mut sql, resource, &by);
    builder.restrict_deleted(&mut sql, resource, deleted, Operation::Delete);
    let row = builder.push_changed(sql, resource, &by, note(resource, Purpose::Allow));
    builder.finish(row)
}

/// Links two rows of a many-to-many relation, or unlinks them.
pub fn link(
    resource: &'static Resource,
    relation: usize,
    here: &[Value],
    there: &[Value],
    on: bool,
    dialect: Dialect,
    viewer: &Viewer,
) -> Plan {
    let mut builder = Builder::new(dialect, 0, viewer);
    let target = resource.relations[relation].target;
    let here = builder.select(resource, here, Expect::Some, Purpose::Row);
    let there = builder.select(target, there, Expect::Some, Purpose::Row);
    builder.check(resource, here, Operation::Update, &[], "");
    let row = builder.link(resource, relation, here, there, on);
    builder.finish(row)
}

struct Builder {
    dialect: Dialect,
    /// Milliseconds since 1970.
    now: i64,
    viewer: Viewer,
    steps: Vec<Step>,
    notes: Vec<Note>,
    rechecks: Vec<Recheck>,
}

impl Builder {
    fn new(dialect: Dialect, now: i64, viewer: &Viewer) -> Self {
        Self { dialect, now, viewer: viewer.writing(false), steps: Vec::new(), notes: Vec::new(), rechecks: Vec::new() }
    }

    fn finish(self, row: usize) -> Plan {
        let script = Script { steps: self.steps, ..Script::default() };
        Plan { script, notes: self.notes, row, before: None, rechecks: self.rechecks, upserts: false }
    }

    fn sql(&self) -> Sql<Parameter> {
        Sql::new(self.dialect)
    }

    fn push(&mut self, sql: Sql<Parameter>, expect: Expect, note: Note) -> usize {
        let (sql, parameters) = sql.into_parts();
        self.steps.push(Step::new(sql, parameters, expect));
        self.notes.push(note);
        self.steps.len() - 1
    }

    /// Returns the row with that key, if the viewer may see it.
    fn select(&mut self, resource: &'static Resource, key: &[Value], expect: Expect, purpose: Purpose) -> usize {
        self.select_by(resource, &keyed(resource, key), expect, note(resource, purpose))
    }

    fn select_by(
        &mut self,
        resource: &'static Resource,
        by: &[(usize, Parameter)],
        expect: Expect,
        note: Note,
    ) -> usize {
        let mut sql = self.select_from(resource, by);
        self.restrict(&mut sql, resource, None, &[]);
        self.push(sql, expect, note)
    }

    fn select_from(&self, resource: &'static Resource, by: &[(usize, Parameter)]) -> Sql<Parameter> {
        let mut sql = self.sql();
        sql.push("SELECT ");
        columns(&mut sql, resource);
        sql.push(" FROM ");
        self.table(&mut sql, resource);
        sql.push(" WHERE ");
        equal(&mut sql, resource, by);
        sql
    }

    /// Inserts a row, the rows it points at before, and those that point at it after. `above` is set by the row above.
    fn insert(&mut self, draft: &Draft, above: Vec<Column>) -> usize {
        let mut set = self.set(draft);
        set.extend(above);
        let mut sql = self.insert_into(draft.resource, &set);
        returning(&mut sql, draft.resource);
        let note = noted(draft, Purpose::Insert, &set);
        let row = self.push(sql, Expect::Some, note);
        self.check(draft.resource, row, Operation::Create, &set, &draft.pointer);
        self.after(draft, row);
        row
    }

    fn insert_into(&self, resource: &Resource, set: &[Column]) -> Sql<Parameter> {
        let mut sql = self.sql();
        sql.push("INSERT INTO ");
        if sql.is_mysql() {
            sql.table_of(resource);
        } else {
            self.table(&mut sql, resource);
        }
        if set.is_empty() {
            sql.either(" DEFAULT VALUES", " DEFAULT VALUES", " () VALUES ()");
            return sql;
        }
        sql.push(" (").join(set, ", ", |sql, column| {
            sql.name(resource.fields[column.field].column);
        });
        sql.push(") VALUES (").join(set, ", ", |sql, column| {
            sql.bind(column.parameter.clone());
        });
        sql.push(")");
        sql
    }

    /// Appends `UPDATE … SET …`: since when a row is deleted, or null.
    fn mark(&self, sql: &mut Sql<Parameter>, resource: &'static Resource, deleted: usize, since: Value) {
        sql.push("UPDATE ");
        self.table(sql, resource);
        sql.push(" SET ");
        let column = Column { field: deleted, parameter: Parameter::Value(since), pointer: String::new() };
        assign(sql, resource, &[column]);
        self.touch(sql, resource);
    }

    fn update(&mut self, draft: &Draft, key: &[Value], guard: Option<&Guard>) -> usize {
        let resource = draft.resource;
        if draft.relations.iter().any(|(index, _)| matches!(resource.relations[*index].link, Link::Holds { .. })) {
            // A missing row is told before anything else.
            self.select(resource, key, Expect::Some, Purpose::Row);
        }
        let mut set = self.set(draft);
        set.retain(|column| !resource.key.contains(&column.field));
        let fields: Vec<usize> = set.iter().map(|column| column.field).collect();
        let row = if set.is_empty() {
            let mut sql = self.select_from(resource, &keyed(resource, key));
            unchanged(&mut sql, resource, guard);
            self.restrict(&mut sql, resource, Some(Operation::Update), &[]);
            self.push(sql, Expect::Some, note(resource, Purpose::Row))
        } else {
            let mut sql = self.sql();
            sql.push("UPDATE ");
            self.table(&mut sql, resource);
            sql.push(" SET ");
            assign(&mut sql, resource, &set);
            sql.push(" WHERE ");
            equal(&mut sql, resource, &keyed(resource, key));
            unchanged(&mut sql, resource, guard);
            self.restrict(&mut sql, resource, Some(Operation::Update), &fields);
            self.push_changed(sql, resource, &keyed(resource, key), noted(draft, Purpose::Row, &set))
        };
        self.after(draft, row);
        self.check(resource, row, Operation::Update, &set, &draft.pointer);
        row
    }

    /// Inserts a row, or changes the one that has the same values in the fields `on`, which the step `before` returns.
    fn upsert(&mut self, draft: &Draft, on: &[usize], before: usize) -> usize {
        let resource = draft.resource;
        let set = self.set(draft);
        let first = draft.initial.iter().map(|(field, value)| column_of(draft, *field, value));
        let all: Vec<Column> = set.iter().cloned().chain(first).collect();
        if self.dialect == Dialect::Mysql {
            let row = self.upsert_in_turn(draft, on, &set, &all);
            self.check_upsert(resource, row, before, &all);
            self.after(draft, row);
            return row;
        }
        let mut sql = self.insert_into(resource, &all);
        sql.push(" ON CONFLICT (").join(on, ", ", |sql, &field| {
            sql.name(resource.fields[field].column);
        });
        let rest: Vec<&Column> = set.iter().filter(|column| !on.contains(&column.field)).collect();
        // A row that is nothing but its key is set to itself, so that it is returned.
        let rest = if rest.is_empty() { set.iter().take(1).collect() } else { rest };
        sql.push(") DO UPDATE SET ").join(&rest, ", ", |sql, column| {
            let name = resource.fields[column.field].column;
            sql.name(name).push(" = excluded.").name(name);
        });
        for field in resource.fields.iter().filter(|field| field.version) {
            sql.push(", ").name(field.column).push(" = ");
            if self.is_guarded(resource) {
                sql.alias(TABLE);
            } else {
                sql.table_of(resource);
            }
            sql.push(".").name(field.column).push(" + 1");
        }
        if self.is_guarded(resource) {
            let changed: Vec<usize> = rest.iter().map(|column| column.field).collect();
            sql.push(" WHERE TRUE");
            self.restrict(&mut sql, resource, Some(Operation::Update), &changed);
        }
        returning(&mut sql, resource);
        let row = self.push(sql, Expect::Some, noted(draft, Purpose::Insert, &set));
        self.check_upsert(resource, row, before, &all);
        self.after(draft, row);
        row
    }

    /// The columns of a draft: its fields, and the foreign keys that its relations set.
    fn set(&mut self, draft: &Draft) -> Vec<Column> {
        let mut set: Vec<Column> = draft.fields.iter().map(|(field, value)| column_of(draft, *field, value)).collect();
        for column in self.before(draft) {
            // Two relations may share a column; the first one sets it, and the database checks the other.
            if set.iter().all(|known| known.field != column.field) {
                set.push(column);
            }
        }
        set
    }
}

fn column_of(draft: &Draft, field: usize, value: &Value) -> Column {
    let pointer = format!("{}{}", draft.pointer, pointer_step(draft.resource.fields[field].name));
    Column { field, parameter: Parameter::Value(value.clone()), pointer }
}

/// Appends all columns of a resource.
fn columns(sql: &mut Sql<Parameter>, resource: &Resource) {
    sql.join(resource.fields, ", ", |sql, field| {
        sql.name(field.column);
    });
}

fn returning(sql: &mut Sql<Parameter>, resource: &Resource) {
    sql.push(" RETURNING ");
    columns(sql, resource);
}

/// Appends `a = ?1, b = ?2`, and counts versions up.
fn assign(sql: &mut Sql<Parameter>, resource: &Resource, set: &[Column]) {
    sql.join(set, ", ", |sql, column| {
        sql.name(resource.fields[column.field].column).push(" = ").bind(column.parameter.clone());
    });
    for field in resource.fields.iter().filter(|field| field.version) {
        sql.push(", ").name(field.column).push(" = ").name(field.column).push(" + 1");
    }
}

/// Appends `a = ?1 AND b = ?2`.
fn equal(sql: &mut Sql<Parameter>, resource: &Resource, by: &[(usize, Parameter)]) {
    sql.join(by, " AND ", |sql, (field, parameter)| {
        sql.name(resource.fields[*field].column).push(" = ").bind(parameter.clone());
    });
}

fn keyed(resource: &Resource, key: &[Value]) -> Vec<(usize, Parameter)> {
    resource.key.iter().copied().zip(key.iter().cloned().map(Parameter::Value)).collect()
}

fn note(resource: &'static Resource, purpose: Purpose) -> Note {
    Note { resource, purpose, pointer: String::new(), set: Vec::new() }
}

fn noted(draft: &Draft, purpose: Purpose, set: &[Column]) -> Note {
    let set = set
        .iter()
        .map(|column| Set {
            field: column.field,
            value: match &column.parameter {
                Parameter::Value(value) => Some(value.clone()),
                Parameter::Earlier { .. } => None,
            },
            pointer: column.pointer.clone(),
        })
        .collect();
    Note { resource: draft.resource, purpose, pointer: draft.pointer.clone(), set }
}
