//! A policy, which the Rust target does not enforce yet.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//!
//!   @@allow("read", published)
//! }
//! ```
//!
//! The server would answer everybody. So there is no server until it keeps what the schema says: leave the target out, or take the
//! model out of the server with `@@ignore`.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct PolicyOpen {
    pub(crate) model: String,
    pub(crate) span: Span,
}

impl PolicyOpen {
    pub(crate) const CODE: Code = Code(790);
}

impl From<PolicyOpen> for Diagnostic {
    fn from(rule: PolicyOpen) -> Self {
        let message = format!("the Rust target does not enforce policies yet, and `{}` has one", rule.model);
        Self::error(PolicyOpen::CODE, rule.span, message)
            .label("the server would answer everybody")
            .help("leave the target out, or take the model out of the server with `@@ignore`")
    }
}
