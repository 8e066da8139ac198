//! A field of a composite type, which the TypeScript target does not have.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! type Place {
//!   city String
//! }
//!
//! model Shop {
//!   id    Int   @id @map("_id")
//!   place Place
//! }
//! ```
//!
//! Leave the target out for such a schema, or mark the field `@ignore`.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct EmbeddedType {
    pub(crate) field: String,
    pub(crate) ty: String,
    pub(crate) span: Span,
}

impl EmbeddedType {
    pub(crate) const CODE: Code = Code(603);
}

impl From<EmbeddedType> for Diagnostic {
    fn from(rule: EmbeddedType) -> Self {
        let message = format!("the TypeScript target has no embedded types: `{}` is a `{}`", rule.field, rule.ty);
        Self::error(EmbeddedType::CODE, rule.span, message)
            .help("leave the target out for MongoDB schemas, or mark the field `@ignore`")
    }
}
