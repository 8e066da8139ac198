//! One of several: every tagging of serde.

use serde_json::{Value, json};

use super::object::Parts;
use super::shape::{Content, Shape, Tagging, Variant};
use super::value::{Subject, one_of, with_doc};

impl Subject<'_> {
    /// Any of the variants; `alone` tells whether no keys of others stand beside theirs.
    pub(super) fn choice(
        &mut self,
        tagging: &Tagging,
        variants: &[Variant],
        arguments: &[Shape],
        alone: bool,
    ) -> Value {
        let way = self.way;
        let present = variants.iter().filter_map(|variant| Some((variant, variant.names.on(way)?)));
        let present: Vec<(&Variant, &str)> = present.collect();
        let is_name = |variant: &Variant| {
            matches!((tagging, &variant.content), (Tagging::External, Content::Nothing)) && !variant.untagged
        };
        if present.iter().all(|(variant, _)| is_name(variant)) && !present.is_empty() {
            let names: Vec<&str> = present.iter().map(|(_, name)| *name).collect();
            return json!({"type": "string", "enum": names});
        }
        let branches = present.into_iter().map(|(variant, name)| {
            let branch = self.branch(tagging, variant, name, arguments, alone);
            with_doc(branch, &variant.doc)
        });
        one_of(branches.collect())
    }

    fn branch(&mut self, tagging: &Tagging, variant: &Variant, name: &str, arguments: &[Shape], alone: bool) -> Value {
        let content = &variant.content;
        match tagging {
            _ if variant.untagged => self.content(content, arguments),
            Tagging::Untagged => self.content(content, arguments),
            Tagging::External if matches!(content, Content::Nothing) => json!({"const": name}),
            Tagging::External => {
                let properties = json!({name: self.content(content, arguments)});
                let mut schema = json!({"type": "object", "properties": properties, "required": [name]});
                // serde takes one key for the variant, and no others beside it.
                if alone {
                    schema["additionalProperties"] = json!(false);
                }
                schema
            }
            Tagging::Adjacent { tag, content: key, closed } if !matches!(content, Content::Nothing) => {
                let mut schema = json!({
                    "type": "object",
                    "properties": {tag: {"const": name}, key: self.content(content, arguments)},
                    "required": [tag, key],
                });
                if *closed {
                    schema["additionalProperties"] = json!(false);
                }
                schema
            }
            Tagging::Internal { tag } => self.tagged((tag, name), false, variant, arguments),
            Tagging::Adjacent { tag, closed, .. } => self.tagged((tag, name), *closed, variant, arguments),
        }
    }

    /// An object with the tag among its keys.
    pub(super) fn tagged(
        &mut self,
        (tag, name): (&str, &str),
        closed: bool,
        variant: &Variant,
        arguments: &[Shape],
    ) -> Value {
        let mut parts = Parts { closed, ..Parts::default() };
        parts.keys.push((tag.to_owned(), json!({"const": name}), false));
        match &variant.content {
            Content::Object(object) => {
                parts.closed = object.closed;
                self.gather(object, arguments, &mut parts, 0);
            }
            Content::Value { value } => {
                let shape = value.with(arguments);
                // serde takes nothing only for what holds no other key.
                parts.closed |= self.is_nothing(&shape);
                self.flatten(&shape, false, &mut parts, 0);
            }
            Content::Nothing | Content::Tuple { .. } => {}
        }
        self.assembled(&parts)
    }
}
