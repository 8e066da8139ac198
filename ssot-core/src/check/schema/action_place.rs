//! An action of a model that is ignored.
//!
//! ```ssot
//! model Old {
//!   id    Int    @id @default(autoincrement())
//!   title String
//!
//!   @@ignore
//! }
//!
//! model New {
//!   id Int @id @default(autoincrement())
//! }
//!
//! action rename(title: String) on Old {
//!   set title = title
//! }
//!
//! action copy on New {
//!   create Old { title: "copy" }
//! }
//! ```
//!
//! What is ignored is in the database and in no API and no server: nobody could run the action, and no server could make the row.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Schema, StepKind};
use crate::source::Span;

pub(crate) struct ActionPlace {
    model: String,
    span: Span,
}

impl ActionPlace {
    pub(crate) const CODE: Code = Code(789);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for action in &schema.actions {
        let mut judge = |id, span| {
            let model = schema.model(id);
            if model.ignored {
                diagnostics.push(ActionPlace { model: model.name.as_str().to_owned(), span });
            }
        };
        if let Some(id) = action.owner.model() {
            judge(id, action.name_span);
        }
        for step in &action.steps {
            step.walk(&mut |step| {
                if let StepKind::Create { model, .. } = step.kind {
                    judge(model, step.span);
                }
            });
        }
    }
}

impl From<ActionPlace> for Diagnostic {
    fn from(rule: ActionPlace) -> Self {
        Self::error(ActionPlace::CODE, rule.span, format!("`{}` is ignored, so no server can do this", rule.model))
            .help("remove it, or `@@ignore`")
    }
}
