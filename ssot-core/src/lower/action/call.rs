//! `call author.notify(text: "…")`: which action that is, about which row, and what it is given.

use crate::ast;
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{ActionId, Argument, ModelId, Owner, ParameterId, Root, RowPath, StepKind};
use crate::lower::formula::{Segment, segments};
use crate::lower::rule::{CallArguments, UnknownCall};
use crate::lower::scope::Entry;
use crate::nearest::nearest;
use crate::source::Spanned;

use super::body::{Body, is_given, list};

/// Where an action is looked for.
enum Place {
    /// Among those of this row and its model, then among those of the schema.
    Here,
    /// Among those of the row at the end of a path.
    Row(RowPath, ModelId),
    /// Among those of a model as a whole.
    Model(ModelId),
}

impl Body<'_, '_> {
    pub(super) fn call(&mut self, name: &Spanned<String>, arguments: &[ast::Argument]) -> Option<StepKind> {
        let names = segments(&name.value, name.span);
        let (last, before) = names.split_last()?;
        let place = self.place(before)?;
        let (id, row) = self.find(*last, place)?;
        let arguments = self.arguments(id, *last, arguments);
        // The other action may have changed this row, or those around it.
        self.known.forget_rows();
        Some(StepKind::Call { action: id, row, arguments: arguments? })
    }

    fn place(&mut self, names: &[Segment<'_>]) -> Option<Place> {
        let Some(first) = names.first() else { return Some(Place::Here) };
        let is_row = self
            .action
            .owner
            .row()
            .is_some_and(|row| first.name == "this" || self.schema.model(row).field_named(first.name).is_some());
        if let ([_], false, Some(Entry::Model(id))) = (names, is_row, self.context.scope.get(first.name)) {
            return Some(Place::Model(id));
        }
        let (row, model) = self.typer().row_of(names)?;
        if self.known.may_lack(self.schema, &row) {
            let last = names.last()?;
            self.context.diagnostics.push(
                Diagnostic::error(UnknownCall::CODE, last.span, format!("there may be no `{}`", last.name))
                    .help(format!("test it before: `require {} != null else \"…\"`", path(names))),
            );
            return None;
        }
        Some(Place::Row(row, model))
    }

    fn find(&mut self, name: Segment<'_>, place: Place) -> Option<(ActionId, Option<RowPath>)> {
        let named = |owner: Owner| {
            let mut all = self.schema.actions();
            all.find(|(_, action)| action.owner == owner && action.name.as_str() == name.name).map(|(id, _)| id)
        };
        let this = || RowPath { root: Root::This, steps: Vec::new() };
        let (found, owners) = match place {
            Place::Row(row, model) => {
                let owner = Owner::Row(model);
                (named(owner).map(|id| (id, Some(row))), vec![owner])
            }
            Place::Model(model) => {
                let owner = Owner::Model(model);
                (named(owner).map(|id| (id, None)), vec![owner])
            }
            Place::Here => {
                let own = self.action.owner;
                let row = own.row().and_then(|model| named(Owner::Row(model)));
                let model = || own.model().and_then(|model| named(Owner::Model(model)));
                let found = row.map(|id| (id, Some(this())));
                let found = found.or_else(|| model().or_else(|| named(Owner::Schema)).map(|id| (id, None)));
                let rows = own.row().map(Owner::Row);
                let owners = rows.into_iter().chain(own.model().map(Owner::Model)).chain([Owner::Schema]).collect();
                (found, owners)
            }
        };
        if found.is_none() {
            self.unknown_action(name, &owners);
        }
        found
    }

    fn unknown_action(&mut self, name: Segment<'_>, owners: &[Owner]) {
        if self.context.unread_words.contains(name.name) {
            return;
        }
        let error = Diagnostic::error(UnknownCall::CODE, name.span, format!("there is no action `{}` here", name.name));
        let here: Vec<&str> = self
            .schema
            .actions
            .iter()
            .filter(|action| owners.contains(&action.owner))
            .map(|action| action.name.as_str())
            .collect();
        let elsewhere = self.schema.actions.iter().find(|action| action.name.as_str() == name.name);
        let found = match (nearest(name.name, here.iter().copied()), elsewhere) {
            (_, Some(action)) => match action.owner {
                Owner::Row(id) => error.help(format!(
                    "it is about a row of `{}`: name the relation that leads to one in front",
                    self.schema.model(id).name
                )),
                Owner::Model(id) => error.help(format!("write `{}.{}`", self.schema.model(id).name, name.name)),
                Owner::Schema => error.help(format!("write `{}` with nothing in front", name.name)),
            },
            (Some(near), None) => {
                error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
            }
            (None, None) if self.context.lacks_declarations => return,
            (None, None) if here.is_empty() => error.help("declare it"),
            (None, None) => error.help(format!("it can be {}", alternatives(here))),
        };
        self.context.diagnostics.push(found);
    }

    fn arguments(&mut self, id: ActionId, name: Segment<'_>, given: &[ast::Argument]) -> Option<Vec<Argument>> {
        let action = self.schema.action(id);
        let mut arguments = Vec::with_capacity(given.len());
        let mut is_broken = false;
        for argument in given {
            match self.argument(id, argument) {
                Some(argument) => arguments.push(argument),
                None => is_broken = true,
            }
        }
        let has_unnamed = given.iter().any(|argument| argument.name.is_none());
        let names = || action.parameters.iter().map(|parameter| parameter.name.as_str());
        let given = || given.iter().filter_map(|argument| argument.name.as_ref()).map(|name| name.value.as_str());
        let is_given = |parameter: &str| has_unnamed || is_given(parameter, given(), &names());
        let needed = action.parameters.iter().filter(|parameter| !parameter.ty.nullable && !parameter.ty.list);
        let missing: Vec<&str> =
            needed.map(|parameter| parameter.name.as_str()).filter(|parameter| !is_given(parameter)).collect();
        if !missing.is_empty() && !action.incomplete {
            let error =
                Diagnostic::error(CallArguments::CODE, name.span, format!("`{}` needs {}", name.name, list(&missing)));
            self.context.diagnostics.push(error.help(format!("add `{}: …`", missing.join(": …`, `"))));
            return None;
        }
        (!is_broken).then_some(arguments)
    }

    fn argument(&mut self, id: ActionId, argument: &ast::Argument) -> Option<Argument> {
        let action = self.schema.action(id);
        let names = || action.parameters.iter().map(|parameter| parameter.name.as_str());
        let error = |span, message: String| Diagnostic::error(CallArguments::CODE, span, message);
        let Some(name) = &argument.name else {
            let error = error(argument.span, "what an action is given has names".to_owned());
            self.context.diagnostics.push(match names().next() {
                Some(first) => error.help(format!("write `{first}: …`")),
                None => error.help(format!("`{}` takes nothing", action.name)),
            });
            return None;
        };
        let Some(index) = names().position(|parameter| parameter == name.value) else {
            if !action.incomplete {
                let error = error(name.span, format!("`{}` has no parameter `{}`", action.name, name.value));
                self.context.diagnostics.push(match nearest(&name.value, names()) {
                    Some(near) => {
                        error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
                    }
                    None if action.parameters.is_empty() => error.help("it takes nothing"),
                    None => error.help(format!("it has {}", alternatives(names()))),
                });
            }
            return None;
        };
        let wanted = action.parameters[index].ty;
        let value = self.value(&name.value, wanted, &argument.value)?;
        Some(Argument { parameter: ParameterId(index as u32), value, span: argument.span })
    }
}

fn path(names: &[Segment<'_>]) -> String {
    names.iter().map(|segment| segment.name).collect::<Vec<_>>().join(".")
}
