//! The path of an endpoint is missing, cannot be one, or does not fit the arguments.
//!
//! ```rust,ignore
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(get = "/notes/{id}")]
//!     async fn note(&self, number: u32) -> String;
//! }
//! ```
//!
//! A path is `/` and segments: letters, digits and `-._~`, or one argument in braces. The segment `-` belongs to the server.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct EndpointPath {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl EndpointPath {
    pub(crate) const CODE: Code = Code(45);
}

impl From<EndpointPath> for Diagnostic {
    fn from(rule: EndpointPath) -> Self {
        Self::error(EndpointPath::CODE, rule.span, rule.message).help(rule.help)
    }
}
