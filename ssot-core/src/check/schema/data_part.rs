//! Something that has no keys stands where keys are needed.
//!
//! ```rust,ignore
//! #[ssot::model]
//! #[serde(tag = "type")]
//! enum Answer {
//!     Number(i32),
//! }
//! ```
//!
//! What is flattened, and what a variant with a tag holds, becomes keys beside others: a struct with named fields, a map with keys that are
//! text, or an enum all of whose variants are such. serde finds out only when it writes the value.

use crate::data::{Body, Content, Object, Shape, Tagging, Variant, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Flattened, Schema, TypeId};
use crate::source::Span;

pub(crate) struct DataPart {
    span: Span,
    message: String,
    help: &'static str,
}

impl DataPart {
    pub(crate) const CODE: Code = Code(294);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for data in &schema.data {
        match &data.definition.body {
            Body::Plain(content) => content_parts(schema, content, diagnostics),
            Body::Choice { tagging, variants } => {
                for variant in variants {
                    variant_part(schema, tagging, variant, diagnostics);
                    content_parts(schema, &variant.content, diagnostics);
                }
            }
        }
    }
}

fn content_parts(schema: &Schema, content: &Content<TypeId>, diagnostics: &mut Diagnostics) {
    let Content::Object(Object { fields, .. }) = content else { return };
    for field in fields.iter().filter(|field| field.flat) {
        if lacks_keys(schema, &field.shape) {
            diagnostics.push(DataPart {
                span: field.type_span,
                message: "what is flattened has keys, and this has none".to_owned(),
                help: "flatten a struct with named fields, or a map whose keys are text; or remove `flatten`",
            });
        }
    }
}

fn variant_part(schema: &Schema, tagging: &Tagging, variant: &Variant<TypeId>, diagnostics: &mut Diagnostics) {
    if let (Tagging::Internal(tag), Content::Value(shape), false) = (tagging, &variant.content, variant.untagged)
        && (lacks_keys(schema, shape) || may_be_none(schema, shape))
    {
        diagnostics.push(DataPart {
            span: variant.span,
            message: format!("`{tag}` stands among keys, and what this variant holds has none"),
            help: "name its fields, hold a struct, or give the enum `content`, too",
        });
    }
}

fn lacks_keys(schema: &Schema, shape: &Shape<TypeId>) -> bool {
    [Way::Written, Way::Read].into_iter().any(|way| schema.flattened(shape, way) == Flattened::Nothing)
}

/// serde writes no `Option` beside a tag.
fn may_be_none(schema: &Schema, shape: &Shape<TypeId>) -> bool {
    schema.resolve_shape(shape, Way::Written).is_option()
}

impl From<DataPart> for Diagnostic {
    fn from(rule: DataPart) -> Self {
        Self::error(DataPart::CODE, rule.span, rule.message).help(rule.help)
    }
}
