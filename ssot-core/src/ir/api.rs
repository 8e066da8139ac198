//! What a schema says about APIs, and annotations for targets.

use crate::source::{Span, Spanned};

use super::FieldId;

/// `@@api(…)`: how a model appears in HTTP APIs. `None` means: as the server's configuration says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Api {
    /// `@@api(none)`: not at all.
    pub none: bool,
    /// `path:` the collection segment, instead of the plural of the name.
    pub path: Option<Spanned<String>>,
    /// `include:` relations that item reads carry by default, each a path of relation fields from this model.
    pub include: Vec<Vec<FieldId>>,
    /// `aggregate`.
    pub aggregate: bool,
    /// `export`.
    pub export: bool,
    /// `changes`.
    pub changes: bool,
    /// `upsert`: PUT may create.
    pub upsert: bool,
    /// `requireIfMatch`.
    pub require_if_match: bool,
    /// `softDelete:` the field that says since when a row is deleted, instead of the row going away.
    pub soft_delete: Option<FieldId>,
    /// `maxTake:`.
    pub max_take: Option<u32>,
    /// `defaultTake:`.
    pub default_take: Option<u32>,
}

/// `@namespace.key(value)`: kept for the target that owns the namespace.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// The owner: `sql`.
    pub namespace: String,
    /// What it is about.
    pub key: String,
    /// The arguments as written; empty without.
    pub value: String,
    /// The place.
    pub span: Span,
}
