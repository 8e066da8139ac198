//! Two fields or two variants have one name on the wire.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Point {
//!     x: f64,
//!     #[serde(rename = "x")]
//!     y: f64,
//! }
//! ```
//!
//! serde would write the key twice, and read only one of them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct SameKey {
    pub(crate) first: Span,
    pub(crate) again: Span,
    pub(crate) name: String,
}

impl SameKey {
    pub(crate) const CODE: Code = Code(98);
}

impl From<SameKey> for Diagnostic {
    fn from(rule: SameKey) -> Self {
        Self::error(SameKey::CODE, rule.again, format!("`{}` is the name of another one, too", rule.name))
            .label("has the same name on the wire")
            .also(rule.first, "the first one")
            .help("rename one of them")
    }
}
