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
use crate::ir::{Access, DataId, Schema, TypeId};
use crate::source::Span;

/// So many types are looked into at most, with arguments of so many parts: a type can name larger ones of itself without end.
const MOST: usize = 256;

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
                        if let Some(tag) = tag.filter(|tag| keys.of(&shape.with(arguments)).contains(tag)) {
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

/// Types with their arguments that were looked into: each is once, however many ways lead to it.
#[derive(Default)]
pub(super) struct Types(Vec<(DataId, Vec<Shape<TypeId>>)>);

impl Types {
    /// Whether it was not looked into; it has been from now on.
    pub(super) fn is_new(&mut self, id: DataId, arguments: &[Shape<TypeId>]) -> bool {
        let is_known = |(known, with): &(DataId, Vec<Shape<TypeId>>)| *known == id && with == arguments;
        let mut parts = 0;
        for argument in arguments {
            argument.each(&mut |_| parts += 1);
        }
        if parts > MOST || self.0.len() == MOST || self.0.iter().any(is_known) {
            return false;
        }
        self.0.push((id, arguments.to_vec()));
        true
    }
}

/// Keys, and the types that they are of.
#[derive(Default)]
struct Found {
    keys: BTreeSet<String>,
    types: Types,
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
            let keys = self.of(&field.shape.with(arguments));
            if let Some(key) = keys.intersection(&seen).next() {
                found.push((field.span, key.clone()));
            }
            seen.extend(keys);
        }
    }

    /// The keys that a value brings along where it has no key of its own.
    fn of(self, shape: &Shape<TypeId>) -> BTreeSet<String> {
        let mut found = Found::default();
        self.add(shape, &mut found);
        found.keys
    }

    fn add(self, shape: &Shape<TypeId>, found: &mut Found) {
        match self.schema.resolve_shape(shape, self.way) {
            Shape::Record(fields) => found.keys.extend(fields.into_iter().map(|(name, _)| name.to_owned())),
            Shape::Option(inner) => self.add(&inner, found),
            Shape::Union(shapes) => shapes.iter().for_each(|shape| self.add(shape, found)),
            Shape::Named(TypeId::Model(id), ..) => {
                let is_shown = |access: Access| matches!(access, Access::ReadWrite | Access::ReadOnly);
                let fields = self.schema.model(id).fields.iter();
                let shown = fields.filter(|field| field.is_column() && is_shown(field.access));
                found.keys.extend(shown.map(|field| field.name.as_str().to_owned()));
            }
            Shape::Named(TypeId::Data(id), arguments, _) if found.types.is_new(id, &arguments) => {
                match &self.schema.data(id).definition.body {
                    Body::Plain(content) => self.add_content(content, &arguments, found),
                    Body::Choice { tagging, variants } => {
                        for variant in variants {
                            let Some(name) = variant.names.on(self.way) else { continue };
                            match tagging {
                                Tagging::External if !variant.untagged => _ = found.keys.insert(name.to_owned()),
                                Tagging::Adjacent { tag, content, .. } if !variant.untagged => {
                                    found.keys.extend([tag.clone(), content.clone()]);
                                }
                                Tagging::Internal(tag) if !variant.untagged => {
                                    found.keys.insert(tag.clone());
                                    self.add_content(&variant.content, &arguments, found);
                                }
                                _ => self.add_content(&variant.content, &arguments, found),
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn add_content(self, content: &Content<TypeId>, arguments: &[Shape<TypeId>], found: &mut Found) {
        match content {
            Content::Object(object) => {
                found.keys.extend(self.own(object).chain(self.tag(object)).map(str::to_owned));
                for field in object.fields.iter().filter(|field| field.flat && field.names.on(self.way).is_some()) {
                    self.add(&field.shape.with(arguments), found);
                }
            }
            Content::Value(shape) => self.add(&shape.with(arguments), found),
            Content::Nothing | Content::Tuple(_) => {}
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
