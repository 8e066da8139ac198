//! Changes are told of rows that nothing tells apart, or of rows that are not stored.
//!
//! ```prisma
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["views"]
//! }
//!
//! /// @@api(changes)
//! view Figures {
//!   id    Int @unique
//!   total Int
//! }
//! ```
//!
//! A change names its row by the key, and is written down by the table that it happens in.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ModelKind, Schema};
use crate::source::Span;

pub(crate) struct ChangesPlace {
    model: String,
    is_view: bool,
    span: Span,
}

impl ChangesPlace {
    pub(crate) const CODE: Code = Code(293);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in schema.models.iter().filter(|model| model.api.changes) {
        let is_view = model.kind == ModelKind::View;
        if is_view || model.identity().is_empty() {
            diagnostics.push(ChangesPlace { model: model.name.to_string(), is_view, span: model.name_span });
        }
    }
}

impl From<ChangesPlace> for Diagnostic {
    fn from(rule: ChangesPlace) -> Self {
        let (why, help) = if rule.is_view {
            ("is a view: its rows change in other tables", "say `changes` on the models that it shows")
        } else {
            ("has no key: nothing tells its rows apart", "give it an `@id`")
        };
        let message = format!("the changes of `{}` cannot be followed", rule.model);
        Self::error(ChangesPlace::CODE, rule.span, message).label(why).help(help)
    }
}
