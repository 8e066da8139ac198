//! From a path and a method to what is done (contract section 1), with the checks in the order that the contract sets:
//! 405, 401, 406, 415, 413, 400, 403/404, then what the operation itself finds.

mod understand;

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody as _};
use http::header::{ACCEPT, CONTENT_LENGTH};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use ssot_db::ErrorKind;

use super::rate::Limiter;
use super::{Inner, changes, export};
use crate::api::{ApiState, By, Table};
use crate::filter::{Filter, Quantifier};
use crate::plan::{self, cursor};
use crate::policy::Viewer;
use crate::problem::{Code, Problem};
use crate::query;
use crate::query::guard::Way;
use crate::read;
use crate::request::body as request_body;
use crate::request::path::{self, InvalidId, Operation, Target};
use crate::request::query::{Query, Scope};
use crate::resource::{Link, Operation as Permission, Resource};
use crate::response::{Answer, accept, list};
use crate::write::action;
use crate::write::bulk;
use crate::write::handle::{self, Media};
use crate::write::idempotency::Claim;

/// What follows the base path, without its slash; `None` if the path is elsewhere.
pub(super) fn below<'p>(base: &str, path: &'p str) -> Option<&'p str> {
    path.strip_prefix(base)?.strip_prefix('/')
}

/// Whether a path below the base path begins with a collection.
pub(super) fn knows(api: &ApiState, path: &str) -> bool {
    api.table(path.split('/').next().unwrap_or_default()).is_some()
}

/// The route of a path, for the log: ids are left out.
pub(super) fn route(inner: &Inner, path: &str) -> String {
    let base = inner.api.base_path();
    let Some(below) = below(base, path) else { return path.to_owned() };
    match find(&inner.api, below) {
        Some((table, target)) => {
            format!("{base}/{}{}", table.resource.segment, template(table.resource, target))
        }
        None => "(none)".to_owned(),
    }
}

/// The path of a target below its collection: `/{id}/comments`.
pub(super) fn template(resource: &Resource, target: Target<'_>) -> String {
    let Resource { relations, uniques, .. } = resource;
    match target {
        Target::Collection => String::new(),
        Target::Operation(operation) => format!("/-/{}", operation.path()),
        Target::Item { .. } => "/{id}".to_owned(),
        Target::Restore { .. } => "/{id}/-/restore".to_owned(),
        Target::Action { id, action } => {
            format!("{}/-/{}", id.map_or("", |_| "/{id}"), resource.actions[action].name)
        }
        Target::By { unique, .. } => format!("/by/{}/{{value}}", uniques[unique].name),
        Target::Relation { relation, .. } => format!("/{{id}}/{}", relations[relation].name),
        Target::Link { relation, .. } => format!("/{{id}}/{}/{{other}}", relations[relation].name),
    }
}

/// Answers a request below the base path.
pub(super) async fn answer(
    api: &Arc<ApiState>,
    request: Request<Body>,
    id: &HeaderValue,
    max_body: usize,
    limiter: Option<&Limiter<String>>,
) -> Result<Response<Body>, Problem> {
    let (head, body) = request.into_parts();
    let below = below(api.base_path(), head.uri.path()).unwrap_or_default();
    let (table, target) = find(api, below).ok_or(Problem::not_found())?;
    let allowed = methods(table.resource, target);
    if !allowed.split(", ").any(|method| method == head.method.as_str()) {
        return Err(Problem::method_not_allowed(allowed));
    }
    if head.method == Method::OPTIONS {
        return Ok(Answer::no_content().allow(allowed).into_response());
    }
    let caller = api.caller(&head).await?;
    let left = match limiter.filter(|_| !caller.is_anonymous()) {
        None => None,
        Some(limiter) => Some((limiter, limiter.take(caller.mark()).await.map_err(|wait| limiter.refuse(wait))?)),
    };
    let viewer = api.viewer(caller);
    if let Err(refusal) = permit(&viewer, table.resource, target, &head.method) {
        // Who is known and may not is told so once the request is understood.
        if refusal.code != Code::Unauthenticated {
            let sent = (&head, &viewer);
            Box::pin(understand::understood(api, table.resource, target, sent, body, max_body)).await?;
        }
        return Err(refusal);
    }
    let mut response = admitted(api, table, target, (&head, &viewer), body, (id, max_body)).await?;
    if let Some((limiter, left)) = left {
        limiter.describe(left, response.headers_mut());
    }
    Ok(response)
}

/// Answers a caller who may ask.
async fn admitted(
    api: &Arc<ApiState>,
    table: &Table,
    target: Target<'_>,
    (head, viewer): (&Parts, &Viewer),
    body: Body,
    (id, max_body): (&HeaderValue, usize),
) -> Result<Response<Body>, Problem> {
    accepts(target, &head.headers)?;
    if target == Target::Operation(Operation::Export) {
        return Box::pin(export::answer(api, table.resource, head, viewer)).await;
    }
    if target == Target::Operation(Operation::Changes) {
        return Box::pin(changes::answer(api, table.resource, head, viewer)).await;
    }
    let answer = match head.method {
        Method::GET | Method::HEAD => read(api, table, target, head, viewer).await?,
        // Boxed, so that reads do not carry the room that writes need.
        _ => Box::pin(write(api, table.resource, target, (head, viewer), body, (id, max_body))).await?,
    };
    Ok(answer.into_response())
}

fn find<'s, 'p>(api: &'s ApiState, below: &'p str) -> Option<(&'s Table, Target<'p>)> {
    let (segment, rest) = match below.split_once('/') {
        Some((_, "")) => return None,
        Some((segment, rest)) => (segment, rest),
        None => (below, ""),
    };
    let table = api.table(segment)?;
    Some((table, path::parse(table.resource, rest)?))
}

/// What `Allow` says.
pub(super) fn methods(resource: &Resource, target: Target<'_>) -> &'static str {
    match target {
        Target::Collection if !resource.read_only => "GET, HEAD, OPTIONS, POST",
        Target::Item { .. } if !resource.read_only => "DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        Target::Link { .. } => "DELETE, OPTIONS, PUT",
        Target::Operation(Operation::Export | Operation::Aggregate | Operation::Changes) => "GET, HEAD, OPTIONS",
        Target::Operation(_) | Target::Action { .. } | Target::Restore { .. } => "OPTIONS, POST",
        _ => "GET, HEAD, OPTIONS",
    }
}

/// Refuses what is refused whatever the rows are.
pub(super) fn permit(
    viewer: &Viewer,
    resource: &'static Resource,
    target: Target<'_>,
    method: &Method,
) -> Result<(), Problem> {
    let may = |operation| viewer.permit(resource, operation);
    let change = |operation| may(Permission::Read).and_then(|()| may(operation));
    match target {
        Target::Operation(Operation::BulkCreate) => may(Permission::Create),
        Target::Operation(Operation::BulkUpdate) => change(Permission::Update),
        Target::Operation(Operation::BulkDelete) | Target::Restore { .. } => change(Permission::Delete),
        Target::Operation(Operation::BulkUpsert) => may(Permission::Create).or_else(|_| change(Permission::Update)),
        Target::Link { relation, .. } => {
            change(Permission::Update)?;
            viewer.permit(resource.relations[relation].target, Permission::Update)
        }
        Target::Relation { relation, .. } => {
            may(Permission::Read)?;
            viewer.permit(resource.relations[relation].target, Permission::Read)
        }
        Target::Collection if *method == Method::POST => may(Permission::Create),
        Target::Item { .. } if *method == Method::PUT && resource.upsert => {
            may(Permission::Create).or_else(|_| change(Permission::Update))
        }
        Target::Item { .. } if *method == Method::DELETE => change(Permission::Delete),
        Target::Item { .. } if matches!(*method, Method::PUT | Method::PATCH) => change(Permission::Update),
        Target::Collection | Target::Item { .. } | Target::By { .. } | Target::Operation(_) | Target::Action { .. } => {
            may(Permission::Read)
        }
    }
}

/// Refuses clients that take no form that the answer can have.
fn accepts(target: Target<'_>, headers: &HeaderMap) -> Result<(), Problem> {
    match target {
        Target::Operation(Operation::Export) if export::is_accepted(headers) => return Ok(()),
        Target::Operation(Operation::Changes) if changes::is_accepted(headers) => return Ok(()),
        Target::Operation(Operation::Changes) => return Err(Problem::new(Code::NotAcceptable)),
        _ => {}
    }
    for accept in headers.get_all(ACCEPT) {
        if accept.to_str().is_ok_and(accept::allows_json) {
            return Ok(());
        }
    }
    if headers.contains_key(ACCEPT) { Err(Problem::new(Code::NotAcceptable)) } else { Ok(()) }
}

async fn read(
    api: &ApiState,
    table: &Table,
    target: Target<'_>,
    head: &Parts,
    viewer: &Viewer,
) -> Result<Answer, Problem> {
    let resource = table.resource;
    let (path, raw) = (head.uri.path(), head.uri.query().unwrap_or_default());
    match target {
        Target::Collection => {
            let (mut plan, query) = list_plan(api, resource, raw, viewer)?;
            cursor::place(&mut plan, &query, api.signer())?;
            let page = Box::pin(read::page(api.database(), &plan, list::PREFIX, &api.computing(viewer))).await?;
            Ok(list::answer(&plan, page, api.signer(), path, raw, api.limits()))
        }
        Target::Item { id } => item(api, resource, By::Key, id, head, viewer).await,
        Target::By { unique, values } => item(api, resource, By::Unique(unique), values, head, viewer).await,
        Target::Relation { id, relation } if resource.relations[relation].list => {
            Box::pin(related(api, resource, relation, id, (path, raw), viewer)).await
        }
        Target::Relation { id, relation } => Box::pin(related_one(api, resource, relation, id, head, viewer)).await,
        Target::Operation(Operation::Aggregate) => Box::pin(aggregate(api, resource, raw, viewer)).await,
        Target::Link { .. } | Target::Action { .. } | Target::Restore { .. } | Target::Operation(_) => {
            Err(Problem::not_found())
        }
    }
}

/// `/posts/-/aggregate`: rows summed up.
async fn aggregate(api: &ApiState, resource: &'static Resource, raw: &str, viewer: &Viewer) -> Result<Answer, Problem> {
    let mut faults = Vec::new();
    let query = Query::parse(raw, Scope::Aggregate, &mut faults);
    let plan = plan::aggregate::plan(resource, &query, api.limits(), viewer, faults)?;
    match read::aggregate::groups(api.database(), &plan).await {
        Ok(Some(body)) => Ok(Answer::json(body)),
        Ok(None) => Err(plan::aggregate::too_many(&plan).into()),
        Err(error) if error.kind == ErrorKind::OutOfRange => Err(plan::aggregate::too_large().into()),
        Err(error) => Err(error.into()),
    }
}

/// The whole body, in a form that the method takes.
async fn received(head: &Parts, target: Target<'_>, body: Body, max_body: usize) -> Result<Bytes, Problem> {
    // An action without parameters needs no body.
    let is_bare = matches!(target, Target::Action { .. }) && body.is_end_stream();
    match head.method {
        Method::POST | Method::PUT if !matches!(target, Target::Link { .. } | Target::Restore { .. }) && !is_bare => {
            handle::media_type(&head.headers, Media::Json)?;
        }
        Method::PATCH => handle::media_type(&head.headers, Media::Patch)?,
        _ => {}
    }
    whole(&head.headers, body, max_body).await
}

/// Reads the body and hands everything to the operation; [`methods`] has let through what there is.
async fn write(
    api: &ApiState,
    resource: &'static Resource,
    target: Target<'_>,
    (head, viewer): (&Parts, &Viewer),
    body: Body,
    (id, max_body): (&HeaderValue, usize),
) -> Result<Answer, Problem> {
    let body = received(head, target, body, max_body).await?;
    let query = head.uri.query().unwrap_or_default();
    let request = handle::Request { headers: &head.headers, query, body: &body, claim: None, viewer };
    let searches = matches!(target, Target::Operation(Operation::Search));
    let claim = if searches { None } else { Claim::read(head, viewer, &body, api.clock().now())? };
    let request = handle::Request { claim: claim.as_ref(), ..request };
    let work = Box::pin(change(api, resource, target, &head.method, request));
    let Some(claim) = &claim else { return work.await };
    let id = id.to_str().unwrap_or_default();
    api.memory().once(api.database(), claim, head.uri.path(), id, work).await
}

async fn change(
    api: &ApiState,
    resource: &'static Resource,
    target: Target<'_>,
    method: &Method,
    request: handle::Request<'_>,
) -> Result<Answer, Problem> {
    let key = |id: &str| path::id(resource, resource.key, id).map_err(invalid_id);
    match (target, method) {
        (Target::Operation(operation), _) => operate(api, resource, operation, request).await,
        (Target::Restore { id }, _) => handle::restore(api, resource, key(id)?, request).await,
        (Target::Collection, _) => handle::create(api, resource, request).await,
        (Target::Action { id, action }, _) => {
            let key = id.map(key).transpose()?;
            action::run(api, resource, action, key, request).await
        }
        (Target::Item { id }, &Method::PATCH) => handle::update(api, resource, key(id)?, request).await,
        (Target::Item { id }, &Method::PUT) => handle::replace(api, resource, key(id)?, request).await,
        (Target::Item { id }, _) => handle::delete(api, resource, key(id)?, request).await,
        (Target::Link { id, relation, other }, method) => {
            let target = resource.relations[relation].target;
            let other = path::id(target, target.key, other).map_err(invalid_id)?;
            handle::link(api, resource, relation, (key(id)?, other), *method == Method::PUT, request).await
        }
        _ => Err(Problem::not_found()),
    }
}

async fn operate(
    api: &ApiState,
    resource: &'static Resource,
    operation: Operation,
    request: handle::Request<'_>,
) -> Result<Answer, Problem> {
    match operation {
        Operation::Search => {
            handle::no_parameters(request)?;
            search(api, resource, request.body, request.viewer).await.map_err(Problem::in_body)
        }
        Operation::BulkCreate => bulk::create(api, resource, request).await,
        Operation::BulkUpdate => bulk::update(api, resource, request).await,
        Operation::BulkDelete => bulk::delete(api, resource, request).await,
        Operation::BulkUpsert => bulk::upsert(api, resource, request).await,
        Operation::Export | Operation::Aggregate | Operation::Changes => Err(Problem::not_found()),
    }
}

/// `/posts/-/search`: a list whose query comes in the body.
async fn search(api: &ApiState, resource: &'static Resource, body: &[u8], viewer: &Viewer) -> Result<Answer, Problem> {
    let json = handle::parsed(body)?;
    let mut faults = Vec::new();
    let query = request_body::query(resource, &json, &mut faults);
    let mut plan = plan::list(resource, &query, api.limits(), viewer, faults)?;
    cursor::place(&mut plan, &query, api.signer())?;
    let page = read::page(api.database(), &plan, list::PREFIX, &api.computing(viewer)).await?;
    Ok(list::body(&plan, page, api.signer()))
}

/// The whole body, if it is no larger than `most` bytes.
pub(crate) async fn whole(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(Code::TooLarge).detail(format!("A body has at most {most} bytes"));
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    match Limited::new(body, most).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(Problem::new(Code::InvalidJson).detail("The body ended early")),
    }
}

fn list_plan(
    api: &ApiState,
    resource: &'static Resource,
    raw: &str,
    viewer: &Viewer,
) -> Result<(plan::Read, Query), Problem> {
    let mut faults = Vec::new();
    let query = Query::parse(raw, Scope::List, &mut faults);
    Ok((plan::list(resource, &query, api.limits(), viewer, faults)?, query))
}

async fn item(
    api: &ApiState,
    resource: &'static Resource,
    by: By,
    id: &str,
    head: &Parts,
    viewer: &Viewer,
) -> Result<Answer, Problem> {
    let raw = head.uri.query().unwrap_or_default();
    let values = path::id(resource, by.fields(resource), id).map_err(invalid_id)?;
    let shape = api.shape(resource, raw, viewer)?;
    let item = api.item(resource, by, values, shape.as_ref(), viewer).await?.ok_or(Problem::not_found())?;
    Ok(Answer::json(item.body).unless_known(&item.tag, &head.headers))
}

/// `/posts/{id}/comments`: a list of the rows related to one.
async fn related(
    api: &ApiState,
    resource: &'static Resource,
    relation: usize,
    id: &str,
    (path, raw): (&str, &str),
    viewer: &Viewer,
) -> Result<Answer, Problem> {
    let values = path::id(resource, resource.key, id).map_err(invalid_id)?;
    let relation = &resource.relations[relation];
    let (mut plan, query) = list_plan(api, relation.target, raw, viewer)?;
    // Who may not see the row does not see what belongs to it.
    let is_restricted = query::guard::restricts(viewer, resource, Way::Named);
    let of_parent = match relation.link {
        Link::Held { fields, references } if references == resource.key && !is_restricted => {
            Filter::equals(fields, values.clone())
        }
        _ => {
            let inverse = &relation.target.relations[relation.inverse];
            Filter::Related {
                relation: relation.inverse,
                quantifier: if inverse.list { Quantifier::Some } else { Quantifier::Is },
                filter: Box::new(Filter::equals(resource.key, values.clone())),
            }
        }
    };
    plan.filter = of_parent.and(plan.filter);
    cursor::place(&mut plan, &query, api.signer())?;
    let page = read::page(api.database(), &plan, list::PREFIX, &api.computing(viewer)).await?;
    if page.rows == 0 {
        // Nothing related, or nothing to be related to?
        let exists = query::exists(resource, resource.key, &values, viewer, api.database().dialect());
        if !read::any(api.database(), exists).await? {
            return Err(Problem::not_found());
        }
    }
    Ok(list::answer(&plan, page, api.signer(), path, raw, api.limits()))
}

/// `/posts/{id}/author`: the row that there is at most one of.
async fn related_one(
    api: &ApiState,
    resource: &'static Resource,
    relation: usize,
    id: &str,
    head: &Parts,
    viewer: &Viewer,
) -> Result<Answer, Problem> {
    let raw = head.uri.query().unwrap_or_default();
    let values = path::id(resource, resource.key, id).map_err(invalid_id)?;
    let target = resource.relations[relation].target;
    let inner = match api.shape(target, raw, viewer)? {
        Some(shape) => shape,
        None => api.default_shape(target),
    };
    let mut selection = query::item_behind(resource, relation, &inner, viewer, api.database().dialect());
    selection.ask(values, viewer);
    let item =
        read::one(api.database(), selection, api.signer(), &api.computing(viewer)).await?.ok_or(Problem::not_found())?;
    Ok(Answer::json(item.body).unless_known(&item.tag, &head.headers))
}

fn invalid_id(InvalidId: InvalidId) -> Problem {
    Problem::new(Code::InvalidId)
}
