//! A parameter that no step uses.
//!
//! ```ssot
//! model Post {
//!   id    Int    @id @default(autoincrement())
//!   title String
//! }
//!
//! action rename(title: String, reason: String?) on Post {
//!   set title = title
//! }
//! ```
//!
//! Callers would be asked for something that has no effect.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ExpressionKind, Schema};
use crate::source::Span;

pub(crate) struct UnusedParameter {
    name: String,
    span: Span,
}

impl UnusedParameter {
    pub(crate) const CODE: Code = Code(788);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // What the steps that are missing use is not known; an action without any is reported as a whole.
    for action in schema.actions.iter().filter(|action| !action.incomplete && !action.steps.is_empty()) {
        let mut used = vec![false; action.parameters.len()];
        for step in &action.steps {
            step.walk(&mut |step| {
                for expression in step.expressions() {
                    expression.walk(&mut |node| {
                        if let ExpressionKind::Parameter(id) = node.kind {
                            used[id.index()] = true;
                        }
                    });
                }
            });
        }
        for (parameter, _) in action.parameters.iter().zip(used).filter(|(_, used)| !used) {
            diagnostics.push(UnusedParameter { name: parameter.name.clone(), span: parameter.span });
        }
    }
}

impl From<UnusedParameter> for Diagnostic {
    fn from(rule: UnusedParameter) -> Self {
        Self::warning(UnusedParameter::CODE, rule.span, format!("no step uses `{}`", rule.name))
            .help("use it or remove it")
    }
}
