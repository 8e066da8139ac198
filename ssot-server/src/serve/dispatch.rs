//! From a path and a method to what is done (contract section 1), with the checks in the order that the contract sets:
//! 405, 401, 406, 415, 413, 400, 403/404, then what the operation itself finds.

use std::sync::Arc;

use axum::body::Body;
use http::header::{ACCEPT, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Method, Request, Response};

use super::Inner;
use crate::api::{ApiState, By, Table};
use crate::config::Access;
use crate::filter::{Filter, Quantifier};
use crate::plan::{self, Include, Shape};
use crate::problem::{Code, Problem};
use crate::query;
use crate::read;
use crate::request::path::{self, InvalidId, Target};
use crate::request::query::{Query, Scope};
use crate::resource::{Link, Resource};
use crate::response::{Answer, accept, list};

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
            let Resource { segment, relations, uniques, .. } = table.resource;
            match target {
                Target::Collection => format!("{base}/{segment}"),
                Target::Item { .. } => format!("{base}/{segment}/{{id}}"),
                Target::By { unique, .. } => format!("{base}/{segment}/by/{}/{{value}}", uniques[unique].name),
                Target::Relation { relation, .. } => format!("{base}/{segment}/{{id}}/{}", relations[relation].name),
                Target::Link { relation, .. } => {
                    format!("{base}/{segment}/{{id}}/{}/{{other}}", relations[relation].name)
                }
            }
        }
        None => "(none)".to_owned(),
    }
}

/// Answers a request below the base path.
pub(super) async fn answer(
    api: &Arc<ApiState>,
    request: Request<Body>,
    max_body: usize,
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
    permit(api.access())?;
    negotiate(&head.headers)?;
    let raw = head.uri.query().unwrap_or_default();
    let _ = (body, max_body);
    let answer = match head.method {
        Method::GET | Method::HEAD => read(api, table, target, head.uri.path(), raw).await?,
        _ => return Err(Problem::method_not_allowed(allowed)),
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
fn methods(_resource: &Resource, _target: Target<'_>) -> &'static str {
    "GET, HEAD, OPTIONS"
}

/// Nobody is logged in as long as there is no way to do so.
fn permit(access: Access) -> Result<(), Problem> {
    match access {
        Access::Public => Ok(()),
        Access::Authenticated => {
            let mut problem = Problem::new(Code::Unauthenticated);
            problem.headers.push((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
            Err(problem)
        }
        Access::Deny => Err(Problem::new(Code::Forbidden)),
    }
}

fn negotiate(headers: &HeaderMap) -> Result<(), Problem> {
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
    path: &str,
    raw: &str,
) -> Result<Answer, Problem> {
    let resource = table.resource;
    match target {
        Target::Collection => {
            let plan = list_plan(api, resource, raw)?;
            let page = read::page(api.database(), &plan, list::PREFIX).await?;
            Ok(list::answer(&plan, page, path, raw, api.limits().max_skip))
        }
        Target::Item { id } => item(api, resource, By::Key, id, raw).await,
        Target::By { unique, values } => item(api, resource, By::Unique(unique), values, raw).await,
        Target::Relation { id, relation } if resource.relations[relation].list => {
            related(api, resource, relation, id, path, raw).await
        }
        Target::Relation { id, relation } => related_one(api, resource, relation, id, raw).await,
        Target::Link { .. } => Err(Problem::not_found()),
    }
}

fn list_plan(api: &ApiState, resource: &'static Resource, raw: &str) -> Result<plan::Read, Problem> {
    let mut faults = Vec::new();
    let query = Query::parse(raw, Scope::List, &mut faults);
    Ok(plan::list(resource, &query, api.limits(), faults)?)
}

async fn item(
    api: &ApiState,
    resource: &'static Resource,
    by: By,
    id: &str,
    raw: &str,
) -> Result<Answer, Problem> {
    let values = path::id(resource, by.fields(resource), id).map_err(invalid_id)?;
    let shape = api.shape(resource, raw)?;
    let body = api.item(resource, by, values, shape.as_ref()).await?;
    body.map(Answer::json).ok_or(Problem::not_found())
}

/// `/posts/{id}/comments`: a list of the rows related to one.
async fn related(
    api: &ApiState,
    resource: &'static Resource,
    relation: usize,
    id: &str,
    path: &str,
    raw: &str,
) -> Result<Answer, Problem> {
    let values = path::id(resource, resource.key, id).map_err(invalid_id)?;
    let relation = &resource.relations[relation];
    let mut plan = list_plan(api, relation.target, raw)?;
    let of_parent = match relation.link {
        Link::Held { fields, references } if references == resource.key => Filter::equals(fields, values.clone()),
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
    let page = read::page(api.database(), &plan, list::PREFIX).await?;
    if page.rows == 0 {
        // Nothing related, or nothing to be related to?
        let exists = query::exists(resource, resource.key, &values, api.database().dialect());
        if !read::any(api.database(), exists).await? {
            return Err(Problem::not_found());
        }
    }
    Ok(list::answer(&plan, page, path, raw, api.limits().max_skip))
}

/// `/posts/{id}/author`: the row that there is at most one of.
async fn related_one(
    api: &ApiState,
    resource: &'static Resource,
    relation: usize,
    id: &str,
    raw: &str,
) -> Result<Answer, Problem> {
    let values = path::id(resource, resource.key, id).map_err(invalid_id)?;
    let target = resource.relations[relation].target;
    let inner = match api.shape(target, raw)? {
        Some(shape) => shape,
        None => api.default_shape(target),
    };
    let include = Include { relation, shape: inner, filter: Filter::all(), orders: Vec::new(), take: 1 };
    // The row holds nothing but the related one: its text stands between a fixed beginning and a brace.
    let shape = Shape { columns: Vec::new(), includes: vec![Arc::new(include)] };
    let row = api.item(resource, By::Key, values, Some(&shape)).await?.ok_or(Problem::not_found())?;
    let mut name = Vec::new();
    crate::wire::encode::string(&mut name, resource.relations[relation].name);
    let related = row.get(name.len() + 2..row.len() - 1).unwrap_or_default();
    match related {
        b"null" | b"" => Err(Problem::not_found()),
        related => Ok(Answer::json(related.to_vec())),
    }
}

fn invalid_id(InvalidId: InvalidId) -> Problem {
    Problem::new(Code::InvalidId)
}
