//! A type that is more than one text stands in a path or a query.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Filter {
//!     text: String,
//! }
//!
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(get = "/notes")]
//!     async fn list(&self, filter: Filter) -> Vec<String>;
//! }
//! ```
//!
//! Enums without data and structs around one text, number or boolean are one text.

use crate::data::{Shape, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::endpoint::Place;
use crate::ir::{Schema, TypeId};
use crate::source::Span;

pub(crate) struct EndpointText {
    name: String,
    span: Span,
    place: Place,
}

impl EndpointText {
    pub(crate) const CODE: Code = Code(301);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for parameter in schema.apis.iter().flat_map(|api| &api.endpoints).flat_map(|endpoint| &endpoint.parameters) {
        let inner = match (&parameter.shape, parameter.place) {
            (_, Place::Body) => continue,
            (Shape::Option(inner) | Shape::List(inner), Place::Query) => inner,
            (shape, _) => shape,
        };
        if !is_text(schema, inner) {
            diagnostics.push(EndpointText { name: parameter.name.clone(), span: parameter.span, place: parameter.place });
        }
    }
}

fn is_text(schema: &Schema, shape: &Shape<TypeId>) -> bool {
    match schema.resolve_shape(shape, Way::Read) {
        Shape::Boolean
        | Shape::Integer(_)
        | Shape::Float(_)
        | Shape::Text(_)
        | Shape::Named(TypeId::Enumeration(_), ..) => true,
        Shape::Named(TypeId::Data(id), ..) => schema.is_names(id),
        _ => false,
    }
}

impl From<EndpointText> for Diagnostic {
    fn from(rule: EndpointText) -> Self {
        let message = format!("`{}` is not written as one text", rule.name);
        let help = match rule.place {
            Place::Path => "a segment of a path is a text, a number, a boolean or a name of an enum",
            _ => "take its parts as arguments of their own",
        };
        Self::error(EndpointText::CODE, rule.span, message).help(help)
    }
}
