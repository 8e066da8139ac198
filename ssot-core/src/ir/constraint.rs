//! Keys and indexes.

use crate::source::Span;

use super::{FieldId, Provider, Value};

/// Direction of a column in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// `sort: Asc`.
    Ascending,
    /// `sort: Desc`.
    Descending,
}

/// One column of a key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyField {
    /// The field of the model.
    pub field: FieldId,
    /// Fields below it, for paths into composites (`address.city`); usually empty.
    pub path: Vec<FieldId>,
    /// `sort`, only if written.
    pub sort: Option<Sort>,
    /// `length`: the prefix in characters (MySQL).
    pub length: Option<u32>,
    /// `ops`.
    pub operator: Option<IndexOperator>,
    /// The field's name in the attribute; of `@id` and `@unique` the attribute.
    pub span: Span,
}

/// The columns of a constraint and its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// At least one.
    pub fields: Vec<KeyField>,
    /// `map`: its name in the database, if written.
    pub map: Option<String>,
    /// `clustered`, if written (SQL Server).
    pub clustered: Option<bool>,
    /// The value of `map`, if written.
    pub map_span: Option<Span>,
    /// The attribute.
    pub span: Span,
}

/// `@id` or `@@id`.
#[derive(Debug, Clone, PartialEq)]
pub struct PrimaryKey {
    /// The columns.
    pub key: Key,
    /// `name`: what clients call the compound.
    pub name: Option<String>,
    /// The value of `name`, if written.
    pub name_span: Option<Span>,
}

/// `@unique` or `@@unique`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unique {
    /// The columns.
    pub key: Key,
    /// `name`: what clients call the compound.
    pub name: Option<String>,
    /// `where`.
    pub predicate: Option<Predicate>,
    /// Whether it was written on a field.
    pub on_field: bool,
    /// The value of `name`, if written.
    pub name_span: Option<Span>,
}

/// `@@index` or `@@fulltext`.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// The columns.
    pub key: Key,
    /// `type`.
    pub kind: IndexKind,
    /// The value of `type`, if written.
    pub kind_span: Option<Span>,
    /// `where`.
    pub predicate: Option<Predicate>,
}

/// How an index is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum IndexKind {
    /// Balanced tree, what every database does unasked.
    #[default]
    BTree,
    /// `Hash`.
    Hash,
    /// `Gin`.
    Gin,
    /// `Gist`.
    Gist,
    /// `SpGist`.
    SpGist,
    /// `Brin`.
    Brin,
    /// `@@fulltext`.
    Fulltext,
}

/// An operator class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IndexOperator {
    /// A known class in SQL's spelling: `int4_minmax_ops`.
    Named(String),
    /// `raw("…")`, verbatim.
    Raw(String),
}

/// The condition of a partial index.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// `raw("…")`, verbatim.
    Raw(String),
    /// Field conditions, all of which must hold: field, whether negated, value (`None` is null).
    Fields(Vec<(FieldId, bool, Option<Value>)>),
}

impl IndexKind {
    /// What becomes of the index on that database: PostgreSQL has all but `Fulltext`, CockroachDB `Gin`, MySQL and MongoDB
    /// `Fulltext`. Elsewhere `Hash` and `Brin` become plain indexes; `None`: there is no index.
    pub const fn on(self, provider: Provider) -> Option<Self> {
        match (self, provider) {
            (Self::BTree, _) => Some(Self::BTree),
            (Self::Fulltext, Provider::Mysql | Provider::MongoDb) => Some(Self::Fulltext),
            (Self::Fulltext, _) => None,
            (kind, Provider::Postgres) => Some(kind),
            (Self::Gin, Provider::CockroachDb) => Some(Self::Gin),
            (Self::Hash | Self::Brin, _) => Some(Self::BTree),
            (Self::Gin | Self::Gist | Self::SpGist, _) => None,
        }
    }
}
