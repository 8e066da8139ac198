//! An action that does nothing.
//!
//! ```ssot
//! action close(count: Int) {
//! }
//! ```
//!
//! It would report success, and nothing would have happened.

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

pub(crate) struct IdleAction {
    name: String,
    span: Span,
}

impl IdleAction {
    pub(crate) const CODE: Code = Code(787);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Action(action) = declaration else { return };
    if action.steps.is_empty() && !action.incomplete {
        diagnostics.push(IdleAction { name: action.name.value.clone(), span: action.name.span });
    }
}

impl From<IdleAction> for Diagnostic {
    fn from(rule: IdleAction) -> Self {
        Self::error(IdleAction::CODE, rule.span, format!("`{}` does nothing", rule.name))
            .help("say what it does: `set …`, `create …`, `emit …`, or remove it")
    }
}
