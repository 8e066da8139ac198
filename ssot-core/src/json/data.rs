//! Data and endpoints as JSON; how a type is referred to is for whoever writes it.

use super::Json;
use crate::data::{Body, Content, Definition, Field, IntegerForm, Names, Omission, Shape, Tagging, Text, Variant, Way};
use crate::endpoint::{Endpoint, Parameter};
use crate::source::Span;

/// The entries of an object.
pub(crate) type Entries = Vec<(&'static str, Json)>;

/// Writes definitions whose references are `R`.
pub(crate) struct Writer<'a, R> {
    /// What tells the type that a reference leads to, without its arguments.
    pub(crate) named: &'a dyn Fn(&R, Span) -> Entries,
    /// An object that may say where it stands.
    pub(crate) placed: &'a dyn Fn(Entries, Span) -> Json,
}

impl<R> Writer<'_, R> {
    /// What belongs to a definition: its parameters, what stands for it, its parts.
    pub(crate) fn definition(&self, definition: &Definition<R>) -> Entries {
        let (content, tagging, variants) = match &definition.body {
            Body::Plain(content) => (self.content(content), Json::Null, Json::Array(Vec::new())),
            Body::Choice { tagging, variants } => {
                let variants = Json::array(variants, |variant| self.variant(variant));
                (Json::Null, tagging_of(tagging), variants)
            }
        };
        vec![
            ("parameters", Json::array(&definition.parameters, Json::string)),
            ("into", Json::option(definition.into.as_ref(), |shape| self.shape(shape))),
            ("from", Json::option(definition.from.as_ref(), |shape| self.shape(shape))),
            ("content", content),
            ("tagging", tagging),
            ("variants", variants),
        ]
    }

    /// What belongs to an endpoint.
    pub(crate) fn endpoint(&self, endpoint: &Endpoint<R>) -> Entries {
        vec![
            ("name", Json::string(&endpoint.name)),
            ("method", Json::string(endpoint.method.as_str())),
            ("path", Json::string(endpoint.template())),
            ("parameters", Json::array(&endpoint.parameters, |parameter| self.parameter(parameter))),
            ("status", Json::Integer(endpoint.status.into())),
            ("answer", Json::option(endpoint.answer.as_ref(), |shape| self.shape(shape))),
            ("error", Json::option(endpoint.error.as_ref(), |shape| self.shape(shape))),
            ("doc", Json::string(&endpoint.doc)),
        ]
    }

    fn parameter(&self, parameter: &Parameter<R>) -> Json {
        let entries = vec![
            ("name", Json::string(&parameter.name)),
            ("in", Json::string(parameter.place.as_str())),
            ("type", self.shape(&parameter.shape)),
        ];
        (self.placed)(entries, parameter.span)
    }

    fn variant(&self, variant: &Variant<R>) -> Json {
        let entries = vec![
            ("names", names(&variant.names)),
            ("untagged", Json::Boolean(variant.untagged)),
            ("status", Json::option(variant.status, |status| Json::Integer(status.into()))),
            ("content", self.content(&variant.content)),
            ("doc", Json::string(&variant.doc)),
        ];
        (self.placed)(entries, variant.span)
    }

    /// What a struct or variant holds: `kind`, and what belongs to that kind.
    fn content(&self, content: &Content<R>) -> Json {
        Json::Object(match content {
            Content::Nothing => vec![("kind", Json::string("nothing"))],
            Content::Value(shape) => vec![("kind", Json::string("value")), ("value", self.shape(shape))],
            Content::Tuple(shapes) => vec![("kind", Json::string("tuple")), ("items", self.shapes(shapes))],
            Content::Object(object) => vec![
                ("kind", Json::string("object")),
                ("closed", Json::Boolean(object.closed)),
                (
                    "tag",
                    Json::option(object.tag.as_ref(), |(key, value)| {
                        Json::Object(vec![("key", Json::string(key)), ("value", Json::string(value))])
                    }),
                ),
                ("fields", Json::array(&object.fields, |field| self.field(field))),
            ],
        })
    }

    fn field(&self, field: &Field<R>) -> Json {
        let omitted = match field.omission {
            Omission::Never => "never",
            Omission::Absent => "absent",
            Omission::Sometimes => "sometimes",
        };
        let entries = vec![
            ("names", names(&field.names)),
            ("type", self.shape(&field.shape)),
            ("omitted", Json::string(omitted)),
            ("optional", Json::Boolean(field.optional)),
            ("flat", Json::Boolean(field.flat)),
            ("doc", Json::string(&field.doc)),
        ];
        (self.placed)(entries, field.span)
    }

    fn shapes(&self, shapes: &[Shape<R>]) -> Json {
        Json::array(shapes, |shape| self.shape(shape))
    }

    /// A type: `kind`, and what belongs to that kind.
    pub(crate) fn shape(&self, shape: &Shape<R>) -> Json {
        let (kind, rest) = match shape {
            Shape::Boolean => ("boolean", Vec::new()),
            Shape::Integer(integer) => (
                "integer",
                vec![
                    ("bits", Json::Integer(integer.bits.into())),
                    ("signed", Json::Boolean(integer.signed)),
                    ("zero", Json::Boolean(integer.zero)),
                    ("text", Json::Boolean(integer.is_text())),
                    ("exact", Json::Boolean(integer.form == IntegerForm::Exact)),
                ],
            ),
            Shape::Float(bits) => ("float", vec![("bits", Json::Integer((*bits).into()))]),
            Shape::Text(text) => ("text", vec![("form", Json::string(form(*text)))]),
            Shape::Null => ("null", Vec::new()),
            Shape::Json => ("json", Vec::new()),
            Shape::Literal(text) => ("literal", vec![("value", Json::string(*text))]),
            Shape::Option(inner) => ("option", vec![("of", self.shape(inner))]),
            Shape::List(inner) => ("list", vec![("of", self.shape(inner))]),
            Shape::Array(inner, length) => {
                ("array", vec![("of", self.shape(inner)), ("length", Json::Integer((*length).into()))])
            }
            Shape::Tuple(items) => ("tuple", vec![("items", self.shapes(items))]),
            Shape::Map(key, value) => ("map", vec![("key", self.shape(key)), ("value", self.shape(value))]),
            Shape::Record(fields) => {
                let field = |(name, shape): &(&'static str, Shape<R>)| {
                    Json::Object(vec![("name", Json::string(*name)), ("type", self.shape(shape))])
                };
                ("record", vec![("fields", Json::array(fields, field))])
            }
            Shape::Union(shapes) => ("union", vec![("of", self.shapes(shapes))]),
            Shape::Parameter(number) => ("parameter", vec![("number", Json::Integer((*number).into()))]),
            Shape::Named(reference, arguments, span) => {
                let mut entries = (self.named)(reference, *span);
                entries.push(("arguments", self.shapes(arguments)));
                ("named", entries)
            }
        };
        Json::Object(std::iter::once(("kind", Json::string(kind))).chain(rest).collect())
    }
}

fn tagging_of(tagging: &Tagging) -> Json {
    let (kind, tag, content, closed) = match tagging {
        Tagging::External => ("external", None, None, false),
        Tagging::Internal(tag) => ("internal", Some(tag), None, false),
        Tagging::Adjacent { tag, content, closed } => ("adjacent", Some(tag), Some(content), *closed),
        Tagging::Untagged => ("untagged", None, None, false),
    };
    Json::Object(vec![
        ("kind", Json::string(kind)),
        ("tag", Json::option(tag, Json::string)),
        ("content", Json::option(content, Json::string)),
        ("closed", Json::Boolean(closed)),
    ])
}

fn names(names: &Names) -> Json {
    Json::Object(vec![
        ("written", Json::option(names.on(Way::Written), Json::string)),
        ("read", Json::option(names.on(Way::Read), Json::string)),
        ("aliases", Json::array(&names.aliases, Json::string)),
    ])
}

fn form(text: Text) -> &'static str {
    match text {
        Text::Any => "any",
        Text::Char => "char",
        Text::Uuid => "uuid",
        Text::Moment => "moment",
        Text::Day => "day",
        Text::TimeOfDay => "timeOfDay",
        Text::LocalMoment => "localMoment",
        Text::Zoned => "zoned",
        Text::Span => "span",
        Text::Decimal => "decimal",
        Text::Base64 => "base64",
        Text::Url => "url",
        Text::Ip => "ip",
        Text::Ipv4 => "ipv4",
        Text::Ipv6 => "ipv6",
        Text::Socket => "socket",
    }
}
