//! Objects, and the parts of others that stand in them.

use std::borrow::Cow;

use ssot_core::data::{Body, Content, Field, Object, Omission, Shape, Way};
use ssot_core::ir::TypeId;

use super::{Keys, Subject, property, union};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Keyword, Property, Ty};
use crate::text::typescript::{Key, Literal};

/// How deep flattened types are followed; those that never end are refused before.
const MAX_DEPTH: u32 = 64;

/// What an object is put together from.
pub(super) struct Parts<'a> {
    /// Its own keys.
    pub(super) keys: Vec<Part<'a>>,
    /// Types whose keys it has, too.
    pub(super) others: Vec<Other>,
    /// What stands behind every other key.
    pub(super) rest: Option<Shape<TypeId>>,
    /// Whether there are no other keys.
    pub(super) closed: bool,
}

/// A key of an object.
pub(super) struct Part<'a> {
    pub(super) key: Key,
    pub(super) value: Value<'a>,
    /// Whether the key may be missing.
    pub(super) optional: bool,
    pub(super) doc: &'a str,
}

/// What stands behind a key.
pub(super) enum Value<'a> {
    Shape(Cow<'a, Shape<TypeId>>),
    /// Always this text.
    Literal(&'a str),
}

/// A type whose keys stand in an object.
pub(super) enum Other {
    Always(Shape<TypeId>),
    /// Or none of its keys.
    Perhaps(Shape<TypeId>),
}

impl<'a> Subject<'a> {
    /// The type of an object.
    pub(super) fn object(&self, object: &'a Object<TypeId>) -> Ty {
        self.assembled(&self.parts(object))
    }

    /// What an object of a type without parameters is put together from.
    pub(super) fn parts(&self, object: &'a Object<TypeId>) -> Parts<'a> {
        let keys = Vec::with_capacity(object.fields.len());
        let mut parts = Parts { keys, others: Vec::new(), rest: None, closed: object.closed };
        self.gather(object, &[], &mut parts, 0);
        parts
    }

    /// The type of what was put together.
    pub(super) fn assembled(&self, parts: &Parts<'_>) -> Ty {
        let properties: Vec<Property> = parts
            .keys
            .iter()
            .map(|part| {
                let ty = match &part.value {
                    Value::Shape(shape) => self.ty(shape),
                    Value::Literal(text) => Ty::Literal(Literal::new(text)),
                };
                property(part.key.clone(), ty, part.optional, part.doc)
            })
            .collect();
        let own = match &parts.rest {
            None if properties.is_empty() && !parts.others.is_empty() => None,
            None if properties.is_empty() => return Ty::Imported(names::runtime_type("Nothing")),
            None => Some(Ty::Object(properties)),
            Some(rest) => {
                // A signature holds for all keys, the named ones and those of other types included.
                let value = if parts.others.is_empty() {
                    let named = properties.iter().map(|property| property.ty.clone());
                    let absent = properties.iter().any(|property| property.optional);
                    let absent = absent.then_some(Ty::Keyword(Keyword::Undefined));
                    union(std::iter::once(self.ty(rest)).chain(named).chain(absent).collect())
                } else {
                    Ty::Keyword(Keyword::Unknown)
                };
                let key = Box::new(Ty::Keyword(Keyword::String));
                Some(Ty::Index { properties, key, value: Box::new(value) })
            }
        };
        let others = parts.others.iter().map(|other| match other {
            Other::Always(shape) => self.ty(shape),
            Other::Perhaps(shape) => union(vec![self.ty(shape), Ty::Imported(names::runtime_type("Nothing"))]),
        });
        let mut all: Vec<Ty> = own.into_iter().chain(others).collect();
        if all.len() == 1 { all.remove(0) } else { Ty::Intersection(all) }
    }

    /// Adds what an object holds; `arguments` stand for its type's parameters.
    pub(super) fn gather(
        &self,
        object: &'a Object<TypeId>,
        arguments: &[Shape<TypeId>],
        parts: &mut Parts<'a>,
        depth: u32,
    ) {
        let first = parts.keys.len();
        for field in &object.fields {
            let shape = if arguments.is_empty() {
                Cow::Borrowed(&field.shape)
            } else {
                Cow::Owned(field.shape.with(arguments))
            };
            if field.flat {
                if field.names.on(self.way).is_some() {
                    let perhaps = self.way == Way::Written && field.omission != Omission::Never;
                    self.flatten(&shape, perhaps, parts, depth);
                }
            } else if let Some(key) = field.names.shared(self.way).map(Key::shared) {
                let (shape, optional) = self.present(field, shape);
                parts.keys.push(Part { key, value: Value::Shape(shape), optional, doc: &field.doc });
            }
        }
        // Reading passes over the tag, which goes where all other keys go.
        if let Some((key, value)) = &object.tag
            && (self.way == Way::Written || !(parts.closed || parts.rest.is_some()))
        {
            let optional = self.way == Way::Read;
            parts.keys.insert(first, Part { key: Key::new(key), value: Value::Literal(value), optional, doc: "" });
        }
    }

    /// What stands behind a key, and whether the key may be missing.
    fn present<'s>(&self, field: &Field<TypeId>, shape: Cow<'s, Shape<TypeId>>) -> (Cow<'s, Shape<TypeId>>, bool) {
        match (self.way, field.omission, shape) {
            (Way::Written, Omission::Absent, Cow::Borrowed(Shape::Option(inner))) => (Cow::Borrowed(&**inner), true),
            (Way::Written, Omission::Absent, Cow::Owned(Shape::Option(inner))) => (Cow::Owned(*inner), true),
            (Way::Written, omission, shape) => (shape, omission != Omission::Never),
            (Way::Read, _, shape) => (shape, field.optional),
        }
    }

    /// Adds the keys of a value.
    pub(super) fn flatten(&self, shape: &Shape<TypeId>, perhaps: bool, parts: &mut Parts<'a>, depth: u32) {
        match self.resolved(shape) {
            shape if self.is_nothing(&shape) => {}
            Shape::Json => parts.rest = Some(Shape::Json),
            Shape::Option(inner) => self.flatten(&inner, true, parts, depth),
            Shape::Map(key, value) => match self.keys(&key) {
                Keys::Any(Keyword::String) => parts.rest = Some(*value),
                // serde takes every other key for one of the names.
                Keys::Some(_) if !perhaps => {
                    parts.closed = true;
                    parts.keys.extend(self.key_names(&key).into_iter().map(|key| Part {
                        key: Key::new(key),
                        value: Value::Shape(Cow::Owned((*value).clone())),
                        optional: true,
                        doc: "",
                    }));
                }
                _ => parts.others.push(Other::Always(Shape::Map(key, value))),
            },
            Shape::Record(fields) if !perhaps => {
                for (key, shape) in fields {
                    let value = Value::Shape(Cow::Owned(shape));
                    parts.keys.push(Part { key: Key::new(key), value, optional: false, doc: "" });
                }
            }
            Shape::Named(TypeId::Data(id), arguments, _) if !perhaps && depth < MAX_DEPTH && self.is_object(id) => {
                let definition = &self.data.context.schema.data(id).definition;
                if let Body::Plain(Content::Object(object)) = &definition.body {
                    self.gather(object, &arguments, parts, depth + 1);
                }
            }
            shape if perhaps => parts.others.push(Other::Perhaps(shape)),
            shape => parts.others.push(Other::Always(shape)),
        }
    }

    /// Whether there is nothing in a value: no part, and no key of its own.
    pub(super) fn is_nothing(&self, shape: &Shape<TypeId>) -> bool {
        match shape {
            Shape::Null => true,
            Shape::Named(TypeId::Data(id), ..) => {
                let definition = &self.data.context.schema.data(*id).definition;
                definition.proxy(self.way).is_none() && matches!(definition.body, Body::Plain(Content::Nothing))
            }
            _ => false,
        }
    }

    /// The names that the keys of a map have to be.
    fn key_names(&self, key: &Shape<TypeId>) -> Vec<&'a str> {
        let schema = self.data.context.schema;
        match self.resolved(key) {
            Shape::Named(TypeId::Enumeration(id), ..) => {
                schema.enumeration(id).variants.iter().map(|variant| variant.name.as_str()).collect()
            }
            Shape::Named(TypeId::Data(id), ..) => match &schema.data(id).definition.body {
                Body::Choice { variants, .. } => {
                    variants.iter().filter_map(|variant| variant.names.on(self.way)).collect()
                }
                Body::Plain(_) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn is_object(&self, id: ssot_core::ir::DataId) -> bool {
        let definition = &self.data.context.schema.data(id).definition;
        definition.proxy(self.way).is_none() && matches!(definition.body, Body::Plain(Content::Object(_)))
    }
}
