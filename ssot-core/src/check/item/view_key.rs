//! A view has a primary key or an index.
//!
//! ```prisma
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["views"]
//! }
//!
//! view Sales {
//!   day   DateTime @id
//!   total Decimal
//! }
//! ```
//!
//! A database view has neither. `@unique` tells which fields tell its rows apart.

use crate::ast::{Attribute, Declaration, Expression, ExpressionKind, ModelKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::word;

pub(crate) struct ViewKey {
    view: String,
    name: String,
    span: Span,
}

impl ViewKey {
    pub(crate) const CODE: Code = Code(211);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    if model.kind != ModelKind::View {
        return;
    }
    let on_block = model.attributes.iter().filter(|it| matches!(word(it), "id" | "index" | "fulltext" | "shardKey"));
    let on_fields = model.fields.iter().flat_map(|field| &field.attributes);
    let on_fields = on_fields.filter(|attribute| matches!(word(attribute), "id" | "shardKey"));
    let marked = on_block.map(|attribute| ("@@", attribute)).chain(on_fields.map(|attribute| ("@", attribute)));
    let uniques = model.attributes.iter().chain(model.fields.iter().flat_map(|field| &field.attributes));
    for attribute in uniques.filter(|attribute| word(attribute) == "unique") {
        for (name, span) in index_arguments(attribute) {
            diagnostics.push(ViewKey { view: model.name.value.clone(), name, span });
        }
    }
    for (sign, attribute) in marked {
        let name = format!("{sign}{}", word(attribute));
        diagnostics.push(ViewKey { view: model.name.value.clone(), name, span: attribute.span });
    }
}

/// Arguments that only an index can have: its name, its order.
fn index_arguments(attribute: &Attribute) -> Vec<(String, Span)> {
    let arguments = attribute.arguments.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for argument in arguments {
        if let Some(name) = &argument.name
            && matches!(name.value.as_str(), "map" | "clustered" | "sort" | "length")
        {
            found.push((name.value.clone(), argument.span));
        }
        let elements: &[Expression] = match &argument.value.kind {
            ExpressionKind::Array(elements) => elements,
            _ => std::slice::from_ref(&argument.value),
        };
        for element in elements {
            if let ExpressionKind::Call { name, arguments } = &element.kind
                && !arguments.is_empty()
                && name.value != "raw"
            {
                found.push((format!("{}(…)", name.value), element.span));
            }
        }
    }
    found
}

impl From<ViewKey> for Diagnostic {
    fn from(rule: ViewKey) -> Self {
        Self::error(ViewKey::CODE, rule.span, format!("`{}` is a view and cannot have `{}`", rule.view, rule.name))
            .help(if rule.name.ends_with("id") { "write `@unique`" } else { "remove it" })
    }
}
