//! A computed field has an attribute that only a column can have.
//!
//! ```ssot
//! model Post {
//!   id     Int     @id
//!   title  String
//!   slug   String  @computed(from: [title]) @unique
//!   length Int     @computed(from: [title]) @default(0)
//!   words  String[] @computed(from: [title])
//!   shown  String  @computed(from: [title]) @allow("read", true)
//! }
//! ```
//!
//! No column holds it and nobody sets it. Beside `@computed` there may be `@readOnly`, `@pii`, `@scalar` and the words of scalars such as
//! `@email`. Who may read it is said by who may read what it is computed from.

use crate::ast::{Arity, Declaration, ModelKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{FIELD, find, is_format, word};

pub(crate) struct ComputedAttribute {
    field: String,
    wrong: Wrong,
    span: Span,
    computed: Span,
}

enum Wrong {
    Attribute(String),
    List,
}

impl ComputedAttribute {
    pub(crate) const CODE: Code = Code(721);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    if model.kind == ModelKind::Composite {
        return;
    }
    for field in &model.fields {
        let Some(computed) = find(&field.attributes, "computed") else { continue };
        let mut report = |wrong, span| {
            let field = field.name.value.clone();
            diagnostics.push(ComputedAttribute { field, wrong, span, computed: computed.span });
        };
        for attribute in &field.attributes {
            let name = word(attribute);
            let is_native = attribute.origin == crate::ast::Origin::Bare && name.contains('.');
            let fits = matches!(name, "computed" | "readOnly" | "pii" | "scalar" | "description") || is_format(name);
            if is_native || (FIELD.contains(&name) && !fits) {
                report(Wrong::Attribute(name.to_owned()), attribute.span);
            }
        }
        if field.ty.arity == Arity::List {
            report(Wrong::List, field.ty.full_span);
        }
    }
}

impl From<ComputedAttribute> for Diagnostic {
    fn from(rule: ComputedAttribute) -> Self {
        let name = rule.field;
        let (message, help) = match rule.wrong {
            Wrong::List => (format!("`{name}` is computed and cannot be a list"), "make it one value, such as `String` or `Json`"),
            Wrong::Attribute(word) if matches!(word.as_str(), "allow" | "deny") => (
                format!("`{name}` is computed and has no `@{word}` of its own"),
                "write it on what the field is computed from: who may not read that, reads null",
            ),
            Wrong::Attribute(word) if matches!(word.as_str(), "hidden" | "writeOnly") => (
                format!("`{name}` is computed for those who read it, and `@{word}` keeps it from them"),
                "remove one of them",
            ),
            Wrong::Attribute(word) => (
                format!("`{name}` is computed, so no column holds it: `@{word}` has nothing to stand on"),
                "remove one of them",
            ),
        };
        Self::error(ComputedAttribute::CODE, rule.span, message).also(rule.computed, "computed").help(help)
    }
}
