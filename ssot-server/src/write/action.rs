//! `POST /posts/{id}/-/publish`, `POST /posts/-/startDraft`: the actions of the schema, each one transaction (contract section 8).

mod play;

use std::sync::Arc;

use ssot_db::{Context, Further, Script, ScriptError, Value};

use play::Play;

use super::failure;
use super::handle::{Request, options::Options, parsed};
use super::script::Plan;
use crate::api::ApiState;
use crate::problem::{Problem, Violation, rule};
use crate::request::nearest;
use crate::resource::{Action, Resource};
use crate::response::Answer;
use crate::wire::decode;
use crate::wire::json::{Json, pointer_step};

/// Runs an action; `key` has the values of the key of its row, if it is about one.
///
/// # Errors
/// 400, 404, 409, 422 and failures of the database.
pub async fn run(
    api: &ApiState,
    resource: &'static Resource,
    action: usize,
    key: Option<Vec<Value>>,
    request: Request<'_>,
) -> Result<Answer, Problem> {
    let action = &resource.actions[action];
    let options = if key.is_some() { Options::read(api, resource, request)? } else { Options::bare(request)? };
    let json = if request.body.is_empty() { Json::Object(Vec::new()) } else { parsed(request.body)? };
    let arguments = arguments(action, &json).map_err(Problem::validation)?;
    let database = api.database();
    let tells = action.steps.iter().any(crate::resource::Step::tells);
    if tells {
        api.outbox().ready(database).await?;
    }
    let dry_run = options.dry_run;
    let play = Arc::new(Play::new(
        api,
        (resource, action, key),
        arguments,
        options,
        (request.claim, &request.viewer.writing(false)),
    ));
    let further: Arc<dyn Further> = play.clone();
    // The steps of actions are the program's; what the caller may see of them is asked in the statements.
    let script = Script { dry_run, further: Some(further), context: Context::Program, ..Script::default() };
    match database.run(script).await {
        Ok(outcome) => {
            if tells && !dry_run {
                api.outbox().told();
            }
            play.answer(&outcome)?.ok_or(Problem::internal())
        }
        Err(error) => Err(explain(error, &play, api).await),
    }
}

async fn explain(error: ScriptError, play: &Play, api: &ApiState) -> Problem {
    let (refusal, notes) = play.take();
    if let Some(problem) = refusal {
        return problem;
    }
    let plan = Plan { script: Script::default(), notes, row: 0, before: None, rechecks: Vec::new(), upserts: false };
    failure::problem(error, &plan, api.database(), &crate::policy::Viewer::PROGRAM).await
}

/// Reads the parameters of an action; all that is wrong is found at once.
fn arguments(action: &Action, json: &Json) -> Result<Vec<Value>, Vec<Violation>> {
    let Json::Object(entries) = json else {
        let message = format!("An object is expected, not {}", json.what());
        return Err(vec![Violation::at("", rule::WRONG_TYPE, message)]);
    };
    let mut errors = Vec::new();
    let known = || action.parameters.iter().map(|parameter| parameter.name);
    for (name, _) in entries.iter().filter(|(name, _)| known().all(|known| known != name)) {
        let message = format!("`{}` has no parameter `{name}`", action.name);
        let violation = Violation::at(pointer_step(name), rule::UNKNOWN_FIELD, message);
        errors.push(match nearest(name, known()) {
            Some(word) => violation.help(format!("Did you mean `{word}`?")),
            None => violation,
        });
    }
    let mut arguments = Vec::new();
    for parameter in action.parameters {
        let at = pointer_step(parameter.name);
        let field = parameter.as_field();
        match entries.iter().find(|(name, _)| name == parameter.name) {
            None if parameter.list => arguments.push(Value::List(Vec::new())),
            None if parameter.nullable => arguments.push(Value::Null),
            None => errors.push(Violation::at(at, rule::REQUIRED, format!("`{}` is required", parameter.name))),
            Some((_, json)) => match decode::json(&field, json) {
                Ok(value) => arguments.push(value),
                Err(flaws) => errors.extend(flaws.into_iter().map(|flaw| {
                    let violation = Violation::at(format!("{at}{}", flaw.pointer), flaw.code, flaw.message);
                    Violation { help: flaw.help, ..violation }
                })),
            },
        }
    }
    if errors.is_empty() { Ok(arguments) } else { Err(errors) }
}
