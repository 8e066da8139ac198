//! `SELECT`: one page of rows with everything there is at most one of, counts, and the rows of to-many includes.

use std::sync::Arc;

use ssot_db::{Dialect, Statement, Value};

use super::condition::{binary, filter, member};
use super::guard::{self, Way};
use super::program::{Gap, Program, Slot};
use super::scope::{Personal, Scope};
use super::sql::{Alias, Sql};
use super::{keyset, order, relation};
use crate::filter::{Filter, Order};
use crate::plan::{Include, Position, Read, Shape, cursor};
use crate::policy::Viewer;
use crate::resource::{Computed, Field, Kind, Link, Operation, Policy, Relation, Resource};
use crate::response::tag;

/// A statement and what becomes of its rows.
#[derive(Debug, Clone)]
pub struct Selection {
    /// What to ask.
    pub statement: Statement,
    /// How a row becomes JSON.
    pub program: Arc<Program>,
    /// To-many includes, one per hole of the program.
    pub many: Vec<Many>,
    /// The columns that say whose related rows these are; empty for the rows of a page.
    pub parent: Vec<Slot>,
    /// The columns that the rows are sorted by, if the page has cursors.
    pub sorted_by: Vec<Slot>,
    /// What the tag of a single row is made of.
    pub tag: Option<TagSource>,
    /// The parameters that depend on the viewer, by their index.
    personal: Arc<[(usize, Personal)]>,
    /// Where the values of the key begin among the parameters.
    key: usize,
}

impl Selection {
    /// The same, of one row that has a tag; the values of its key begin at `place` among the parameters.
    pub(super) fn by_key(self, tag: TagSource, place: usize) -> Self {
        Self { tag: Some(tag), key: place, ..self }
    }

    /// Asks for the row with that key, for that viewer; whoever it was made for.
    pub fn ask(&mut self, key: Vec<Value>, viewer: &Viewer) {
        self.statement.context = viewer.context();
        let parameters = &mut self.statement.parameters;
        if self.personal.is_empty() {
            *parameters = key;
        } else {
            for (index, personal) in &*self.personal {
                parameters[*index] = personal.of(viewer);
            }
            for (place, value) in parameters[self.key..].iter_mut().zip(key) {
                *place = value;
            }
        }
        for many in &mut self.many {
            many.viewer = viewer.clone();
        }
    }
}

/// What the tag of a row is made of (contract section 5).
#[derive(Debug, Clone)]
pub enum TagSource {
    /// The column that counts versions.
    Version(&'static Resource, usize),
    /// The row's text, which begins with all its columns.
    Whole(&'static Resource),
    /// The row's text, which begins with all columns that clients may see, and the others, wherever they stand.
    Beside(&'static Resource, Arc<[usize]>),
    /// All columns of the row, wherever they stand: more than the text shows.
    Columns(&'static Resource, Arc<[usize]>),
}

/// A to-many include that another statement brings.
#[derive(Debug, Clone)]
pub struct Many {
    /// The resource that has the relation.
    pub resource: &'static Resource,
    /// What to include.
    pub include: Arc<Include>,
    /// For whom.
    pub viewer: Viewer,
}

/// One page: one row more than `take`, so that the caller knows whether there are more.
pub fn rows(read: &Read, dialect: Dialect) -> Selection {
    let mut builder = Builder::new(dialect, &read.viewer);
    builder.object(read.resource, ROOT, &read.shape);
    let mut sorted_by = Vec::new();
    if cursor::has_cursors(read) {
        sorted_by.extend(read.orders.iter().map(|order| builder.slot(ROOT, &read.resource.fields[order.field])));
    }
    builder.select(|scope| guard::source(scope, read.resource, ROOT, Way::Named));
    condition_of(&mut builder.scope, read);
    let scope = &mut builder.scope;
    if read.is_backward() {
        let reversed: Vec<Order> = read.orders.iter().map(|order| order.reversed()).collect();
        order_by(&mut scope.sql, read.resource, &reversed);
    } else {
        order_by(&mut scope.sql, read.resource, &read.orders);
    }
    // The number is part of the text: a bound one would keep PostgreSQL from planning for few rows.
    scope.sql.push(" LIMIT ").number(u64::from(read.take) + 1);
    if read.skip > 0 {
        scope.sql.push(" OFFSET ").bind(Value::Integer(i64::from(read.skip)));
    }
    Selection { sorted_by, ..builder.finish(Vec::new()) }
}

/// Writes ` WHERE …`: the rows that may be seen, the filter, and the rows beyond the cursor.
fn condition_of(scope: &mut Scope, read: &Read) {
    let Read { resource, orders, position, .. } = read;
    let is_first = !where_of(scope, read, ROOT, position.is_some());
    let (orders, values) = match position {
        None => return,
        Some(Position::After(values)) => (orders.clone(), values),
        Some(Position::Before(values)) => (orders.iter().map(|order| order.reversed()).collect(), values),
    };
    scope.sql.push(if is_first { " WHERE (" } else { " AND (" });
    keyset::beyond(&mut scope.sql, resource, ROOT, &orders, values);
    scope.sql.push(")");
}

/// Writes ` WHERE …`: the rows that may be seen, and the filter; `false` if that is all rows. `more` will follow.
fn where_of(scope: &mut Scope, read: &Read, alias: Alias, more: bool) -> bool {
    let restricted = guard::and_visible(scope, read.resource, alias, Way::Named, " WHERE ");
    if read.filter == Filter::all() {
        return restricted;
    }
    let open = more || restricted;
    scope.sql.push(if restricted { " AND " } else { " WHERE " }).push(if open { "(" } else { "" });
    filter(scope, read.resource, alias, &read.filter);
    scope.sql.push(if open { ")" } else { "" });
    true
}

/// One page of bare columns, for the typed face: those of the shape, in its order, and exactly `take` rows; no includes.
pub fn columns(read: &Read, dialect: Dialect) -> Statement {
    let mut scope = Scope::new(Sql::new(dialect), &read.viewer);
    let alias = scope.table();
    scope.sql.push("SELECT ").join(&read.shape.columns, ", ", |sql, &field| {
        sql.column(alias, &read.resource.fields[field]);
    });
    scope.sql.push(" FROM ");
    guard::source(&mut scope, read.resource, alias, Way::Named);
    where_of(&mut scope, read, alias, false);
    order_by(&mut scope.sql, read.resource, &read.orders);
    scope.sql.push(" LIMIT ").number(u64::from(read.take));
    if read.skip > 0 {
        scope.sql.push(" OFFSET ").bind(Value::Integer(i64::from(read.skip)));
    }
    scope.sql.finish()
}

/// How many rows a page is a part of.
pub fn count(read: &Read, dialect: Dialect) -> Statement {
    let mut scope = Scope::new(Sql::new(dialect), &read.viewer);
    let alias = scope.table();
    scope.sql.push("SELECT count(*) FROM ");
    guard::source(&mut scope, read.resource, alias, Way::Named);
    where_of(&mut scope, read, alias, false);
    scope.sql.finish()
}

/// How many rows a page is a part of, as the statistics have it; `None` if they do not say.
pub fn estimate(read: &Read, dialect: Dialect) -> Option<Statement> {
    let all = read.filter == Filter::all() && !guard::restricts(&read.viewer, read.resource, Way::Named);
    if dialect != Dialect::Postgres || !all {
        return None;
    }
    let mut name = Sql::<Value>::new(dialect);
    name.table_of(read.resource);
    let mut sql = Sql::new(dialect);
    sql.push("SELECT reltuples::int8 FROM pg_catalog.pg_class WHERE oid = to_regclass(");
    sql.bind(Value::Text(name.finish().sql.to_string())).push("::text)");
    Some(sql.finish())
}

/// One row if the viewer may see one with that key.
pub fn exists(
    resource: &'static Resource,
    key: &[usize],
    values: &[Value],
    viewer: &Viewer,
    dialect: Dialect,
) -> Statement {
    let mut scope = Scope::new(Sql::new(dialect), viewer);
    let alias = scope.table();
    scope.sql.push("SELECT 1 FROM ");
    guard::source(&mut scope, resource, alias, Way::Named);
    scope.sql.push(" WHERE ");
    equal(&mut scope.sql, resource, key, values.iter().cloned());
    guard::and_visible(&mut scope, resource, alias, Way::Named, " AND ");
    scope.sql.finish()
}

/// One row if the viewer may do that with the row of that key, which it sees; `None` if it may with all.
pub fn allows(
    resource: &'static Resource,
    key: &[Value],
    operation: Operation,
    viewer: &Viewer,
    dialect: Dialect,
) -> Option<Statement> {
    if viewer.is_program() || !Policy::restrict(resource.policies, operation) {
        return None;
    }
    // The database asks itself only whether the row is seen.
    let mut scope = Scope::new(Sql::new(dialect), &viewer.writing(false));
    let alias = scope.table();
    scope.sql.push("SELECT 1 FROM ").table_of(resource).push(" ").alias(alias).push(" WHERE ");
    equal(&mut scope.sql, resource, resource.key, key.iter().cloned());
    scope.sql.push(" AND (");
    guard::allowed(&mut scope, resource, alias, operation);
    scope.sql.push(")");
    Some(scope.sql.finish())
}

/// The related rows of several parents, given by the values of the columns that [`Program::holes`] names.
///
/// Each parent gets its first `take` rows. Rows of one parent come in order; parents are mixed.
pub fn related(many: &Many, parents: &[Vec<Value>], dialect: Dialect) -> Selection {
    let include = &*many.include;
    let relation = &many.resource.relations[include.relation];
    let child = Child { parent: many.resource, relation, include };
    let mut builder = Builder::new(dialect, &many.viewer);
    let parent = child.parent_columns(&mut builder, parents.len() == 1);
    builder.object(relation.target, ROOT, &include.shape);
    if let [only] = parents {
        builder.select(|scope| child.from(scope));
        builder.scope.sql.push(" WHERE ");
        child.condition(&mut builder.scope, std::slice::from_ref(only));
        order_by(&mut builder.scope.sql, relation.target, &include.orders);
        builder.scope.sql.push(" LIMIT ").number(u64::from(include.take));
    } else {
        builder.select(|scope| {
            scope.sql.push("(SELECT ").alias(ROOT).push(".*");
            child.extra_columns(&mut scope.sql);
            scope.sql.push(" FROM ");
            child.from(scope);
            scope.sql.push(" WHERE ");
            child.condition(scope, parents);
            scope.sql.push(") ").alias(ROOT);
        });
        let sql = &mut builder.scope.sql;
        sql.push(" WHERE ").alias(ROOT).push(".").name(NUMBER).push(" <= ").number(u64::from(include.take));
        sql.push(" ORDER BY ").alias(ROOT).push(".").name(NUMBER);
    }
    builder.finish(parent)
}

pub(super) const ROOT: Alias = Alias(0);
const JOIN: Alias = Alias(1);
/// Names that no schema can have: a name never contains a colon.
const NUMBER: &str = "ssot:n";
const PARENT: &str = "ssot:p";

fn order_by(sql: &mut Sql<Value>, resource: &Resource, orders: &[Order]) {
    if !orders.is_empty() {
        sql.push(" ORDER BY ");
        order::orders(sql, resource, ROOT, orders);
    }
}

/// Says that the fields of a key have these values.
pub(super) fn equal(sql: &mut Sql<Value>, resource: &Resource, key: &[usize], values: impl Iterator<Item = Value>) {
    sql.join(key.iter().zip(values), " AND ", |sql, (&field, value)| {
        binary(sql, ROOT, &resource.fields[field], " = ", value);
    });
}

/// A to-many relation as its own statement sees it.
struct Child<'i> {
    parent: &'static Resource,
    relation: &'static Relation,
    include: &'i Include,
}

impl Child<'_> {
    /// The columns that say whose rows these are.
    fn parent_columns(&self, builder: &mut Builder, single: bool) -> Vec<Slot> {
        match &self.relation.link {
            Link::Join { here, .. } => {
                let (alias, column) = if single { (JOIN, *here) } else { (ROOT, PARENT) };
                let field = &self.parent.fields[self.parent.key[0]];
                vec![(builder.column(alias, column), field)]
            }
            Link::Held { fields, .. } | Link::Holds { references: fields, .. } => {
                let target = self.relation.target;
                fields.iter().map(|&field| builder.slot(ROOT, &target.fields[field])).collect()
            }
        }
    }

    /// The target's table, and the table of links.
    fn from(&self, scope: &mut Scope) {
        let target = self.relation.target;
        guard::source(scope, target, ROOT, Way::Related);
        if let Link::Join { table, namespace, there, .. } = self.relation.link {
            scope.sql.push(" JOIN ").table(namespace, table).push(" ").alias(JOIN).push(" ON ");
            scope.sql.alias(JOIN).push(".").name(there).push(" = ").column(ROOT, &target.fields[target.key[0]]);
        }
    }

    /// The row's parent, if the target's columns do not say, and its number among its parent's rows.
    fn extra_columns(&self, sql: &mut Sql<Value>) {
        if let Link::Join { here, .. } = self.relation.link {
            sql.push(", ").alias(JOIN).push(".").name(here).push(" AS ").name(PARENT);
        }
        sql.push(", row_number() OVER (PARTITION BY ");
        match &self.relation.link {
            Link::Join { here, .. } => {
                sql.alias(JOIN).push(".").name(here);
            }
            Link::Held { fields, .. } | Link::Holds { references: fields, .. } => {
                sql.join(fields.iter(), ", ", |sql, &field| {
                    sql.column(ROOT, &self.relation.target.fields[field]);
                });
            }
        }
        order_by(sql, self.relation.target, &self.include.orders);
        sql.push(") AS ").name(NUMBER);
    }

    /// Rows of these parents that fulfil the include's own condition.
    fn condition(&self, scope: &mut Scope, parents: &[Vec<Value>]) {
        let target = self.relation.target;
        match &self.relation.link {
            Link::Join { here, .. } => {
                let kind = self.parent.fields[self.parent.key[0]].kind;
                of_parents(&mut scope.sql, &[kind], parents, |sql, _| {
                    sql.alias(JOIN).push(".").name(here);
                });
            }
            Link::Held { fields, .. } | Link::Holds { references: fields, .. } => {
                let kinds: Vec<Kind> = fields.iter().map(|&field| target.fields[field].kind).collect();
                of_parents(&mut scope.sql, &kinds, parents, |sql, index| {
                    sql.column(ROOT, &target.fields[fields[index]]);
                });
            }
        }
        guard::and_visible(scope, target, ROOT, Way::Related, " AND ");
        if self.include.filter != Filter::all() {
            scope.sql.push(" AND (");
            filter(scope, target, ROOT, &self.include.filter);
            scope.sql.push(")");
        }
    }
}

/// Whether the columns have the values of one of the parents.
fn of_parents(sql: &mut Sql<Value>, kinds: &[Kind], parents: &[Vec<Value>], column: impl Fn(&mut Sql<Value>, usize)) {
    if let (&[kind], [_, _, ..]) = (kinds, parents)
        && !matches!(kind, Kind::Bytes | Kind::Decimal(_))
    {
        let values = parents.iter().filter_map(|key| key.first().cloned()).collect();
        return member(sql, kind, values, |sql| column(sql, 0));
    }
    // Few distinct texts: the number of parents is rounded up, the last one repeated.
    let padded = parents.iter().chain(std::iter::repeat(&parents[parents.len() - 1]));
    let number = parents.len().next_power_of_two();
    sql.push("(").join(padded.take(number), " OR ", |sql, key| {
        sql.push("(").join(key.iter().enumerate(), " AND ", |sql, (index, value)| {
            column(sql, index);
            sql.push(" = ").bind(value.clone());
        });
        sql.push(")");
    });
    sql.push(")");
}

/// Collects the columns and joins of a statement, then writes them.
pub(super) struct Builder {
    pub(super) scope: Scope,
    columns: Vec<(Alias, &'static str)>,
    joins: Vec<Join>,
    program: Program,
    many: Vec<Many>,
}

/// A to-one include.
struct Join {
    here: Alias,
    resource: &'static Resource,
    there: Alias,
    include: Arc<Include>,
}

impl Builder {
    pub(super) fn new(dialect: Dialect, viewer: &Viewer) -> Self {
        let mut scope = Scope::new(Sql::new(dialect), viewer);
        // The rows themselves, and the table of links between them and their parents.
        scope.table();
        scope.table();
        Self { scope, columns: Vec::new(), joins: Vec::new(), program: Program::default(), many: Vec::new() }
    }

    /// Where a field stands among the selected columns.
    pub(super) fn slot(&mut self, alias: Alias, field: &'static Field) -> Slot {
        (self.column(alias, field.column), field)
    }

    pub(super) fn column(&mut self, alias: Alias, column: &'static str) -> usize {
        self.columns.iter().position(|known| *known == (alias, column)).unwrap_or_else(|| {
            self.columns.push((alias, column));
            self.columns.len() - 1
        })
    }

    /// Appends the JSON object of a row and what it includes.
    pub(super) fn object(&mut self, resource: &'static Resource, alias: Alias, shape: &Shape) {
        let mut first = true;
        let alias_is_outer = self.columns.is_empty();
        self.program.text(b"{");
        for &index in &shape.columns {
            let field = &resource.fields[index];
            self.program.name(field.name, &mut first);
            let slot = self.slot(alias, field);
            self.program.cell(slot);
        }
        if alias_is_outer {
            self.program.end_of_own();
        }
        for &computed in &shape.computed {
            let Computed { field, from } = &resource.computed[computed];
            self.program.name(field.name, &mut first);
            let from = from.iter().map(|&column| self.slot(alias, &resource.fields[column]).0).collect();
            self.program.gap(Gap { resource, computed, from, is_own: alias_is_outer });
        }
        for include in &shape.includes {
            let relation = &resource.relations[include.relation];
            self.program.name(relation.name, &mut first);
            if relation.list {
                self.hole(resource, alias, include);
            } else {
                self.one(resource, alias, include);
            }
        }
        self.program.text(b"}");
    }

    /// Selects what the tag of the row needs besides the columns that are shown.
    pub(super) fn tag(&mut self, resource: &'static Resource, alias: Alias, shape: &Shape) -> TagSource {
        if let Some(version) = tag::version(resource) {
            return TagSource::Version(resource, self.slot(alias, &resource.fields[version]).0);
        }
        if shape.columns.len() == resource.fields.len() {
            return TagSource::Whole(resource);
        }
        let readable = resource.fields.iter().filter(|field| field.is_readable()).count();
        if shape.columns.len() == readable && readable > 0 {
            // Only what the text does not show is selected besides; other places are never asked for.
            let place = |field: &'static Field| if field.is_readable() { 0 } else { self.slot(alias, field).0 };
            return TagSource::Beside(resource, resource.fields.iter().map(place).collect());
        }
        TagSource::Columns(resource, resource.fields.iter().map(|field| self.slot(alias, field).0).collect())
    }

    fn hole(&mut self, resource: &'static Resource, alias: Alias, include: &Arc<Include>) {
        let fields = match &resource.relations[include.relation].link {
            Link::Held { references: fields, .. } | Link::Holds { fields, .. } => fields,
            Link::Join { .. } => &resource.key[..1],
        };
        let key = fields.iter().map(|&field| self.slot(alias, &resource.fields[field])).collect();
        self.program.hole(key);
        let viewer = self.scope.viewer().clone();
        self.many.push(Many { resource, include: Arc::clone(include), viewer });
    }

    fn one(&mut self, resource: &'static Resource, alias: Alias, include: &Arc<Include>) {
        let relation = &resource.relations[include.relation];
        let target = relation.target;
        let there = self.scope.table();
        self.joins.push(Join { here: alias, resource, there, include: Arc::clone(include) });
        let probe = match &relation.link {
            Link::Holds { references: fields, .. } | Link::Held { fields, .. } => fields[0],
            Link::Join { .. } => target.key[0],
        };
        let (probe, _) = self.slot(there, &target.fields[probe]);
        let begin = self.program.optional(probe);
        self.object(target, there, &include.shape);
        self.program.end(begin);
    }

    /// Writes `SELECT columns FROM … LEFT JOIN …`; `from` writes the rows' own table.
    pub(super) fn select(&mut self, from: impl FnOnce(&mut Scope)) {
        let columns = std::mem::take(&mut self.columns);
        let sql = &mut self.scope.sql;
        sql.push("SELECT ");
        if columns.is_empty() {
            sql.push("1");
        }
        sql.join(columns, ", ", |sql, (alias, column)| {
            sql.alias(alias).push(".").name(column);
        });
        sql.push(" FROM ");
        from(&mut self.scope);
        for join in std::mem::take(&mut self.joins) {
            let relation = &join.resource.relations[join.include.relation];
            self.scope.sql.push(" LEFT JOIN ");
            guard::source(&mut self.scope, relation.target, join.there, Way::Related);
            self.scope.sql.push(" ON ");
            relation::linked(&mut self.scope.sql, join.here, join.resource, join.there, relation);
            guard::and_visible(&mut self.scope, relation.target, join.there, Way::Related, " AND ");
            if join.include.filter != Filter::all() {
                self.scope.sql.push(" AND (");
                filter(&mut self.scope, relation.target, join.there, &join.include.filter);
                self.scope.sql.push(")");
            }
        }
    }

    pub(super) fn finish(mut self, parent: Vec<Slot>) -> Selection {
        Selection {
            personal: self.scope.take_personal().into(),
            key: 0,
            statement: self.scope.sql.finish(),
            program: Arc::new(self.program.finish()),
            many: self.many,
            parent,
            sorted_by: Vec::new(),
            tag: None,
        }
    }
}
