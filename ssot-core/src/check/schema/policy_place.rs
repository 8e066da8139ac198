//! A policy that nothing can be asked for.
//!
//! ```ssot
//! model Post {
//!   id   Int    @id
//!   note String @allow("read", id > 1) @ignore
//! }
//!
//! model Old {
//!   id Int @id
//!
//!   @@allow("read", true)
//!   @@ignore
//! }
//! ```
//!
//! What is ignored is in the database and in no API, so nobody can reach it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::Span;

pub(crate) struct PolicyPlace {
    name: String,
    span: Span,
}

impl PolicyPlace {
    pub(crate) const CODE: Code = Code(764);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        if model.ignored {
            let spans = model.policies.iter().map(|policy| policy.span).chain(model.tenant.map(|tenant| tenant.span));
            spans.for_each(|span| diagnostics.push(PolicyPlace { name: model.name.as_str().to_owned(), span }));
        }
        for field in model.fields.iter().filter(|field| field.ignored) {
            for policy in &field.policies {
                diagnostics.push(PolicyPlace { name: field.name.clone(), span: policy.span });
            }
        }
    }
}

impl From<PolicyPlace> for Diagnostic {
    fn from(rule: PolicyPlace) -> Self {
        Self::warning(PolicyPlace::CODE, rule.span, format!("`{}` is ignored, so this has no effect", rule.name))
            .help("remove the policy, or `@ignore`")
    }
}
