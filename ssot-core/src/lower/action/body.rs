//! The steps of one action.

use crate::ast::{self, StepKind as Ast};
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Action, Arity, Assignment, BaseType, EventId, ExpressionKind, FieldId, FieldPath, ModelId, Payload, RelationKind,
    Root, RowPath, Schema, Step, StepKind, Type, ValueType,
};
use crate::lower::Context;
use crate::lower::rule::{MissingFields, NoRow, PayloadFields, StepField, UnknownEvent, WrittenByOthers};
use crate::lower::scope::Entry;
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::known::Known;
use super::{is_needed, is_view, model, written_by_others};

/// `field: value` in braces.
type Entries = [(Spanned<String>, ast::Expression)];

/// Reads the steps of one action, in order.
pub(super) struct Body<'a, 'c> {
    pub(super) context: &'a mut Context<'c>,
    pub(super) schema: &'a Schema,
    pub(super) action: &'a Action,
    /// Parameters whose type could not be resolved.
    pub(super) unresolved: &'a [String],
    pub(super) known: Known,
    /// The step that removed the row.
    deleted: Option<Span>,
    /// Whether a step was left out.
    pub(super) is_broken: bool,
}

impl<'a, 'c> Body<'a, 'c> {
    pub(super) fn new(
        context: &'a mut Context<'c>,
        schema: &'a Schema,
        action: &'a Action,
        unresolved: &'a [String],
    ) -> Self {
        Self { context, schema, action, unresolved, known: Known::default(), deleted: None, is_broken: false }
    }

    pub(super) fn steps(&mut self, steps: &[ast::Step]) -> Vec<Step> {
        let mut lowered = Vec::with_capacity(steps.len());
        for step in steps {
            match self.step(&step.kind, step.span) {
                Some(kind) => lowered.push(Step { kind, span: step.span }),
                None => self.is_broken = true,
            }
        }
        lowered
    }

    fn step(&mut self, step: &Ast, span: Span) -> Option<StepKind> {
        match step {
            Ast::Require { condition, code } => {
                let condition = self.condition(condition)?;
                self.known.learn_true(&condition);
                // A missing code has been reported.
                Some(StepKind::Require { condition, code: code.clone()? })
            }
            Ast::Reject { code } => Some(StepKind::Reject { code: code.clone() }),
            Ast::Set { field, value } => self.set(field, value, span).map(StepKind::Set),
            Ast::Create { model, entries } => self.create(model, entries),
            Ast::Delete => {
                self.row_to_change("delete", span)?;
                self.deleted = Some(span);
                Some(StepKind::Delete)
            }
            Ast::If { condition, then, otherwise } => self.branch(condition, then, otherwise),
            Ast::Emit { event, entries } => self.emit(event, entries),
            Ast::Call { action, arguments } => self.call(action, arguments),
            Ast::Return => Some(StepKind::Return),
        }
    }

    fn branch(&mut self, condition: &ast::Expression, then: &[ast::Step], otherwise: &[ast::Step]) -> Option<StepKind> {
        let condition = self.condition(condition);
        let (before, deleted) = (self.known.clone(), self.deleted);
        if let Some(condition) = &condition {
            self.known.learn_true(condition);
        }
        let then_steps = self.steps(then);
        let (then_known, then_deleted) =
            (std::mem::replace(&mut self.known, before), std::mem::replace(&mut self.deleted, deleted));
        if let Some(condition) = &condition {
            self.known.learn_not_true(condition);
        }
        let otherwise_steps = self.steps(otherwise);
        // What a way that ends the action did is no matter for what comes behind.
        match (ends(then), ends(otherwise)) {
            (true, _) => {}
            (false, true) => (self.known, self.deleted) = (then_known, then_deleted),
            (false, false) => {
                self.known.meet(&then_known);
                self.deleted = self.deleted.or(then_deleted);
            }
        }
        Some(StepKind::If { condition: condition?, then: then_steps, otherwise: otherwise_steps })
    }

    /// The model of the row that the action is about, if there is a row that can be changed.
    fn row_to_change(&mut self, word: &str, span: Span) -> Option<ModelId> {
        let error = |message: String| Diagnostic::error(NoRow::CODE, span, message);
        let Some(id) = self.action.owner.row() else {
            let error = error(format!("there is no row to {word}"));
            self.context.diagnostics.push(match self.action.owner.model() {
                Some(id) => error.help(format!(
                    "an action `on {0}` is about one row, `on {0}[]` is not",
                    self.schema.model(id).name
                )),
                None => error.help("name the model whose row it is about: `on Post`"),
            });
            return None;
        };
        if is_view(self.schema, id) {
            let error = error(format!("the rows of `{}` are only read", self.schema.model(id).name));
            self.context.diagnostics.push(error.help("a view has no rows of its own"));
            return None;
        }
        if let Some(deleted) = self.deleted {
            let error = error(format!("there is no row to {word} any more")).also(deleted, "removed here");
            self.context.diagnostics.push(error.help("what it held can still be read, and nothing more"));
            return None;
        }
        Some(id)
    }

    fn set(&mut self, name: &Spanned<String>, value: &ast::Expression, span: Span) -> Option<Assignment> {
        let model = self.row_to_change("set", span);
        let Some(model) = model else {
            // The value may have mistakes of its own, but which type it needs is not known.
            return None;
        };
        let assignment = self.assignment(model, name, value, false)?;
        let row = RowPath { root: Root::This, steps: Vec::new() };
        let place = ExpressionKind::Field(FieldPath { row, model, field: assignment.field });
        let holds_value = !self.known.may_be_null(self.schema, &assignment.value);
        self.known.set(assignment.field, &place, holds_value);
        Some(assignment)
    }

    fn create(&mut self, name: &Spanned<String>, entries: &Entries) -> Option<StepKind> {
        let id = model(self.context, self.schema, name)?;
        if is_view(self.schema, id) {
            self.context.diagnostics.push(
                Diagnostic::error(NoRow::CODE, name.span, format!("`{}` is a view: no row can be made", name.value))
                    .help("make rows of the models that it shows"),
            );
            return None;
        }
        let values: Vec<Option<Assignment>> =
            entries.iter().map(|(name, value)| self.assignment(id, name, value, true)).collect();
        let model = self.schema.model(id);
        let names = || model.fields.iter().map(|field| field.name.as_str());
        let is_given = |field: &str| is_given(field, entries.iter().map(|(name, _)| name.value.as_str()), &names());
        // A relation that was named was reported, with its column.
        let by_relation: Vec<FieldId> = entries.iter().flat_map(|(name, _)| self.columns(id, &name.value)).collect();
        let missing: Vec<&str> = model
            .fields()
            .filter(|(field, it)| {
                is_needed(self.schema, id, *field) && !is_given(&it.name) && !by_relation.contains(field)
            })
            .map(|(_, field)| field.name.as_str())
            .collect();
        if !missing.is_empty() && !model.incomplete {
            let what = list(&missing);
            self.context.diagnostics.push(
                Diagnostic::error(MissingFields::CODE, name.span, format!("a `{}` needs {what}", model.name))
                    .help(format!("add `{}: …`", missing.join(": …`, `"))),
            );
            return None;
        }
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        Some(StepKind::Create { model: id, values })
    }

    /// `field: value` or `set field = value`.
    fn assignment(
        &mut self,
        model: ModelId,
        name: &Spanned<String>,
        value: &ast::Expression,
        is_new: bool,
    ) -> Option<Assignment> {
        let field = self.column(model, name)?;
        let it = self.schema.field(model, field);
        if let Some(why) = written_by_others(self.schema, model, field, is_new) {
            self.context.diagnostics.push(
                Diagnostic::error(WrittenByOthers::CODE, name.span, format!("no action sets `{}`", name.value))
                    .label(why)
                    .help("leave it out"),
            );
            return None;
        }
        let base = match &it.ty {
            Type::Scalar(scalar) => BaseType::Scalar(*scalar),
            Type::Enumeration(id) => BaseType::Enumeration(*id),
            Type::Relation(_) | Type::Composite(_) | Type::Unsupported(_) => return None,
        };
        let wanted = ValueType { base, list: it.arity == Arity::List, nullable: it.arity == Arity::Optional };
        let value = self.value(&name.value, wanted, value)?;
        let span = name.span.to(value.span);
        Some(Assignment { field, value, span })
    }

    /// A column that a step can write.
    fn column(&mut self, id: ModelId, name: &Spanned<String>) -> Option<FieldId> {
        let model = self.schema.model(id);
        let error = |message: String| Diagnostic::error(StepField::CODE, name.span, message);
        let Some(field) = model.field_named(&name.value) else {
            if !model.incomplete {
                let columns = model.fields.iter().filter(|field| field.is_column()).map(|field| field.name.as_str());
                let error = error(format!("`{}` has no field `{}`", model.name, name.value));
                self.context.diagnostics.push(match nearest(&name.value, columns) {
                    Some(near) => {
                        error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
                    }
                    None => error.help(format!("add it to `{}`, or name another one", model.name)),
                });
            }
            return None;
        };
        match &model.field(field).ty {
            Type::Scalar(_) | Type::Enumeration(_) => Some(field),
            Type::Relation(_) => {
                let error = error(format!("`{}` is a relation", name.value));
                let columns: Vec<&str> =
                    self.columns(id, &name.value).into_iter().map(|column| model.field(column).name.as_str()).collect();
                self.context.diagnostics.push(match columns.as_slice() {
                    [] => error.help("its rows hold the key: change them"),
                    [column] => error
                        .label("it follows from the column that holds the key")
                        .help(format!("write `{column}`"))
                        .fix(format!("write `{column}`"), name.span, *column),
                    columns => error.help(format!("write {}", list(columns))),
                });
                None
            }
            Type::Composite(_) | Type::Unsupported(_) => {
                let error = error(format!("`{}` has a type that expressions do not know", name.value));
                self.context.diagnostics.push(error.help("only scalars and enums can be set"));
                None
            }
        }
    }

    /// The columns that hold the key of a relation field.
    fn columns(&self, model: ModelId, name: &str) -> Vec<FieldId> {
        let relation = self.schema.model(model).field_named(name).and_then(|field| self.schema.across(model, field));
        match relation.map(|(relation, end)| (&relation.kind, end)) {
            Some((RelationKind::ForeignKey(key), end)) if key.to == end && key.from.model == model => {
                key.fields.clone()
            }
            _ => Vec::new(),
        }
    }

    fn emit(&mut self, name: &Spanned<String>, entries: &Entries) -> Option<StepKind> {
        let id = self.event(name)?;
        let event = self.schema.event(id);
        let values: Vec<Option<Payload>> = entries.iter().map(|(name, value)| self.payload(id, name, value)).collect();
        let names = || event.fields.iter().map(|field| field.name.as_str());
        let needed = event.fields.iter().filter(|field| !field.ty.nullable && !field.ty.list);
        let missing: Vec<&str> = needed
            .map(|field| field.name.as_str())
            .filter(|field| !is_given(field, entries.iter().map(|(name, _)| name.value.as_str()), &names()))
            .collect();
        if !missing.is_empty() && !event.incomplete {
            let error = Diagnostic::error(
                PayloadFields::CODE,
                name.span,
                format!("a `{}` needs {}", event.name, list(&missing)),
            );
            self.context.diagnostics.push(error.help(format!("add `{}: …`", missing.join(": …`, `"))));
            return None;
        }
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        Some(StepKind::Emit { event: id, values })
    }

    fn event(&mut self, name: &Spanned<String>) -> Option<EventId> {
        match self.context.scope.get(&name.value) {
            Some(Entry::Event(id)) => return Some(id),
            Some(Entry::Broken) => return None,
            None if self.context.unread_words.contains(name.value.as_str()) => return None,
            _ => {}
        }
        let error = Diagnostic::error(UnknownEvent::CODE, name.span, format!("there is no event `{}`", name.value));
        let found = match nearest(&name.value, self.schema.events.iter().map(|event| event.name.as_str())) {
            Some(near) => error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near),
            None if self.context.lacks_declarations => return None,
            None => error.help(format!("declare it: `event {} {{ … }}`", name.value)),
        };
        self.context.diagnostics.push(found);
        None
    }

    fn payload(&mut self, id: EventId, name: &Spanned<String>, value: &ast::Expression) -> Option<Payload> {
        let event = self.schema.event(id);
        let Some((field, it)) = event.fields().find(|(_, field)| field.name == name.value) else {
            if !event.incomplete {
                let message = format!("`{}` has no field `{}`", event.name, name.value);
                let error = Diagnostic::error(PayloadFields::CODE, name.span, message);
                let names = event.fields.iter().map(|field| field.name.as_str());
                self.context.diagnostics.push(match nearest(&name.value, names) {
                    Some(near) => {
                        error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
                    }
                    None => error.help("leave it out, or add it to the event"),
                });
            }
            return None;
        };
        let value = self.value(&name.value, it.ty, value)?;
        let span = name.span.to(value.span);
        Some(Payload { field, value, span })
    }
}

/// Whether nothing behind these steps is reached.
fn ends(steps: &[ast::Step]) -> bool {
    steps.iter().any(ast::Step::ends)
}

/// Whether a name is among those that are given, or one that was probably meant to be it: that was reported.
pub(super) fn is_given<'n>(
    name: &str,
    mut given: impl Iterator<Item = &'n str>,
    known: &(impl Iterator<Item = &'n str> + Clone),
) -> bool {
    given.any(|other| {
        other == name || (known.clone().all(|known| known != other) && nearest(other, known.clone()) == Some(name))
    })
}

/// `` `a`, `b` and `c` ``
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => quoted.concat(),
    }
}
