//! A type is only another name for itself.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Next(Option<Box<Next>>);
//! ```
//!
//! On the wire there is nothing between the type and itself: every value would be `null`. A key or an array in between makes it one that
//! can be told.

use crate::data::{Body, Content, Shape, Tagging, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Data, DataId, Schema, TypeId};
use crate::source::Span;

pub(crate) struct DataCycle {
    name: String,
    span: Span,
}

impl DataCycle {
    pub(crate) const CODE: Code = Code(295);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for (id, data) in schema.data_types() {
        let mut next = bare(data);
        let mut seen: Vec<DataId> = Vec::new();
        while let Some(inner) = next.pop() {
            if inner == id {
                diagnostics.push(DataCycle { name: data.name.to_string(), span: data.name_span });
                break;
            }
            if !seen.contains(&inner) {
                seen.push(inner);
                next.extend(bare(schema.data(inner)));
            }
        }
    }
}

/// The types that stand in a value of this one with nothing around them.
fn bare(data: &Data) -> Vec<DataId> {
    let mut found = Vec::new();
    for way in [Way::Written, Way::Read] {
        if let Some(proxy) = data.definition.proxy(way) {
            add(proxy, &mut found);
            continue;
        }
        match &data.definition.body {
            Body::Plain(content) => add_content(content, &mut found),
            Body::Choice { tagging, variants } => {
                for variant in variants {
                    let is_bare = variant.untagged || matches!(tagging, Tagging::Internal(_));
                    match &variant.content {
                        Content::Value(shape) if is_bare || *tagging == Tagging::Untagged => add(shape, &mut found),
                        Content::Object(_) => add_content(&variant.content, &mut found),
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn add_content(content: &Content<TypeId>, found: &mut Vec<DataId>) {
    match content {
        Content::Value(shape) => add(shape, found),
        Content::Object(object) => {
            object.fields.iter().filter(|field| field.flat).for_each(|field| add(&field.shape, found));
        }
        Content::Nothing | Content::Tuple(_) => {}
    }
}

fn add(shape: &Shape<TypeId>, found: &mut Vec<DataId>) {
    match shape {
        Shape::Named(TypeId::Data(id), ..) => found.push(*id),
        Shape::Option(inner) => add(inner, found),
        Shape::Union(shapes) => shapes.iter().for_each(|shape| add(shape, found)),
        _ => {}
    }
}

impl From<DataCycle> for Diagnostic {
    fn from(rule: DataCycle) -> Self {
        let message = format!("`{}` holds nothing but itself", rule.name);
        Self::error(DataCycle::CODE, rule.span, message).help("name the field that holds it, or hold a list of them")
    }
}
