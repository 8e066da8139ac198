//! An argument of an endpoint stands nowhere in a request.
//!
//! ```rust,ignore
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(post = "/notes")]
//!     async fn add(&self, title: String, text: String);
//! }
//! ```
//!
//! What is not in the path is in the query for `get` and `delete`, and is the body for `post`, `put` and `patch`, which have one. Paths and
//! queries hold text: numbers, booleans, names of enums, in a query also `Option` and `Vec` of them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct EndpointArgument {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl EndpointArgument {
    pub(crate) const CODE: Code = Code(46);
}

impl From<EndpointArgument> for Diagnostic {
    fn from(rule: EndpointArgument) -> Self {
        Self::error(EndpointArgument::CODE, rule.span, rule.message).help(rule.help)
    }
}
