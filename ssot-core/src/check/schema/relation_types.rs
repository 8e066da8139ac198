//! A foreign key and what it points at have different types.
//!
//! ```prisma
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId String
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{RelationKind, Schema, Type};
use crate::source::Span;

pub(crate) struct RelationTypes {
    field: String,
    target: String,
    wanted: String,
    ty: Span,
    target_type: Span,
    relation: Span,
}

impl RelationTypes {
    pub(crate) const CODE: Code = Code(250);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let (from, to) = (schema.model(key.from.model), schema.model(key.to.model));
        for (&field, &target) in key.fields.iter().zip(&key.references) {
            let (field, target) = (from.field(field), to.field(target));
            if field.ty != target.ty {
                diagnostics.push(RelationTypes {
                    field: format!("{}.{}", from.name, field.name),
                    target: format!("{}.{}", to.name, target.name),
                    wanted: describe(schema, &target.ty),
                    ty: field.type_span,
                    target_type: target.type_span,
                    relation: key.spans.attribute,
                });
            }
        }
    }
}

fn describe(schema: &Schema, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.as_str().to_owned(),
        Type::Enumeration(id) => schema.enumeration(*id).name.to_string(),
        Type::Composite(id) => schema.composite(*id).name.to_string(),
        Type::Relation(_) => String::new(),
        Type::Unsupported(text) => format!("Unsupported({text:?})"),
    }
}

impl From<RelationTypes> for Diagnostic {
    fn from(rule: RelationTypes) -> Self {
        let message = format!("`{}` points at `{}`, but their types differ", rule.field, rule.target);
        Self::error(RelationTypes::CODE, rule.ty, message)
            .also(rule.target_type, "what it points at")
            .also(rule.relation, "the relation")
            .help(format!("make it `{}`", rule.wanted))
            .fix(format!("make it `{}`", rule.wanted), rule.ty, rule.wanted)
    }
}
