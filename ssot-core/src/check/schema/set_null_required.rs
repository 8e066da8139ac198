//! `SetNull` on a field that cannot be null.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id], onDelete: SetNull)
//! }
//! ```
//!
//! PostgreSQL accepts the schema and then refuses the deletion: there it is a warning.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ReferentialAction, Arity, Provider, RelationKind, RelationMode, Schema};
use crate::source::Span;

pub(crate) struct SetNullRequired {
    field: String,
    ty: Span,
    action: Span,
    is_accepted: bool,
}

impl SetNullRequired {
    pub(crate) const CODE: Code = Code(257);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let accepts = |provider| provider == Provider::Postgres && schema.relation_mode() == RelationMode::ForeignKeys;
    let is_accepted = accepts(schema.declared()) && accepts(schema.provider);
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let from = schema.model(key.from.model);
        let required = key.fields.iter().map(|&field| from.field(field)).find(|field| field.arity == Arity::Required);
        let Some(field) = required else { continue };
        for (action, span) in [(key.on_delete, key.spans.on_delete), (key.on_update, key.spans.on_update)] {
            if let (ReferentialAction::SetNull, Some(action)) = (action, span) {
                let name = field.name.clone();
                diagnostics.push(SetNullRequired { field: name, ty: field.type_span, action, is_accepted });
            }
        }
    }
}

impl From<SetNullRequired> for Diagnostic {
    fn from(rule: SetNullRequired) -> Self {
        let message = format!("`SetNull` sets `{}`, which is required", rule.field);
        let diagnostic = Self::error(SetNullRequired::CODE, rule.action, message)
            .also(rule.ty, "cannot be null")
            .help(format!("make `{}` and the relation optional with `?`, or use another action", rule.field));
        if rule.is_accepted {
            return Self { severity: crate::diagnostic::Severity::Warning, ..diagnostic };
        }
        diagnostic
    }
}
