//! A field has policies, which row-level security does not know.
//!
//! ```ssot
//! model Person {
//!   id    Int    @id
//!   email String @allow("read", id == 1)
//!
//!   @@allow("read", true)
//! }
//! ```
//!
//! PostgreSQL asks about rows, not about their columns: policies of fields are kept by the servers alone. Whoever reaches the table otherwise sees the
//! field of every row that it sees.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct SecurityOfField {
    pub(crate) field: String,
    pub(crate) span: Span,
}

impl SecurityOfField {
    pub(crate) const CODE: Code = Code(423);
}

impl From<SecurityOfField> for Diagnostic {
    fn from(rule: SecurityOfField) -> Self {
        let message = format!("the policies of `{}` are kept by servers alone: row-level security knows no columns", rule.field);
        Self::note(SecurityOfField::CODE, rule.span, message)
            .help("put what must be kept in the database too into a model of its own")
    }
}
