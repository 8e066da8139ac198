//! Two parts of a value would stand under one key.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct Point {
//!     x: f64,
//! }
//!
//! #[ssot::model]
//! struct Pin {
//!     x: String,
//!     #[serde(flatten)]
//!     point: Point,
//! }
//! ```
//!
//! What is flattened, and what a variant with a tag holds, brings its keys along. serde would write the key twice, and read only one of
//! them.

use std::collections::BTreeSet;

use crate::data::{Body, Content, Definition, Object, Shape, Tagging, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Access, Schema, TypeId};
use crate::source::Span;

/// How deep types are followed into each other; those that never end are refused elsewhere.
const MAX_DEPTH: u32 = 64;

pub(crate) struct DataClash {
    key: String,
    span: Span,
}

impl DataClash {
    pub(crate) const CODE: Code = Code(297);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for data in &schema.data {
        let mut found: Vec<(Span, String)> = Vec::new();
        for way in [Way::Written, Way::Read] {
            for clash in clashes(schema, &data.definition, &[], way) {
                if found.iter().all(|(span, _)| *span != clash.0) {
                    found.push(clash);
                }
            }
        }
        for (span, key) in found {
            diagnostics.push(DataClash { key, span });
        }
    }
}

/// Where a key stands again, and which; `arguments` stand for the parameters.
pub(super) fn clashes(
    schema: &Schema,
    definition: &Definition<TypeId>,
    arguments: &[Shape<TypeId>],
    way: Way,
) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    if definition.proxy(way).is_some() {
        return found;
    }
    let keys = Keys { schema, way };
    match &definition.body {
        Body::Plain(Content::Object(object)) => keys.clashes(object, arguments, BTreeSet::new(), &mut found),
        Body::Plain(_) => {}
        Body::Choice { tagging, variants } => {
            for variant in variants.iter().filter(|variant| variant.names.on(way).is_some()) {
                let tag = match tagging {
                    Tagging::Internal(tag) if !variant.untagged => Some(tag.clone()),
                    _ => None,
                };
                match &variant.content {
                    Content::Object(object) => {
                        keys.clashes(object, arguments, tag.into_iter().collect(), &mut found);
                    }
                    Content::Value(shape) => {
                        if let Some(tag) = tag.filter(|tag| keys.of(&shape.with(arguments), 0).contains(tag)) {
                            found.push((variant.span, tag));
                        }
                    }
                    Content::Nothing | Content::Tuple(_) => {}
                }
            }
        }
    }
    found
}

/// What looks up keys in one direction.
#[derive(Clone, Copy)]
struct Keys<'a> {
    schema: &'a Schema,
    way: Way,
}

impl Keys<'_> {
    /// Adds the fields of the object whose keys are there already.
    fn clashes(
        self,
        object: &Object<TypeId>,
        arguments: &[Shape<TypeId>],
        mut seen: BTreeSet<String>,
        found: &mut Vec<(Span, String)>,
    ) {
        // Of names within one item the front-end knows more.
        if let Some(tag) = self.tag(object) {
            let mut fields = object.fields.iter().filter(|field| !field.flat);
            if let Some(field) = fields.find(|field| field.names.on(self.way) == Some(tag)) {
                found.push((field.span, tag.to_owned()));
            }
            seen.insert(tag.to_owned());
        }
        if !object.fields.iter().any(|field| field.flat) {
            return;
        }
        seen.extend(self.own(object).map(str::to_owned));
        for field in object.fields.iter().filter(|field| field.flat && field.names.on(self.way).is_some()) {
            let keys = self.of(&field.shape.with(arguments), 0);
            if let Some(key) = keys.intersection(&seen).next() {
                found.push((field.span, key.clone()));
            }
            seen.extend(keys);
        }
    }

    /// The keys that a value brings along where it has no key of its own.
    fn of(self, shape: &Shape<TypeId>, depth: u32) -> BTreeSet<String> {
        if depth > MAX_DEPTH {
            return BTreeSet::new();
        }
        match self.schema.resolve_shape(shape, self.way) {
            Shape::Record(fields) => fields.into_iter().map(|(name, _)| name.to_owned()).collect(),
            Shape::Option(inner) => self.of(&inner, depth + 1),
            Shape::Union(shapes) => shapes.iter().flat_map(|shape| self.of(shape, depth + 1)).collect(),
            Shape::Named(TypeId::Model(id), ..) => {
                let fields = self.schema.model(id).fields.iter();
                let is_shown = |access: Access| matches!(access, Access::ReadWrite | Access::ReadOnly);
                let shown = fields.filter(|field| field.is_column() && is_shown(field.access));
                shown.map(|field| field.name.as_str().to_owned()).collect()
            }
            Shape::Named(TypeId::Data(id), arguments, _) => match &self.schema.data(id).definition.body {
                Body::Plain(content) => self.of_content(content, &arguments, depth),
                Body::Choice { tagging, variants } => {
                    let mut keys = BTreeSet::new();
                    for variant in variants {
                        let Some(name) = variant.names.on(self.way) else { continue };
                        match tagging {
                            Tagging::External if !variant.untagged => _ = keys.insert(name.to_owned()),
                            Tagging::Adjacent { tag, content, .. } if !variant.untagged => {
                                keys.extend([tag.clone(), content.clone()]);
                            }
                            Tagging::Internal(tag) if !variant.untagged => {
                                keys.insert(tag.clone());
                                keys.extend(self.of_content(&variant.content, &arguments, depth));
                            }
                            _ => keys.extend(self.of_content(&variant.content, &arguments, depth)),
                        }
                    }
                    keys
                }
            },
            _ => BTreeSet::new(),
        }
    }

    fn of_content(self, content: &Content<TypeId>, arguments: &[Shape<TypeId>], depth: u32) -> BTreeSet<String> {
        match content {
            Content::Object(object) => {
                let mut keys: BTreeSet<String> = self.own(object).map(str::to_owned).collect();
                keys.extend(self.tag(object).map(str::to_owned));
                for field in object.fields.iter().filter(|field| field.flat && field.names.on(self.way).is_some()) {
                    keys.extend(self.of(&field.shape.with(arguments), depth + 1));
                }
                keys
            }
            Content::Value(shape) => self.of(&shape.with(arguments), depth + 1),
            Content::Nothing | Content::Tuple(_) => BTreeSet::new(),
        }
    }

    /// The keys of the object's own fields.
    fn own(self, object: &Object<TypeId>) -> impl Iterator<Item = &str> {
        let way = self.way;
        object.fields.iter().filter(|field| !field.flat).filter_map(move |field| field.names.on(way))
    }

    /// The key that is always written with the same text; reading passes over it.
    fn tag(self, object: &Object<TypeId>) -> Option<&str> {
        object.tag.as_ref().filter(|_| self.way == Way::Written).map(|(key, _)| key.as_str())
    }
}

impl From<DataClash> for Diagnostic {
    fn from(rule: DataClash) -> Self {
        Self::error(DataClash::CODE, rule.span, format!("the key `{}` would stand there twice", rule.key))
            .help("rename one of them with `#[serde(rename = \"…\")]`, or give the type a key of its own")
    }
}
