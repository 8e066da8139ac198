//! Values: what stands for a shape.

use serde_json::{Map, Value, json};

use super::object::Parts;
use super::shape::{Content, Integer, Item, Rules, Shape, Tagging, Way};
use super::text;
use super::told::Told;
use super::{Refusal, Schemas};

/// The largest number of 32 bits, in the digits that it is written with: a little more than it is.
const LARGEST_FLOAT: f64 = 3.402_823_5e38;

/// What is being said: types in one direction.
pub(super) struct Subject<'a> {
    /// Where those that are referred to are gathered. Without it a reference is to a number, in both directions the same.
    pub(super) schemas: Option<&'a mut Schemas>,
    pub(super) items: &'a [Item],
    pub(super) way: Way,
}

impl<'a> Subject<'a> {
    /// The schema of an instance, with what is said of its type.
    pub(super) fn described(&mut self, number: usize, arguments: &[Shape]) -> Value {
        let schema = self.item(number, arguments);
        with_doc(schema, &self.items[number].doc)
    }

    /// The schema of an instance.
    pub(super) fn item(&mut self, number: usize, arguments: &[Shape]) -> Value {
        let items: &'a [Item] = self.items;
        let item = &items[number];
        if let Some(proxy) = item.proxy(self.way) {
            return self.value(&proxy.with(arguments));
        }
        if let (Some(rules), Some(Content::Value { value })) = (&item.rules, &item.content) {
            return self.scalar(value, rules);
        }
        match (&item.content, &item.tagging) {
            (Some(content), _) => self.content(content, arguments),
            (None, Some(tagging)) => self.choice(tagging, &item.variants, arguments, true),
            (None, None) => json!({}),
        }
    }

    /// A scalar of one's own.
    fn scalar(&mut self, value: &Shape, rules: &Rules) -> Value {
        let mut schema = match value {
            Shape::Integer(integer) => text::integer(*integer, Some(rules)),
            Shape::Float { .. } => text::limited(self.value(value), rules),
            Shape::Text { .. } => text::ruled(self.value(value), rules),
            other => self.value(other),
        };
        if let (Some(example), Shape::Text { .. }) = (&rules.example, value) {
            schema["examples"] = json!([example]);
        }
        schema
    }

    pub(super) fn content(&mut self, content: &Content, arguments: &[Shape]) -> Value {
        match content {
            Content::Nothing => json!({"type": "null"}),
            Content::Value { value } => self.value(&value.with(arguments)),
            Content::Tuple { items } => {
                let items: Vec<Shape> = items.iter().map(|item| item.with(arguments)).collect();
                self.tuple(&items)
            }
            Content::Object(object) => {
                let mut parts = Parts { closed: object.closed, ..Parts::default() };
                self.gather(object, arguments, &mut parts, 0);
                self.assembled(&parts)
            }
        }
    }

    /// The schema of a value.
    pub(super) fn value(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::Integer(integer) => text::integer(*integer, None),
            Shape::Float { bits: 32 } => {
                json!({"type": "number", "format": "float", "minimum": -LARGEST_FLOAT, "maximum": LARGEST_FLOAT})
            }
            Shape::Float { .. } => json!({"type": "number", "format": "double"}),
            Shape::Text { form } => text::text(*form),
            Shape::Null => json!({"type": "null"}),
            Shape::Json => json!({}),
            Shape::Unknown { name } => {
                json!({"title": name, "description": "Any value: nothing is known of this type."})
            }
            Shape::Literal { value } => json!({"const": value}),
            Shape::Option { of } => or_null(self.value(of)),
            Shape::List { of } => json!({"type": "array", "items": self.value(of)}),
            Shape::Array { of, length } => {
                json!({"type": "array", "items": self.value(of), "minItems": length, "maxItems": length})
            }
            Shape::Tuple { items } => self.tuple(items),
            Shape::Map { key, value } => self.map(key, value),
            Shape::Record { fields } => {
                let properties: Map<String, Value> =
                    fields.iter().map(|part| (part.name.clone(), self.value(&part.shape))).collect();
                let required: Vec<&str> = fields.iter().map(|part| part.name.as_str()).collect();
                json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
            }
            Shape::Union { of } => one_of(of.iter().map(|shape| self.value(shape)).collect()),
            Shape::Parameter { number } => json!({"parameter": number}),
            Shape::Named { number, arguments, .. } => {
                if let Some(schemas) = &mut self.schemas {
                    return schemas.reference(self.items, *number, arguments, self.way);
                }
                let arguments: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
                json!({"$ref": number, "arguments": arguments})
            }
        }
    }

    fn tuple(&mut self, items: &[Shape]) -> Value {
        let count = items.len();
        let items: Vec<Value> = items.iter().map(|item| self.value(item)).collect();
        let mut schema = json!({"type": "array", "items": false, "minItems": count, "maxItems": count});
        if count > 0 {
            schema["prefixItems"] = Value::Array(items);
        }
        schema
    }

    fn map(&mut self, key: &Shape, value: &Shape) -> Value {
        let mut schema = json!({"type": "object", "additionalProperties": self.value(value)});
        if let Some(names) = self.keys(key) {
            schema["propertyNames"] = names;
        }
        schema
    }

    /// What the keys of a map are, which are text; nothing if any text.
    fn keys(&mut self, key: &Shape) -> Option<Value> {
        let rules = self.rules(key);
        match self.resolved(key) {
            Shape::Text { form: super::shape::Text::Any } if rules.is_none() => None,
            Shape::Integer(integer) => Some(text::key(Integer { text: true, ..integer }, rules.as_ref())),
            Shape::Boolean => Some(json!({"enum": ["false", "true"]})),
            shape => match rules {
                Some(rules) => Some(text::ruled(self.value(&shape), &rules)),
                None => Some(self.value(&shape)),
            },
        }
    }

    /// The rules of a scalar of one's own.
    fn rules(&self, shape: &Shape) -> Option<Rules> {
        match shape {
            Shape::Named { number, .. } => self.items.get(*number)?.rules.clone(),
            _ => None,
        }
    }

    /// What stands behind names that are only other names.
    pub(super) fn resolved(&self, shape: &Shape) -> Shape {
        let mut shape = shape.clone();
        // Names that lead back to themselves are none of a type that serde can write.
        for _ in 0..=self.items.len() {
            let Shape::Named { number, arguments, .. } = &shape else { break };
            let Some(item) = self.items.get(*number) else { break };
            let inner = match (item.proxy(self.way), &item.content) {
                (Some(proxy), _) => proxy,
                (None, Some(Content::Value { value })) => value,
                _ => break,
            };
            shape = inner.with(arguments);
        }
        shape
    }

    /// Whether there is nothing in a value: no part, and no key of its own.
    pub(super) fn is_nothing(&self, shape: &Shape) -> bool {
        match self.resolved(shape) {
            Shape::Null => true,
            Shape::Named { number, .. } => matches!(self.items[number].content, Some(Content::Nothing)),
            _ => false,
        }
    }

    /// The names that keys of a map have to be, if they are names.
    pub(super) fn names(&self, key: &Shape) -> Option<Vec<&'a str>> {
        let Shape::Named { number, .. } = self.resolved(key) else { return None };
        let items: &'a [Item] = self.items;
        let Some(Tagging::External) = items[number].tagging else { return None };
        Some(items[number].variants.iter().filter_map(|variant| variant.names.on(self.way)).collect())
    }

    /// The variants of a refusal.
    pub(super) fn refusals(&mut self, number: usize, arguments: &[Shape]) -> Vec<Refusal> {
        let items: &'a [Item] = self.items;
        let Some(Item { tagging: Some(Tagging::Internal { tag }), variants, .. }) = items.get(number) else {
            return Vec::new();
        };
        let mut refusals = Vec::new();
        for variant in variants {
            if let (Some(status), Some(code)) = (variant.status, variant.names.on(Way::Written)) {
                let schema = self.tagged((tag, code), false, variant, arguments);
                refusals.push(Refusal { status, code: code.to_owned(), schema, doc: variant.doc.clone() });
            }
        }
        refusals
    }
}

/// A schema, or null.
fn or_null(mut schema: Value) -> Value {
    // Any value is null, too.
    let is_any =
        schema.as_object().is_some_and(|entries| entries.keys().all(|key| key == "title" || key == "description"));
    if is_any {
        return schema;
    }
    let is_plain = ["enum", "const", "not", "anyOf"].iter().all(|key| schema.get(*key).is_none());
    match schema.get("type") {
        Some(Value::String(kind)) if is_plain => {
            if kind != "null" {
                schema["type"] = json!([kind, "null"]);
            }
            schema
        }
        Some(Value::Array(_)) if is_plain => schema,
        _ => json!({"anyOf": [schema, {"type": "null"}]}),
    }
}

/// One of several.
pub(super) fn one_of(mut options: Vec<Value>) -> Value {
    match options.len() {
        0 => json!({"not": {}}),
        1 => options.remove(0),
        _ => json!({"anyOf": options}),
    }
}

/// A schema with what is said of it.
pub(super) fn with_doc(mut schema: Value, doc: &str) -> Value {
    let Told { text, deprecated } = Told::by(doc);
    if let Value::Object(entries) = &mut schema {
        if !text.is_empty() {
            entries.insert("description".to_owned(), json!(text));
        }
        if deprecated {
            entries.insert("deprecated".to_owned(), json!(true));
        }
    }
    schema
}
