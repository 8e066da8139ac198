//! Types that are stored nowhere as JSON.

use crate::data::{Body, Content, Field, IntegerForm, Names, Omission, Shape, Tagging, Text, Variant};
use crate::ir::{Data, OwnScalar, TypeId};
use crate::json::Json;

use super::Writer;

impl Writer<'_> {
    pub(super) fn data(&self, data: &Data) -> Json {
        let definition = &data.definition;
        let mut entries = vec![
            ("name", Json::string(data.name.as_str())),
            ("parameters", Json::array(&definition.parameters, Json::string)),
            ("into", Json::option(definition.into.as_ref(), |shape| self.shape(shape))),
            ("from", Json::option(definition.from.as_ref(), |shape| self.shape(shape))),
        ];
        let scalar = |own: &OwnScalar| {
            Json::Object(vec![
                ("base", Json::string(own.base.as_str())),
                ("isColumn", Json::Boolean(own.is_column)),
                ("scalar", Json::option(own.scalar, |scalar| Json::string(scalar.title))),
                ("checks", self.checks(&own.checks)),
            ])
        };
        let (content, tagging, variants) = match &definition.body {
            Body::Plain(content) => (self.content(content), Json::Null, Json::Array(Vec::new())),
            Body::Choice { tagging, variants } => {
                let variants = Json::array(variants, |variant| self.data_variant(variant));
                (Json::Null, tagging_of(tagging), variants)
            }
        };
        entries.extend([("content", content), ("tagging", tagging), ("variants", variants)]);
        entries.push(("scalar", Json::option(data.scalar.as_ref(), scalar)));
        entries.push(("doc", Json::string(&data.doc)));
        self.placed(entries, data.name_span)
    }

    fn data_variant(&self, variant: &Variant<TypeId>) -> Json {
        let entries = vec![
            ("names", names(&variant.names)),
            ("untagged", Json::Boolean(variant.untagged)),
            ("status", Json::option(variant.status, |status| Json::Integer(status.into()))),
            ("content", self.content(&variant.content)),
            ("doc", Json::string(&variant.doc)),
        ];
        self.placed(entries, variant.span)
    }

    /// What a struct or variant holds: `kind`, and what belongs to that kind.
    fn content(&self, content: &Content<TypeId>) -> Json {
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
                ("fields", Json::array(&object.fields, |field| self.data_field(field))),
            ],
        })
    }

    fn data_field(&self, field: &Field<TypeId>) -> Json {
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
        self.placed(entries, field.span)
    }

    fn shapes(&self, shapes: &[Shape<TypeId>]) -> Json {
        Json::array(shapes, |shape| self.shape(shape))
    }

    /// A type: `kind`, and what belongs to that kind.
    pub(super) fn shape(&self, shape: &Shape<TypeId>) -> Json {
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
                let field = |(name, shape): &(&'static str, Shape<TypeId>)| {
                    Json::Object(vec![("name", Json::string(*name)), ("type", self.shape(shape))])
                };
                ("record", vec![("fields", Json::array(fields, field))])
            }
            Shape::Union(shapes) => ("union", vec![("of", self.shapes(shapes))]),
            Shape::Parameter(number) => ("parameter", vec![("number", Json::Integer((*number).into()))]),
            Shape::Named(id, arguments, _) => {
                let (of, name) = match id {
                    TypeId::Data(id) => ("data", self.schema.data(*id).name.as_str()),
                    TypeId::Enumeration(id) => ("enumeration", self.schema.enumeration(*id).name.as_str()),
                    TypeId::Model(id) => ("model", self.schema.model(*id).name.as_str()),
                };
                let arguments = self.shapes(arguments);
                ("named", vec![("of", Json::string(of)), ("name", Json::string(name)), ("arguments", arguments)])
            }
        };
        Json::Object(std::iter::once(("kind", Json::string(kind))).chain(rest).collect())
    }
}

fn tagging_of(tagging: &Tagging) -> Json {
    let (kind, tag, content) = match tagging {
        Tagging::External => ("external", None, None),
        Tagging::Internal(tag) => ("internal", Some(tag), None),
        Tagging::Adjacent { tag, content } => ("adjacent", Some(tag), Some(content)),
        Tagging::Untagged => ("untagged", None, None),
    };
    Json::Object(vec![
        ("kind", Json::string(kind)),
        ("tag", Json::option(tag, Json::string)),
        ("content", Json::option(content, Json::string)),
    ])
}

fn names(names: &Names) -> Json {
    Json::Object(vec![
        ("written", Json::option(names.written.as_ref(), Json::string)),
        ("read", Json::option(names.read.as_ref(), Json::string)),
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
