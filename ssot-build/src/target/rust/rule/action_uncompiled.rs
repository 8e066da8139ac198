//! An action that the Rust server cannot run as it is written.
//!
//! ```ssot
//! model Cart {
//!   id    Int     @id @default(autoincrement())
//!   total Decimal @default(0)
//! }
//!
//! action add(price: Decimal) on Cart {
//!   set total = total + price
//! }
//! ```
//!
//! Databases reckon differently with such values, and the server has to give one answer on all of them.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct ActionUncompiled {
    pub(crate) action: String,
    pub(crate) span: Span,
    pub(crate) reason: &'static str,
}

impl ActionUncompiled {
    pub(crate) const CODE: Code = Code(508);
}

impl From<ActionUncompiled> for Diagnostic {
    fn from(rule: ActionUncompiled) -> Self {
        let message = format!("the Rust server cannot run `{}`: {}", rule.action, rule.reason);
        Self::error(ActionUncompiled::CODE, rule.span, message).help("write it in another way, or as a route of your own")
    }
}
