//! What a marked item of Rust is, as a text that the program carries: the JSON of the schema, on one line, with numbers for the types
//! that it names.

use std::cell::RefCell;

use crate::ast::{Api, TypeReference};
use crate::data::{Definition, Shape};
use crate::ir::{CheckRule, Data, OwnScalar, Scalar, TypeId};
use crate::json::Json;
use crate::json::data::{Entries, Writer};
use crate::scalar::Form;
use crate::source::Span;

const UUID: &str = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

/// Gives the number of a type by its name and its place.
pub type Number<'a> = dyn FnMut(&TypeReference, Span) -> usize + 'a;

/// What is said of an endpoint beside its types.
#[derive(Debug, Clone, Copy)]
pub struct Aside {
    /// What it wants to know of who asks: `nobody`, `caller`, `principal`.
    pub asks: &'static str,
}

/// A type that a marked item is.
pub fn describe_data(name: &str, doc: &str, definition: &Definition<TypeReference>, number: &mut Number<'_>) -> String {
    with_numbers(number, |writer| {
        let mut entries = vec![("name", Json::string(name))];
        entries.extend(writer.definition(definition));
        entries.push(("doc", Json::string(doc)));
        Json::Object(entries).line()
    })
}

/// A scalar of one's own: what it holds and the rules of that.
pub fn describe_scalar(data: &Data) -> String {
    let writer: Writer<'_, TypeId> = Writer { named: &|_, _| Vec::new(), placed: &plain };
    let mut entries = vec![("name", Json::string(data.name.as_str()))];
    entries.extend(writer.definition(&data.definition));
    entries.push(("doc", Json::string(&data.doc)));
    entries.push(("rules", Json::option(data.scalar.as_ref(), rules)));
    Json::Object(entries).line()
}

/// The endpoints of a trait; `asides` are in their order.
pub fn describe_api(api: &Api, asides: &[Aside], number: &mut Number<'_>) -> String {
    with_numbers(number, |writer| {
        let endpoints = api.endpoints.iter().zip(asides).map(|(endpoint, aside)| {
            let mut entries = writer.endpoint(endpoint);
            entries.push(("asks", Json::string(aside.asks)));
            Json::Object(entries)
        });
        Json::Object(vec![
            ("name", Json::string(&api.name.value)),
            ("endpoints", Json::Array(endpoints.collect())),
            ("doc", Json::String(api.doc.text())),
        ])
        .line()
    })
}

fn with_numbers<T>(number: &mut Number<'_>, write: impl FnOnce(&Writer<'_, TypeReference>) -> T) -> T {
    let number = RefCell::new(number);
    let named = |reference: &TypeReference, span: Span| {
        let number = (*number.borrow_mut())(reference, span);
        vec![
            ("of", Json::string("type")),
            ("name", Json::string(&reference.name)),
            ("use", Json::Integer(number as i64)),
            ("known", Json::option(reference.known.as_deref(), known)),
        ]
    };
    write(&Writer { named: &named, placed: &plain })
}

/// What is known of the type of a library; it names no others.
fn known(shape: &Shape<TypeReference>) -> Json {
    Writer { named: &|_, _| Vec::new(), placed: &plain }.shape(shape)
}

fn plain(entries: Entries, _: Span) -> Json {
    Json::Object(entries)
}

/// The limits of the value, and the patterns that all have to match.
fn rules(own: &OwnScalar) -> Json {
    let bounds = own.bounds();
    let count = |count: Option<u32>| Json::option(count, |count| Json::Integer(count.into()));
    let digits = |digits: Option<&str>| Json::option(digits, Json::string);
    let format = own.format().and_then(|scalar| scalar.pattern);
    let own_patterns = own.checks.iter().filter_map(|check| match &check.rule {
        CheckRule::Pattern(source) => Some(source.as_str()),
        _ => None,
    });
    // A UUID that is held as text has no pattern in the catalogue: its form says it.
    let is_uuid = own.base == Scalar::String && own.scalar.is_some_and(|scalar| scalar.form == Form::Uuid);
    let uuid = is_uuid.then_some(UUID);
    let patterns = format.into_iter().chain(uuid).chain(own_patterns);
    Json::Object(vec![
        ("minLength", count(bounds.min_length)),
        ("maxLength", count(bounds.max_length)),
        ("min", digits(bounds.min)),
        ("max", digits(bounds.max)),
        ("patterns", Json::Array(patterns.map(Json::string).collect())),
        ("example", Json::option(own.scalar, |scalar| Json::string(scalar.example))),
    ])
}
