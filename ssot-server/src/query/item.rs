//! One row, found by a key or behind a to-one relation: statements that are made once and asked with other values.

use std::sync::Arc;

use ssot_db::{ByKey, Dialect, Value};

use super::condition::member;
use super::guard::{self, Way};
use super::relation;
use super::select::{Builder, ROOT, Selection, equal};
use crate::plan::Shape;
use crate::policy::Viewer;
use crate::resource::{Field, Kind, Resource};

/// The row whose `key` fields have the values that [`Selection::ask`] is given, in that order.
///
/// The text depends on nothing else, so it is made once: for every viewer but the program.
pub fn item(resource: &'static Resource, key: &[usize], shape: &Shape, viewer: &Viewer, dialect: Dialect) -> Selection {
    found(resource, key, shape, viewer, dialect, false)
}

/// [`item`] for a selection that is kept: asked for many times, its statement says how several become one.
pub fn kept_item(
    resource: &'static Resource,
    key: &[usize],
    shape: &Shape,
    viewer: &Viewer,
    dialect: Dialect,
) -> Selection {
    found(resource, key, shape, viewer, dialect, dialect == Dialect::Postgres)
}

fn found(
    resource: &'static Resource,
    key: &[usize],
    shape: &Shape,
    viewer: &Viewer,
    dialect: Dialect,
    coalesces: bool,
) -> Selection {
    let mut builder = Builder::new(dialect, viewer);
    builder.object(resource, ROOT, shape);
    let tag = builder.tag(resource, ROOT, shape);
    let only = match key {
        [only] if coalesces => Some(&resource.fields[*only]).filter(|field| has_one_form(field)),
        _ => None,
    };
    let column = only.map(|field| builder.slot(ROOT, field).0);
    builder.select(|scope| guard::source(scope, resource, ROOT, Way::Named));
    builder.scope.sql.push(" WHERE ");
    let parameter = builder.scope.sql.bound();
    let by_key = only.zip(column).map(|(field, column)| {
        let mut scope = builder.scope.clone();
        member(&mut scope.sql, field.kind, Vec::new(), |sql| {
            sql.column(ROOT, field);
        });
        guard::and_visible(&mut scope, resource, ROOT, Way::Named, " AND ");
        Arc::new(ByKey { sql: scope.sql.into_parts().0, parameter, column })
    });
    equal(&mut builder.scope.sql, resource, key, std::iter::repeat(Value::Null));
    guard::and_visible(&mut builder.scope, resource, ROOT, Way::Named, " AND ");
    let mut selection = builder.finish(Vec::new()).by_key(tag, parameter);
    selection.statement.by_key = by_key;
    selection
}

/// Whether a value that a row is found by, comes back from it as it was written.
fn has_one_form(field: &Field) -> bool {
    matches!(field.kind, Kind::Int | Kind::BigInt | Kind::Uuid | Kind::String) && !field.list
}

/// The row that a to-one relation leads to from the row with that key; [`item`] says where the values of the key go.
pub fn item_behind(
    resource: &'static Resource,
    relation: usize,
    shape: &Shape,
    viewer: &Viewer,
    dialect: Dialect,
) -> Selection {
    let mut builder = Builder::new(dialect, viewer);
    let relation = &resource.relations[relation];
    let target = relation.target;
    let there = builder.scope.table();
    builder.object(target, there, shape);
    let tag = builder.tag(target, there, shape);
    builder.select(|scope| {
        guard::source(scope, resource, ROOT, Way::Named);
        scope.sql.push(" JOIN ");
        guard::source(scope, target, there, Way::Related);
        scope.sql.push(" ON ");
        relation::linked(&mut scope.sql, ROOT, resource, there, relation);
        guard::and_visible(scope, target, there, Way::Related, " AND ");
    });
    builder.scope.sql.push(" WHERE ");
    let place = builder.scope.sql.bound();
    equal(&mut builder.scope.sql, resource, resource.key, std::iter::repeat(Value::Null));
    guard::and_visible(&mut builder.scope, resource, ROOT, Way::Named, " AND ");
    builder.finish(Vec::new()).by_key(tag, place)
}
