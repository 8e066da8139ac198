//! Objects, and the parts of others that stand in them.

use serde_json::{Map, Value, json};

use super::shape::{Content, Field, Item, Object, Omission, Shape, Tagging, Way};
use super::value::{Subject, one_of, with_doc};

/// How deep flattened types are followed.
const MAX_DEPTH: u32 = 64;

/// What an object is put together from.
#[derive(Default)]
pub(super) struct Parts {
    /// Its own keys: the schema, and whether the key may be missing.
    pub(super) keys: Vec<(String, Value, bool)>,
    /// Schemas of objects whose keys it has, too.
    pub(super) others: Vec<Value>,
    /// What stands behind every other key.
    pub(super) rest: Option<Shape>,
    /// Whether there are no other keys.
    pub(super) closed: bool,
}

impl<'a> Subject<'a> {
    /// The schema of what was put together.
    pub(super) fn assembled(&mut self, parts: &Parts) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (key, schema, is_optional) in &parts.keys {
            properties.insert(key.clone(), schema.clone());
            if !is_optional {
                required.push(key.clone());
            }
        }
        let mut own = json!({"type": "object"});
        if !properties.is_empty() {
            own["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            own["required"] = json!(required);
        }
        if parts.others.is_empty() {
            match &parts.rest {
                Some(Shape::Json) | None if !parts.closed => {}
                Some(rest) => own["additionalProperties"] = self.value(rest),
                None => own["additionalProperties"] = json!(false),
            }
            return own;
        }
        let others = parts.others.iter().cloned();
        json!({"allOf": std::iter::once(own).chain(others).collect::<Vec<_>>()})
    }

    /// Adds what an object holds; `arguments` stand for its type's parameters.
    pub(super) fn gather(&mut self, object: &Object, arguments: &[Shape], parts: &mut Parts, depth: u32) {
        let first = parts.keys.len();
        for field in &object.fields {
            let shape = field.shape.with(arguments);
            if field.flat {
                if field.names.on(self.way).is_some() {
                    let perhaps = self.way == Way::Written && field.omitted != Omission::Never;
                    self.flatten(&shape, perhaps, parts, depth);
                }
            } else if let Some(key) = field.names.on(self.way) {
                let (shape, is_optional) = self.present(field, shape);
                let schema = with_doc(self.value(&shape), &field.doc);
                parts.keys.push((key.to_owned(), schema, is_optional));
                forbid_aliases(object, field, parts);
            }
        }
        // Reading passes over the tag, which goes where all other keys go.
        if let Some(tag) = &object.tag
            && (self.way == Way::Written || !(parts.closed || parts.rest.is_some()))
        {
            parts.keys.insert(first, (tag.key.clone(), json!({"const": tag.value}), self.way == Way::Read));
        }
    }

    /// What stands behind a key, and whether the key may be missing.
    fn present(&self, field: &Field, shape: Shape) -> (Shape, bool) {
        match (self.way, field.omitted, shape) {
            (Way::Written, Omission::Absent, Shape::Option { of }) => (*of, true),
            (Way::Written, omitted, shape) => (shape, omitted != Omission::Never),
            (Way::Read, _, shape) => (shape, field.optional),
        }
    }

    /// Adds the keys of a value.
    pub(super) fn flatten(&mut self, shape: &Shape, perhaps: bool, parts: &mut Parts, depth: u32) {
        let items: &'a [Item] = self.items;
        match self.resolved(shape) {
            Shape::Null => {}
            Shape::Json | Shape::Unknown { .. } => parts.rest = Some(Shape::Json),
            Shape::Option { of } => self.flatten(&of, true, parts, depth),
            Shape::Map { key, value } if matches!(self.resolved(&key), Shape::Text { .. }) => parts.rest = Some(*value),
            Shape::Map { key, value } if !perhaps => {
                if let Some(names) = self.names(&key) {
                    // serde takes every other key for one of the names.
                    parts.closed = true;
                    let schema = self.value(&value);
                    parts.keys.extend(names.into_iter().map(|name| (name.to_owned(), schema.clone(), true)));
                } else {
                    parts.others.push(self.value(&Shape::Map { key, value }));
                }
            }
            Shape::Record { fields } if !perhaps => {
                for part in fields {
                    let schema = self.value(&part.shape);
                    parts.keys.push((part.name, schema, false));
                }
            }
            Shape::Named { number, arguments, .. } if depth < MAX_DEPTH => {
                let item = &items[number];
                match (&item.content, &item.tagging) {
                    (Some(Content::Object(object)), _) if !perhaps => {
                        self.gather(object, &arguments, parts, depth + 1);
                    }
                    (Some(Content::Nothing), _) => {}
                    (_, Some(tagging @ Tagging::External)) => {
                        let choice = self.choice(tagging, &item.variants, &arguments, false);
                        parts.others.push(maybe(choice, perhaps));
                    }
                    _ => {
                        let other = self.value(&Shape::Named { name: String::new(), number, known: None, arguments });
                        parts.others.push(maybe(other, perhaps));
                    }
                }
            }
            other => {
                let other = self.value(&other);
                parts.others.push(maybe(other, perhaps));
            }
        }
    }
}

/// Reading takes an alias for the key itself, so both together are one too many; nothing is written under an alias.
fn forbid_aliases(object: &Object, field: &Field, parts: &mut Parts) {
    let is_key = |alias: &String| {
        let names = object.fields.iter().filter(|field| !field.flat).map(|field| &field.names);
        names.flat_map(|names| [names.on(Way::Written), names.on(Way::Read)]).any(|name| name == Some(alias.as_str()))
    };
    if parts.closed || field.names.on(Way::Read).is_none() {
        return;
    }
    for alias in field.names.aliases.iter().filter(|alias| !is_key(alias)) {
        parts.keys.push((alias.clone(), json!(false), true));
    }
}

/// The schema, or any object.
fn maybe(schema: Value, perhaps: bool) -> Value {
    if perhaps { one_of(vec![schema, json!({"type": "object"})]) } else { schema }
}
