//! Row-level security is asked for where there is none.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlite"
//! }
//!
//! model Post {
//!   id Int @id
//! }
//! ```
//!
//! `Sql::row_security` is for PostgreSQL. On other databases the servers ask the policies.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct SecurityElsewhere {
    pub(crate) provider: &'static str,
    pub(crate) span: Span,
}

impl SecurityElsewhere {
    pub(crate) const CODE: Code = Code(421);
}

impl From<SecurityElsewhere> for Diagnostic {
    fn from(rule: SecurityElsewhere) -> Self {
        let message = format!("{} has no row-level security that policies could become", rule.provider);
        Self::error(SecurityElsewhere::CODE, rule.span, message)
            .help("leave `row_security` out, or use PostgreSQL")
    }
}
