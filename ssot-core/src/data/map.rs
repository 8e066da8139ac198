//! One kind of reference to another.

use super::{Body, Content, Definition, Field, Object, Shape, Variant};
use crate::source::Span;

/// Makes a shape of a reference, its arguments and its place.
pub(crate) type Resolve<'a, R, S> = dyn FnMut(&R, Vec<Shape<S>>, Span) -> Option<Shape<S>> + 'a;

impl<R> Definition<R> {
    /// The same with other references. A part with one that leads nowhere is left out.
    pub(crate) fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Definition<S> {
        Definition {
            parameters: self.parameters.clone(),
            body: match &self.body {
                Body::Plain(content) => Body::Plain(content.map(resolve)),
                Body::Choice { tagging, variants } => {
                    let variants = variants.iter().map(|variant| variant.map(resolve)).collect();
                    Body::Choice { tagging: tagging.clone(), variants }
                }
            },
            into: self.into.as_ref().and_then(|shape| shape.map(resolve)),
            from: self.from.as_ref().and_then(|shape| shape.map(resolve)),
        }
    }
}

impl<R> Variant<R> {
    fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Variant<S> {
        Variant {
            names: self.names.clone(),
            content: self.content.map(resolve),
            untagged: self.untagged,
            status: self.status,
            doc: self.doc.clone(),
            span: self.span,
        }
    }
}

impl<R> Content<R> {
    fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Content<S> {
        match self {
            Self::Nothing => Content::Nothing,
            Self::Value(shape) => shape.map(resolve).map_or(Content::Nothing, Content::Value),
            Self::Tuple(shapes) => Content::Tuple(shapes.iter().filter_map(|shape| shape.map(resolve)).collect()),
            Self::Object(Object { fields, closed, tag }) => {
                let fields = fields.iter().filter_map(|field| field.map(resolve)).collect();
                Content::Object(Object { fields, closed: *closed, tag: tag.clone() })
            }
        }
    }
}

impl<R> Field<R> {
    fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Option<Field<S>> {
        Some(Field {
            names: self.names.clone(),
            shape: self.shape.map(resolve)?,
            omission: self.omission,
            optional: self.optional,
            flat: self.flat,
            doc: self.doc.clone(),
            span: self.span,
            type_span: self.type_span,
        })
    }
}

impl<R> Shape<R> {
    /// The same with other references; `None` if one of them leads nowhere.
    pub(crate) fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Option<Shape<S>> {
        Some(match self {
            Self::Boolean => Shape::Boolean,
            Self::Integer(integer) => Shape::Integer(*integer),
            Self::Float(bits) => Shape::Float(*bits),
            Self::Text(text) => Shape::Text(*text),
            Self::Null => Shape::Null,
            Self::Json => Shape::Json,
            Self::Literal(text) => Shape::Literal(text),
            Self::Option(inner) => Shape::Option(Box::new(inner.map(resolve)?)),
            Self::List(inner) => Shape::List(Box::new(inner.map(resolve)?)),
            Self::Array(inner, length) => Shape::Array(Box::new(inner.map(resolve)?), *length),
            Self::Tuple(items) => Shape::Tuple(all(items, resolve)?),
            Self::Map(key, value) => Shape::Map(Box::new(key.map(resolve)?), Box::new(value.map(resolve)?)),
            Self::Record(fields) => {
                let fields = fields.iter().map(|(name, shape)| Some((*name, shape.map(resolve)?)));
                Shape::Record(fields.collect::<Option<_>>()?)
            }
            Self::Union(shapes) => Shape::Union(all(shapes, resolve)?),
            Self::Parameter(number) => Shape::Parameter(*number),
            Self::Named(name, arguments, span) => {
                let arguments = all(arguments, resolve)?;
                resolve(name, arguments, *span)?
            }
        })
    }
}

impl<R: Clone> Shape<R> {
    /// The same with arguments in the place of parameters.
    pub fn with(&self, arguments: &[Self]) -> Self {
        let inside = |shape: &Self| Box::new(shape.with(arguments));
        let each = |shapes: &[Self]| shapes.iter().map(|shape| shape.with(arguments)).collect();
        match self {
            Self::Parameter(number) => arguments.get(*number as usize).cloned().unwrap_or(Self::Json),
            Self::Option(inner) => Self::Option(inside(inner)),
            Self::List(inner) => Self::List(inside(inner)),
            Self::Array(inner, length) => Self::Array(inside(inner), *length),
            Self::Map(key, value) => Self::Map(inside(key), inside(value)),
            Self::Tuple(items) => Self::Tuple(each(items)),
            Self::Union(items) => Self::Union(each(items)),
            Self::Record(fields) => {
                Self::Record(fields.iter().map(|(name, shape)| (*name, shape.with(arguments))).collect())
            }
            Self::Named(id, given, span) => Self::Named(id.clone(), each(given), *span),
            plain => plain.clone(),
        }
    }
}

fn all<R, S>(shapes: &[Shape<R>], resolve: &mut Resolve<'_, R, S>) -> Option<Vec<Shape<S>>> {
    // Every one of them is looked at, so that all mistakes are found.
    let shapes: Vec<Option<Shape<S>>> = shapes.iter().map(|shape| shape.map(resolve)).collect();
    shapes.into_iter().collect()
}
