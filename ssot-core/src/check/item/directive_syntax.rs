//! A directive of ssot stands as an attribute in a file that Prisma reads too.
//!
//! ```prisma
//! model User {
//!   id     Int     @id
//!   secret String? @hidden
//! }
//! ```
//!
//! In a `.prisma` file the words that Prisma does not know stand in documentation comments, so that Prisma's own tools still
//! accept the file: `/// @hidden` above the field.

use crate::ast::{Attribute, Declaration, Document, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{is_format, is_planned, word};

pub(crate) struct DirectiveSyntax {
    name: String,
    sign: &'static str,
    span: Span,
}

impl DirectiveSyntax {
    pub(crate) const CODE: Code = Code(216);
}

/// Reads a whole file in Prisma's own language.
pub(crate) fn check_document(document: &Document, diagnostics: &mut Diagnostics) {
    for declaration in &document.declarations {
        let mut judge = |sign, attributes: &[Attribute]| {
            for attribute in attributes.iter().filter(|attribute| is_ours(attribute)) {
                let name = attribute.name.value.clone();
                diagnostics.push(DirectiveSyntax { name, sign, span: attribute.span });
            }
        };
        match declaration {
            Declaration::Model(model) => {
                judge("@@", &model.attributes);
                model.fields.iter().for_each(|field| judge("@", &field.attributes));
            }
            Declaration::Enumeration(enumeration) => {
                judge("@@", &enumeration.attributes);
                enumeration.variants.iter().for_each(|variant| judge("@", &variant.attributes));
            }
            Declaration::Datasource(_)
            | Declaration::Generator(_)
            | Declaration::Action(_)
            | Declaration::Event(_)
            | Declaration::Data(_)
            | Declaration::Api(_) => {}
        }
    }
}

fn is_ours(attribute: &Attribute) -> bool {
    let name = word(attribute);
    let is_known = matches!(
        name,
        "hidden"
            | "readOnly"
            | "writeOnly"
            | "version"
            | "computed"
            | "api"
            | "description"
            | "scalar"
            | "pii"
            | "was"
            | "length"
            | "min"
            | "max"
            | "pattern"
            | "allow"
            | "deny"
            | "tenant"
    );
    attribute.origin == Origin::Bare && (is_known || is_format(name)) && !is_planned(name)
}

impl From<DirectiveSyntax> for Diagnostic {
    fn from(rule: DirectiveSyntax) -> Self {
        let directive = format!("{}{}", rule.sign, rule.name);
        Self::error(DirectiveSyntax::CODE, rule.span, format!("Prisma does not know `{directive}`"))
            .label("in a `.prisma` file this is a documentation comment")
            .help(format!("write `/// {directive}` on the line above, or rename the file to `.ssot`"))
    }
}
