//! A policy that the Rust target cannot enforce as it is written.
//!
//! ```ssot
//! model Post {
//!   id    Int     @id
//!   price Decimal
//!
//!   @@allow("read", price * 2 < 100)
//! }
//! ```
//!
//! A condition that cannot become SQL with the same result on every database is refused: a server without it would be open. The
//! label says what stands in the way; write the condition otherwise, or take the model out of the server with `@@ignore`.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct PolicyOpen {
    pub(crate) model: String,
    pub(crate) span: Span,
    pub(crate) reason: &'static str,
}

impl PolicyOpen {
    pub(crate) const CODE: Code = Code(790);
}

impl From<PolicyOpen> for Diagnostic {
    fn from(rule: PolicyOpen) -> Self {
        let message = format!("the Rust target cannot enforce this policy of `{}`", rule.model);
        Self::error(PolicyOpen::CODE, rule.span, message)
            .label(rule.reason)
            .help("write the condition otherwise, or take the model out of the server with `@@ignore`")
    }
}
