//! The ids of all declarations.

use foldhash::{HashMap, HashMapExt as _};

use crate::ast::{Action, Data, Declaration, Enumeration, Event, Model, ModelKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{CompositeId, DataId, EnumId, EventId, ModelId};
use crate::lower::rule::DuplicateDeclaration;
use crate::name::Name;
use crate::source::{Span, Spanned};

/// What a name of the schema stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Model(ModelId),
    Enumeration(EnumId),
    Composite(CompositeId),
    Event(EventId),
    Data(DataId),
    /// Declared, but not usable; reported.
    Broken,
}

/// All declarations that have an id, and the names.
pub(super) struct Scope<'a> {
    pub(super) models: Vec<(Name, &'a Model)>,
    pub(super) enumerations: Vec<(Name, &'a Enumeration)>,
    pub(super) composites: Vec<(Name, &'a Model)>,
    pub(super) events: Vec<(Name, &'a Event)>,
    pub(super) data: Vec<(Name, &'a Data)>,
    /// Those with a legal name. They have no id yet: what an action is called is a matter of its model.
    pub(super) actions: Vec<(Name, &'a Action)>,
    entries: HashMap<&'a str, (Entry, Span)>,
    /// In the order of the text, for suggestions.
    names: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    /// Gives ids in the order of files and text; of declarations with one name the first counts.
    pub(super) fn collect(declarations: impl Iterator<Item = &'a Declaration>, diagnostics: &mut Diagnostics) -> Self {
        let mut scope = Self {
            models: Vec::new(),
            enumerations: Vec::new(),
            composites: Vec::new(),
            events: Vec::new(),
            data: Vec::new(),
            actions: Vec::new(),
            entries: HashMap::new(),
            names: Vec::new(),
        };
        for declaration in declarations {
            match declaration {
                Declaration::Model(model) if model.kind == ModelKind::Composite => {
                    let entry = Entry::Composite(CompositeId(scope.composites.len() as u32));
                    if let Some(name) = scope.enter(&model.name, entry, diagnostics) {
                        scope.composites.push((name, model));
                    }
                }
                Declaration::Model(model) => {
                    let entry = Entry::Model(ModelId(scope.models.len() as u32));
                    if let Some(name) = scope.enter(&model.name, entry, diagnostics) {
                        scope.models.push((name, model));
                    }
                }
                Declaration::Enumeration(enumeration) => {
                    let entry = Entry::Enumeration(EnumId(scope.enumerations.len() as u32));
                    if let Some(name) = scope.enter(&enumeration.name, entry, diagnostics) {
                        scope.enumerations.push((name, enumeration));
                    }
                }
                Declaration::Event(event) => {
                    let entry = Entry::Event(EventId(scope.events.len() as u32));
                    if let Some(name) = scope.enter(&event.name, entry, diagnostics) {
                        scope.events.push((name, event));
                    }
                }
                Declaration::Data(data) => {
                    let entry = Entry::Data(DataId(scope.data.len() as u32));
                    if let Some(name) = scope.enter(&data.name, entry, diagnostics) {
                        scope.data.push((name, data));
                    }
                }
                Declaration::Action(action) => {
                    scope.actions.extend(Name::new(&action.name.value).ok().map(|name| (name, action)));
                }
                Declaration::Datasource(_) | Declaration::Generator(_) | Declaration::Api(_) => {}
            }
        }
        scope
    }

    /// What the name stands for.
    pub(super) fn get(&self, name: &str) -> Option<Entry> {
        self.entries.get(name).map(|(entry, _)| *entry)
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().copied()
    }

    /// The name of a model.
    pub(super) fn model_name(&self, id: ModelId) -> &str {
        self.models[id.index()].0.as_str()
    }

    fn enter(&mut self, name: &'a Spanned<String>, entry: Entry, diagnostics: &mut Diagnostics) -> Option<Name> {
        if let Some((_, first)) = self.entries.get(name.value.as_str()) {
            diagnostics.push(duplicate(name, *first));
            return None;
        }
        let checked = Name::new(&name.value);
        self.entries.insert(&name.value, (if checked.is_ok() { entry } else { Entry::Broken }, name.span));
        // An event is the type of nothing.
        if !matches!(entry, Entry::Event(_)) {
            self.names.push(&name.value);
        }
        // The front-end has reported names that are not legal.
        checked.ok()
    }
}

fn duplicate(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::error(DuplicateDeclaration::CODE, name.span, format!("`{}` is declared twice", name.value))
        .label("declared again here")
        .also(first, "first declared here")
        .help("rename one of them; models, views, types, enums and events share one set of names over all files")
}
