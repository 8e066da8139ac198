//! A primary key has a part that may be missing.
//!
//! ```prisma
//! model A {
//!   id Int? @id
//! }
//! ```

use crate::ast::{Arity, Declaration, Field};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{find, key_fields};

pub(crate) struct OptionalId {
    name: String,
    is_list: bool,
    sign: Span,
    id: Span,
}

impl OptionalId {
    pub(crate) const CODE: Code = Code(207);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    // Clients leave it out, so nobody asks for its rows by key.
    if find(&model.attributes, "ignore").is_some() {
        return;
    }
    for field in &model.fields {
        if let Some(id) = find(&field.attributes, "id") {
            judge(field, id.span, diagnostics);
        }
    }
    let Some(id) = find(&model.attributes, "id") else { return };
    for (name, span) in key_fields(id) {
        if let Some(field) = model.fields.iter().find(|field| field.name.value == name) {
            judge(field, span, diagnostics);
        }
    }
}

fn judge(field: &Field, id: Span, diagnostics: &mut Diagnostics) {
    if field.ty.arity != Arity::Required {
        let name = field.name.value.clone();
        let sign = Span { start: field.ty.span.end, ..field.ty.full_span };
        diagnostics.push(OptionalId { name, is_list: field.ty.arity == Arity::List, sign, id });
    }
}

impl From<OptionalId> for Diagnostic {
    fn from(rule: OptionalId) -> Self {
        let (what, sign) = if rule.is_list { ("is a list", "[]") } else { ("may be missing", "?") };
        let message = format!("`{}` {what}: it cannot be part of the primary key", rule.name);
        Self::error(OptionalId::CODE, rule.sign, message)
            .also(rule.id, "the primary key")
            .help(format!("remove `{sign}`"))
            .fix(format!("remove `{sign}`"), rule.sign, "")
    }
}
