//! A type has arguments.
//!
//! ```prisma
//! model A {
//!   id String(36) @id
//! }
//! ```
//!
//! The type of the column is an attribute: `String @db.VarChar(36)`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct TypeArguments {
    pub(crate) span: Span,
    pub(crate) name: String,
    /// As written.
    pub(crate) arguments: Vec<String>,
}

impl TypeArguments {
    pub(crate) const CODE: Code = Code(16);
}

impl From<TypeArguments> for Diagnostic {
    fn from(rule: TypeArguments) -> Self {
        let message = format!("the type `{}` takes no arguments", rule.name);
        let found = Self::error(TypeArguments::CODE, rule.span, message);
        let native = match (rule.name.as_str(), rule.arguments.as_slice()) {
            ("String", [length]) => format!("String @db.VarChar({length})"),
            ("Decimal", [precision, scale]) => format!("Decimal @db.Decimal({precision}, {scale})"),
            ("DateTime", [precision]) => format!("DateTime @db.Timestamp({precision})"),
            _ => return found.help("the size of a column is an attribute, such as `@db.VarChar(255)`"),
        };
        found.help(format!("write `{native}`")).fix(format!("write `{native}`"), rule.span, native)
    }
}
