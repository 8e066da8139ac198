//! A model has no shard key that every row could have: there are several, or the field may be missing.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model A {
//!   id     Int  @id
//!   region Int? @shardKey
//! }
//! ```

use crate::ast::{Arity, Attribute, Declaration, Field};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::{find, key_fields};

pub(crate) enum ShardKey {
    /// The field may be missing; its `?` or `[]`.
    Optional { name: String, sign: Span, key: Span },
    /// A second one.
    Several { again: Span, first: Span },
}

impl ShardKey {
    pub(crate) const CODE: Code = Code(217);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Model(model) = declaration else { return };
    let on_fields = model.fields.iter().filter_map(|field| Some((field, find(&field.attributes, "shardKey")?)));
    let on_fields: Vec<(&Field, &Attribute)> = on_fields.collect();
    let on_block = find(&model.attributes, "shardKey");
    let mut keys = on_fields.iter().map(|(_, attribute)| attribute.span).chain(on_block.map(|key| key.span));
    if let Some(first) = keys.next() {
        keys.for_each(|again| diagnostics.push(ShardKey::Several { again, first }));
    }
    for (field, attribute) in on_fields {
        judge(field, attribute.span, diagnostics);
    }
    for (name, span) in on_block.map(key_fields).unwrap_or_default() {
        if let Some(field) = model.fields.iter().find(|field| field.name.value == name) {
            judge(field, span, diagnostics);
        }
    }
}

fn judge(field: &Field, key: Span, diagnostics: &mut Diagnostics) {
    if field.ty.arity == Arity::Optional {
        let sign = Span { start: field.ty.span.end, ..field.ty.full_span };
        diagnostics.push(ShardKey::Optional { name: field.name.value.clone(), sign, key });
    }
}

impl From<ShardKey> for Diagnostic {
    fn from(rule: ShardKey) -> Self {
        match rule {
            ShardKey::Optional { name, sign, key } => {
                Self::error(ShardKey::CODE, sign, format!("`{name}` may be missing: it cannot tell the shard"))
                    .also(key, "the shard key")
                    .help("remove `?`")
                    .fix("remove `?`", sign, "")
            }
            ShardKey::Several { again, first } => {
                Self::error(ShardKey::CODE, again, "a model has one shard key")
                    .label("the second one")
                    .also(first, "the first one")
                    .help("write `@@shardKey([a, b])` for one of several fields")
            }
        }
    }
}
