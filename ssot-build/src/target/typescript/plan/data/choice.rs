//! One of several: every tagging of serde.

use ssot_core::data::{Content, Tagging, Variant};
use ssot_core::ir::TypeId;

use super::object::{Part, Parts, Value};
use super::{Subject, property, union};
use crate::target::typescript::nodes::Ty;
use crate::text::typescript::{Key, Literal};

/// How one variant stands on the wire.
pub(super) enum Branch<'a> {
    /// Its name alone.
    Name(&'a str),
    /// What it holds alone.
    Content(&'a Content<TypeId>),
    /// `{ "Circle": … }`, or with a tag in front; `closed` if reading refuses other keys.
    Keyed { tag: Option<(&'a str, &'a str)>, key: &'a str, content: &'a Content<TypeId>, closed: bool },
    /// An object with the tag among its keys.
    Tagged(Parts<'a>),
}

impl<'a> Subject<'a> {
    pub(super) fn choice(&self, tagging: &'a Tagging, variants: &'a [Variant<TypeId>]) -> Ty {
        let branches = self.branches(tagging, variants);
        union(
            branches
                .iter()
                .map(|(variant, branch)| match branch {
                    Branch::Name(name) => Ty::Literal(Literal::new(name)),
                    Branch::Content(content) => self.content(content),
                    Branch::Keyed { tag, key, content, .. } => {
                        let tag = tag.map(|(tag, name)| {
                            property(Key::new(tag), Ty::Literal(Literal::new(name)), false, &variant.doc)
                        });
                        let doc = if tag.is_none() { &*variant.doc } else { "" };
                        let content = property(Key::new(key), self.content(content), false, doc);
                        Ty::Object(tag.into_iter().chain([content]).collect())
                    }
                    Branch::Tagged(parts) => self.assembled(parts),
                })
                .collect(),
        )
    }

    /// The variants that there are in this direction.
    pub(super) fn branches(
        &self,
        tagging: &'a Tagging,
        variants: &'a [Variant<TypeId>],
    ) -> Vec<(&'a Variant<TypeId>, Branch<'a>)> {
        let present = variants.iter().filter_map(|variant| Some((variant, variant.names.on(self.way)?)));
        present.map(|(variant, name)| (variant, self.branch(tagging, variant, name))).collect()
    }

    fn branch(&self, tagging: &'a Tagging, variant: &'a Variant<TypeId>, name: &'a str) -> Branch<'a> {
        let content = &variant.content;
        match tagging {
            _ if variant.untagged => Branch::Content(content),
            Tagging::Untagged => Branch::Content(content),
            Tagging::External if *content == Content::Nothing => Branch::Name(name),
            // serde takes one key for the variant, and no others beside it.
            Tagging::External => Branch::Keyed { tag: None, key: name, content, closed: true },
            Tagging::Adjacent { tag, content: key, closed } if *content != Content::Nothing => {
                Branch::Keyed { tag: Some((tag, name)), key, content, closed: *closed }
            }
            Tagging::Internal(tag) | Tagging::Adjacent { tag, .. } => {
                let closed = matches!(tagging, Tagging::Adjacent { closed: true, .. });
                let first =
                    Part { key: Key::new(tag), value: Value::Literal(name), optional: false, doc: &variant.doc };
                let mut parts = Parts { keys: vec![first], others: Vec::new(), rest: None, closed };
                match content {
                    Content::Object(object) => {
                        parts.closed = object.closed;
                        self.gather(object, &[], &mut parts, 0);
                    }
                    Content::Value(shape) => {
                        // serde takes nothing only for what holds no other key.
                        parts.closed |= self.is_nothing(&self.resolved(shape));
                        self.flatten(shape, false, &mut parts, 0);
                    }
                    Content::Nothing | Content::Tuple(_) => {}
                }
                Branch::Tagged(parts)
            }
        }
    }
}
