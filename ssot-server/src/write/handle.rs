//! Writes over HTTP: one function per method and path, each from what the shell has read to an answer.

pub(super) mod options;
mod precondition;

use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use ssot_db::Value;

use self::options::Options;
pub use self::options::{Media, media_type};
use self::precondition::Precondition;
use super::check::{self, Mode};
use super::input::Draft;
use super::{Done, Refused, run, script};
use crate::api::{ApiState, By};
use crate::plan::Shape;
use crate::problem::{Code, Problem, Violation, rule};
use crate::read::Item;
use crate::resource::Resource;
use crate::response::Answer;
use crate::response::tag::Tags;
use crate::wire::json::{self, Json, pointer_step};

/// A request that writes. Its media type has been checked with [`media_type`].
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The raw query string, without `?`.
    pub query: &'a str,
    /// The whole body.
    pub body: &'a [u8],
}

/// `POST /posts`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn create(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::read(api, resource, request)?;
    let body = parsed(request.body)?;
    let now = api.clock().now();
    let draft = check::body(resource, &body, Mode::Create, now).map_err(Refused)?;
    let plan = script::insert(&draft, api.database().dialect(), now);
    let done = run(api.database(), plan, options.dry_run).await?;
    let id = done.row.id(resource)?;
    let answer = row(api, resource, done, &options, StatusCode::CREATED).await?;
    Ok(answer.header(LOCATION, api.location(resource, &id)))
}

/// `PATCH /posts/{id}`; `key` has the values of the key.
///
/// # Errors
/// 400, 404, 409, 422 and failures of the database.
pub async fn update(
    api: &ApiState,
    resource: &'static Resource,
    key: Vec<Value>,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let options = Options::read(api, resource, request)?;
    let body = parsed(request.body)?;
    let now = api.clock().now();
    let precondition = Precondition::read(api, resource, &key, request.headers);
    let (draft, errors) = match drafted(resource, &body, Mode::Patch, &key, now) {
        Ok(draft) => (draft, None),
        Err(errors) => (Draft::new(resource, ""), Some(errors)),
    };
    let guard = precondition.guard(errors).await?;
    let plan = script::update(&draft, &key, guard.as_ref(), api.database().dialect(), now);
    match run(api.database(), plan, options.dry_run).await {
        Ok(done) => row(api, resource, done, &options, StatusCode::OK).await,
        Err(problem) => Err(precondition.explain(problem).await),
    }
}

/// `PUT /posts/{id}`; `key` has the values of the key.
///
/// # Errors
/// 400, 404 (unless PUT may create), 409, 422 and failures of the database.
pub async fn replace(
    api: &ApiState,
    resource: &'static Resource,
    key: Vec<Value>,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let options = Options::read(api, resource, request)?;
    let body = parsed(request.body)?;
    let now = api.clock().now();
    let precondition = Precondition::read(api, resource, &key, request.headers);
    let (mut draft, errors) = match drafted(resource, &body, Mode::Replace, &key, now) {
        Ok(draft) => (draft, None),
        Err(errors) => (Draft::new(resource, ""), Some(errors)),
    };
    let dialect = api.database().dialect();
    let creates = resource.upsert && !precondition.is_given();
    let only_new = creates && (resource.require_if_match || Tags::wants_none(request.headers));
    let plan = if creates && !(only_new && precondition.exists().await?) {
        if let Some(errors) = errors {
            return Err(Problem::validation(errors));
        }
        draft.fields.extend(resource.key.iter().copied().zip(key.iter().cloned()));
        if only_new {
            draft.fields.append(&mut draft.initial);
            script::insert(&draft, dialect, now)
        } else {
            script::upsert(&draft, &draft_key(&draft), dialect, now)
        }
    } else if Tags::wants_none(request.headers) {
        return Err(Problem::new(Code::PreconditionFailed));
    } else {
        let guard = precondition.guard(errors).await?;
        script::update(&draft, &key, guard.as_ref(), dialect, now)
    };
    let mut done = match run(api.database(), plan, options.dry_run).await {
        Ok(done) => done,
        Err(problem) => return Err(precondition.explain(problem).await),
    };
    done.created |= only_new;
    let status = if done.created { StatusCode::CREATED } else { StatusCode::OK };
    let location = if done.created { Some(api.location(resource, &done.row.id(resource)?)) } else { None };
    let answer = row(api, resource, done, &options, status).await?;
    Ok(match location {
        Some(location) => answer.header(LOCATION, location),
        None => answer,
    })
}

/// `DELETE /posts/{id}`; `key` has the values of the key.
///
/// # Errors
/// 400, 404, 409 and failures of the database.
pub async fn delete(
    api: &ApiState,
    resource: &'static Resource,
    key: Vec<Value>,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let precondition = Precondition::read(api, resource, &key, request.headers);
    let guard = precondition.guard(None).await?;
    let plan = script::delete(resource, &key, guard.as_ref(), api.database().dialect());
    if let Err(problem) = run(api.database(), plan, options.dry_run).await {
        return Err(precondition.explain(problem).await);
    }
    Ok(options.applied(Answer::no_content()))
}

/// `PUT` (`on`) or `DELETE /posts/{id}/tags/{tagId}`: links two rows, or unlinks them.
///
/// # Errors
/// 400, 404 and failures of the database.
pub async fn link(
    api: &ApiState,
    resource: &'static Resource,
    relation: usize,
    keys: (Vec<Value>, Vec<Value>),
    on: bool,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let plan = script::link(resource, relation, &keys.0, &keys.1, on, api.database().dialect());
    run(api.database(), plan, options.dry_run).await?;
    Ok(options.applied(Answer::no_content()))
}

/// Refuses parameters where there are none.
///
/// # Errors
/// 400 with all of them.
pub fn no_parameters(request: Request<'_>) -> Result<(), Problem> {
    options::unknown(request.query)
}

/// The JSON of a body.
///
/// # Errors
/// 400 if it is none.
pub fn parsed(body: &[u8]) -> Result<Json, Problem> {
    json::parse(body)
        .map_err(|error| Problem::new(Code::InvalidJson).detail(format!("{}, at byte {}", error.message, error.offset)))
}

/// The draft of a row that the URL names: a body that repeats the key must agree.
fn drafted(
    resource: &'static Resource,
    body: &Json,
    mode: Mode,
    key: &[Value],
    now: i64,
) -> Result<Draft, Vec<Violation>> {
    let checked = check::body(resource, body, mode, now);
    let mut errors = Vec::new();
    let mut draft = match checked {
        Ok(draft) => draft,
        Err(found) => {
            errors = found;
            Draft::new(resource, "")
        }
    };
    for (&field, value) in resource.key.iter().zip(key) {
        if draft.value(field).is_some_and(|given| given != value) {
            let name = resource.fields[field].name;
            let message = format!("`{name}` is the row's identity and cannot change");
            errors.push(Violation::at(pointer_step(name), rule::READ_ONLY, message).help("Leave it out"));
        }
    }
    draft.fields.retain(|(field, _)| !resource.key.contains(field));
    if errors.is_empty() { Ok(draft) } else { Err(errors) }
}

fn draft_key(draft: &Draft) -> Vec<Value> {
    draft.resource.key.iter().filter_map(|&field| draft.value(field).cloned()).collect()
}

/// The answer with the row that was written.
async fn row(
    api: &ApiState,
    resource: &'static Resource,
    done: Done,
    options: &Options,
    status: StatusCode,
) -> Result<Answer, Problem> {
    if options.minimal {
        let status = if status == StatusCode::OK { StatusCode::NO_CONTENT } else { status };
        let tag = done.row.tag(resource, api.signer())?;
        return Ok(options.applied(Answer::no_content().status(status).tagged(&tag)));
    }
    let shape = match &options.shape {
        Some(shape) => shape.clone(),
        None => api.default_shape(resource),
    };
    let Shape { columns, includes } = &shape;
    // What a dry run wrote is gone: related rows cannot be read any more.
    let Item { body, tag } = if includes.is_empty() || options.dry_run {
        Item { body: done.row.json(resource, columns)?, tag: done.row.tag(resource, api.signer())? }
    } else {
        let key = done.row.key(resource);
        api.item(resource, By::Key, key, options.shape.as_ref()).await?.ok_or(Problem::not_found())?
    };
    Ok(options.applied(Answer::json(body).status(status).tagged(&tag)))
}
