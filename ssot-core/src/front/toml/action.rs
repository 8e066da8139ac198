//! Tables to actions and events: what they are called and given, and the steps.

use super::key::{self, Item, Key, Shape};
use super::reader::Reader;
use super::rule::{MissingKey, StepKey};
use crate::ast::{
    Action, Argument, Arity, Doc, Event, Expression, ExpressionKind, Field, Parameter, Step, StepKind, TypeName,
};
use crate::front::psl::{Fragment, Place, check_name};
use crate::source::{Span, Spanned};
use crate::tree::{Entry, Map, Node, Scalar, Value};

/// `field: value`
type Entries = Vec<(Spanned<String>, Expression)>;

impl Reader<'_> {
    /// An action, of the name of its table.
    pub(super) fn action(&mut self, name: Spanned<String>, node: &Node<'_>) -> Option<Action> {
        let Value::Map(map) = &node.value else {
            return self.unexpected(node, &name.value, &format!("a table: `[action.{}]`", name.value));
        };
        self.incomplete = self.broken.contains(&name.span.start);
        self.check(|found| check_name(&name, Place::Action, found));
        let span = name.span.to(Self::extent_of(node));
        let mut action = Action {
            name,
            parameters: Vec::new(),
            model: None,
            on_all: false,
            attributes: Vec::new(),
            steps: Vec::new(),
            incomplete: false,
            doc: Doc::default(),
            span,
        };
        for (key, entry) in self.known(map, key::ACTION, Item::Action.describe()) {
            match &key.shape {
                Shape::Doc => action.doc = self.doc(entry),
                Shape::Notation(_) => {
                    if let Some((model, on_all)) = self.owner(entry) {
                        action.model = Some(model);
                        action.on_all = on_all;
                    }
                }
                Shape::Values => {
                    let fields = self.values(entry, "a parameter");
                    action.parameters = fields.into_iter().map(parameter).collect();
                }
                Shape::Steps => action.steps = self.steps(&entry.node, "steps"),
                _ => {}
            }
        }
        if map.get("steps").is_none() && !self.incomplete {
            let name = &action.name;
            self.report(MissingKey { span: name.span, owner: format!("the action `{}`", name.value), key: "steps" });
        }
        action.incomplete = self.incomplete;
        // About what is not known is not about nothing.
        (map.get("on").is_none() || action.model.is_some()).then_some(action)
    }

    /// `"Post"`, or `"Post[]"`.
    fn owner(&mut self, entry: &Entry<'_>) -> Option<(Spanned<String>, bool)> {
        let text = self.string(&entry.node, "on")?;
        let field = self.fragment(text, |fragment, found| fragment.field(entry.name(), found))?;
        match (field.ty.name, field.ty.arity) {
            (TypeName::Named(name), Arity::Required | Arity::List) if field.attributes.is_empty() => {
                Some((Spanned::new(name, field.ty.span), field.ty.arity == Arity::List))
            }
            _ => self.unexpected(&entry.node, "on", "a model: `\"Post\"`, or `\"Post[]\"`"),
        }
    }

    pub(super) fn event(&mut self, name: Spanned<String>, map: &Map<'_>, span: Span) -> Event {
        self.check(|found| check_name(&name, Place::Event, found));
        let (mut fields, mut doc) = (Vec::new(), Doc::default());
        for (key, entry) in self.known(map, key::EVENT, Item::Event.describe()) {
            match &key.shape {
                Shape::Doc => doc = self.doc(entry),
                Shape::Values => fields = self.values(entry, "a field of an event"),
                _ => {}
            }
        }
        Event { name, fields, attributes: Vec::new(), incomplete: self.incomplete, doc, span }
    }

    /// Parameters, or the fields of an event.
    fn values(&mut self, entry: &Entry<'_>, what: &str) -> Vec<Field> {
        let expected = format!("a table: `{}.name = \"String\"`", entry.key.value);
        let Some(map) = self.table(entry, &expected) else { return Vec::new() };
        let mut values = Vec::with_capacity(map.entries.len());
        for entry in &map.entries {
            self.check(|found| check_name(&entry.name(), Place::EventField, found));
            match self.typed_value(entry, what) {
                Some(value) => values.push(value),
                None => self.incomplete = true,
            }
        }
        values
    }

    /// A type, rules for the value behind it, or a table with `type`.
    fn typed_value(&mut self, entry: &Entry<'_>, what: &str) -> Option<Field> {
        let name = &entry.key;
        let mut doc = Doc::default();
        let mut attributes = Vec::new();
        let mut ty = &entry.node;
        if let Value::Map(map) = &entry.node.value {
            for (key, entry) in self.known(map, key::VALUE, what) {
                match &key.shape {
                    Shape::Doc => doc = self.doc(entry),
                    Shape::Attribute(shape) => self.attributes(shape, entry, &mut attributes),
                    _ => {}
                }
            }
            let Some(entry) = map.get("type") else {
                self.report(MissingKey { span: name.span, owner: format!("`{}`", name.value), key: "type" });
                return None;
            };
            ty = &entry.node;
        }
        let text = match ty.text() {
            Some(text) if !text.value.trim().is_empty() => text,
            _ => return self.unexpected(ty, &name.value, "a type, such as `\"String?\"`, or a table with `type`"),
        };
        let mut field = self.fragment(text, |fragment, found| fragment.field(entry.name(), found))?;
        self.incomplete |= field.incomplete;
        field.attributes.extend(attributes);
        Some(Field { doc, ..field })
    }

    /// Lines of the step language, or a list of these and of tables.
    fn steps(&mut self, node: &Node<'_>, key: &str) -> Vec<Step> {
        if let Some(text) = node.text() {
            let mut is_complete = true;
            let steps = self.fragment(text, |fragment, found| {
                let (steps, all) = fragment.steps(found);
                is_complete = all;
                Some(steps)
            });
            self.incomplete |= !is_complete;
            return steps.unwrap_or_default();
        }
        let Value::Seq(nodes) = &node.value else {
            self.unexpected::<()>(node, key, "steps as text, or a list of lines and tables");
            return Vec::new();
        };
        let mut steps = Vec::with_capacity(nodes.len());
        for node in nodes {
            match &node.value {
                Value::Map(map) => steps.extend(self.step(map, node.span)),
                Value::Scalar(Scalar::Text(_)) => steps.extend(self.steps(node, key)),
                _ => {
                    self.unexpected::<()>(node, key, "lines such as `\"delete\"`, or tables such as `{ set = { … } }`");
                }
            }
        }
        steps
    }

    /// The steps of a table; of `set` there is one for each field.
    fn step(&mut self, map: &Map<'_>, span: Span) -> Vec<Step> {
        let is_step = |entry: &&Entry<'_>| keys_of(&entry.key.value).is_some();
        let mut found = map.entries.iter().filter(is_step);
        let (Some(first), None) = (found.next(), found.next()) else {
            let names: Vec<Spanned<String>> = map.entries.iter().filter(is_step).map(Entry::name).collect();
            // A misspelt word is reported as what it is.
            let known = || key::STEPS.iter().flat_map(|keys| keys.iter());
            let unknown = map.entries.iter().find(|entry| known().all(|key| key.name != entry.key.value));
            match unknown {
                Some(entry) if names.is_empty() => self.unknown_of(&entry.key, words(), "a step"),
                _ => self.report(StepKey { span, names }),
            }
            return Vec::new();
        };
        let word = first.key.value.as_ref();
        let owner = format!("a step with `{word}`");
        let Some(keys) = keys_of(word) else { return Vec::new() };
        let known = self.known(map, keys, &owner);
        let entry = |name: &str| known.iter().find(|(key, _)| key.name == name).map(|(_, entry)| *entry);
        let kinds = self.kinds(word, first, &entry);
        self.incomplete |= kinds.is_none();
        let whole = first.key.span.to(Self::extent_of_map(map).unwrap_or(span));
        let kinds = kinds.unwrap_or_default();
        kinds.into_iter().map(|(kind, place)| Step { kind, span: place.unwrap_or(whole) }).collect()
    }

    /// What the table says, with a place of its own where it says several things.
    fn kinds<'t>(
        &mut self,
        word: &str,
        first: &Entry<'_>,
        entry: &impl Fn(&str) -> Option<&'t Entry<'t>>,
    ) -> Option<Vec<(StepKind, Option<Span>)>> {
        let kind = match word {
            "require" => {
                let condition = self.formula(&first.node, word);
                let Some(code) = entry("else") else {
                    let owner = "a step with `require`".to_owned();
                    self.report(MissingKey { span: first.key.span, owner, key: "else" });
                    return None;
                };
                let code = Some(self.code(code)?);
                StepKind::Require { condition: condition?, code }
            }
            "reject" => StepKind::Reject { code: self.code(first)? },
            "set" => {
                let entries = self.formulas(first)?;
                let place = |name: &Spanned<String>, value: &Expression| Some(name.span.to(value.span));
                return Some(
                    entries
                        .into_iter()
                        .map(|(field, value)| (place(&field, &value), StepKind::Set { field, value }))
                        .map(|(place, kind)| (kind, place))
                        .collect(),
                );
            }
            "create" => StepKind::Create { model: self.word(first)?, entries: self.with(entry("with"))? },
            "emit" => StepKind::Emit { event: self.word(first)?, entries: self.with(entry("with"))? },
            "call" => {
                let action = self.word(first)?;
                let each = |(name, value): (Spanned<String>, Expression)| {
                    let span = name.span.to(value.span);
                    Argument { name: Some(name), value, span }
                };
                let arguments = self.with(entry("with"))?.into_iter().map(each).collect();
                StepKind::Call { action, arguments }
            }
            "if" => {
                let condition = self.formula(&first.node, word);
                let Some(then) = entry("then") else {
                    let owner = "a step with `if`".to_owned();
                    self.report(MissingKey { span: first.key.span, owner, key: "then" });
                    return None;
                };
                let then = self.steps(&then.node, "then");
                let otherwise = entry("else").map(|entry| self.steps(&entry.node, "else")).unwrap_or_default();
                StepKind::If { condition: condition?, then, otherwise }
            }
            _ => {
                let kind = if word == "delete" { StepKind::Delete } else { StepKind::Return };
                return Some(if self.boolean(&first.node, word)? { vec![(kind, None)] } else { Vec::new() });
            }
        };
        Some(vec![(kind, None)])
    }

    fn with(&mut self, entry: Option<&Entry<'_>>) -> Option<Entries> {
        match entry {
            Some(entry) => self.formulas(entry),
            None => Some(Vec::new()),
        }
    }

    /// A name.
    fn word(&mut self, entry: &Entry<'_>) -> Option<Spanned<String>> {
        let text = self.string(&entry.node, &entry.key.value)?;
        let value = self.fragment(text, Fragment::expression)?;
        match value.kind {
            ExpressionKind::Path(name) => Some(Spanned::new(name, value.span)),
            _ => self.unexpected(&entry.node, &entry.key.value, "a name"),
        }
    }

    /// The code of an error; its place is the whole string.
    fn code(&mut self, entry: &Entry<'_>) -> Option<Spanned<String>> {
        let text = self.string(&entry.node, &entry.key.value)?;
        Some(Spanned::new(text.value.to_string(), entry.node.span))
    }

    /// A table of expressions.
    fn formulas(&mut self, entry: &Entry<'_>) -> Option<Entries> {
        let expected = "a table of expressions: `{ title = \"trim(title)\" }`";
        let map = self.table(entry, expected)?;
        let mut entries = Vec::with_capacity(map.entries.len());
        let mut is_broken = false;
        for entry in &map.entries {
            match self.formula(&entry.node, &entry.key.value) {
                Some(value) => entries.push((entry.name(), value)),
                None => is_broken = true,
            }
        }
        (!is_broken).then_some(entries)
    }

    /// An expression: text, or a plain truth value or number.
    pub(super) fn formula(&mut self, node: &Node<'_>, key: &str) -> Option<Expression> {
        let kind = match &node.value {
            Value::Scalar(Scalar::Text(text)) if !text.value.trim().is_empty() => {
                return self.fragment(text, Fragment::expression);
            }
            Value::Scalar(Scalar::Boolean(is)) => ExpressionKind::Path(is.to_string()),
            Value::Scalar(Scalar::Number(digits)) => ExpressionKind::Number(digits.to_string()),
            _ => return self.unexpected(node, key, "an expression in quotes, such as `\"published && views > 10\"`"),
        };
        Some(Expression { kind, span: node.span })
    }
}

/// What is read as the field of an event is, as a parameter.
fn parameter(field: Field) -> Parameter {
    let Field { name, ty, attributes, doc, .. } = field;
    let span = name.span.to(attributes.last().map_or(ty.full_span, |last| last.span.to(ty.full_span)));
    Parameter { name, ty, attributes, doc, span }
}

/// The keys of the step that the word starts.
fn keys_of(word: &str) -> Option<&'static [Key]> {
    key::STEPS.iter().copied().find(|keys| keys.first().is_some_and(|first| first.name == word))
}

/// The words that steps start with.
pub(super) fn words() -> Vec<&'static str> {
    key::STEPS.iter().filter_map(|keys| keys.first()).map(|first| first.name).collect()
}
