//! The end of a one-to-one relation that holds no columns is required.
//!
//! ```prisma
//! model User {
//!   id      Int     @id
//!   profile Profile
//! }
//!
//! model Profile {
//!   id     Int  @id
//!   userId Int  @unique
//!   user   User @relation(fields: [userId], references: [id])
//! }
//! ```
//!
//! No column can promise that the other row exists, and neither row could be the first.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Arity, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct OneToOneRequired {
    field: String,
    ty: Span,
    holder: Span,
    is_holder_optional: bool,
}

impl OneToOneRequired {
    pub(crate) const CODE: Code = Code(253);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let back = schema.field(key.to.model, key.to.field);
        if key.one_to_one && back.arity == Arity::Required {
            let holder = schema.field(key.from.model, key.from.field);
            diagnostics.push(OneToOneRequired {
                field: back.name.clone(),
                ty: back.type_span,
                holder: holder.name_span,
                is_holder_optional: holder.arity == Arity::Optional,
            });
        }
    }
}

impl From<OneToOneRequired> for Diagnostic {
    fn from(rule: OneToOneRequired) -> Self {
        let message = format!("`{}` holds no columns, so it cannot be required", rule.field);
        let diagnostic =
            Self::error(OneToOneRequired::CODE, rule.ty, message).also(rule.holder, "this end holds the columns");
        let diagnostic = if rule.is_holder_optional {
            diagnostic.help("add `?`, or move `fields` and `references` to this end")
        } else {
            diagnostic.help("add `?`")
        };
        diagnostic.fix("add `?`", rule.ty.after(), "?")
    }
}
