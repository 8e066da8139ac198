//! An endpoint refuses with something that has no status.
//!
//! ```rust,ignore
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(get = "/notes/{id}")]
//!     async fn note(&self, id: u32) -> Result<String, String>;
//! }
//! ```
//!
//! An error is an enum marked `#[ssot::model]` with `#[serde(tag = "code")]`, each variant with `#[ssot(status = …)]`.

use crate::data::{Body, Shape};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Schema, TypeId};
use crate::source::Span;

pub(crate) struct EndpointError {
    name: String,
    span: Span,
}

impl EndpointError {
    pub(crate) const CODE: Code = Code(302);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for endpoint in schema.apis.iter().flat_map(|api| &api.endpoints) {
        let Some(error) = &endpoint.error else { continue };
        let has_statuses = match error {
            Shape::Named(TypeId::Data(id), arguments, _) if arguments.is_empty() => {
                let body = &schema.data(*id).definition.body;
                matches!(body, Body::Choice { variants, .. } if variants.iter().all(|variant| variant.status.is_some()))
            }
            _ => false,
        };
        if !has_statuses {
            diagnostics.push(EndpointError { name: endpoint.name.clone(), span: endpoint.span });
        }
    }
}

impl From<EndpointError> for Diagnostic {
    fn from(rule: EndpointError) -> Self {
        let message = format!("it is not known which status a refusal of `{}` has", rule.name);
        Self::error(EndpointError::CODE, rule.span, message).help(
            "refuse with an enum: `#[ssot::model] #[serde(tag = \"code\")]`, and `#[ssot(status = 404)]` on each variant",
        )
    }
}
