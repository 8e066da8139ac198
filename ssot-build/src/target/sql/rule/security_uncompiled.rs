//! A policy that cannot be row-level security of PostgreSQL as it is written.
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
//! With `Sql::row_security` every policy of a model is asked by the database too. One that has no condition there with the same result is refused,
//! never left out. The label says what stands in the way.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct SecurityUncompiled {
    pub(crate) model: String,
    pub(crate) reason: &'static str,
    pub(crate) span: Span,
}

impl SecurityUncompiled {
    pub(crate) const CODE: Code = Code(420);
}

impl From<SecurityUncompiled> for Diagnostic {
    fn from(rule: SecurityUncompiled) -> Self {
        let message = format!("this policy of `{}` cannot be row-level security", rule.model);
        Self::error(SecurityUncompiled::CODE, rule.span, message)
            .label(rule.reason)
            .help("write the condition otherwise, or leave `row_security` out")
    }
}
