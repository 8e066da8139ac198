//! A view has policies or a tenant, and row-level security is asked for.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["views"]
//! }
//!
//! /// @@allow("read", owner == auth().id)
//! view Report {
//!   id    Int    @unique
//!   owner String
//! }
//! ```
//!
//! Only tables have row-level security. A view shows what its own condition lets it.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct SecurityOfView {
    pub(crate) model: String,
    pub(crate) span: Span,
}

impl SecurityOfView {
    pub(crate) const CODE: Code = Code(422);
}

impl From<SecurityOfView> for Diagnostic {
    fn from(rule: SecurityOfView) -> Self {
        let message = format!("`{}` is a view, which can have no row-level security", rule.model);
        Self::error(SecurityOfView::CODE, rule.span, message)
            .help("put the condition into the view and leave the policies out, or leave `row_security` out")
    }
}
