//! Rows of tenants, which the Rust target does not keep apart yet.
//!
//! ```ssot
//! model Post {
//!   id       Int    @id
//!   tenantId String
//!
//!   @@tenant(tenantId)
//! }
//! ```
//!
//! The server would show every tenant the rows of all. So there is no server until it keeps what the schema says: leave the target
//! out, or take the model out of the server with `@@ignore`.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct TenantOpen {
    pub(crate) model: String,
    pub(crate) span: Span,
}

impl TenantOpen {
    pub(crate) const CODE: Code = Code(791);
}

impl From<TenantOpen> for Diagnostic {
    fn from(rule: TenantOpen) -> Self {
        let message = format!("the Rust target does not keep tenants apart yet, and `{}` has them", rule.model);
        Self::error(TenantOpen::CODE, rule.span, message)
            .label("the server would show the rows of every tenant")
            .help("leave the target out, or take the model out of the server with `@@ignore`")
    }
}
