//! Writes over HTTP: one function per method and path, each from what the shell has read to an answer.

pub(super) mod options;
mod precondition;

use std::sync::{Arc, Mutex};

use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use ssot_db::{Context, Further, Value};

use self::options::Options;
pub use self::options::{Media, media_type};
use self::precondition::Precondition;
use super::check::{self, Mode};
use super::idempotency::Claim;
use super::input::Draft;
use super::row::Returned;
use super::script::Plan;
use super::within::{Respond, Shown, Within};
use super::{Refused, after, failure, script};
use crate::api::{ApiState, By};
use crate::computed::Computing;
use crate::hook::{Call, Kind};
use crate::plan::Shape;
use crate::policy::Viewer;
use crate::problem::{Code, Problem, Violation, rule};
use crate::query::guard::{self, Way};
use crate::resource::{Operation, Resource};
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
    /// The key that its answer is kept under.
    pub claim: Option<&'a Claim>,
    /// For whom it is done.
    pub viewer: &'a Viewer,
}

/// `POST /posts`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn create(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::read(api, resource, request)?;
    let body = parsed(request.body)?;
    let now = api.clock().now();
    let mut draft = check::body(resource, &body, Mode::Create, now, request.viewer).map_err(Refused)?;
    api.hooks().before(Kind::Create, &mut draft, &Call::new(request.viewer, now))?;
    let plan = script::insert(&draft, api.database().dialect(), now, request.viewer);
    Conclusion { api, resource, options, claim: request.claim, viewer: request.viewer, status: StatusCode::CREATED }
        .run(plan)
        .await
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
    let precondition = Precondition::read(api, resource, &key, request, Operation::Update);
    let (mut draft, errors) = match drafted(resource, &body, Mode::Patch, &key, now, request.viewer) {
        Ok(draft) => (draft, None),
        Err(errors) => (Draft::new(resource, ""), Some(errors)),
    };
    let guard = precondition.guard(errors).await?;
    api.hooks().before(Kind::Update, &mut draft, &Call::new(request.viewer, now))?;
    let plan = script::update(&draft, &key, guard.as_ref(), api.database().dialect(), now, request.viewer);
    let conclusion =
        Conclusion { api, resource, options, claim: request.claim, viewer: request.viewer, status: StatusCode::OK };
    match conclusion.run(plan).await {
        Err(problem) => Err(precondition.explain(problem).await),
        answer => answer,
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
    let precondition = Precondition::read(api, resource, &key, request, Operation::Update);
    let (mut draft, errors) = match drafted(resource, &body, Mode::Replace, &key, now, request.viewer) {
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
        let kind = if only_new { Kind::Create } else { Kind::Upsert };
        api.hooks().before(kind, &mut draft, &Call::new(request.viewer, now))?;
        if only_new {
            draft.fields.append(&mut draft.initial);
            script::insert(&draft, dialect, now, request.viewer)
        } else {
            script::upsert(&draft, &draft_key(&draft), dialect, now, request.viewer)
        }
    } else if Tags::wants_none(request.headers) {
        return Err(Problem::new(Code::PreconditionFailed));
    } else {
        let guard = precondition.guard(errors).await?;
        api.hooks().before(Kind::Update, &mut draft, &Call::new(request.viewer, now))?;
        script::update(&draft, &key, guard.as_ref(), dialect, now, request.viewer)
    };
    let status = if only_new { StatusCode::CREATED } else { StatusCode::OK };
    match (Conclusion { api, resource, options, claim: None, viewer: request.viewer, status }).run(plan).await {
        Err(problem) => Err(precondition.explain(problem).await),
        answer => answer,
    }
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
    let precondition = Precondition::read(api, resource, &key, request, Operation::Delete);
    let guard = precondition.guard(None).await?;
    let now = api.clock().now();
    api.hooks().before_delete(resource, &Call::new(request.viewer, now))?;
    let plan = script::delete(resource, &key, guard.as_ref(), api.database().dialect(), now, request.viewer);
    let dry_run = options.dry_run;
    let respond: Respond = Arc::new(move |_, _| Ok(options.applied(Answer::no_content())));
    match conclude(api, plan, None, respond, (None, request.viewer), dry_run).await {
        Err(problem) => Err(precondition.explain(problem).await),
        answer => answer,
    }
}

/// `POST /posts/{id}/-/restore`: brings a deleted row back.
///
/// # Errors
/// 400, 404 and failures of the database.
pub async fn restore(
    api: &ApiState,
    resource: &'static Resource,
    key: Vec<Value>,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let options = Options::read(api, resource, request)?;
    let deleted = resource.deleted.ok_or(Problem::not_found())?;
    let now = api.clock().now();
    let plan = script::restore(resource, deleted, &key, api.database().dialect(), now, request.viewer);
    Conclusion { api, resource, options, claim: request.claim, viewer: request.viewer, status: StatusCode::OK }
        .run(plan)
        .await
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
    let plan = script::link(resource, relation, &keys.0, &keys.1, on, api.database().dialect(), request.viewer);
    super::run(api.database(), plan, options.dry_run, request.viewer).await?;
    Ok(options.applied(Answer::no_content()))
}

/// Refuses what cannot be understood: parameters, of a request that answers with a `row` or not, and its `body`, if it has
/// one.
///
/// # Errors
/// 400.
pub fn understood(
    api: &ApiState,
    resource: &'static Resource,
    request: Request<'_>,
    row: bool,
    body: bool,
) -> Result<(), Problem> {
    if row {
        Options::read(api, resource, request)?;
    } else {
        Options::bare(request)?;
    }
    if body { parsed(request.body).map(drop) } else { Ok(()) }
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
    viewer: &Viewer,
) -> Result<Draft, Vec<Violation>> {
    let checked = check::body(resource, body, mode, now, viewer);
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

/// What becomes of a plan that writes one row.
struct Conclusion<'r> {
    api: &'r ApiState,
    resource: &'static Resource,
    options: Options,
    claim: Option<&'r Claim>,
    viewer: &'r Viewer,
    /// Unless an upsert finds that it has created the row.
    status: StatusCode,
}

impl Conclusion<'_> {
    /// Runs the plan and answers with the row that was written.
    async fn run(self, plan: Plan) -> Result<Answer, Problem> {
        let Self { api, resource, options, claim, viewer, status } = self;
        let shape = options.shape.clone().unwrap_or_else(|| api.default_shape(resource));
        // What a caller may see of a row, a statement says; without one the row is told as it was returned.
        let kept = guard::restricts(viewer, resource, Way::Named) || guard::masks(viewer, resource);
        let reads = (!shape.includes.is_empty() && !options.minimal) || kept;
        let shown = reads.then(|| Shown { resource, row: plan.row, shape: shape.clone() });
        let dry_run = options.dry_run;
        let (row, before) = (plan.row, plan.before);
        let signer = api.signer().clone();
        let (programs, asking) = (api.programs().clone(), viewer.clone());
        let base = api.location(resource, "");
        let respond: Respond = Arc::new(move |outcome, item| {
            let values = outcome.steps.get(row).and_then(|answer| answer.rows.last()).cloned().unwrap_or_default();
            let returned = Returned(values);
            let is_new = before.is_some_and(|step| outcome.steps.get(step).is_some_and(|it| it.rows.is_empty()));
            let status = if is_new { StatusCode::CREATED } else { status };
            let item = match item {
                None if !kept => {
                    let shape = if options.minimal { &Shape::default() } else { &shape };
                    Some(returned.item(resource, shape, &signer, &Computing::new(&programs, &asking))?)
                }
                item => item,
            };
            let bare = if status == StatusCode::OK { StatusCode::NO_CONTENT } else { status };
            let answer = match item {
                // The caller has written a row that it may not see.
                None => Answer::no_content().status(bare),
                Some(item) if options.minimal => Answer::no_content().status(bare).tagged(&item.tag),
                Some(item) => Answer::json(item.body).status(status).tagged(&item.tag),
            };
            let answer = options.applied(answer);
            if status != StatusCode::CREATED {
                return Ok(answer);
            }
            Ok(answer.header(LOCATION, format!("{base}{}", returned.id(resource)?)))
        });
        conclude(api, plan, shown, respond, (claim, viewer), dry_run).await
    }
}

/// Runs a plan and answers. The answer is made in the same transaction if it has to be kept, or is of what a dry run takes
/// back.
pub(super) async fn conclude(
    api: &ApiState,
    mut plan: Plan,
    shown: Option<Shown>,
    respond: Respond,
    (claim, viewer): (Option<&Claim>, &Viewer),
    dry_run: bool,
) -> Result<Answer, Problem> {
    let database = api.database();
    let mut script = std::mem::take(&mut plan.script);
    script.dry_run = dry_run;
    let after = after::After::of(&plan, api.hooks(), api.clock().now());
    let within = (claim.is_some() || after.is_some() || !plan.rechecks.is_empty() || (dry_run && shown.is_some()))
        .then(|| {
            Arc::new(Within {
                written: script.steps.len(),
                shown: shown.clone(),
                respond: Arc::clone(&respond),
                claim: claim.cloned(),
                dialect: database.dialect(),
                signer: api.signer().clone(),
                viewer: viewer.writing(false),
                programs: api.programs().clone(),
                kept: Mutex::default(),
                rechecks: plan.rechecks.clone(),
                after,
            })
        });
    // What hooks write they write as the program.
    let hooked = within.as_ref().is_some_and(|within| within.after.is_some());
    script.context = if hooked { Context::Program } else { viewer.writing(plan.upserts).context() };
    script.further = within.clone().map(|within| within as Arc<dyn Further>);
    let outcome = match database.run(script).await {
        Ok(outcome) => outcome,
        Err(error) => {
            let mut error = error;
            if let Some(after) = within.as_ref().and_then(|within| within.after.as_ref()) {
                match after.explain(error) {
                    Ok(problem) => return Err(problem),
                    Err((failed, notes)) => {
                        error = failed;
                        plan.notes = notes.unwrap_or(plan.notes);
                    }
                }
            }
            return Err(failure::problem(error, &plan, database, viewer).await);
        }
    };
    if let Some(within) = within {
        return within.answer(&outcome)?.ok_or(Problem::internal());
    }
    let item = match shown {
        Some(Shown { resource, row, shape }) => {
            let row = outcome.steps.get(row).and_then(|answer| answer.rows.last()).cloned().unwrap_or_default();
            let shape = (shape != api.default_shape(resource)).then_some(shape);
            let key = Returned(row).key(resource);
            let item = api.item(resource, By::Key, key, shape.as_ref(), viewer).await?;
            let kept = guard::restricts(viewer, resource, Way::Named);
            if kept { item } else { Some(item.ok_or(Problem::not_found())?) }
        }
        None => None,
    };
    Ok(respond(&outcome, item)?)
}
