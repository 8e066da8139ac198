//! A trait that is an API has something that no endpoint has.
//!
//! ```rust,ignore
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(get = "/notes")]
//!     fn list(&self) -> Vec<String>;
//! }
//! ```
//!
//! Every method of the trait is an `async fn` with `&self`, without type parameters, with named arguments that it owns.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct EndpointForm {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl EndpointForm {
    pub(crate) const CODE: Code = Code(44);
}

impl From<EndpointForm> for Diagnostic {
    fn from(rule: EndpointForm) -> Self {
        Self::error(EndpointForm::CODE, rule.span, rule.message).help(rule.help)
    }
}
