//! A composite type needs itself.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! type Box {
//!   inner Box
//! }
//! ```
//!
//! A value of it would never end. An optional field or a list would.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Arity, Composite, CompositeId, Schema, Type};
use crate::source::Span;

pub(crate) struct CompositeCycle {
    name: String,
    span: Span,
}

impl CompositeCycle {
    pub(crate) const CODE: Code = Code(281);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for (index, composite) in schema.composites.iter().enumerate() {
        let id = CompositeId(index as u32);
        let mut next = needed(composite);
        let mut seen = Vec::new();
        while let Some((inner, span)) = next.pop() {
            if inner == id {
                diagnostics.push(CompositeCycle { name: composite.name.to_string(), span });
                break;
            }
            if !seen.contains(&inner) {
                seen.push(inner);
                next.extend(needed(schema.composite(inner)).into_iter().map(|(deeper, _)| (deeper, span)));
            }
        }
    }
}

/// The composites that every value of this one holds.
fn needed(composite: &Composite) -> Vec<(CompositeId, Span)> {
    let required = composite.fields.iter().filter(|field| field.arity == Arity::Required);
    required
        .filter_map(|field| match field.ty {
            Type::Composite(id) => Some((id, field.name_span)),
            _ => None,
        })
        .collect()
}

impl From<CompositeCycle> for Diagnostic {
    fn from(rule: CompositeCycle) -> Self {
        Self::error(CompositeCycle::CODE, rule.span, format!("every `{}` would hold another `{}`", rule.name, rule.name))
            .help("make the field optional with `?`, or a list with `[]`")
    }
}
