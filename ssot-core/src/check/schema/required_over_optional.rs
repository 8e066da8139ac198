//! A relation is required, but a field that holds it may be missing.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int?
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Arity, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct RequiredOverOptional {
    relation: String,
    ty: Span,
    field: String,
    sign: Span,
}

impl RequiredOverOptional {
    pub(crate) const CODE: Code = Code(254);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let from = schema.model(key.from.model);
        let holder = from.field(key.from.field);
        let optional = key.fields.iter().map(|&field| from.field(field)).find(|field| field.arity == Arity::Optional);
        if let (Arity::Required, Some(field)) = (holder.arity, optional) {
            diagnostics.push(RequiredOverOptional {
                relation: holder.name.clone(),
                ty: holder.type_span,
                field: field.name.clone(),
                sign: field.arity_span,
            });
        }
    }
}

impl From<RequiredOverOptional> for Diagnostic {
    fn from(rule: RequiredOverOptional) -> Self {
        let message = format!("the relation `{}` is required, but `{}` may be missing", rule.relation, rule.field);
        Self::error(RequiredOverOptional::CODE, rule.ty, message)
            .also(rule.sign, "may be missing")
            .help(format!("add `?` here, or remove it from `{}`", rule.field))
            .fix("make the relation optional", rule.ty.after(), "?")
    }
}
