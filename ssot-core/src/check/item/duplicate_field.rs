//! Two fields of a model, or two values of an enum, have one name.
//!
//! ```prisma
//! model A {
//!   id   Int @id
//!   name String
//!   name String?
//! }
//! ```

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::names::Names;
use crate::source::{Span, Spanned};

pub(crate) struct DuplicateField {
    name: String,
    kind: &'static str,
    owner: String,
    again: Span,
    first: Span,
}

impl DuplicateField {
    pub(crate) const CODE: Code = Code(200);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    match declaration {
        Declaration::Model(model) => {
            compare(&model.name.value, "field", model.fields.iter().map(|field| &field.name), diagnostics);
        }
        Declaration::Enumeration(enumeration) => {
            let names = enumeration.variants.iter().map(|variant| &variant.name);
            compare(&enumeration.name.value, "value", names, diagnostics);
        }
        Declaration::Event(event) => {
            compare(&event.name.value, "field", event.fields.iter().map(|field| &field.name), diagnostics);
        }
        Declaration::Datasource(_) | Declaration::Generator(_) | Declaration::Action(_) | Declaration::Data(_) | Declaration::Api(_) => {}
    }
}

fn compare<'a>(
    owner: &str,
    kind: &'static str,
    names: impl ExactSizeIterator<Item = &'a Spanned<String>>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: Names<'_, Span> = Names::with_capacity(names.len());
    for name in names {
        if let Some(&first) = seen.insert(&name.value, name.span) {
            let (name, again) = (name.value.clone(), name.span);
            diagnostics.push(DuplicateField { name, kind, owner: owner.to_owned(), again, first });
        }
    }
}

impl From<DuplicateField> for Diagnostic {
    fn from(rule: DuplicateField) -> Self {
        let message = format!("`{}` has two {}s called `{}`", rule.owner, rule.kind, rule.name);
        Self::error(DuplicateField::CODE, rule.again, message)
            .label("declared again here")
            .also(rule.first, "first declared here")
            .help("rename or remove one of them")
    }
}
