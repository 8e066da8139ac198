//! APIs of one's own: endpoints with types, beside those that models have.

use crate::endpoint::Endpoint;
use crate::name::Name;
use crate::source::Span;

use super::TypeId;

/// Endpoints that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct EndpointApi {
    /// Its name in the schema.
    pub name: Name,
    /// In the order of the source.
    pub endpoints: Vec<Endpoint<TypeId>>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Its name's place.
    pub name_span: Span,
}
