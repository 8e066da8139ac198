//! Models, views and composites.

use crate::name::Name;
use crate::source::{Span, Spanned};

use super::{Annotation, Api, Computed, Field, FieldId, Index, Policy, PrimaryKey, Tenant, Unique};

/// Which kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// A table.
    Table,
    /// A view: read-only, no DDL.
    View,
}

/// A model or view.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Its name in the schema.
    pub name: Name,
    /// A table or a view.
    pub kind: ModelKind,
    /// Its table's name (`@@map`, else the name).
    pub table: String,
    /// Its database schema (`@@schema`).
    pub namespace: Option<String>,
    /// The value of `@@schema`, if written.
    pub namespace_span: Option<Span>,
    /// The `@@map` attribute, else the name.
    pub table_span: Span,
    /// Columns and relation fields.
    pub fields: Vec<Field>,
    /// Fields that no column holds, in the order of the text: worked out when a row is read.
    pub computed: Vec<Computed>,
    /// `@id` or `@@id`. `None` for some views and models identified by a unique key.
    pub primary_key: Option<PrimaryKey>,
    /// `@unique` in field order, then `@@unique` in order.
    pub uniques: Vec<Unique>,
    /// `@@index` and `@@fulltext` in order.
    pub indexes: Vec<Index>,
    /// `@@shardKey` or `@shardKey`; empty if none.
    pub shard_key: Vec<FieldId>,
    /// The attribute that says so.
    pub shard_key_span: Option<Span>,
    /// `@@ignore`: in the DDL, in no client.
    pub ignored: bool,
    /// Whether a part of it could not be read or resolved; never in a valid schema.
    pub incomplete: bool,
    /// `@@api(…)`.
    pub api: Api,
    /// `@@was("Old")`: its name before it was renamed.
    pub was: Option<Spanned<String>>,
    /// `@@allow(…)` and `@@deny(…)`, in the order of the text.
    pub policies: Vec<Policy>,
    /// `@@tenant(…)`.
    pub tenant: Option<Tenant>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Annotations of targets.
    pub annotations: Vec<Annotation>,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

impl Model {
    /// Fields with their ids.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = (FieldId, &Field)> {
        self.fields.iter().enumerate().map(|(index, field)| (FieldId(index as u32), field))
    }

    /// The field with that id.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// The field with that name.
    pub fn field_named(&self, name: &str) -> Option<FieldId> {
        self.fields().find(|(_, field)| field.name == name).map(|(id, _)| id)
    }

    /// Whether servers alone set the field, never a body: the tenant of a row, and the mark of a deleted one.
    pub fn is_set_by_servers(&self, id: FieldId) -> bool {
        self.tenant.is_some_and(|tenant| tenant.field == id) || self.api.soft_delete == Some(id)
    }

    /// Every key that makes rows unique, with its span: the primary key, then the uniques in order, partial ones too.
    pub fn unique_keys(&self) -> impl Iterator<Item = &super::Key> {
        self.primary_key.iter().map(|key| &key.key).chain(self.uniques.iter().map(|unique| &unique.key))
    }

    /// The fields that tell rows apart: the primary key, else the first unique key over required fields without a
    /// predicate. Empty for views that have neither.
    pub fn identity(&self) -> Vec<FieldId> {
        let required =
            |key: &[super::KeyField]| key.iter().all(|part| self.field(part.field).arity == super::Arity::Required);
        if let Some(key) = &self.primary_key {
            return key.key.fields.iter().map(|part| part.field).collect();
        }
        self.uniques
            .iter()
            .find(|unique| unique.predicate.is_none() && required(&unique.key.fields))
            .map(|unique| unique.key.fields.iter().map(|part| part.field).collect())
            .unwrap_or_default()
    }
}

/// A composite type, embedded where it is used (MongoDB).
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    /// Its name in the schema.
    pub name: Name,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Documentation.
    pub doc: String,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}
