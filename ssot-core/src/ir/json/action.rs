//! Actions and events as JSON.

use crate::ir::{
    Action, Assignment, Event, Expression, ModelId, Owner, Parameter, RichScalar, Step, StepKind, Surroundings,
};
use crate::json::Json;

use super::Writer;

impl Writer<'_> {
    pub(super) fn action(&self, action: &Action) -> Json {
        let kind = match action.owner {
            Owner::Row(_) => "row",
            Owner::Model(_) => "model",
            Owner::Schema => "schema",
        };
        let owner = Json::Object(vec![
            ("kind", Json::string(kind)),
            ("model", Json::option(action.owner.model(), |id| Json::string(self.schema.model(id).name.as_str()))),
        ]);
        let around = Surroundings { this: action.owner.row(), parameters: &action.parameters };
        let entries = vec![
            ("name", Json::string(action.name.as_str())),
            ("owner", owner),
            ("parameters", Json::array(&action.parameters, |parameter| self.parameter(parameter))),
            ("steps", self.steps(&action.steps, around)),
            ("doc", Json::string(&action.doc)),
        ];
        self.placed(entries, action.span)
    }

    fn parameter(&self, parameter: &Parameter) -> Json {
        let entries = vec![
            ("name", Json::string(&parameter.name)),
            ("type", self.value_type(parameter.ty)),
            ("scalar", scalar(parameter.scalar)),
            ("checks", self.checks(&parameter.checks)),
            ("doc", Json::string(&parameter.doc)),
        ];
        self.placed(entries, parameter.span)
    }

    fn steps(&self, steps: &[Step], around: Surroundings<'_>) -> Json {
        Json::array(steps, |step| self.step(step, around))
    }

    /// A step: `kind`, and what belongs to that kind.
    fn step(&self, step: &Step, around: Surroundings<'_>) -> Json {
        let expression = |value: &Expression| self.expression(value, around);
        let (kind, rest) = match &step.kind {
            StepKind::Require { condition, code } => {
                ("require", vec![("condition", expression(condition)), ("code", Json::string(&code.value))])
            }
            StepKind::Reject { code } => ("reject", vec![("code", Json::string(&code.value))]),
            StepKind::Set(assignment) => {
                let field = around.this.map(|model| &self.schema.field(model, assignment.field).name);
                ("set", vec![("field", Json::option(field, Json::string)), ("value", expression(&assignment.value))])
            }
            StepKind::Create { model, values } => {
                let name = self.schema.model(*model).name.as_str();
                let values = Json::array(values, |value| self.assignment(*model, value, around));
                ("create", vec![("model", Json::string(name)), ("values", values)])
            }
            StepKind::Delete => ("delete", Vec::new()),
            StepKind::If { condition, then, otherwise } => (
                "if",
                vec![
                    ("condition", expression(condition)),
                    ("then", self.steps(then, around)),
                    ("else", self.steps(otherwise, around)),
                ],
            ),
            StepKind::Emit { event, values } => {
                let event = self.schema.event(*event);
                let values = Json::array(values, |value| {
                    self.placed(given("field", &event.field(value.field).name, expression(&value.value)), value.span)
                });
                ("emit", vec![("event", Json::string(event.name.as_str())), ("values", values)])
            }
            StepKind::Call { action, row, arguments } => {
                let called = self.schema.action(*action);
                let arguments = Json::array(arguments, |argument| {
                    let name = &called.parameters[argument.parameter.index()].name;
                    self.placed(given("parameter", name, expression(&argument.value)), argument.span)
                });
                let model = called.owner.model().map(|id| self.schema.model(id).name.as_str());
                let rest = vec![
                    ("action", Json::string(called.name.as_str())),
                    ("model", Json::option(model, Json::string)),
                    ("row", Json::option(row.as_ref(), |row| Json::Object(self.row_path(row)))),
                    ("arguments", arguments),
                ];
                ("call", rest)
            }
            StepKind::Return => ("return", Vec::new()),
        };
        let mut entries = vec![("kind", Json::string(kind))];
        entries.extend(rest);
        self.placed(entries, step.span)
    }

    fn assignment(&self, model: ModelId, assignment: &Assignment, around: Surroundings<'_>) -> Json {
        let name = &self.schema.field(model, assignment.field).name;
        self.placed(given("field", name, self.expression(&assignment.value, around)), assignment.span)
    }

    pub(super) fn event(&self, event: &Event) -> Json {
        let entries = vec![
            ("name", Json::string(event.name.as_str())),
            (
                "fields",
                Json::array(&event.fields, |field| {
                    let entries = vec![
                        ("name", Json::string(&field.name)),
                        ("type", self.value_type(field.ty)),
                        ("scalar", scalar(field.scalar)),
                        ("checks", self.checks(&field.checks)),
                        ("doc", Json::string(&field.doc)),
                    ];
                    self.placed(entries, field.span)
                }),
            ),
            ("doc", Json::string(&event.doc)),
        ];
        self.placed(entries, event.span)
    }
}

fn given(what: &'static str, name: &str, value: Json) -> Vec<(&'static str, Json)> {
    vec![(what, Json::string(name)), ("value", value)]
}

fn scalar(scalar: Option<RichScalar>) -> Json {
    Json::option(scalar, |scalar| Json::string(scalar.title))
}
