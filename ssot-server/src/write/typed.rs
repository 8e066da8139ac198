//! Writes of programs: the same rules and statements as HTTP, typed values instead of bodies.

use ssot_db::{Database, Value};

use super::check::{self, Mode};
use super::row::Returned;
use super::{Refused, run, script};
use crate::clock::Clock;
use crate::policy::Viewer;
use crate::problem::Problem;
use crate::resource::Resource;

/// Inserts a row of these fields, and returns it with all columns in the order of [`Resource::fields`].
///
/// A program may set what clients may not: ids, hidden and read-only fields.
///
/// # Errors
/// What the same request over HTTP would be refused with.
pub async fn create(
    database: &Database,
    clock: &Clock,
    resource: &'static Resource,
    values: Vec<(usize, Value)>,
) -> Result<Returned, Problem> {
    let now = clock.now();
    let draft = check::values(resource, values, Mode::Create, now).map_err(Refused)?;
    let plan = script::insert(&draft, database.dialect(), now, &Viewer::PROGRAM);
    Ok(run(database, plan, false, &Viewer::PROGRAM).await?.row)
}

/// Changes the row with that key, and returns it; absent fields stay.
///
/// # Errors
/// What the same request over HTTP would be refused with; `not_found` if there is no such row.
pub async fn update(
    database: &Database,
    clock: &Clock,
    resource: &'static Resource,
    key: &[Value],
    values: Vec<(usize, Value)>,
) -> Result<Returned, Problem> {
    let now = clock.now();
    let draft = check::values(resource, values, Mode::Patch, now).map_err(Refused)?;
    let plan = script::update(&draft, key, None, database.dialect(), now, &Viewer::PROGRAM);
    Ok(run(database, plan, false, &Viewer::PROGRAM).await?.row)
}

/// Deletes the row with that key.
///
/// # Errors
/// What the same request over HTTP would be refused with; `not_found` if there is no such row.
pub async fn delete(database: &Database, resource: &'static Resource, key: &[Value]) -> Result<(), Problem> {
    let plan = script::delete(resource, key, None, database.dialect(), 0, &Viewer::PROGRAM);
    run(database, plan, false, &Viewer::PROGRAM).await.map(drop)
}

/// Links two rows of a many-to-many relation (`on`), or unlinks them; nothing happens if it is so already.
///
/// # Errors
/// `not_found` if there is no such row on one of the sides.
pub async fn link(
    database: &Database,
    resource: &'static Resource,
    relation: usize,
    keys: (&[Value], &[Value]),
    on: bool,
) -> Result<(), Problem> {
    let plan = script::link(resource, relation, keys.0, keys.1, on, database.dialect(), &Viewer::PROGRAM);
    run(database, plan, false, &Viewer::PROGRAM).await.map(drop)
}
