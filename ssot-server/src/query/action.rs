//! What the steps of an action ask about its row.

use ssot_db::{Dialect, Statement, Value};

use super::condition::binary;
use super::expression::{self, Rows};
use super::guard::{self, Way};
use super::scope::Scope;
use super::sql::Sql;
use crate::policy::Viewer;
use crate::resource::{Expression, Path, Resource};

/// The row of an action, for nobody else until the transaction ends; with `seen` only if the viewer may see it.
pub fn lock(resource: &'static Resource, key: &[Value], seen: bool, viewer: &Viewer, dialect: Dialect) -> Statement {
    let (mut scope, rows) = begin(viewer, resource, dialect);
    scope.sql.push("SELECT 1");
    from(&mut scope, rows, key);
    if seen {
        guard::and_seen(&mut scope, resource, rows.alias, Way::Named);
    }
    scope.sql.either("", " FOR UPDATE", " FOR UPDATE");
    scope.sql.finish()
}

/// A row if a condition about the row is true.
pub fn holds(
    resource: &'static Resource,
    key: &[Value],
    condition: &'static Expression,
    viewer: &Viewer,
    dialect: Dialect,
) -> Statement {
    let (mut scope, rows) = begin(viewer, resource, dialect);
    scope.sql.push("SELECT 1");
    from(&mut scope, rows, key);
    scope.sql.push(" AND (");
    expression::truth(&mut scope, rows, condition, false);
    scope.sql.push(")");
    scope.sql.finish()
}

/// Values computed of the row, in one row.
pub fn values(
    resource: &'static Resource,
    key: &[Value],
    values: &[&'static Expression],
    viewer: &Viewer,
    dialect: Dialect,
) -> Statement {
    let (mut scope, rows) = begin(viewer, resource, dialect);
    scope.sql.push("SELECT ");
    for (index, value) in values.iter().enumerate() {
        scope.sql.push(if index > 0 { ", " } else { "" });
        expression::value(&mut scope, rows, value);
    }
    from(&mut scope, rows, key);
    scope.sql.finish()
}

/// The key of the row at the end of relations from the row, in one row.
pub fn behind(
    resource: &'static Resource,
    key: &[Value],
    path: Path,
    target: &'static Resource,
    viewer: &Viewer,
    dialect: Dialect,
) -> Statement {
    let (mut scope, rows) = begin(viewer, resource, dialect);
    scope.sql.push("SELECT ");
    for (index, &field) in target.key.iter().enumerate() {
        scope.sql.push(if index > 0 { ", " } else { "" });
        expression::field(&mut scope, rows, path, field);
    }
    from(&mut scope, rows, key);
    scope.sql.finish()
}

/// A row of the viewer's tenant with these values, if there is one; the resource has tenants.
pub fn of_tenant(
    resource: &'static Resource,
    fields: &[usize],
    values: &[Value],
    viewer: &Viewer,
    dialect: Dialect,
) -> Statement {
    let (mut scope, Rows { alias, .. }) = begin(viewer, resource, dialect);
    scope.sql.push("SELECT 1 FROM ").table_of(resource).push(" ").alias(alias).push(" WHERE ");
    let tenant = resource.tenant.map(|field| (field, viewer.tenant(&resource.fields[field])));
    let pairs = fields.iter().copied().zip(values.iter().cloned()).chain(tenant);
    scope.sql.join(pairs, " AND ", |sql, (field, value)| {
        binary(sql, alias, &resource.fields[field], " = ", value);
    });
    scope.sql.finish()
}

fn begin(viewer: &Viewer, resource: &'static Resource, dialect: Dialect) -> (Scope, Rows) {
    let mut scope = Scope::new(Sql::new(dialect), viewer);
    let alias = scope.table();
    (scope, Rows { alias, resource })
}

fn from(scope: &mut Scope, Rows { alias, resource }: Rows, key: &[Value]) {
    scope.sql.push(" FROM ").table_of(resource).push(" ").alias(alias).push(" WHERE ");
    scope.sql.join(resource.key.iter().zip(key), " AND ", |sql, (&field, value)| {
        binary(sql, alias, &resource.fields[field], " = ", value.clone());
    });
}
