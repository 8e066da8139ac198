//! JSON Schema (2020-12) of what serde writes and reads of marked types, made of what these say of themselves.
//!
//! What a schema accepts, serde reads; what serde writes, the schema accepts. What JSON Schema cannot say is left open: check digits,
//! limits of exact numbers that are text, the names of time zones.

mod choice;
pub(crate) mod digits;
mod object;
mod shape;
pub(crate) mod text;
mod told;
mod value;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use ssot_wire::definition::{Defined, Definition};

pub use self::shape::Way;
use self::shape::{Content, Item, Variant};
pub(crate) use self::shape::{Shape, Text};
pub(crate) use self::told::Told;
use self::value::Subject;

/// How deep arguments are nested before a type that never ends is let go.
const MAX_DEPTH: usize = 32;

/// The JSON Schema of a marked type in one direction, with everything that it needs.
///
/// ```
/// # use ssot_server::schema::{Way, json_schema};
/// # use ssot_wire::definition::{Defined, Definition};
/// # struct Tag;
/// # impl Defined for Tag {
/// #     const DEFINITION: Definition = Definition {
/// #         path: "notes::Tag",
/// #         text: r#"{"name":"Tag","into":null,"from":null,"content":{"kind":"value","value":{"kind":"text","form":"any"}},"tagging":null,"variants":[],"doc":"","rules":null}"#,
/// #         uses: &[],
/// #     };
/// # }
/// // #[ssot::model]
/// // struct Tag(String);
/// let schema = json_schema::<Tag>(Way::Read);
/// assert_eq!(schema["$defs"]["Tag"]["type"], "string");
/// ```
pub fn json_schema<T: Defined>(way: Way) -> Value {
    let mut schemas = Schemas::new("#/$defs/");
    let number = schemas.load(T::definition());
    schemas.settle();
    let shape = Shape::Named { name: String::new(), number, known: None, arguments: Vec::new() };
    let mut schema = schemas.schema(&shape, way);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$defs"] = Value::Object(schemas.into_components(&Map::new()));
    schema
}

/// One instance of a type: its number, its arguments, and the way in which it is meant.
type Instance = (usize, Vec<Shape>, Way);

/// Types, and the schemas of those that something refers to.
#[derive(Debug)]
pub(crate) struct Schemas {
    /// What stands before a name in a reference.
    prefix: &'static str,
    items: Vec<Item>,
    /// Numbers by what makes a type itself.
    known: BTreeMap<(&'static str, &'static str), usize>,
    /// By number: whether the type is read otherwise than it is written.
    differs: Vec<bool>,
    /// What is referred to, in order, with its name.
    instances: Vec<(Instance, String)>,
    /// Names of others.
    taken: Map<String, Value>,
    /// Types that say nothing of themselves.
    unknown: Vec<String>,
}

impl Schemas {
    pub(crate) fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            items: Vec::new(),
            known: BTreeMap::new(),
            differs: Vec::new(),
            instances: Vec::new(),
            taken: Map::new(),
            unknown: Vec::new(),
        }
    }

    /// Leaves the names of these schemas to them.
    pub(crate) fn beside(self, taken: &Map<String, Value>) -> Self {
        Self { taken: taken.clone(), ..self }
    }

    /// The types that nothing is known of, each once.
    pub(crate) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Takes in a type and those that it names. Its number.
    pub(crate) fn load(&mut self, definition: &'static Definition) -> usize {
        let key = (definition.path, definition.text);
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let number = self.items.len();
        self.known.insert(key, number);
        let read: Item = serde_json::from_str(definition.text).unwrap_or_else(|error| {
            tracing::error!(target: "ssot", %error, path = definition.path, "a type says what it is in words that are not known");
            nameless()
        });
        self.items.push(Item { parameters: read.parameters.clone(), ..nameless() });
        let mut item = read;
        for shape in item.shapes_mut() {
            self.link(shape, definition);
        }
        self.items[number] = item;
        number
    }

    /// Gives the types that stand in a shape their numbers among all.
    pub(crate) fn link(&mut self, shape: &mut Shape, definition: &'static Definition) {
        for part in shape.parts_mut() {
            self.link(part, definition);
        }
        let Shape::Named { name, number, known, arguments } = shape else { return };
        let other = definition.uses.get(*number).copied().flatten();
        let loaded = other.map(|other| self.load(other()));
        match (loaded, known.take()) {
            // An alias hides what the arguments of a generic type are.
            (Some(loaded), _) if self.items[loaded].parameters.len() == arguments.len() => *number = loaded,
            (None, Some(known)) => *shape = known.with(arguments),
            _ => {
                if !self.unknown.contains(name) {
                    self.unknown.push(name.clone());
                }
                *shape = Shape::Unknown { name: std::mem::take(name) };
            }
        }
    }

    /// Finds out which types are read otherwise than they are written, once all are there.
    pub(crate) fn settle(&mut self) {
        let ways = [Way::Written, Way::Read];
        let mut differs: Vec<bool> = (0..self.items.len())
            .map(|number| {
                let [written, read] =
                    ways.map(|way| Subject { schemas: None, items: &self.items, way }.item(number, &[]));
                written != read
            })
            .collect();
        loop {
            let more: Vec<usize> = (0..self.items.len())
                .filter(|number| !differs[*number] && self.names(*number).any(|other| differs[other]))
                .collect();
            if more.is_empty() {
                break;
            }
            for number in more {
                differs[number] = true;
            }
        }
        self.differs = differs;
    }

    /// The types that a type names.
    fn names(&self, number: usize) -> impl Iterator<Item = usize> {
        let mut numbers = Vec::new();
        let mut rest: Vec<&Shape> = self.items[number].shapes();
        while let Some(shape) = rest.pop() {
            if let Shape::Named { number, .. } = shape {
                numbers.push(*number);
            }
            rest.extend(shape.parts());
        }
        numbers.into_iter()
    }

    /// The schema of a value.
    pub(crate) fn schema(&mut self, shape: &Shape, way: Way) -> Value {
        let items = std::mem::take(&mut self.items);
        let schema = Subject { schemas: Some(self), items: &items, way }.value(shape);
        self.items = items;
        schema
    }

    /// The variants that a refusal is one of, with their statuses, and the key of their names. Nothing if it is none.
    pub(crate) fn refusals(&mut self, shape: &Shape) -> Vec<Refusal> {
        let Shape::Named { number, arguments, .. } = shape else { return Vec::new() };
        let items = std::mem::take(&mut self.items);
        let refusals = Subject { schemas: Some(self), items: &items, way: Way::Written }.refusals(*number, arguments);
        self.items = items;
        refusals
    }

    /// The schemas of all that was referred to, by name, beside those whose names were taken.
    pub(crate) fn into_components(mut self, beside: &Map<String, Value>) -> Map<String, Value> {
        let mut components = beside.clone();
        let items = std::mem::take(&mut self.items);
        let mut next = 0;
        // A schema may refer to more.
        while let Some(((number, arguments, way), name)) = self.instances.get(next).cloned() {
            next += 1;
            let schema = Subject { schemas: Some(&mut self), items: &items, way }.described(number, &arguments);
            components.entry(name).or_insert(schema);
        }
        components
    }

    /// The name of an instance, which is then among the components.
    fn name(&mut self, items: &[Item], instance: Instance) -> String {
        if let Some((_, name)) = self.instances.iter().find(|(known, _)| *known == instance) {
            return name.clone();
        }
        let (number, arguments, way) = &instance;
        let mut name = items[*number].name.clone();
        if *way == Way::Read && self.differs_in(*number, arguments) {
            name.push_str("Input");
        }
        for argument in arguments {
            word(argument, items, &mut name);
        }
        let own = Subject { schemas: None, items, way: *way }.described(*number, arguments);
        let is_free = |name: &String| {
            let is_same = |other: &Value| other["enum"].is_array() && other["enum"] == own["enum"];
            self.taken.get(name).is_none_or(is_same) && self.instances.iter().all(|(_, other)| other != name)
        };
        let mut free = name.clone();
        let mut number = 1;
        while !is_free(&free) {
            number += 1;
            free = format!("{name}.{number}");
        }
        let name = free;
        self.instances.push((instance, name.clone()));
        name
    }

    fn differs_in(&self, number: usize, arguments: &[Shape]) -> bool {
        let is_other = |number: &usize| self.differs.get(*number).copied().unwrap_or(false);
        is_other(&number)
            || arguments.iter().any(|argument| match argument {
                Shape::Named { number, arguments, .. } => self.differs_in(*number, arguments),
                shape => shape.parts().into_iter().any(|part| self.differs_in(usize::MAX, std::slice::from_ref(part))),
            })
    }

    /// What refers to an instance.
    fn reference(&mut self, items: &[Item], number: usize, arguments: &[Shape], way: Way) -> Value {
        if arguments.iter().any(|argument| argument.depth() > MAX_DEPTH) {
            return json!({});
        }
        let way = if self.differs_in(number, arguments) { way } else { Way::Written };
        let name = self.name(items, (number, arguments.to_vec(), way));
        json!({"$ref": format!("{}{name}", self.prefix)})
    }
}

/// What an API says of itself.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(definition: &Definition) -> Option<T> {
    let path = definition.path;
    let read = serde_json::from_str(definition.text);
    read.inspect_err(
        |error| tracing::error!(target: "ssot", %error, path, "an API says what it is in words that are not known"),
    )
    .ok()
}

/// A way in which an endpoint refuses.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// Its `code`.
    pub(crate) code: String,
    /// The schema of an object with all of its keys.
    pub(crate) schema: Value,
    pub(crate) doc: String,
}

impl Item {
    fn shapes(&self) -> Vec<&Shape> {
        let contents = self.content.iter().chain(self.variants.iter().map(|variant: &Variant| &variant.content));
        let own = contents.flat_map(|content| match content {
            Content::Nothing => Vec::new(),
            Content::Value { value } => vec![value],
            Content::Tuple { items } => items.iter().collect(),
            Content::Object(object) => object.fields.iter().map(|field| &field.shape).collect(),
        });
        self.into.iter().chain(&self.from).chain(own).collect()
    }
}

/// A word for an argument, as a part of a name.
fn word(shape: &Shape, items: &[Item], name: &mut String) {
    let own = match shape {
        Shape::Named { number, .. } => items.get(*number).map_or("Value", |item| item.name.as_str()),
        Shape::Boolean => "Boolean",
        Shape::Integer(_) => "Integer",
        Shape::Float { .. } => "Number",
        Shape::Text { .. } | Shape::Literal { .. } => "Text",
        Shape::Null => "Null",
        Shape::Option { .. } => "Option",
        Shape::List { .. } | Shape::Array { .. } => "List",
        Shape::Tuple { .. } => "Tuple",
        Shape::Map { .. } | Shape::Record { .. } => "Map",
        Shape::Json | Shape::Unknown { .. } | Shape::Union { .. } | Shape::Parameter { .. } => "Value",
    };
    name.push('-');
    name.push_str(own);
    for part in shape.parts() {
        word(part, items, name);
    }
}

/// What stands for a type that cannot be read: any value.
fn nameless() -> Item {
    Item {
        name: "Value".to_owned(),
        parameters: Vec::new(),
        into: None,
        from: None,
        content: Some(Content::Value { value: Shape::Json }),
        tagging: None,
        variants: Vec::new(),
        doc: String::new(),
        rules: None,
    }
}
