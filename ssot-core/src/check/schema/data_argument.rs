//! A type stands for a parameter whose keys stand among others, and has none.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Page<T> {
//!     next: Option<String>,
//!     #[serde(flatten)]
//!     part: T,
//! }
//!
//! #[ssot::model]
//! struct Answer {
//!     page: Page<i32>,
//! }
//! ```
//!
//! A generic type says of such a parameter that a value is both, its own object and that of the argument, which is true of objects with
//! keys of their own alone: a struct with named fields or an enum of such.

use crate::data::{Body, Content, Definition, Shape, Tagging, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{DataId, Flattened, Schema, TypeId};
use crate::source::Span;

use super::data_clash::{self, Types};

pub(crate) struct DataArgument {
    span: Span,
    message: String,
    help: &'static str,
}

impl DataArgument {
    pub(crate) const CODE: Code = Code(298);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut found: Vec<DataArgument> = Vec::new();
    let of_types = [Way::Written, Way::Read]
        .into_iter()
        .flat_map(|way| schema.data.iter().flat_map(move |data| data.definition.shapes(way)));
    let of_endpoints = schema.apis.iter().flat_map(|api| &api.endpoints).flat_map(|endpoint| {
        let parameters = endpoint.parameters.iter().map(|parameter| &parameter.shape);
        parameters.chain(&endpoint.answer).chain(&endpoint.error)
    });
    for shape in of_types.chain(of_endpoints) {
        shape.each(&mut |part| {
            if let Shape::Named(TypeId::Data(id), arguments, span) = part
                && !arguments.is_empty()
            {
                let judged = judge(schema, *id, arguments, *span, &mut Types::default());
                found.extend(judged.filter(|judged| found.iter().all(|found| found.span != judged.span)));
            }
        });
    }
    for argument in found {
        diagnostics.push(argument);
    }
}

/// What is wrong with arguments of a type, at the place that names it.
fn judge(
    schema: &Schema,
    id: DataId,
    arguments: &[Shape<TypeId>],
    span: Span,
    types: &mut Types,
) -> Option<DataArgument> {
    if !types.is_new(id, arguments) {
        return None;
    }
    let definition = &schema.data(id).definition;
    for way in [Way::Written, Way::Read] {
        for number in among_keys(definition, way) {
            let Some(argument) = arguments.get(number as usize) else { continue };
            if !has_keys(schema, argument, way) {
                let name = definition.parameters.get(number as usize).map_or("T", String::as_str);
                return Some(DataArgument {
                    span,
                    message: format!("what stands for `{name}` has its keys among others, and this has none of its own"),
                    help: "write a struct with named fields, or an enum of such",
                });
            }
        }
        if let Some((_, key)) = data_clash::clashes(schema, definition, arguments, way).into_iter().next()
            && data_clash::clashes(schema, definition, &[], way).is_empty()
        {
            return Some(DataArgument {
                span,
                message: format!("the key `{key}` would stand there twice"),
                help: "rename one of them with `#[serde(rename = \"…\")]`",
            });
        }
        for shape in definition.shapes(way) {
            let mut wrong = None;
            shape.each(&mut |part| {
                if let Shape::Named(TypeId::Data(id), inner, _) = part
                    && !inner.is_empty()
                    && wrong.is_none()
                {
                    let inner: Vec<Shape<TypeId>> = inner.iter().map(|shape| shape.with(arguments)).collect();
                    wrong = judge(schema, *id, &inner, span, types);
                }
            });
            if wrong.is_some() {
                return wrong;
            }
        }
    }
    None
}

/// The numbers of the parameters whose keys stand among others.
fn among_keys(definition: &Definition<TypeId>, way: Way) -> Vec<u32> {
    let mut found = Vec::new();
    let mut add = |shape: &Shape<TypeId>| {
        let inner = if let Shape::Option(inner) = shape { inner } else { shape };
        if let Shape::Parameter(number) = inner {
            found.push(*number);
        }
    };
    let mut add_flat = |content: &Content<TypeId>| {
        if let Content::Object(object) = content {
            object.fields.iter().filter(|field| field.flat).for_each(|field| add(&field.shape));
        }
    };
    if definition.proxy(way).is_some() {
        return found;
    }
    match &definition.body {
        Body::Plain(content) => add_flat(content),
        Body::Choice { tagging, variants } => {
            for variant in variants.iter().filter(|variant| variant.names.on(way).is_some()) {
                add_flat(&variant.content);
            }
            for variant in variants.iter().filter(|variant| variant.names.on(way).is_some()) {
                if let (Tagging::Internal(_), Content::Value(shape), false) =
                    (tagging, &variant.content, variant.untagged)
                {
                    add(shape);
                }
            }
        }
    }
    found
}

/// Whether a value is an object with keys of its own, whatever it is. Of another parameter its own argument tells.
fn has_keys(schema: &Schema, shape: &Shape<TypeId>, way: Way) -> bool {
    match schema.resolve_shape(shape, way) {
        Shape::Parameter(_) | Shape::Record(_) | Shape::Named(TypeId::Model(_), ..) => true,
        Shape::Named(TypeId::Data(id), ..) => {
            schema.data(id).definition.body != Body::Plain(Content::Nothing)
                && schema.flattened(shape, way) != Flattened::Nothing
        }
        _ => false,
    }
}

impl From<DataArgument> for Diagnostic {
    fn from(rule: DataArgument) -> Self {
        Self::error(DataArgument::CODE, rule.span, rule.message).help(rule.help)
    }
}
