//! `Unsupported("…")` around a type that is supported.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int                         @id
//!   name Unsupported("VarChar(20)")?
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::native::{NativeKind, find};
use crate::ir::{Provider, Schema, Type};
use crate::source::Span;

pub(crate) struct SupportedType {
    text: String,
    kind: &'static NativeKind,
    span: Span,
}

impl SupportedType {
    pub(crate) const CODE: Code = Code(276);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for field in schema.models.iter().flat_map(|model| &model.fields) {
        if let Type::Unsupported(text) = &field.ty
            && let Some(kind) = known(schema.declared(), text)
        {
            diagnostics.push(SupportedType { text: text.clone(), kind, span: field.type_span });
        }
    }
}

/// The native type that is spelled exactly so.
fn known(provider: Provider, text: &str) -> Option<&'static NativeKind> {
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?.split(',').map(str::trim).collect()),
        None => (text, Vec::new()),
    };
    let kind = find(provider, name)?;
    let (fewest, most) = kind.arguments.count();
    let are_numbers = arguments.iter().all(|argument: &&str| argument.bytes().all(|c| c.is_ascii_digit()));
    ((fewest..=most).contains(&arguments.len()) && are_numbers).then_some(kind)
}

impl From<SupportedType> for Diagnostic {
    fn from(rule: SupportedType) -> Self {
        let written = format!("{} @db.{}", rule.kind.scalars[0].as_str(), rule.text);
        Self::error(SupportedType::CODE, rule.span, format!("the type `{}` is supported", rule.text))
            .help(format!("write `{written}`"))
    }
}
