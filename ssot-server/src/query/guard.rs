//! Policies in statements: the rows that a viewer may see, change and remove, and what of them it may see.

use super::expression::{Rows, truth};
use super::scope::{Personal, Scope};
use super::sql::Alias;
use crate::config::Access;
use crate::policy::{Viewer, looks_around, sides};
use crate::resource::{Kind, Operation, Policy, Resource};

/// How a statement comes to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The request names it, so [`Viewer::permit`] has been asked.
    Named,
    /// Over a relation.
    Related,
}

/// Whether the rows that a viewer may see have to be told from others.
pub fn restricts(viewer: &Viewer, resource: &Resource, way: Way) -> bool {
    if viewer.is_program() {
        return false;
    }
    let by_access = way == Way::Related && resource.policies.is_empty() && viewer.access() != Access::Public;
    let kept = resource.tenant.is_some() || resource.deleted.is_some();
    kept || Policy::restrict(resource.policies, Operation::Read) || by_access
}

/// Whether what a viewer may see of a resource's rows differs from row to row.
pub fn masks(viewer: &Viewer, resource: &Resource) -> bool {
    !viewer.is_program() && resource.fields.iter().any(|field| Policy::restrict(field.policies, Operation::Read))
}

/// Writes a table and its name: the rows that a viewer may see, without what it may not see of them, if that takes more
/// than a condition. [`and_visible`] has then nothing to add.
pub(super) fn source(scope: &mut Scope, resource: &'static Resource, alias: Alias, way: Way) {
    source_of(scope, resource, alias, way, None, |scope| {
        scope.sql.table_of(resource);
    });
}

/// [`source`] with rows from elsewhere, which `table` writes; `also` is a column that they have besides.
pub(super) fn source_of(
    scope: &mut Scope,
    resource: &'static Resource,
    alias: Alias,
    way: Way,
    also: Option<&'static str>,
    table: impl FnOnce(&mut Scope),
) {
    if !masks(scope.viewer(), resource) {
        table(scope);
        scope.sql.push(" ").alias(alias);
        return;
    }
    let rows = Rows { alias: scope.table(), resource };
    scope.sql.push("(SELECT ");
    for (index, field) in resource.fields.iter().enumerate() {
        scope.sql.push(if index > 0 { ", " } else { "" });
        masked(scope, rows, index);
        scope.sql.push(" AS ").name(field.column);
    }
    if let Some(column) = also {
        scope.sql.push(", ").alias(rows.alias).push(".").name(column);
    }
    scope.sql.push(" FROM ");
    table(scope);
    scope.sql.push(" ").alias(rows.alias);
    if restricts(scope.viewer(), resource, way) {
        scope.sql.push(" WHERE ");
        visible(scope, resource, rows.alias, way);
    }
    scope.sql.push(") ").alias(alias);
}

/// Writes a column, null where the viewer may not see it.
fn masked(scope: &mut Scope, rows: Rows, index: usize) {
    let field = &rows.resource.fields[index];
    if !Policy::restrict(field.policies, Operation::Read) {
        scope.sql.column(rows.alias, field);
        return;
    }
    scope.sql.push("CASE WHEN ");
    policies(scope, rows, field.policies, Operation::Read);
    scope.sql.push(" THEN ").column(rows.alias, field).push(" END");
}

/// Writes all columns, each null where the viewer may not see it.
pub fn columns(scope: &mut Scope, resource: &'static Resource, alias: Alias) {
    for index in 0..resource.fields.len() {
        scope.sql.push(if index > 0 { ", " } else { "" });
        masked(scope, Rows { alias, resource }, index);
    }
}

/// Writes `word` and the condition that the viewer may see the rows, unless [`source`] or nobody has to ask.
pub(super) fn and_visible(
    scope: &mut Scope,
    resource: &'static Resource,
    alias: Alias,
    way: Way,
    word: &'static str,
) -> bool {
    let needed = restricts(scope.viewer(), resource, way) && !masks(scope.viewer(), resource);
    if needed {
        scope.sql.push(word);
        visible(scope, resource, alias, way);
    }
    needed
}

/// Writes the condition that the viewer may see the rows.
fn visible(scope: &mut Scope, resource: &'static Resource, alias: Alias, way: Way) {
    if resource.policies.is_empty() && resource.tenant.is_none() && resource.deleted.is_none() {
        debug_assert_eq!(way, Way::Related, "a table that is named has been permitted");
        known(scope);
        return;
    }
    scope.sql.push("(");
    if resource.policies.is_empty() && way == Way::Related && scope.viewer().access() != Access::Public {
        known(scope);
        scope.sql.push(" AND ");
    }
    allowed(scope, resource, alias, Operation::Read);
    scope.sql.push(")");
}

/// Writes ` AND …`: the condition that the viewer may see the rows of a bare table.
pub fn and_seen(scope: &mut Scope, resource: &'static Resource, alias: Alias, way: Way) {
    if restricts(scope.viewer(), resource, way) {
        scope.sql.push(" AND ");
        visible(scope, resource, alias, way);
    }
}

/// Writes the condition that the viewer may see the rows of a bare table that the request names.
pub fn and_seen_first(scope: &mut Scope, resource: &'static Resource, alias: Alias) {
    visible(scope, resource, alias, Way::Named);
}

/// Writes that the rows are among those which the viewer sees, and of which `condition` holds as it sees them.
pub fn among(scope: &mut Scope, resource: &'static Resource, alias: Alias, condition: impl FnOnce(&mut Scope, Alias)) {
    let seen = scope.table();
    scope.sql.push("EXISTS (SELECT 1 FROM ");
    source(scope, resource, seen, Way::Named);
    scope.sql.push(" WHERE ").join(resource.key, " AND ", |sql, &field| {
        let field = &resource.fields[field];
        sql.column(seen, field).push(" = ").column(alias, field);
    });
    scope.sql.push(" AND (");
    condition(scope, seen);
    scope.sql.push("))");
}

/// Whoever the API is open to.
fn known(scope: &mut Scope) {
    if scope.viewer().access() == Access::Deny {
        scope.sql.push("FALSE");
    } else {
        scope.bind_personal(Personal::Known).either("", "::boolean", "");
    }
}

/// Writes the condition that the viewer may do something with the rows: such as are not deleted, theirs, as far as the tenant
/// goes, and what the policies say.
pub fn allowed(scope: &mut Scope, resource: &'static Resource, alias: Alias, operation: Operation) {
    if let Some(deleted) = resource.deleted {
        scope.sql.column(alias, &resource.fields[deleted]).push(" IS NULL AND ");
    }
    granted(scope, resource, alias, operation);
}

/// The same of rows that are deleted or not.
pub fn granted(scope: &mut Scope, resource: &'static Resource, alias: Alias, operation: Operation) {
    let asked = Policy::restrict(resource.policies, operation);
    if let Some(tenant) = resource.tenant {
        let field = &resource.fields[tenant];
        scope.sql.column(alias, field).push(" = ");
        let cast = if matches!(field.kind, Kind::Int | Kind::BigInt) { "::int8" } else { "" };
        scope.bind_personal(Personal::Tenant(field)).either("", cast, "");
        if asked {
            scope.sql.push(" AND ");
        }
    } else if !asked {
        scope.sql.push("TRUE");
    }
    if asked {
        policies(scope, Rows { alias, resource }, resource.policies, operation);
    }
}

/// Writes the condition that the viewer may update a field of the rows.
pub fn updates(scope: &mut Scope, resource: &'static Resource, alias: Alias, field: usize) {
    policies(scope, Rows { alias, resource }, resource.fields[field].policies, Operation::Update);
}

/// One `allow` is true, every `deny` is false.
fn policies(scope: &mut Scope, rows: Rows, policies: &'static [Policy], operation: Operation) {
    let [allow, mut deny] = sides(policies, operation);
    // Policies of models, not of fields, are asked by the database too; and where they look at other rows, it looks at them as they are.
    if operation == Operation::Read
        && scope.viewer().leaves_relations()
        && std::ptr::eq(policies, rows.resource.policies)
    {
        deny.retain(|policy| !looks_around(&policy.condition));
        if allow.iter().any(|policy| looks_around(&policy.condition)) {
            scope.sql.push("TRUE");
            denied(scope, rows, &deny);
            return;
        }
    }
    if allow.is_empty() {
        scope.sql.push("FALSE");
        return;
    }
    scope.sql.push("(");
    for (index, policy) in allow.iter().enumerate() {
        scope.sql.push(if index > 0 { " OR (" } else { "(" });
        truth(scope, rows, &policy.condition, false);
        scope.sql.push(")");
    }
    scope.sql.push(")");
    denied(scope, rows, &deny);
}

fn denied(scope: &mut Scope, rows: Rows, deny: &[&'static Policy]) {
    for policy in deny {
        scope.sql.push(" AND (");
        truth(scope, rows, &policy.condition, true);
        scope.sql.push(") IS FALSE");
    }
}
