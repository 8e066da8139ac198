//! A field that is no part of the API, but has to be given.
//!
//! ```prisma
//! model User {
//!   id     Int    @id
//!   /// @hidden
//!   secret String
//! }
//! ```
//!
//! No request could create a row.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Access, Arity, Field, Schema};
use crate::source::Span;

pub(crate) struct HiddenRequired {
    field: String,
    span: Span,
    ty: Span,
}

impl HiddenRequired {
    pub(crate) const CODE: Code = Code(278);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in schema.models.iter().filter(|model| !model.ignored && !model.api.none) {
        let is_tenant = |id| model.tenant.is_some_and(|tenant| tenant.field == id);
        for (_, field) in model.fields().filter(|(id, field)| !is_tenant(*id) && is_stuck(field)) {
            diagnostics.push(HiddenRequired {
                field: field.name.clone(),
                span: field.name_span,
                ty: field.type_span.after(),
            });
        }
    }
}

fn is_stuck(field: &Field) -> bool {
    let is_filled = field.default.is_some() || field.updated_at || field.version;
    field.access == Access::Hidden && field.is_column() && field.arity == Arity::Required && !is_filled
}

impl From<HiddenRequired> for Diagnostic {
    fn from(rule: HiddenRequired) -> Self {
        let message = format!("`{}` is hidden and required, so no row could be created", rule.field);
        Self::error(HiddenRequired::CODE, rule.span, message)
            .label("needs a value that no request can give")
            .help("give it a `@default`, make it optional, or use `@writeOnly`")
            .fix("make it optional", rule.ty, "?")
    }
}
