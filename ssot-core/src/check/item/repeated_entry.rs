//! A step gives a field or a parameter two values.
//!
//! ```ssot
//! event Published {
//!   postId Int
//! }
//!
//! action publish(id: Int) {
//!   emit Published { postId: id, postId: 2 }
//! }
//! ```

use crate::ast::{Declaration, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

pub(crate) struct RepeatedEntry {
    name: String,
    span: Span,
    first: Span,
}

impl RepeatedEntry {
    pub(crate) const CODE: Code = Code(780);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Action(action) = declaration else { return };
    action.steps.iter().for_each(|step| judge(step, diagnostics));
}

fn judge(step: &Step, diagnostics: &mut Diagnostics) {
    match &step.kind {
        StepKind::Create { entries, .. } | StepKind::Emit { entries, .. } => {
            compare(entries.iter().map(|(name, _)| name), diagnostics);
        }
        StepKind::Call { arguments, .. } => {
            compare(arguments.iter().filter_map(|argument| argument.name.as_ref()), diagnostics);
        }
        StepKind::If { then, otherwise, .. } => {
            then.iter().chain(otherwise).for_each(|step| judge(step, diagnostics));
        }
        _ => {}
    }
}

fn compare<'a>(names: impl Iterator<Item = &'a Spanned<String>>, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for name in names {
        match seen.iter().find(|other| other.value == name.value) {
            Some(first) => {
                diagnostics.push(RepeatedEntry { name: name.value.clone(), span: name.span, first: first.span });
            }
            None => seen.push(name),
        }
    }
}

impl From<RepeatedEntry> for Diagnostic {
    fn from(rule: RepeatedEntry) -> Self {
        Self::error(RepeatedEntry::CODE, rule.span, format!("`{}` is given twice", rule.name))
            .label("given again here")
            .also(rule.first, "first given here")
            .help("keep one of them")
    }
}
