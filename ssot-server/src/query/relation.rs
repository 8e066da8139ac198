//! Relations in SQL: how rows of two tables find each other, and conditions on related rows.

use super::condition::filter;
use super::guard::{self, Way};
use super::scope::Scope;
use super::sql::{Alias, Sql};
use crate::filter::{Filter, Quantifier};
use crate::resource::{Link, Relation, Resource};
use ssot_db::Value;

/// Writes `[NOT] EXISTS (SELECT 1 FROM target WHERE linked AND condition)`.
pub fn related(
    scope: &mut Scope,
    here: Alias,
    resource: &'static Resource,
    relation: &'static Relation,
    quantifier: Quantifier,
    condition: &Filter,
) {
    let exists = matches!(quantifier, Quantifier::Is | Quantifier::Some);
    let there = scope.table();
    let target = relation.target;
    scope.sql.push(if exists { "EXISTS (SELECT 1 FROM " } else { "NOT EXISTS (SELECT 1 FROM " });
    guard::source(scope, target, there, Way::Related);
    if let Link::Join { table, namespace, here: left, there: right } = relation.link {
        let join = scope.table();
        scope.sql.push(" JOIN ").table(namespace, table).push(" ").alias(join).push(" ON ");
        scope.sql.alias(join).push(".").name(right).push(" = ").column(there, &target.fields[target.key[0]]);
        scope.sql.push(" WHERE ").alias(join).push(".").name(left).push(" = ");
        scope.sql.column(here, &resource.fields[resource.key[0]]);
    } else {
        scope.sql.push(" WHERE ");
        linked(&mut scope.sql, here, resource, there, relation);
    }
    guard::and_visible(scope, target, there, Way::Related, " AND ");
    if *condition != Filter::all() || quantifier == Quantifier::Every {
        scope.sql.push(" AND (");
        filter(scope, target, there, condition);
        // A row whose condition is unknown does not fulfil it.
        scope.sql.push(if quantifier == Quantifier::Every { ") IS NOT TRUE" } else { ")" });
    }
    scope.sql.push(")");
}

/// Writes the equality of the columns that link two rows, for relations without a table of their own.
pub(super) fn linked(
    sql: &mut Sql<Value>,
    here: Alias,
    resource: &'static Resource,
    there: Alias,
    relation: &'static Relation,
) {
    let target = relation.target;
    let (ours, theirs) = match relation.link {
        Link::Holds { fields, references, .. } => (fields, references),
        Link::Held { fields, references } => (references, fields),
        Link::Join { .. } => (resource.key, target.key),
    };
    sql.join(ours.iter().zip(theirs), " AND ", |sql, (&our, &their)| {
        sql.column(there, &target.fields[their]).push(" = ").column(here, &resource.fields[our]);
    });
}
