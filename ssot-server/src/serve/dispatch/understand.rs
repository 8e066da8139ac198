//! Whether a request can be understood: who may not send it is told so only then (contract section 13, 406, 415, 413 and 400
//! before 403). Nothing is asked of the database and nothing is done.

use axum::body::Body;
use http::Method;
use http::request::Parts;

use super::{accepts, invalid_id, list_plan, received};
use crate::api::{ApiState, By};
use crate::plan::{self, cursor};
use crate::policy::Viewer;
use crate::problem::Problem;
use crate::request::body as request_body;
use crate::request::path::{self, Operation, Target};
use crate::request::query::{Query, Scope};
use crate::resource::Resource;
use crate::serve::{changes, export};
use crate::write::handle;
use crate::write::idempotency::Claim;

/// Refuses what the shell refuses of any caller.
///
/// # Errors
/// 406, 415, 413 and 400.
pub(super) async fn understood(
    api: &ApiState,
    resource: &'static Resource,
    target: Target<'_>,
    (head, viewer): (&Parts, &Viewer),
    body: Body,
    max_body: usize,
) -> Result<(), Problem> {
    accepts(target, &head.headers)?;
    let raw = head.uri.query().unwrap_or_default();
    let key = |resource: &'static Resource, by: By, text: &str| {
        path::id(resource, by.fields(resource), text).map(drop).map_err(invalid_id)
    };
    let reads = matches!(head.method, Method::GET | Method::HEAD);
    match target {
        Target::Item { id }
        | Target::Restore { id }
        | Target::Relation { id, .. }
        | Target::Action { id: Some(id), .. } => {
            key(resource, By::Key, id)?;
        }
        Target::By { unique, values } => key(resource, By::Unique(unique), values)?,
        Target::Link { id, relation, other } => {
            key(resource, By::Key, id)?;
            key(resource.relations[relation].target, By::Key, other)?;
        }
        Target::Collection | Target::Operation(_) | Target::Action { id: None, .. } => {}
    }
    if reads {
        return query(api, resource, target, (head, raw), viewer);
    }
    let body = received(head, target, body, max_body).await?;
    if target == Target::Operation(Operation::Search) {
        return search(api, resource, raw, &body, viewer);
    }
    Claim::read(head, viewer, &body, api.clock().now())?;
    let request = handle::Request { headers: &head.headers, query: raw, body: &body, claim: None, viewer };
    let writes_row = matches!(target, Target::Collection | Target::Item { .. }) && head.method != Method::DELETE;
    let is_row = writes_row || matches!(target, Target::Restore { .. });
    let has_body = writes_row || matches!(target, Target::Operation(_) | Target::Action { .. });
    handle::understood(api, resource, request, is_row, has_body)
}

/// The query of a read.
fn query(
    api: &ApiState,
    resource: &'static Resource,
    target: Target<'_>,
    (head, raw): (&Parts, &str),
    viewer: &Viewer,
) -> Result<(), Problem> {
    let list = |resource| {
        let (mut plan, query) = list_plan(api, resource, raw, viewer)?;
        cursor::place(&mut plan, &query, api.signer())
    };
    match target {
        Target::Collection => list(resource),
        Target::Relation { relation, .. } if resource.relations[relation].list => {
            list(resource.relations[relation].target)
        }
        Target::Relation { relation, .. } => api.shape(resource.relations[relation].target, raw, viewer).map(drop),
        Target::Operation(Operation::Aggregate) => {
            let mut faults = Vec::new();
            let query = Query::parse(raw, Scope::Aggregate, &mut faults);
            plan::aggregate::plan(resource, &query, api.limits(), viewer, faults).map(drop).map_err(Problem::from)
        }
        Target::Operation(Operation::Changes) => changes::asked(api, resource, head, viewer).map(drop),
        Target::Operation(_) => export::plan(api, resource, raw, viewer).map(drop),
        Target::Item { .. }
        | Target::By { .. }
        | Target::Link { .. }
        | Target::Action { .. }
        | Target::Restore { .. } => api.shape(resource, raw, viewer).map(drop),
    }
}

/// The body of a search.
fn search(api: &ApiState, resource: &'static Resource, raw: &str, body: &[u8], viewer: &Viewer) -> Result<(), Problem> {
    let request = handle::Request { headers: &http::HeaderMap::new(), query: raw, body, claim: None, viewer };
    handle::no_parameters(request)?;
    let json = handle::parsed(body)?;
    let mut faults = Vec::new();
    let query = request_body::query(resource, &json, &mut faults);
    let mut plan =
        plan::list(resource, &query, api.limits(), viewer, faults).map_err(Problem::from).map_err(Problem::in_body)?;
    cursor::place(&mut plan, &query, api.signer()).map_err(Problem::in_body)
}
