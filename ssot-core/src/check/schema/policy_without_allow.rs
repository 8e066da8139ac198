//! A model that only denies.
//!
//! ```ssot
//! model Post {
//!   id     Int     @id
//!   locked Boolean
//!   note   String  @deny("read", locked)
//!
//!   @@deny("update", locked)
//! }
//! ```
//!
//! As soon as something has a policy, all that no `allow` allows is denied. A `deny` alone opens nothing.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Effect, Operation, Policy, Schema};
use crate::source::Span;

pub(crate) struct PolicyWithoutAllow {
    name: String,
    sign: &'static str,
    operation: Operation,
    span: Span,
}

impl PolicyWithoutAllow {
    pub(crate) const CODE: Code = Code(765);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in schema.models.iter().filter(|model| !model.ignored) {
        judge(&model.policies, model.name.as_str(), "@@", diagnostics);
        for field in model.fields.iter().filter(|field| !field.ignored) {
            judge(&field.policies, &field.name, "@", diagnostics);
        }
    }
}

/// The first `deny` of each operation that no `allow` is about.
fn judge(policies: &[Policy], name: &str, sign: &'static str, diagnostics: &mut Diagnostics) {
    for operation in Operation::ALL {
        let about = |effect| policies.iter().find(|it| it.effect == effect && it.operations.has(operation));
        if let (Some(deny), None) = (about(Effect::Deny), about(Effect::Allow)) {
            diagnostics.push(PolicyWithoutAllow { name: name.to_owned(), sign, operation, span: deny.span });
        }
    }
}

impl From<PolicyWithoutAllow> for Diagnostic {
    fn from(rule: PolicyWithoutAllow) -> Self {
        let PolicyWithoutAllow { name, sign, operation, span } = rule;
        let operation = operation.as_str();
        Self::warning(PolicyWithoutAllow::CODE, span, format!("nothing allows `{operation}` of `{name}`, so nobody may"))
            .help(format!("say who may: `{sign}allow(\"{operation}\", …)`"))
    }
}
