//! Every shape in a definition.

use super::{Body, Content, Definition, Shape, Way};
use crate::source::Span;

impl<R> Definition<R> {
    /// The shapes that a value of the type has directly in it, in one direction, in order.
    pub fn shapes(&self, way: Way) -> Vec<&Shape<R>> {
        self.placed_shapes(way).into_iter().map(|(shape, _)| shape).collect()
    }

    /// The same, each with the place of its type, or else of its variant, if it is one of those of a field or variant.
    pub(crate) fn placed_shapes(&self, way: Way) -> Vec<(&Shape<R>, Option<Span>)> {
        if let Some(proxy) = self.proxy(way) {
            return vec![(proxy, None)];
        }
        match &self.body {
            Body::Plain(content) => content.placed_shapes(way, None),
            Body::Choice { variants, .. } => {
                let variants = variants.iter().filter(|variant| variant.names.on(way).is_some());
                variants.flat_map(|variant| variant.content.placed_shapes(way, Some(variant.span))).collect()
            }
        }
    }
}

impl<R> Content<R> {
    /// The shapes of its parts in one direction.
    pub fn shapes(&self, way: Way) -> Vec<&Shape<R>> {
        self.placed_shapes(way, None).into_iter().map(|(shape, _)| shape).collect()
    }

    fn placed_shapes(&self, way: Way, outer: Option<Span>) -> Vec<(&Shape<R>, Option<Span>)> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Value(shape) => vec![(shape, outer)],
            Self::Tuple(shapes) => shapes.iter().map(|shape| (shape, outer)).collect(),
            Self::Object(object) => {
                let fields = object.fields.iter().filter(|field| field.flat || field.names.on(way).is_some());
                fields.map(|field| (&field.shape, Some(field.type_span))).collect()
            }
        }
    }
}

impl<R> Shape<R> {
    /// The shapes that stand in it, without itself.
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Option(inner) | Self::List(inner) | Self::Array(inner, _) => vec![inner],
            Self::Tuple(items) | Self::Union(items) | Self::Named(_, items, _) => items.iter().collect(),
            Self::Map(key, value) => vec![key, value],
            Self::Record(fields) => fields.iter().map(|(_, shape)| shape).collect(),
            Self::Boolean
            | Self::Integer(_)
            | Self::Float(_)
            | Self::Text(_)
            | Self::Null
            | Self::Json
            | Self::Literal(_)
            | Self::Parameter(_) => Vec::new(),
        }
    }

    /// Visits it and every shape that stands in it.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            // Most have no part or one, for which no list is made.
            Self::Option(inner) | Self::List(inner) | Self::Array(inner, _) => inner.each(visit),
            Self::Tuple(items) | Self::Union(items) | Self::Named(_, items, _) => {
                for item in items {
                    item.each(visit);
                }
            }
            parted => {
                for part in parted.parts() {
                    part.each(visit);
                }
            }
        }
    }
}

impl<R> Definition<R> {
    /// Visits the place of every part.
    pub(crate) fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let Self { parameters: _, body, into, from } = self;
        match body {
            Body::Plain(content) => content.each_span(visit),
            Body::Choice { tagging: _, variants } => {
                for variant in variants {
                    visit(&mut variant.span);
                    variant.content.each_span(visit);
                }
            }
        }
        for proxy in [into, from].into_iter().flatten() {
            proxy.each_span(visit);
        }
    }
}

impl<R> Content<R> {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Nothing => {}
            Self::Value(shape) => shape.each_span(visit),
            Self::Tuple(shapes) => {
                for shape in shapes {
                    shape.each_span(visit);
                }
            }
            Self::Object(object) => {
                for field in &mut object.fields {
                    visit(&mut field.span);
                    visit(&mut field.type_span);
                    field.shape.each_span(visit);
                }
            }
        }
    }
}

impl<R> Shape<R> {
    pub(crate) fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Option(inner) | Self::List(inner) | Self::Array(inner, _) => inner.each_span(visit),
            Self::Tuple(items) | Self::Union(items) => {
                for item in items {
                    item.each_span(visit);
                }
            }
            Self::Map(key, value) => {
                key.each_span(visit);
                value.each_span(visit);
            }
            Self::Record(fields) => {
                for (_, shape) in fields {
                    shape.each_span(visit);
                }
            }
            Self::Named(_, arguments, span) => {
                visit(span);
                for argument in arguments {
                    argument.each_span(visit);
                }
            }
            Self::Boolean
            | Self::Integer(_)
            | Self::Float(_)
            | Self::Text(_)
            | Self::Null
            | Self::Json
            | Self::Literal(_)
            | Self::Parameter(_) => {}
        }
    }
}
