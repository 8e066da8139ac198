//! The JSON Schema of a schema in TOML, for editors: from the tables that the reader follows, so that both know the same keys.
//!
//! Source: JSON Schema, draft 7, which is what editors' TOML support reads.

use super::key::{self, Attribute, Item, Key, Notation, Plain, Shape};
use crate::json::Json;

const TITLE: &str = "A schema of ssot in TOML";
/// The names of models, fields and the like; what else a name needs is checked when it is read.
const NAME: &str = "^[^\\s\"'.]+$";

/// The schema's text.
pub fn json_schema() -> String {
    let document = table(key::DOCUMENT, false);
    let mut entries =
        vec![("$schema", Json::string("http://json-schema.org/draft-07/schema#")), ("title", Json::string(TITLE))];
    let Json::Object(document) = document else { return String::new() };
    entries.extend(document);
    let items = [
        ("model", Item::Model),
        ("enum", Item::Enumeration),
        ("datasource", Item::Datasource),
        ("generator", Item::Generator),
        ("event", Item::Event),
    ];
    let mut definitions: Vec<(&'static str, Json)> =
        items.into_iter().map(|(name, item)| (name, table(item.keys(), item.is_open()))).collect();
    let action = needs(key::ACTION, "steps");
    // Actions of several models may have one name.
    definitions.push(("action", any_of([action.clone(), typed("array", vec![("items", action)])])));
    definitions.push(("value", any_of([notation("Its type"), needs(key::VALUE, "type")])));
    let steps = key::STEPS.iter().filter_map(|keys| Some(needs(keys, keys.first()?.name)));
    definitions.push(("step", any_of([notation("A line of the step language")].into_iter().chain(steps))));
    definitions.push((
        "steps",
        any_of([notation("Lines of the step language"), typed("array", vec![("items", reference("step"))])]),
    ));
    let plain = Json::Object(vec![("type", Json::Array(["boolean", "number"].map(Json::string).into()))]);
    definitions.push(("formula", any_of([notation("An expression"), plain])));
    definitions.push(("formulas", by_name(reference("formula"))));
    definitions.push(("policies", by_name(one_or_several(&reference("formula")))));
    definitions.push((
        "field",
        any_of([notation("The line of the schema language without the name"), needs(key::FIELD, "type")]),
    ));
    definitions.push(("variant", any_of([notation("Its name"), needs(key::VARIANT, "name")])));
    definitions.push(("part", any_of([notation("A field, by name"), needs(key::PART, "field")])));
    definitions.push(("extension", any_of([notation("Its name"), needs(key::EXTENSION, "name")])));
    let constant = || Json::Array(["string", "number", "boolean"].map(Json::string).into());
    let list = typed("array", vec![("items", Json::Object(vec![("type", constant())]))]);
    definitions.push(("constant", any_of([Json::Object(vec![("type", constant())]), list])));
    entries.push(("definitions", Json::Object(definitions)));
    Json::Object(entries).text()
}

fn typed(ty: &str, mut rest: Vec<(&'static str, Json)>) -> Json {
    rest.insert(0, ("type", Json::string(ty)));
    Json::Object(rest)
}

fn any_of(choices: impl IntoIterator<Item = Json>) -> Json {
    Json::Object(vec![("anyOf", Json::Array(choices.into_iter().collect()))])
}

fn reference(definition: &str) -> Json {
    Json::Object(vec![("$ref", Json::string(format!("#/definitions/{definition}")))])
}

/// A string that is more than plain text.
fn notation(about: &str) -> Json {
    typed("string", vec![("pattern", Json::string("\\S")), ("description", Json::string(about))])
}

/// A table of the user's names.
fn by_name(item: Json) -> Json {
    typed("object", vec![("additionalProperties", item)])
}

/// A table with these keys.
fn table(keys: &'static [Key], is_open: bool) -> Json {
    let properties = keys.iter().map(|key| (key.name, described(&key.shape, key.about))).collect();
    let mut rest = vec![("properties", Json::Object(properties))];
    if !is_open {
        rest.push(("additionalProperties", Json::Boolean(false)));
    }
    typed("object", rest)
}

/// A table that cannot do without one of its keys.
fn needs(keys: &'static [Key], required: &'static str) -> Json {
    let Json::Object(mut entries) = table(keys, false) else { return Json::Null };
    entries.push(("required", Json::Array(vec![Json::string(required)])));
    Json::Object(entries)
}

fn described(shape: &Shape, about: &str) -> Json {
    let Json::Object(mut entries) = value(shape) else { return Json::Null };
    // Beside a reference nothing else counts in draft 7.
    if entries.first().is_some_and(|(key, _)| *key == "$ref") {
        entries = vec![("allOf", Json::Array(vec![Json::Object(entries)]))];
    }
    entries.push(("description", Json::string(about)));
    Json::Object(entries)
}

fn one_or_several(one: &Json) -> Json {
    any_of([one.clone(), typed("array", vec![("items", one.clone())])])
}

fn value(shape: &Shape) -> Json {
    match shape {
        Shape::Boolean => typed("boolean", Vec::new()),
        Shape::Text | Shape::Doc => typed("string", Vec::new()),
        Shape::Texts | Shape::Names | Shape::Mixins => one_or_several(&typed("string", Vec::new())),
        Shape::Word(words) => Json::Object(vec![("enum", Json::array(words.iter(), |word| Json::string(*word)))]),
        Shape::Number => typed("number", Vec::new()),
        Shape::Notation(Notation::Type | Notation::Native | Notation::Value) => {
            typed("string", vec![("pattern", Json::string("\\S"))])
        }
        Shape::Parts => one_or_several(&reference("part")),
        Shape::Default => reference("constant"),
        Shape::Setting => Json::Object(Vec::new()),
        Shape::Extensions => one_or_several(&reference("extension")),
        Shape::Attribute(attribute) => self::attribute(attribute),
        Shape::Named(item) => {
            let definition = match item {
                Item::Model | Item::View | Item::Composite => "model",
                Item::Enumeration => "enum",
                Item::Datasource => "datasource",
                Item::Generator => "generator",
                Item::Field => "field",
                Item::Action => "action",
                Item::Event => "event",
            };
            named(definition)
        }
        Shape::Values => named("value"),
        Shape::Formula => reference("formula"),
        Shape::Formulas => reference("formulas"),
        Shape::Policies => one_or_several(&reference("policies")),
        Shape::Steps => reference("steps"),
        Shape::Variants => typed("array", vec![("items", reference("variant"))]),
    }
}

/// A table of declarations, by legal names.
fn named(definition: &str) -> Json {
    let names = Json::Object(vec![("pattern", Json::string(NAME))]);
    typed("object", vec![("additionalProperties", reference(definition)), ("propertyNames", names)])
}

fn attribute(attribute: &Attribute) -> Json {
    let mut choices = Vec::new();
    match attribute.plain {
        Plain::Flag => choices.push(typed("boolean", Vec::new())),
        Plain::First => choices.extend(attribute.arguments.first().map(|first| value(&first.shape))),
        Plain::Table => {}
    }
    let required = attribute.arguments.first().filter(|first| matches!(first.shape, Shape::Parts));
    let arguments = match required {
        Some(first) => needs(attribute.arguments, first.name),
        None => table(attribute.arguments, false),
    };
    if attribute.repeats {
        let several = any_of([typed("array", vec![("items", reference("part"))]), arguments.clone()]);
        choices.push(typed("array", vec![("items", several)]));
    }
    if !attribute.arguments.is_empty() {
        choices.push(arguments);
    }
    if choices.len() == 1 { choices.remove(0) } else { any_of(choices) }
}
