//! An earlier name that something else has, or that two things are said to have had.
//!
//! ```ssot
//! model User {
//!   id    Int    @id
//!   name  String
//!   title String @was("name")
//! }
//! ```
//!
//! A migration follows `@was` from the old name to the new one; both ways must be clear.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Schema;
use crate::source::{Span, Spanned};

pub(crate) struct RenamedTwice {
    name: String,
    span: Span,
    other: Span,
    /// Whether the other place is one that still has the name, or one that had it, too.
    exists: bool,
}

impl RenamedTwice {
    pub(crate) const CODE: Code = Code(711);
}

/// One of several things in one set of names: what it is called, where, and what it was called.
type Named<'a> = (&'a str, Span, Option<&'a Spanned<String>>);

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let models = schema.models.iter().map(|model| (model.name.as_str(), model.name_span, model.was.as_ref()));
    let enumerations = schema.enumerations.iter();
    let enumerations = enumerations.map(|found| (found.name.as_str(), found.name_span, found.was.as_ref()));
    compare(&models.chain(enumerations).collect::<Vec<_>>(), diagnostics);
    let composites = schema.composites.iter().map(|composite| &composite.fields);
    for fields in schema.models.iter().map(|model| &model.fields).chain(composites) {
        let named = fields.iter().map(|field| (field.name.as_str(), field.name_span, field.was.as_ref()));
        compare(&named.collect::<Vec<_>>(), diagnostics);
    }
    for enumeration in &schema.enumerations {
        let variants = enumeration.variants.iter();
        let named = variants.map(|variant| (variant.name.as_str(), variant.name_span, variant.was.as_ref()));
        compare(&named.collect::<Vec<_>>(), diagnostics);
    }
}

fn compare(all: &[Named<'_>], diagnostics: &mut Diagnostics) {
    if all.iter().all(|(_, _, was)| was.is_none()) {
        return;
    }
    let names: HashMap<&str, Span> = all.iter().map(|(name, span, _)| (*name, *span)).collect();
    let mut earlier: HashMap<&str, Span> = HashMap::new();
    for was in all.iter().filter_map(|(_, _, was)| *was) {
        let name = was.value.clone();
        if let Some(&other) = names.get(was.value.as_str()) {
            diagnostics.push(RenamedTwice { name, span: was.span, other, exists: true });
        } else if let Some(other) = earlier.insert(&was.value, was.span) {
            diagnostics.push(RenamedTwice { name, span: was.span, other, exists: false });
        }
    }
}

impl From<RenamedTwice> for Diagnostic {
    fn from(rule: RenamedTwice) -> Self {
        if rule.exists {
            return Self::error(RenamedTwice::CODE, rule.span, format!("there still is a `{}`", rule.name))
                .also(rule.other, "here")
                .help("remove the attribute: what still has its name was not renamed");
        }
        Self::error(RenamedTwice::CODE, rule.span, format!("two things were `{}` before", rule.name))
            .also(rule.other, "the other one")
            .help("remove one of them")
    }
}
