//! Plays an action, step by step, inside of a transaction.
//!
//! What a step does depends on what the ones before it left, so statements are asked for one after the other. Nothing is kept between
//! them: the action is played from its beginning over all answers there are, up to the statement that has none yet.

use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use serde_json::json;
use ssot_db::{
    Answer as Rows, Cell, Dialect, Error, ErrorKind, Expect, Further, Outcome, Parameter, Statement, Step, Value,
};

use crate::api::ApiState;
use crate::computed::{Computing, Registry};
use crate::event::tell;
use crate::plan::Shape;
use crate::policy::{Viewer, is_fixed};
use crate::problem::{Code, Problem, Violation};
use crate::query;
use crate::query::action as asks;
use crate::read::{Item, Reading};
use crate::resource::{self, Action, Event, Expression, Field, Kind, Link, Resource};
use crate::response::Answer;
use crate::signer::Signer;
use crate::wire::json::{self, pointer_step};
use crate::wire::{decode, encode};
use crate::write::check::{self, Mode};
use crate::write::handle::options::Options;
use crate::write::idempotency::Claim;
use crate::write::row::Returned;
use crate::write::script::{self, Note, Plan, Purpose};

/// Actions that call one another do not go deeper.
const MAX_DEPTH: usize = 32;

/// One request for an action.
#[derive(Debug)]
pub(super) struct Play {
    resource: &'static Resource,
    action: &'static Action,
    key: Option<Vec<Value>>,
    options: Options,
    shape: Shape,
    claim: Option<Claim>,
    /// Who asks.
    viewer: Viewer,
    /// The same with the values of the parameters.
    informed: Viewer,
    signer: Signer,
    /// What works out computed fields.
    programs: Registry,
    dialect: Dialect,
    now: i64,
    said: Mutex<Said>,
}

/// What has to be known if the transaction fails.
#[derive(Debug, Default)]
struct Said {
    refusal: Option<Problem>,
    /// The answer, once it is made: what is computed a second time might be another value.
    answer: Option<Answer>,
    /// What each statement is for.
    notes: Vec<Note>,
}

/// Why the action does not go on.
enum Stop {
    /// These have to be run.
    Needs(Vec<Step>, Vec<Note>),
    /// The action, or a rule of the schema, says no.
    Refused(Box<Problem>),
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

fn refused(problem: Problem) -> Stop {
    Stop::Refused(Box::new(problem))
}

impl Play {
    pub(super) fn new(
        api: &ApiState,
        (resource, action, key): (&'static Resource, &'static Action, Option<Vec<Value>>),
        arguments: Vec<Value>,
        options: Options,
        (claim, viewer): (Option<&Claim>, &Viewer),
    ) -> Self {
        Self {
            resource,
            action,
            key,
            shape: options.shape.clone().unwrap_or_else(|| api.default_shape(resource)),
            options,
            claim: claim.cloned(),
            viewer: viewer.clone(),
            informed: viewer.clone().with_arguments(arguments),
            signer: api.signer().clone(),
            programs: api.programs().clone(),
            dialect: api.database().dialect(),
            now: api.clock().now(),
            said: Mutex::default(),
        }
    }

    /// What was refused, and what the statements were for.
    pub(super) fn take(&self) -> (Option<Problem>, Vec<Note>) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        (said.refusal.take(), std::mem::take(&mut said.notes))
    }

    /// The answer, once everything has run.
    pub(super) fn answer(&self, outcome: &Outcome) -> Result<Option<Answer>, Error> {
        if let Some(answer) = self.said.lock().unwrap_or_else(PoisonError::into_inner).answer.take() {
            return Ok(Some(answer));
        }
        match self.played(outcome) {
            Ok((answer, _)) => Ok(Some(answer)),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Needs(..) | Stop::Refused(_)) => Ok(None),
        }
    }

    fn played(&self, outcome: &Outcome) -> Result<(Answer, usize), Stop> {
        let mut run = Run { play: self, outcome, at: 0, set: Vec::new(), gone: false, impacts: Vec::new() };
        let mut frame =
            Frame { resource: self.resource, key: self.key.clone(), viewer: self.informed.clone(), depth: 0 };
        if let Some(key) = &self.key {
            let statement = asks::lock(self.resource, key, true, &self.viewer, self.dialect);
            run.ask(vec![Step { expect: Expect::Some, ..step(statement) }], vec![note(self.resource, Purpose::Row)])?;
        }
        run.steps(&mut frame, self.action.steps)?;
        let item = run.item()?;
        let impacts = run.seen_impacts()?;
        Ok((self.success(item, &run.set, &impacts), run.at))
    }

    fn success(&self, item: Option<Item>, set: &[usize], impacts: &[serde_json::Value]) -> Answer {
        if self.options.minimal {
            return self.options.applied(Answer::no_content());
        }
        let readable =
            set.iter().map(|&field| &self.resource.fields[field]).filter(|field| self.viewer.may_read(field));
        let names: Vec<&str> = readable.map(|field| field.name).collect();
        let mut body = b"{\"status\":\"success\",\"data\":".to_vec();
        body.extend_from_slice(item.as_ref().map_or(b"null", |item| &item.body));
        body.extend_from_slice(
            format!(",\"updatedFields\":{},\"impacts\":{}}}", json!(names), json!(impacts)).as_bytes(),
        );
        let answer = Answer::json(body).status(StatusCode::OK);
        self.options.applied(match item {
            Some(item) => answer.tagged(&item.tag),
            None => answer,
        })
    }
}

impl Further for Play {
    fn steps(&self, outcome: &Outcome) -> Result<Vec<Step>, Error> {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        match self.played(outcome) {
            Ok((answer, needed)) if outcome.steps.len() == needed => {
                let keep = self.claim.as_ref().map(|claim| claim.keep(&answer, self.dialect));
                said.answer = Some(answer);
                Ok(keep.into_iter().collect())
            }
            Ok(_) => Ok(Vec::new()),
            Err(Stop::Needs(steps, notes)) => {
                said.notes.truncate(outcome.steps.len());
                said.notes.extend(notes);
                Ok(steps)
            }
            Err(Stop::Refused(problem)) => {
                said.refusal = Some(*problem);
                Err(defect("the action was rejected"))
            }
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

fn defect(detail: &str) -> Error {
    Error { kind: ErrorKind::Other, detail: detail.to_owned() }
}

fn step(statement: Statement) -> Step {
    let parameters = statement.parameters.into_iter().map(Parameter::Value).collect();
    Step::new(statement.sql, parameters, Expect::Any)
}

fn note(resource: &'static Resource, purpose: Purpose) -> Note {
    Note { resource, purpose, pointer: String::new(), set: Vec::new() }
}

/// An action on its way: the one that was asked for, or one that it calls.
struct Frame {
    resource: &'static Resource,
    key: Option<Vec<Value>>,
    /// Who asks, with the values of the parameters.
    viewer: Viewer,
    depth: usize,
}

/// What happened to another row.
struct Impact {
    resource: &'static Resource,
    event: &'static str,
    row: Returned,
}

/// One way through the action, over the answers there are.
struct Run<'p> {
    play: &'p Play,
    outcome: &'p Outcome,
    /// How many answers have been used.
    at: usize,
    /// The fields of the action's own row that were set.
    set: Vec<usize>,
    /// Whether that row was deleted.
    gone: bool,
    impacts: Vec<Impact>,
}

impl<'p> Run<'p> {
    /// The answers to these statements, or a stop until there are some.
    fn ask(&mut self, mut steps: Vec<Step>, notes: Vec<Note>) -> Result<&'p [Rows], Stop> {
        if let Some(answers) = self.outcome.steps.get(self.at..self.at + steps.len()) {
            self.at += steps.len();
            return Ok(answers);
        }
        // A plan counts its steps from 0.
        for parameter in steps.iter_mut().flat_map(|step| &mut step.parameters) {
            if let Parameter::Earlier { step, .. } = parameter {
                *step += self.at;
            }
        }
        Err(Stop::Needs(steps, notes))
    }

    fn look(&mut self, statement: Statement, resource: &'static Resource) -> Result<&'p [Vec<Value>], Stop> {
        let answers = self.ask(vec![step(statement)], vec![note(resource, Purpose::Link)])?;
        Ok(answers.first().map_or(&[], |answer| answer.rows.as_slice()))
    }

    /// Runs a plan, and gives the row that it returns.
    fn write(&mut self, plan: Plan) -> Result<Returned, Stop> {
        let row = plan.row;
        let answers = self.ask(plan.script.steps, plan.notes)?;
        Ok(Returned(answers.get(row).and_then(|answer| answer.rows.last()).cloned().unwrap_or_default()))
    }

    /// Plays steps, and says whether the action has ended.
    fn steps(&mut self, frame: &mut Frame, steps: &'static [resource::Step]) -> Result<bool, Stop> {
        for step in steps {
            if self.step(frame, step)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn step(&mut self, frame: &mut Frame, step: &'static resource::Step) -> Result<bool, Stop> {
        use resource::Step as S;
        match step {
            S::Require { condition, code } => {
                if !self.holds(frame, condition)? {
                    return Err(rejected(code));
                }
            }
            S::Reject { code } => return Err(rejected(code)),
            S::Set { field, value } => self.set(frame, *field, value)?,
            S::Create { resource, values } => self.create(frame, resource, values)?,
            S::Delete => self.delete(frame)?,
            S::If { condition, then, otherwise } => {
                let steps = if self.holds(frame, condition)? { then } else { otherwise };
                return self.steps(frame, steps);
            }
            S::Emit { event, values } => self.emit(frame, event, values)?,
            S::Call { resource, action, row, arguments } => {
                self.call(frame, resource, &resource.actions[*action], *row, arguments)?;
            }
            S::Return => return Ok(true),
        }
        Ok(false)
    }

    fn key(frame: &Frame) -> Result<&[Value], Stop> {
        frame.key.as_deref().ok_or_else(|| defect("an action without a row asks for it").into())
    }

    fn is_own(&self, frame: &Frame) -> bool {
        std::ptr::eq(frame.resource, self.play.resource) && frame.key == self.play.key
    }

    fn holds(&mut self, frame: &Frame, condition: &'static Expression) -> Result<bool, Stop> {
        if is_fixed(condition) {
            return Ok(frame.viewer.value(condition) == Value::Boolean(true));
        }
        let key = Self::key(frame)?;
        let statement = asks::holds(frame.resource, key, condition, &frame.viewer, self.play.dialect);
        Ok(!self.look(statement, frame.resource)?.is_empty())
    }

    /// The values of expressions, as their fields hold them.
    fn values(
        &mut self,
        frame: &Frame,
        wanted: Vec<(usize, &'static Expression, Field)>,
    ) -> Result<Vec<(usize, Value)>, Stop> {
        let of_row: Vec<&'static Expression> =
            wanted.iter().map(|(_, value, _)| *value).filter(|value| !is_fixed(value)).collect();
        let mut found = Vec::new();
        if !of_row.is_empty() {
            let key = Self::key(frame)?;
            let statement = asks::values(frame.resource, key, &of_row, &frame.viewer, self.play.dialect);
            let rows = self.look(statement, frame.resource)?;
            found.clone_from(rows.first().ok_or_else(|| defect("the row of an action is gone"))?);
        }
        let mut found = found.into_iter();
        let fit = |(place, value, field): (usize, &'static Expression, Field)| -> Result<_, Stop> {
            let value = if is_fixed(value) {
                of_number(field.kind, frame.viewer.value(value))
            } else {
                stored(&field, found.next().unwrap_or(Value::Null))?
            };
            Ok((place, if field.list && value == Value::Null { Value::List(Vec::new()) } else { value }))
        };
        wanted.into_iter().map(fit).collect()
    }

    fn of_resource(
        &mut self,
        frame: &Frame,
        resource: &'static Resource,
        values: impl Iterator<Item = (usize, &'static Expression)>,
    ) -> Result<Vec<(usize, Value)>, Stop> {
        let wanted = values.map(|(index, value)| {
            let field = &resource.fields[index];
            let mut like = Field::new(field.name, field.column, field.kind);
            like.list = field.list;
            like.nullable = true;
            (index, value, like)
        });
        self.values(frame, wanted.collect())
    }

    fn set(&mut self, frame: &Frame, field: usize, value: &'static Expression) -> Result<(), Stop> {
        let resource = frame.resource;
        let values = self.of_resource(frame, resource, std::iter::once((field, value)))?;
        let now = self.play.now;
        let draft =
            check::values(resource, values, Mode::Patch, now).map_err(|errors| refused(Problem::validation(errors)))?;
        let key = Self::key(frame)?;
        let row = self.write(script::update(&draft, key, None, self.play.dialect, now, &Viewer::PROGRAM))?;
        self.keeps_to_tenant(frame, resource, &row, &[field])?;
        if self.is_own(frame) {
            if !self.set.contains(&field) {
                self.set.push(field);
            }
        } else {
            self.impact(resource, "updated", row);
        }
        Ok(())
    }

    fn create(
        &mut self,
        frame: &Frame,
        resource: &'static Resource,
        values: &'static [(usize, Expression)],
    ) -> Result<(), Stop> {
        let mut values = self.of_resource(frame, resource, values.iter().map(|(field, value)| (*field, value)))?;
        if let Some(tenant) = resource.tenant {
            // Whose it is the caller says, as everywhere.
            let value = frame.viewer.tenant(&resource.fields[tenant]);
            if value == Value::Null {
                return Err(refused(frame.viewer.refusal()));
            }
            values.push((tenant, value));
        }
        let now = self.play.now;
        let draft = check::values(resource, values, Mode::Create, now)
            .map_err(|errors| refused(Problem::validation(errors)))?;
        let row = self.write(script::insert(&draft, self.play.dialect, now, &Viewer::PROGRAM))?;
        let set: Vec<usize> = draft.fields.iter().map(|(field, _)| *field).collect();
        self.keeps_to_tenant(frame, resource, &row, &set)?;
        self.impact(resource, "created", row);
        Ok(())
    }

    /// Rows of other tenants do not exist: what was set points at none of them.
    fn keeps_to_tenant(
        &mut self,
        frame: &Frame,
        resource: &'static Resource,
        row: &Returned,
        set: &[usize],
    ) -> Result<(), Stop> {
        for relation in resource.relations {
            let Link::Holds { fields, references, .. } = relation.link else { continue };
            let target = relation.target;
            let values: Vec<Value> = fields.iter().filter_map(|&field| row.0.get(field).cloned()).collect();
            let points = fields.iter().any(|field| set.contains(field)) && !values.contains(&Value::Null);
            if target.tenant.is_none() || !points {
                continue;
            }
            let there = asks::of_tenant(target, references, &values, &frame.viewer, self.play.dialect);
            if self.look(there, target)?.is_empty() {
                let code = Code::ForeignKeyViolation;
                let message = format!("There is no such {}", target.name);
                let at = |&field: &usize| {
                    Violation::at(pointer_step(resource.fields[field].name), code.as_str(), message.clone())
                };
                return Err(refused(Problem::new(code).errors(fields.iter().map(at).collect())));
            }
        }
        Ok(())
    }

    fn delete(&mut self, frame: &Frame) -> Result<(), Stop> {
        let key = Self::key(frame)?;
        let row = self.write(script::delete_softly(frame.resource, key, self.play.dialect, self.play.now))?;
        if self.is_own(frame) {
            self.gone = true;
        } else {
            self.impact(frame.resource, "deleted", row);
        }
        Ok(())
    }

    fn impact(&mut self, resource: &'static Resource, event: &'static str, row: Returned) {
        let same =
            |impact: &Impact| std::ptr::eq(impact.resource, resource) && impact.row.key(resource) == row.key(resource);
        if event == "updated" && self.impacts.iter().any(same) {
            return;
        }
        self.impacts.push(Impact { resource, event, row });
    }

    fn emit(
        &mut self,
        frame: &Frame,
        event: &'static Event,
        values: &'static [(usize, Expression)],
    ) -> Result<(), Stop> {
        let wanted = values.iter().map(|(index, value)| (*index, value, event.fields[*index].as_field())).collect();
        let values = self.values(frame, wanted)?;
        for (index, value) in &values {
            keeps_rules(&event.fields[*index], value)?;
        }
        let mut payload = Vec::new();
        for (index, parameter) in event.fields.iter().enumerate() {
            payload.push(if index == 0 { b'{' } else { b',' });
            encode::string(&mut payload, parameter.name);
            payload.push(b':');
            let none = if parameter.list { Value::List(Vec::new()) } else { Value::Null };
            let value = values.iter().find(|(known, _)| *known == index).map_or(none, |(_, value)| value.clone());
            encode::cell(&mut payload, &Cell::from(&value), &parameter.as_field())?;
        }
        payload.extend_from_slice(if event.fields.is_empty() { b"{}" } else { b"}" });
        let payload = String::from_utf8(payload).map_err(|_| defect("an event that is no text"))?;
        let tell = tell(event.name, payload, self.play.now, self.play.dialect);
        self.ask(vec![tell], vec![note(frame.resource, Purpose::Link)])?;
        Ok(())
    }

    fn call(
        &mut self,
        frame: &Frame,
        resource: &'static Resource,
        action: &'static Action,
        row: Option<resource::Path>,
        arguments: &'static [(usize, Expression)],
    ) -> Result<(), Stop> {
        if frame.depth >= MAX_DEPTH {
            return Err(defect("actions call each other too deep").into());
        }
        let wanted =
            arguments.iter().map(|(index, value)| (*index, value, action.parameters[*index].as_field())).collect();
        let given = self.values(frame, wanted)?;
        let mut values = Vec::new();
        for (index, parameter) in action.parameters.iter().enumerate() {
            let none = if parameter.list { Value::List(Vec::new()) } else { Value::Null };
            let value = given.iter().find(|(known, _)| *known == index).map_or(none, |(_, value)| value.clone());
            keeps_rules(parameter, &value)?;
            values.push(value);
        }
        let key = match row {
            None => None,
            Some(path) if path.steps.is_empty() => frame.key.clone(),
            Some(path) => {
                let key = Self::key(frame)?;
                let dialect = self.play.dialect;
                let statement = asks::behind(frame.resource, key, path, resource, &frame.viewer, dialect);
                let row = self.look(statement, frame.resource)?.first();
                let key = row.filter(|key| !key.contains(&Value::Null)).ok_or_else(|| refused(Problem::not_found()))?;
                let lock = asks::lock(resource, key, false, &frame.viewer, dialect);
                self.look(lock, resource)?;
                Some(key.clone())
            }
        };
        let viewer = frame.viewer.clone().with_arguments(values);
        let mut inner = Frame { resource, key, viewer, depth: frame.depth + 1 };
        self.steps(&mut inner, action.steps)?;
        Ok(())
    }

    /// The row as its caller may see it now.
    fn item(&mut self) -> Result<Option<Item>, Stop> {
        let Play { key, shape, viewer, dialect, signer, programs, .. } = self.play;
        let resource = self.play.resource;
        let Some(key) = key.as_ref().filter(|_| !self.gone) else { return Ok(None) };
        let mut selection = query::item(resource, resource.key, shape, viewer, *dialect);
        selection.ask(key.clone(), viewer);
        let (mut reading, mut statements) = Reading::begin(selection);
        while !statements.is_empty() {
            let notes = statements.iter().map(|_| note(resource, Purpose::Link)).collect();
            let answers = self.ask(statements.into_iter().map(step).collect(), notes)?;
            statements = reading.feed(answers.iter().map(|answer| answer.rows.as_slice()), *dialect)?;
        }
        Ok(reading.item(signer, &Computing::new(programs, viewer))?)
    }

    /// What happened to rows that the caller may see.
    fn seen_impacts(&mut self) -> Result<Vec<serde_json::Value>, Stop> {
        let mut seen = Vec::new();
        for Impact { resource, event, row } in std::mem::take(&mut self.impacts) {
            let viewer = &self.play.viewer;
            if !resource.exposed || viewer.permit(resource, resource::Operation::Read).is_err() {
                continue;
            }
            if event != "deleted" {
                let key = row.key(resource);
                let exists = query::exists(resource, resource.key, &key, viewer, self.play.dialect);
                if self.look(exists, resource)?.is_empty() {
                    continue;
                }
            }
            seen.push(json!({ "resource": resource.segment, "event": event, "id": row.id(resource)? }));
        }
        Ok(seen)
    }
}

/// A value that is given to an action or told by an event keeps to the rules of its place.
fn keeps_rules(parameter: &resource::Parameter, value: &Value) -> Result<(), Stop> {
    decode::typed(&parameter.as_field(), value).map_err(|flaw| {
        let at = format!("{}{}", pointer_step(parameter.name), flaw.pointer);
        refused(Problem::validation(vec![Violation::at(at, flaw.code, flaw.message)]))
    })
}

fn rejected(code: &'static str) -> Stop {
    let violation = Violation::at("", code, "The action was rejected");
    refused(Problem::new(Code::ActionRejected).errors(vec![violation]))
}

/// A whole number where another kind of number is wanted.
fn of_number(kind: Kind, value: Value) -> Value {
    match (kind, value) {
        (Kind::Float, Value::Integer(number)) => Value::Float(number as f64),
        (Kind::Decimal(_), Value::Integer(number)) => Value::Decimal(number.to_string()),
        (_, value) => value,
    }
}

/// A value out of the database as its field is written: by its form on the wire, so that databases agree.
fn stored(field: &Field, value: Value) -> Result<Value, Error> {
    let value = of_number(field.kind, value);
    if value == Value::Null {
        return Ok(value);
    }
    let mut text = Vec::new();
    encode::cell(&mut text, &Cell::from(&value), field)?;
    let json = json::parse(&text).map_err(|_| defect("a value that is no JSON"))?;
    decode::json(field, &json).map_err(|_| defect("a value that its field cannot hold"))
}
