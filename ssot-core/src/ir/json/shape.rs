//! The shape of the schema as JSON, as a JSON Schema: the contract of tools outside of this workspace.
//!
//! The keys stand here once more, beside the writer: a test holds what is written for every schema of the workspace against them, and them
//! against what is written.
//!
//! Source: JSON Schema, draft 7.

mod definitions;

use crate::json::Json;

use self::definitions::{DEFINITIONS, DOCUMENT};
use super::VERSION;

/// What a value can be.
enum Shape {
    Text,
    /// A whole number.
    Integer,
    Boolean,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A definition.
    Of(&'static str),
    /// The value, or null.
    Maybe(&'static Shape),
    List(&'static Shape),
}

/// Keys and their values; every key is always there.
type Keys = &'static [(&'static str, Shape)];

/// What a definition is.
enum Form {
    Object(Keys),
    /// An object with a `span`, if places were asked for.
    Placed(Keys),
    /// Objects of several kinds: a key tells them apart, and all of them have some keys.
    Kinds {
        tag: &'static str,
        is_placed: bool,
        common: Keys,
        kinds: &'static [(&'static str, Keys)],
    },
    /// One of several objects, told apart by their keys.
    Choice(&'static [Keys]),
}

use Form::{Choice, Kinds, Object, Placed};
use Shape::{Boolean, Integer, List, Maybe, Of, Text, Words};

/// The JSON Schema of what [`to_json`](super::to_json) writes: version [`VERSION`] of it.
pub fn json_schema() -> String {
    let mut entries = vec![
        ("$schema", Json::string("http://json-schema.org/draft-07/schema#")),
        ("title", Json::string("A schema of ssot, resolved")),
        ("description", Json::String(format!("Version {VERSION}: `ssot print --stage ir --format json`"))),
    ];
    entries.extend(object(DOCUMENT, &[], None, false));
    let definitions = DEFINITIONS.iter().map(|(name, about, form)| {
        let mut entries = vec![("description", Json::string(*about))];
        entries.extend(definition(form));
        (*name, Json::Object(entries))
    });
    entries.push(("definitions", Json::Object(definitions.collect())));
    Json::Object(entries).text()
}

type Entries = Vec<(&'static str, Json)>;

fn definition(form: &Form) -> Entries {
    let any = |choices: Vec<Json>| vec![("anyOf", Json::Array(choices))];
    match form {
        Object(keys) => object(keys, &[], None, false),
        Placed(keys) => object(keys, &[], None, true),
        Choice(all) => any(all.iter().map(|keys| Json::Object(object(keys, &[], None, false))).collect()),
        Kinds { tag, is_placed, common, kinds } => any(kinds
            .iter()
            .map(|(kind, keys)| Json::Object(object(common, keys, Some((tag, kind)), *is_placed)))
            .collect()),
    }
}

/// An object with these keys and no others.
fn object(keys: Keys, more: Keys, tag: Option<(&'static str, &'static str)>, is_placed: bool) -> Entries {
    let tag = tag.map(|(tag, kind)| (tag, words(&[kind])));
    let mut properties: Entries =
        tag.into_iter().chain(keys.iter().chain(more).map(|(key, shape)| (*key, value(shape)))).collect();
    let required = Json::array(&properties, |(key, _)| Json::string(*key));
    if is_placed {
        properties.push(("span", value(&Of("span"))));
    }
    vec![
        ("type", Json::string("object")),
        ("properties", Json::Object(properties)),
        ("required", required),
        ("additionalProperties", Json::Boolean(false)),
    ]
}

fn value(shape: &Shape) -> Json {
    let plain = |ty: &str| Json::Object(vec![("type", Json::string(ty))]);
    match shape {
        Text => plain("string"),
        Integer => plain("integer"),
        Boolean => plain("boolean"),
        Words(list) => words(list),
        Of(name) => Json::Object(vec![("$ref", Json::String(format!("#/definitions/{name}")))]),
        Maybe(inner) => Json::Object(vec![("anyOf", Json::Array(vec![value(inner), plain("null")]))]),
        List(inner) => Json::Object(vec![("type", Json::string("array")), ("items", value(inner))]),
    }
}

fn words(list: &[&'static str]) -> Json {
    Json::Object(vec![("enum", Json::array(list, |word| Json::string(*word)))])
}
