//! Actions to constants of `ssot_server::resource`. What the server cannot run as it is written is an error.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{
    self, Action, ActionId, BaseType, Bounds, Expression, ModelId, Owner, RichScalar, RowPath, Scalar, Schema, Step,
    StepKind, Type, ValueType,
};

use super::index::Index;
use super::policy::{Obstacle, Planned, Planner, obstacle, plain};
use super::scope::Scope;
use super::table::{enumeration_table, table_from};
use crate::target::rust::nodes::Constant;
use crate::target::rust::rule::ActionUncompiled;
use crate::target::rust::{names, types};
use crate::text::wire::{self, Meaning};

/// The actions of a model in the order of the schema.
fn actions_of(schema: &Schema, model: ModelId) -> impl Iterator<Item = (ActionId, &Action)> {
    schema.actions().filter(move |(_, action)| action.owner.model() == Some(model))
}

/// Reports the actions of a model that the server cannot run.
pub(super) fn check(schema: &Schema, index: &Index, model: ModelId, diagnostics: &mut Diagnostics) {
    let mut scope = Scope::scratch();
    for (_, action) in actions_of(schema, model) {
        let planner = Planner { schema, index, scope: &mut scope };
        if let Err(Obstacle { span, reason }) = (Actions { planner, model }).action(action) {
            diagnostics.push(ActionUncompiled { action: action.name.to_string(), span, reason });
        }
    }
}

/// The constants of actions that [`check`] has nothing against.
pub(super) fn plan(schema: &Schema, index: &Index, scope: &mut Scope, model: ModelId) -> Vec<Constant> {
    let mut actions = Actions { planner: Planner { schema, index, scope }, model };
    actions_of(schema, model).filter_map(|(_, action)| actions.action(action).ok()).collect()
}

struct Actions<'p> {
    planner: Planner<'p>,
    /// In whose file they stand.
    model: ModelId,
}

type Steps = Result<Vec<Constant>, Obstacle>;

impl Actions<'_> {
    fn action(&mut self, action: &Action) -> Planned {
        let on_row = matches!(action.owner, Owner::Row(_));
        let mut parameters = Vec::new();
        for parameter in &action.parameters {
            let rules = self.rules(parameter.ty, parameter.bounds(), parameter.format(), parameter.pattern());
            parameters.push(self.value(&parameter.name, parameter.ty, rules, parameter.span)?);
        }
        let steps = self.steps(&action.steps, &mut false)?;
        Ok(self.made(
            "Action",
            vec![
                ("name", Constant::Text(names::text(action.name.as_str()))),
                ("on_row", Constant::Flag(on_row)),
                ("parameters", Constant::Slice(parameters)),
                ("steps", Constant::Slice(steps)),
            ],
        ))
    }

    fn made(&mut self, ty: &'static str, members: Vec<(&'static str, Constant)>) -> Constant {
        let members = members.into_iter().map(|(name, value)| (names::known(name), value)).collect();
        Constant::Struct { path: self.planner.scope.resource(ty), variant: None, members }
    }

    fn step_with(&mut self, variant: &'static str, members: Vec<(&'static str, Constant)>) -> Constant {
        let members = members.into_iter().map(|(name, value)| (names::known(name), value)).collect();
        Constant::Struct { path: self.planner.scope.resource("Step"), variant: Some(names::known(variant)), members }
    }

    /// The rules of a value, all of them written out.
    fn rules(
        &mut self,
        of: ValueType,
        bounds: Bounds<'_>,
        format: Option<RichScalar>,
        pattern: Option<&str>,
    ) -> Constant {
        let number = |number: Option<i64>| match number {
            Some(number) => Constant::Some(Box::new(Constant::Number(number))),
            None => Constant::None,
        };
        let word = |text: Option<&str>| match text {
            Some(text) => Constant::Some(Box::new(Constant::Text(names::text(text)))),
            None => Constant::None,
        };
        let is_whole = matches!(of.base, BaseType::Scalar(Scalar::Int | Scalar::BigInt));
        let whole = |text: Option<&str>| text.filter(|_| is_whole).and_then(|text| text.parse().ok());
        let Bounds { min, max, min_length, max_length } = bounds;
        let format = match format {
            Some(scalar) => {
                Constant::Some(Box::new(Constant::Static(self.planner.scope.scalar(names::constant(scalar.name)))))
            }
            None => Constant::None,
        };
        let path = self.planner.scope.resource("Pattern");
        let pattern = match pattern {
            Some(source) => Constant::Call {
                path,
                variant: names::known("new"),
                arguments: vec![Constant::Text(names::text(source))],
            },
            None => Constant::Word { path, variant: names::known("ANY") },
        };
        self.made(
            "Rules",
            vec![
                ("min_length", number(min_length.filter(|least| *least > 0).map(i64::from))),
                ("max_length", number(max_length.map(i64::from))),
                ("min", number(whole(min))),
                ("max", number(whole(max))),
                ("least", word(min.filter(|_| !is_whole))),
                ("most", word(max.filter(|_| !is_whole))),
                ("format", format),
                ("pattern", pattern),
            ],
        )
    }

    /// A parameter, or a field of an event.
    fn value(&mut self, name: &str, of: ValueType, rules: Constant, span: ssot_core::source::Span) -> Planned {
        let kind = match of.base {
            BaseType::Enumeration(id) => {
                let table = enumeration_table(self.planner.schema.enumeration(id).name.as_str());
                let arguments = vec![Constant::Static(table)];
                Constant::Call {
                    path: self.planner.scope.resource("Kind"),
                    variant: names::known("Enumeration"),
                    arguments,
                }
            }
            BaseType::Scalar(scalar) => match plain(scalar) {
                Meaning::Decimal => Constant::Call {
                    path: self.planner.scope.resource("Kind"),
                    variant: names::known("Decimal"),
                    arguments: vec![Constant::None],
                },
                meaning => self.planner.word("Kind", types::variant(meaning)),
            },
            BaseType::Row(_) | BaseType::Principal => return obstacle(span, "a row is no value"),
        };
        Ok(self.made(
            "Parameter",
            vec![
                ("name", Constant::Text(names::text(name))),
                ("kind", kind),
                ("list", Constant::Flag(of.list)),
                ("nullable", Constant::Flag(of.nullable)),
                ("rules", rules),
            ],
        ))
    }

    /// `gone` says whether the row has been deleted on some way here.
    fn steps(&mut self, steps: &[Step], gone: &mut bool) -> Steps {
        steps.iter().map(|step| self.step(step, gone)).collect()
    }

    fn step(&mut self, step: &Step, gone: &mut bool) -> Planned {
        if *gone && step.expressions().into_iter().any(reads_row) {
            return obstacle(step.span, "what a deleted row held is not kept: read it in front of `delete`");
        }
        Ok(match &step.kind {
            StepKind::Require { condition, code } => {
                let condition = self.planner.expression(condition, None)?;
                let code = Constant::Text(names::text(&code.value));
                self.step_with("Require", vec![("condition", condition), ("code", code)])
            }
            StepKind::Reject { code } => {
                let code = Constant::Text(names::text(&code.value));
                self.step_with("Reject", vec![("code", code)])
            }
            StepKind::Set(assignment) => {
                let pair = self.assignment(self.model, assignment)?;
                let Constant::Pair(mut pair) = pair else { return obstacle(step.span, "nothing is set") };
                let (value, field) = (pair.pop(), pair.pop());
                let (Some(value), Some(field)) = (value, field) else {
                    return obstacle(step.span, "nothing is set");
                };
                self.step_with("Set", vec![("field", field), ("value", value)])
            }
            StepKind::Create { model, values } => {
                if self.planner.schema.model(*model).ignored {
                    return obstacle(step.span, "the server does not have that model");
                }
                let resource = Constant::Static(table_from(self.planner.schema, self.model, *model));
                let mut pairs = Vec::new();
                for value in values {
                    pairs.push(self.assignment(*model, value)?);
                }
                self.step_with("Create", vec![("resource", resource), ("values", Constant::Slice(pairs))])
            }
            StepKind::Delete => {
                *gone = true;
                self.planner.word("Step", "Delete")
            }
            StepKind::If { condition, then, otherwise } => {
                let condition = self.planner.expression(condition, None)?;
                let (mut one, mut other) = (*gone, *gone);
                let then = Constant::Slice(self.steps(then, &mut one)?);
                let otherwise = Constant::Slice(self.steps(otherwise, &mut other)?);
                *gone = one || other;
                self.step_with("If", vec![("condition", condition), ("then", then), ("otherwise", otherwise)])
            }
            StepKind::Emit { event, values } => {
                let event = self.planner.schema.event(*event);
                let mut fields = Vec::new();
                for field in &event.fields {
                    let rules = self.rules(field.ty, field.bounds(), field.format(), field.pattern());
                    fields.push(self.value(&field.name, field.ty, rules, field.span)?);
                }
                let members = vec![
                    ("name", Constant::Text(names::text(event.name.as_str()))),
                    ("fields", Constant::Slice(fields)),
                ];
                let constant = self.made("Event", members);
                let mut pairs = Vec::new();
                for value in values {
                    let wanted = wanted(event.field(value.field).ty);
                    pairs.push(self.pair(value.field.index(), &value.value, wanted)?);
                }
                let event = Constant::Borrowed(Box::new(constant));
                self.step_with("Emit", vec![("event", event), ("values", Constant::Slice(pairs))])
            }
            StepKind::Call { action, row, arguments } => self.call(step, *action, row.as_ref(), arguments, *gone)?,
            StepKind::Return => self.planner.word("Step", "Return"),
        })
    }

    fn call(
        &mut self,
        step: &Step,
        id: ActionId,
        row: Option<&RowPath>,
        arguments: &[ir::Argument],
        gone: bool,
    ) -> Planned {
        let schema = self.planner.schema;
        let action = schema.action(id);
        let Some(model) = action.owner.model() else {
            return obstacle(step.span, "actions of the schema as a whole are not run yet");
        };
        let Some(place) = actions_of(schema, model).position(|(known, _)| known == id) else {
            return obstacle(step.span, "there is no such action");
        };
        if gone && row.is_some() {
            return obstacle(step.span, "the row is gone by then");
        }
        let row = match row {
            Some(path) => Constant::Some(Box::new(self.planner.path(path, step.span)?)),
            None => Constant::None,
        };
        let resource = Constant::Static(table_from(schema, self.model, model));
        let mut pairs = Vec::new();
        for argument in arguments {
            let wanted = wanted(action.parameters[argument.parameter.index()].ty);
            pairs.push(self.pair(argument.parameter.index(), &argument.value, wanted)?);
        }
        Ok(self.step_with(
            "Call",
            vec![
                ("resource", resource),
                ("action", Constant::Number(place as i64)),
                ("row", row),
                ("arguments", Constant::Slice(pairs)),
            ],
        ))
    }

    /// `(field, value)`.
    fn assignment(&mut self, model: ModelId, assignment: &ir::Assignment) -> Planned {
        let field = self.planner.schema.field(model, assignment.field);
        let Some(place) = self.planner.index.field(model, assignment.field) else {
            return obstacle(assignment.span, "the server does not have that field");
        };
        let meaning = match field.ty {
            Type::Scalar(scalar) => Some(wire::meaning(scalar, field)),
            _ => None,
        };
        self.pair(place, &assignment.value, meaning)
    }

    fn pair(&mut self, place: usize, value: &Expression, wanted: Option<Meaning>) -> Planned {
        let value = self.planner.expression(value, wanted)?;
        Ok(Constant::Pair(vec![Constant::Number(place as i64), value]))
    }
}

fn wanted(ty: ValueType) -> Option<Meaning> {
    match ty.base {
        BaseType::Scalar(scalar) => Some(plain(scalar)),
        _ => None,
    }
}

/// Whether an expression looks at rows.
fn reads_row(expression: &Expression) -> bool {
    let mut reads = false;
    expression.walk(&mut |part| {
        reads |= matches!(
            part.kind,
            ir::ExpressionKind::Field(_)
                | ir::ExpressionKind::Row(_)
                | ir::ExpressionKind::Quantified { .. }
                | ir::ExpressionKind::Aggregate { .. }
        );
    });
    reads
}
