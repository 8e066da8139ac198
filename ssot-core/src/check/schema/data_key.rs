//! The keys of a map are something that JSON has no keys for.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Board {
//!     cells: std::collections::BTreeMap<(u8, u8), String>,
//! }
//! ```
//!
//! A key is text on the wire: text itself, an integer, `bool`, `char`, or an enum without data.

use std::collections::BTreeSet;

use crate::data::{Shape, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Schema, TypeId};
use crate::source::Span;

pub(crate) struct DataKey {
    owner: String,
    span: Span,
}

impl DataKey {
    pub(crate) const CODE: Code = Code(296);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for data in &schema.data {
        let mut spans = BTreeSet::new();
        for way in [Way::Written, Way::Read] {
            for (shape, span) in data.definition.placed_shapes(way) {
                shape.each(&mut |part| {
                    if let Shape::Map(key, _) = part
                        && !is_key(schema, key, way)
                    {
                        spans.insert(span.unwrap_or(data.name_span));
                    }
                });
            }
        }
        for span in spans {
            diagnostics.push(DataKey { owner: data.name.to_string(), span });
        }
    }
}

fn is_key(schema: &Schema, key: &Shape<TypeId>, way: Way) -> bool {
    match schema.resolve_shape(key, way) {
        Shape::Text(_) | Shape::Integer(_) | Shape::Boolean | Shape::Named(TypeId::Enumeration(_), ..) => true,
        Shape::Named(TypeId::Data(id), ..) => schema.is_names(id),
        _ => false,
    }
}

impl From<DataKey> for Diagnostic {
    fn from(rule: DataKey) -> Self {
        let message = format!("`{}` has a map whose keys are no text in JSON", rule.owner);
        Self::error(DataKey::CODE, rule.span, message)
            .help("a key is a `String`, an integer, `bool`, `char` or an enum without data; or write a `Vec` of pairs")
    }
}
