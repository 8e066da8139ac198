//! Endpoints of two APIs have one method and one path.
//!
//! ```rust,ignore
//! #[ssot::api]
//! trait Notes {
//!     #[ssot(get = "/notes/{id}")]
//!     async fn note(&self, id: u32) -> String;
//! }
//!
//! #[ssot::api]
//! trait Archive {
//!     #[ssot(get = "/notes/{name}")]
//!     async fn find(&self, name: String) -> String;
//! }
//! ```
//!
//! What a parameter is called does not tell paths apart.

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct EndpointClash {
    method: &'static str,
    owner: String,
    again: Span,
    first: Span,
}

impl EndpointClash {
    pub(crate) const CODE: Code = Code(300);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for (index, api) in schema.apis.iter().enumerate() {
        for endpoint in &api.endpoints {
            let method = endpoint.method.as_str();
            let Some(&(other, first)) = seen.get(&(method, endpoint.outline())) else {
                seen.insert((method, endpoint.outline()), (index, endpoint.path_span));
                continue;
            };
            // Those of one API are told apart where it is read.
            if other != index {
                let owner = schema.apis[other].name.to_string();
                diagnostics.push(EndpointClash { method, owner, again: endpoint.path_span, first });
            }
        }
    }
}

impl From<EndpointClash> for Diagnostic {
    fn from(rule: EndpointClash) -> Self {
        Self::error(EndpointClash::CODE, rule.again, format!("`{}` has {} at this path, too", rule.owner, rule.method))
            .label("the second one")
            .also(rule.first, "the first one")
            .help("give one of them another path")
    }
}
