//! A step that is never reached.
//!
//! ```ssot
//! event Closed {
//!   count Int
//! }
//!
//! action close(count: Int) {
//!   if count > 3 {
//!     return
//!   } else {
//!     reject "too_few"
//!   }
//!   emit Closed { count: count }
//! }
//! ```
//!
//! `return` and `reject` end the action.

use crate::ast::{Declaration, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

pub(crate) struct UnreachedStep {
    span: Span,
    end: Span,
}

impl UnreachedStep {
    pub(crate) const CODE: Code = Code(783);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    if let Declaration::Action(action) = declaration {
        judge(&action.steps, diagnostics);
    }
}

fn judge(steps: &[Step], diagnostics: &mut Diagnostics) {
    for step in steps {
        if let StepKind::If { then, otherwise, .. } = &step.kind {
            judge(then, diagnostics);
            judge(otherwise, diagnostics);
        }
    }
    let mut rest = steps.iter().skip_while(|step| !step.ends());
    if let (Some(end), Some(next)) = (rest.next(), rest.next()) {
        diagnostics.push(UnreachedStep { span: next.span, end: end.span });
    }
}

impl From<UnreachedStep> for Diagnostic {
    fn from(rule: UnreachedStep) -> Self {
        Self::warning(UnreachedStep::CODE, rule.span, "this is never reached")
            .also(rule.end, "the action ends here")
            .help("remove it, or put it in front")
    }
}
