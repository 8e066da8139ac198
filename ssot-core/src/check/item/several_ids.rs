//! A model has more than one primary key.
//!
//! ```prisma
//! model Seat {
//!   row    Int @id
//!   number Int @id
//! }
//! ```
//!
//! A key over several fields is written once, on the model: `@@id([row, number])`.

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::find;

pub(crate) struct SeveralIds {
    first: Span,
    again: Vec<Span>,
    /// The fields with `@id`.
    fields: Vec<String>,
    has_block: bool,
}

impl SeveralIds {
    pub(crate) const CODE: Code = Code(206);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let on_fields = model.fields.iter().filter_map(|field| Some((field, find(&field.attributes, "id")?)));
    let (fields, mut spans): (Vec<String>, Vec<Span>) =
        on_fields.map(|(field, attribute)| (field.name.value.clone(), attribute.span)).unzip();
    let block = find(&model.attributes, "id");
    spans.extend(block.map(|attribute| attribute.span));
    if let [first, again @ ..] = spans.as_slice()
        && !again.is_empty()
    {
        let (first, again) = (*first, again.to_vec());
        diagnostics.push(SeveralIds { first, again, fields, has_block: block.is_some() });
    }
}

impl From<SeveralIds> for Diagnostic {
    fn from(rule: SeveralIds) -> Self {
        let mut diagnostic = Self::error(SeveralIds::CODE, rule.again[0], "a model has one primary key")
            .label("another one")
            .also(rule.first, "the first one");
        for span in &rule.again[1..] {
            diagnostic = diagnostic.also(*span, "another one");
        }
        diagnostic.help(if rule.has_block {
            "keep either `@id` on a field or `@@id` on the model".to_owned()
        } else {
            format!("for a key of several fields write `@@id([{}])` on the model", rule.fields.join(", "))
        })
    }
}
