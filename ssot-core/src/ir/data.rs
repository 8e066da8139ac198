//! Types that are stored nowhere: requests, answers, events, settings.

use crate::data::{Body, Content, Definition, Shape, Tagging, Way};
use crate::name::Name;
use crate::source::Span;

use super::{Bounds, Check, DataId, EnumId, ModelId, RichScalar, Scalar, Schema};

/// How deep types are followed into each other.
const MAX_DEPTH: u32 = 64;

/// A type that is stored nowhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its name in the schema.
    pub name: Name,
    /// What it holds.
    pub definition: Definition<TypeId>,
    /// The rules of its value, if it is a scalar.
    pub scalar: Option<OwnScalar>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Its name's place.
    pub name_span: Span,
}

/// The rules of a scalar of one's own. Its value is the one that its definition holds.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnScalar {
    /// What a column holds that is of this type; what its rules are about.
    pub base: Scalar,
    /// Whether there are such columns; else it only travels.
    pub is_column: bool,
    /// The scalar of the catalogue that it is; `base` is then that scalar's base type.
    pub scalar: Option<RichScalar>,
    /// Rules for its value, besides those of type and scalar.
    pub checks: Vec<Check>,
}

impl OwnScalar {
    /// The tightest limits of scalar and rules together.
    pub fn bounds(&self) -> Bounds<'_> {
        Bounds::of(self.scalar, &self.checks)
    }

    /// The scalar whose text rules hold.
    pub fn format(&self) -> Option<RichScalar> {
        super::field::format(self.scalar, &self.checks)
    }

    /// What a text must match besides.
    pub fn pattern(&self) -> Option<&str> {
        super::field::pattern(&self.checks)
    }
}

/// A type with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeId {
    /// Another of this kind.
    Data(DataId),
    /// An enumeration: its value's name.
    Enumeration(EnumId),
    /// A model: a row of it as an API answers it, without its relations.
    Model(ModelId),
}

/// What stands in an object in the place of a value that is flattened into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flattened {
    /// Keys.
    Keys,
    /// Nobody knows: an argument decides.
    Unknown,
    /// It has no keys.
    Nothing,
}

impl Schema {
    /// Data types with their ids.
    pub fn data_types(&self) -> impl ExactSizeIterator<Item = (DataId, &Data)> {
        self.data.iter().enumerate().map(|(index, data)| (DataId(index as u32), data))
    }

    /// What stands behind names that are only other names, in one direction.
    pub fn resolve_shape(&self, shape: &Shape<TypeId>, way: Way) -> Shape<TypeId> {
        let mut shape = shape.clone();
        // Names that lead back to themselves are none of a valid schema.
        for _ in 0..=self.data.len() {
            let Shape::Named(TypeId::Data(id), arguments, _) = &shape else { break };
            let definition = &self.data(*id).definition;
            let inner = match (definition.proxy(way), &definition.body) {
                (Some(proxy), _) => proxy,
                (None, Body::Plain(Content::Value(inner))) => inner,
                _ => break,
            };
            shape = inner.with(arguments);
        }
        shape
    }

    /// Whether every value of the type is one of some names: what the keys of a map can be.
    pub fn is_names(&self, id: DataId) -> bool {
        match &self.data(id).definition.body {
            Body::Choice { tagging: Tagging::External, variants } => {
                variants.iter().all(|variant| !variant.untagged && variant.content == Content::Nothing)
            }
            _ => false,
        }
    }

    /// Whether a value has keys that can stand in another object.
    pub fn flattened(&self, shape: &Shape<TypeId>, way: Way) -> Flattened {
        self.flattened_at(shape, way, 0)
    }

    fn flattened_at(&self, shape: &Shape<TypeId>, way: Way, depth: u32) -> Flattened {
        // What never ends is refused elsewhere.
        if depth > MAX_DEPTH {
            return Flattened::Unknown;
        }
        match self.resolve_shape(shape, way) {
            Shape::Null | Shape::Json | Shape::Record(_) | Shape::Named(TypeId::Model(_), ..) => Flattened::Keys,
            Shape::Parameter(_) => Flattened::Unknown,
            Shape::Option(inner) => self.flattened_at(&inner, way, depth + 1),
            Shape::Map(key, _) => match self.resolve_shape(&key, way) {
                Shape::Text(_) | Shape::Named(..) => Flattened::Keys,
                // serde finds only text among the keys that are left over.
                _ => Flattened::Nothing,
            },
            Shape::Union(shapes) => {
                let all = shapes.iter().all(|shape| self.flattened_at(shape, way, depth + 1) != Flattened::Nothing);
                if all { Flattened::Keys } else { Flattened::Nothing }
            }
            Shape::Named(TypeId::Data(id), arguments, _) => self.flattened_data(id, &arguments, way, depth + 1),
            _ => Flattened::Nothing,
        }
    }

    fn flattened_data(&self, id: DataId, arguments: &[Shape<TypeId>], way: Way, depth: u32) -> Flattened {
        match &self.data(id).definition.body {
            Body::Plain(Content::Object(_) | Content::Nothing) => Flattened::Keys,
            Body::Plain(_) => Flattened::Nothing,
            Body::Choice { tagging, variants } => {
                let mut present = variants.iter().filter(|variant| variant.names.on(way).is_some());
                let all = present.all(|variant| match (&variant.content, tagging) {
                    (Content::Object(_), _) => true,
                    (Content::Nothing, Tagging::External) => false,
                    (_, Tagging::External | Tagging::Internal(_) | Tagging::Adjacent { .. }) if !variant.untagged => {
                        true
                    }
                    (Content::Value(shape), _) => {
                        self.flattened_at(&shape.with(arguments), way, depth) != Flattened::Nothing
                    }
                    _ => false,
                });
                if all { Flattened::Keys } else { Flattened::Nothing }
            }
        }
    }
}
