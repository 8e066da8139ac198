//! MongoDB indexes the same fields once.
//!
//! ```prisma
//! datasource db {
//!   provider = "mongodb"
//! }
//!
//! model A {
//!   id   Int    @id @map("_id")
//!   name String @unique
//!
//!   @@index([name])
//! }
//! ```
//!
//! It refuses a second index over the same fields in the same order, of whatever kind, and one over the `_id` alone.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{FieldId, Key, Model, Provider, Schema, Sort};
use crate::source::Span;

use super::names;

pub(crate) struct DuplicateIndex {
    fields: String,
    again: Span,
    first: Span,
    /// Whether the first one is the key itself.
    is_id: bool,
}

impl DuplicateIndex {
    pub(crate) const CODE: Code = Code(285);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.declared() == Provider::MongoDb {
        for model in &schema.models {
            check_model(model, diagnostics);
        }
    }
}

fn check_model(model: &Model, diagnostics: &mut Diagnostics) {
    let uniques = model.uniques.iter().map(|unique| &unique.key);
    let indexes = model.indexes.iter().map(|index| &index.key);
    let mut keys: Vec<&Key> = uniques.chain(indexes).filter(|key| is_plain(key)).collect();
    keys.sort_by_key(|key| key.span);
    let id = model.primary_key.as_ref().map(|id| &id.key);
    for (index, key) in keys.iter().enumerate() {
        let unique_id = model.uniques.iter().any(|unique| unique.key.span == key.span).then_some(()).and(id);
        let first = keys[..index].iter().find(|first| columns(first) == columns(key)).copied();
        let same_as_id = unique_id.filter(|id| fields(id) == fields(key));
        if let Some(other) = first.or(same_as_id) {
            diagnostics.push(DuplicateIndex {
                fields: names(model, &fields(key)),
                again: key.span,
                first: other.span,
                is_id: first.is_none(),
            });
        }
    }
}

/// Whether it is compared at all: an index over one field of a composite type is not.
fn is_plain(key: &Key) -> bool {
    key.fields.len() > 1 || key.fields.iter().all(|part| part.path.is_empty())
}

fn fields(key: &Key) -> Vec<FieldId> {
    key.fields.iter().map(|part| part.field).collect()
}

fn columns(key: &Key) -> Vec<(FieldId, &[FieldId], Option<Sort>)> {
    key.fields.iter().map(|part| (part.field, part.path.as_slice(), part.sort)).collect()
}

impl From<DuplicateIndex> for Diagnostic {
    fn from(rule: DuplicateIndex) -> Self {
        let (what, label) =
            if rule.is_id { ("the key of the documents", "the key") } else { ("indexed already", "the first index") };
        Self::error(DuplicateIndex::CODE, rule.again, format!("`{}` is {what}", rule.fields))
            .also(rule.first, label)
            .help("remove one of them")
    }
}
