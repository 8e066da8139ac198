//! Every shape in a definition.

use super::{Body, Content, Definition, Field, Shape, Variant, Way};
use crate::source::Span;

impl<R> Definition<R> {
    /// The shapes that a value of the type has directly in it, in one direction, in order.
    pub fn shapes(&self, way: Way) -> impl Iterator<Item = &Shape<R>> {
        self.placed_shapes(way).map(|(shape, _)| shape)
    }

    /// The same, each with the place of its type, or else of its variant, if it is one of those of a field or variant.
    pub(crate) fn placed_shapes(&self, way: Way) -> impl Iterator<Item = (&Shape<R>, Option<Span>)> {
        let proxy = self.proxy(way);
        let (plain, variants): (_, &[Variant<R>]) = match &self.body {
            _ if proxy.is_some() => (None, &[]),
            Body::Plain(content) => (Some(content), &[]),
            Body::Choice { variants, .. } => (None, variants),
        };
        let variants = variants.iter().filter(move |variant| variant.names.on(way).is_some());
        let of_variants = variants.flat_map(move |variant| variant.content.placed_shapes(way, Some(variant.span)));
        let of_plain = plain.into_iter().flat_map(move |content| content.placed_shapes(way, None));
        proxy.map(|proxy| (proxy, None)).into_iter().chain(of_plain).chain(of_variants)
    }
}

impl<R> Content<R> {
    /// The shapes of its parts in one direction.
    pub fn shapes(&self, way: Way) -> impl Iterator<Item = &Shape<R>> {
        self.placed_shapes(way, None).map(|(shape, _)| shape)
    }

    fn placed_shapes(&self, way: Way, outer: Option<Span>) -> impl Iterator<Item = (&Shape<R>, Option<Span>)> {
        let (items, fields): (&[Shape<R>], &[Field<R>]) = match self {
            Self::Nothing => (&[], &[]),
            Self::Value(shape) => (std::slice::from_ref(shape), &[]),
            Self::Tuple(shapes) => (shapes, &[]),
            Self::Object(object) => (&[], &object.fields),
        };
        let fields = fields.iter().filter(move |field| field.flat || field.names.on(way).is_some());
        let items = items.iter().map(move |shape| (shape, outer));
        items.chain(fields.map(|field| (&field.shape, Some(field.type_span))))
    }
}

impl<R> Shape<R> {
    /// The shapes that stand in it, without itself.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let (first, items, fields): (Option<&Self>, &[Self], &[(&str, Self)]) = match self {
            Self::Option(inner) | Self::List(inner) | Self::Array(inner, _) => (None, std::slice::from_ref(inner), &[]),
            Self::Tuple(items) | Self::Union(items) | Self::Named(_, items, _) => (None, items, &[]),
            Self::Map(key, value) => (Some(key), std::slice::from_ref(value), &[]),
            Self::Record(fields) => (None, &[], fields),
            Self::Boolean
            | Self::Integer(_)
            | Self::Float(_)
            | Self::Text(_)
            | Self::Null
            | Self::Json
            | Self::Literal(_)
            | Self::Parameter(_) => (None, &[], &[]),
        };
        first.into_iter().chain(items).chain(fields.iter().map(|(_, shape)| shape))
    }

    /// Visits it and every shape that stands in it.
    pub fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for part in self.parts() {
            part.each(visit);
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
