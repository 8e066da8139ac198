//! `/posts/-/bulk/…`: many rows in one transaction (contract section 4).

use std::sync::Arc;

use http::StatusCode;
use ssot_db::{Error, Outcome};

use super::check::{self, Mode};
use super::handle::{Request, conclude, options::Options, parsed};
use super::row::{self, Returned};
use super::script;
use crate::api::ApiState;
use crate::computed::Computing;
use crate::filter::Filter;
use crate::hook::{Call, Kind};
use crate::plan::Shape;
use crate::plan::condition::Conditions;
use crate::policy::Viewer;
use crate::problem::{Problem, Violation, rule};
use crate::request::{Fault, body, nearest};
use crate::resource::Resource;
use crate::response::Answer;
use crate::wire::decode;
use crate::wire::json::{Json, pointer_step};

/// Rows in one body.
const MAX_ROWS: usize = 1000;
/// Rows that one change may touch unless it says otherwise, and at most.
const MAX_AFFECTED: (u64, u64) = (1000, 10_000);

/// `POST /posts/-/bulk/create`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn create(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let json = parsed(request.body)?;
    let mut errors = Vec::new();
    let entries = Entries::read(&json, &["data"], &mut errors);
    let rows = entries.rows(&mut errors);
    let now = api.clock().now();
    let mut drafts = check::rows(resource, rows, "/data", Mode::Create, (now, request.viewer), &mut errors);
    refuse(errors)?;
    for draft in &mut drafts {
        api.hooks().before(Kind::Create, draft, &Call::new(request.viewer, now))?;
    }
    let (plan, steps) = script::insert_all(&drafts, api.database().dialect(), now, request.viewer);
    let dry_run = options.dry_run;
    let (programs, asking) = (api.programs().clone(), request.viewer.clone());
    let respond = Arc::new(move |outcome: &Outcome, _| {
        let rows = returned(outcome, &steps);
        written(resource, &rows, (&options, StatusCode::CREATED), &Computing::new(&programs, &asking))
    });
    conclude(api, plan, None, respond, (request.claim, request.viewer), dry_run).await
}

/// `POST /posts/-/bulk/upsert`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn upsert(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let json = parsed(request.body)?;
    let mut errors = Vec::new();
    let entries = Entries::read(&json, &["on", "data"], &mut errors);
    let on = entries.key(resource, &mut errors);
    let rows = entries.rows(&mut errors);
    let now = api.clock().now();
    let mut drafts = check::rows(resource, rows, "/data", Mode::Upsert, (now, request.viewer), &mut errors);
    let on = on.unwrap_or_default();
    if errors.is_empty() {
        for draft in &drafts {
            for field in on.iter().filter(|field| draft.value(**field).is_none()) {
                let name = resource.fields[*field].name;
                let at = format!("{}{}", draft.pointer, pointer_step(name));
                errors.push(Violation::at(at, rule::REQUIRED, format!("`{name}` tells the rows apart")));
            }
        }
    }
    refuse(errors)?;
    for draft in &mut drafts {
        api.hooks().before(Kind::Upsert, draft, &Call::new(request.viewer, now))?;
    }
    let (plan, steps) = script::upsert_all(&drafts, &on, api.database().dialect(), now, request.viewer);
    let dry_run = options.dry_run;
    let (programs, asking) = (api.programs().clone(), request.viewer.clone());
    let respond = Arc::new(move |outcome: &Outcome, _| {
        let rows = returned(outcome, &steps);
        written(resource, &rows, (&options, StatusCode::OK), &Computing::new(&programs, &asking))
    });
    conclude(api, plan, None, respond, (request.claim, request.viewer), dry_run).await
}

/// `POST /posts/-/bulk/update`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn update(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let json = parsed(request.body)?;
    let mut errors = Vec::new();
    let entries = Entries::read(&json, &["where", "data", "maxAffected", "all"], &mut errors);
    let filter = entries.filter(api, resource, request.viewer, &mut errors);
    let most = entries.most(&mut errors);
    let now = api.clock().now();
    let draft = entries.get("data").map(|data| check::change(resource, data, "/data", now, &mut errors));
    if draft.is_none() {
        errors.push(Violation::at("/data", rule::REQUIRED, "`data` says what changes"));
    }
    let Some(Some(mut draft)) = draft.filter(|_| errors.is_empty()) else {
        return Err(Problem::validation(errors));
    };
    api.hooks().allow_bulk(resource, request.viewer)?;
    api.hooks().before(Kind::Update, &mut draft, &Call::new(request.viewer, now))?;
    let plan = script::update_all(&draft, &filter, most, api.database().dialect(), request.viewer);
    let (dry_run, change) = (options.dry_run, plan.row);
    let respond = Arc::new(move |outcome: &Outcome, _| Ok(counted(outcome, change, &options)));
    conclude(api, plan, None, respond, (request.claim, request.viewer), dry_run).await
}

/// `POST /posts/-/bulk/delete`.
///
/// # Errors
/// 400, 409, 422 and failures of the database.
pub async fn delete(api: &ApiState, resource: &'static Resource, request: Request<'_>) -> Result<Answer, Problem> {
    let options = Options::bare(request)?;
    let json = parsed(request.body)?;
    let mut errors = Vec::new();
    let entries = Entries::read(&json, &["where", "maxAffected", "all"], &mut errors);
    let filter = entries.filter(api, resource, request.viewer, &mut errors);
    let most = entries.most(&mut errors);
    refuse(errors)?;
    let now = api.clock().now();
    api.hooks().allow_bulk(resource, request.viewer)?;
    api.hooks().before_delete(resource, &Call::new(request.viewer, now))?;
    let plan = script::delete_all(resource, &filter, most, api.database().dialect(), now, request.viewer);
    let (dry_run, change) = (options.dry_run, plan.row);
    let respond = Arc::new(move |outcome: &Outcome, _| Ok(counted(outcome, change, &options)));
    conclude(api, plan, None, respond, (request.claim, request.viewer), dry_run).await
}

fn refuse(errors: Vec<Violation>) -> Result<(), Problem> {
    if errors.is_empty() { Ok(()) } else { Err(Problem::validation(errors)) }
}

/// The rows that these steps returned.
fn returned(outcome: &Outcome, steps: &[usize]) -> Vec<Returned> {
    let row = |step: &usize| outcome.steps.get(*step).and_then(|answer| answer.rows.last()).cloned();
    steps.iter().filter_map(row).map(Returned).collect()
}

/// `{"data":[…],"count":n}`.
fn written(
    resource: &'static Resource,
    rows: &[Returned],
    (options, status): (&Options, StatusCode),
    computing: &Computing<'_>,
) -> Result<Answer, Error> {
    if options.minimal {
        let status = if status == StatusCode::OK { StatusCode::NO_CONTENT } else { status };
        return Ok(options.applied(Answer::no_content().status(status)));
    }
    let mut body = b"{\"data\":[".to_vec();
    body.extend_from_slice(&row::list(rows, resource, &Shape::readable(resource), computing)?);
    body.extend_from_slice(format!("],\"count\":{}}}", rows.len()).as_bytes());
    Ok(options.applied(Answer::json(body).status(status)))
}

/// `{"count":n}`: how many rows a step changed.
fn counted(outcome: &Outcome, change: usize, options: &Options) -> Answer {
    if options.minimal {
        return options.applied(Answer::no_content());
    }
    let count = outcome.steps.get(change).map_or(0, |answer| answer.affected.max(answer.rows.len() as u64));
    options.applied(Answer::json(format!("{{\"count\":{count}}}")))
}

/// The members of a body.
struct Entries<'j>(&'j [(String, Json)]);

impl<'j> Entries<'j> {
    fn read(json: &'j Json, known: &[&'static str], errors: &mut Vec<Violation>) -> Self {
        let Json::Object(entries) = json else {
            errors.push(wrong_type("", "An object", json));
            return Self(&[]);
        };
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let violation = Violation::at(pointer_step(key), rule::UNKNOWN_FIELD, format!("There is no `{key}` here"));
            errors.push(match nearest(key, known.iter().copied()) {
                Some(word) => violation.help(format!("Did you mean `{word}`?")),
                None => violation.help(format!("Known here: {}", known.join(", "))),
            });
        }
        Self(entries)
    }

    fn get(&self, key: &str) -> Option<&'j Json> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The rows in `data`.
    fn rows(&self, errors: &mut Vec<Violation>) -> &'j [Json] {
        match self.get("data") {
            Some(Json::List(rows)) if rows.len() <= MAX_ROWS => return rows,
            Some(Json::List(_)) => {
                errors.push(Violation::at("/data", rule::TOO_LONG, format!("At most {MAX_ROWS} rows in one request")));
            }
            Some(other) => errors.push(wrong_type("/data", "An array", other)),
            None if errors.iter().all(|error| error.code != rule::WRONG_TYPE) => {
                errors.push(Violation::at("/data", rule::REQUIRED, "`data` has the rows"));
            }
            None => {}
        }
        &[]
    }

    /// The unique key that `on` names.
    fn key(&self, resource: &Resource, errors: &mut Vec<Violation>) -> Option<Vec<usize>> {
        let names = match self.get("on") {
            Some(Json::List(names)) => names,
            Some(other) => {
                errors.push(wrong_type("/on", "An array", other));
                return None;
            }
            None => {
                errors.push(
                    Violation::at("/on", rule::REQUIRED, "`on` names the key that tells rows apart")
                        .help(keys(resource)),
                );
                return None;
            }
        };
        let mut fields: Vec<usize> = Vec::new();
        for name in names {
            let Json::String(name) = name else {
                errors.push(wrong_type("/on", "An array of names", name));
                return None;
            };
            let Some(field) = resource.readable(name) else {
                let message = format!("{} has no field `{name}`", resource.name);
                errors.push(Violation::at("/on", rule::UNKNOWN_FIELD, message).help(keys(resource)));
                return None;
            };
            fields.push(field);
        }
        let is = |key: &[usize]| key.len() == fields.len() && key.iter().all(|field| fields.contains(field));
        let found = std::iter::once(resource.key)
            .chain(resource.uniques.iter().map(|unique| unique.fields))
            .find(|key| !key.is_empty() && is(key));
        if found.is_none() {
            let message = "These fields are no unique key";
            errors.push(Violation::at("/on", rule::FORMAT, message).help(keys(resource)));
        }
        found.map(<[usize]>::to_vec)
    }

    /// What `where` says; all rows only if that is asked in so many words.
    fn filter(
        &self,
        api: &ApiState,
        resource: &'static Resource,
        viewer: &Viewer,
        errors: &mut Vec<Violation>,
    ) -> Filter {
        let all = match self.get("all") {
            None => false,
            Some(Json::Boolean(all)) => *all,
            Some(other) => {
                errors.push(wrong_type("/all", "`true` or `false`", other));
                false
            }
        };
        let mut filter = Filter::all();
        let before = errors.len();
        if let Some(json) = self.get("where").filter(|json| **json != Json::Null) {
            let mut faults = Vec::new();
            let tree = body::conditions(resource, json, "/where", &mut faults);
            let mut comparisons = 0;
            filter = Conditions::new(api.limits(), viewer, &mut faults, &mut comparisons).plan(resource, &tree);
            errors.extend(faults.into_iter().map(violation));
        }
        if !all && errors.len() == before && filter.verdict() == Some(true) {
            let violation = Violation::at("/where", rule::REQUIRED, "This means every row");
            errors.push(violation.help("Say which rows, or `\"all\": true`"));
        }
        filter
    }

    fn most(&self, errors: &mut Vec<Violation>) -> u64 {
        let (default, most) = MAX_AFFECTED;
        let violation = match self.get("maxAffected") {
            None => return default,
            Some(Json::Number(text)) => match decode::whole(text).as_ref().unwrap_or(text).parse::<i128>() {
                Ok(number) if number < 1 => Violation::at("/maxAffected", rule::TOO_SMALL, "The least is 1"),
                Ok(number) if number <= i128::from(most) => return number as u64,
                Ok(_) => Violation::at("/maxAffected", rule::TOO_LARGE, format!("The most is {most}")),
                Err(_) => Violation::at("/maxAffected", rule::WRONG_TYPE, "A whole number is expected"),
            },
            Some(other) => wrong_type("/maxAffected", "A whole number", other),
        };
        errors.push(violation);
        default
    }
}

fn violation(fault: Fault) -> Violation {
    Violation { help: fault.help, ..Violation::at(fault.parameter, fault.code, fault.message) }
}

fn wrong_type(at: &str, expected: &str, json: &Json) -> Violation {
    Violation::at(at, rule::WRONG_TYPE, format!("{expected} is expected, not {}", json.what()))
}

/// The keys that `on` may name, in words.
fn keys(resource: &Resource) -> String {
    let named = |fields: &[usize]| {
        let names: Vec<String> = fields.iter().map(|field| format!("\"{}\"", resource.fields[*field].name)).collect();
        format!("`[{}]`", names.join(", "))
    };
    let keys = std::iter::once(resource.key).chain(resource.uniques.iter().map(|unique| unique.fields));
    format!("Known here: {}", keys.filter(|key| !key.is_empty()).map(named).collect::<Vec<_>>().join(", "))
}
