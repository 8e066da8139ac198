//! A relation points at a model that clients do not see.
//!
//! ```prisma
//! model Old {
//!   id  Int   @id
//!   new New[]
//!
//!   @@ignore
//! }
//!
//! model New {
//!   id    Int  @id
//!   oldId Int
//!   old   Old  @relation(fields: [oldId], references: [id])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct IgnoredTarget {
    field: String,
    target: String,
    span: Span,
    end: Span,
    model: Span,
}

impl IgnoredTarget {
    pub(crate) const CODE: Code = Code(275);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        for end in relation.ends() {
            let (model, field) = (schema.model(end.model), schema.field(end.model, end.field));
            let target = schema.model(relation.opposite(end).model);
            if target.ignored && !model.ignored && !field.ignored {
                diagnostics.push(IgnoredTarget {
                    field: field.name.clone(),
                    target: target.name.to_string(),
                    span: field.name_span,
                    end: field.span.after(),
                    model: target.name_span,
                });
            }
        }
    }
}

impl From<IgnoredTarget> for Diagnostic {
    fn from(rule: IgnoredTarget) -> Self {
        let message = format!("`{}` points at `{}`, which is ignored", rule.field, rule.target);
        Self::error(IgnoredTarget::CODE, rule.span, message)
            .also(rule.model, "has `@@ignore`")
            .help("add `@ignore` to the relation")
            .fix("add `@ignore`", rule.end, " @ignore")
    }
}
