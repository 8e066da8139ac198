//! What will be written, checked: values typed, names resolved, absent fields filled.

use ssot_db::Value;

use crate::resource::Resource;

/// A row to insert, or what changes in one, with the related rows that are written along.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Whose row.
    pub resource: &'static Resource,
    /// Where in the body it stands, as a JSON pointer.
    pub pointer: String,
    /// Fields and their values; each field once.
    pub fields: Vec<(usize, Value)>,
    /// Fields that only a new row gets: what PUT must not overwrite, where it may create.
    pub initial: Vec<(usize, Value)>,
    /// Relations and what happens to them, in the order of the body.
    pub relations: Vec<(usize, Nested)>,
}

impl Draft {
    /// Nothing set.
    pub fn new(resource: &'static Resource, pointer: impl Into<String>) -> Self {
        Self { resource, pointer: pointer.into(), fields: Vec::new(), initial: Vec::new(), relations: Vec::new() }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.relations.is_empty()
    }

    /// The value of a field, if it is set.
    pub fn value(&self, field: usize) -> Option<&Value> {
        self.fields.iter().find(|(index, _)| *index == field).map(|(_, value)| value)
    }
}

/// What happens to a relation.
#[derive(Debug, Clone)]
pub enum Nested {
    /// A to-one relation.
    One(One),
    /// A to-many relation.
    Many(Many),
}

/// What happens to a to-one relation.
#[derive(Debug, Clone)]
pub enum One {
    /// It points at a row that exists.
    Connect(Find),
    /// It points at a new row.
    Create(Box<Draft>),
    /// It points at nothing.
    Disconnect,
}

/// What happens to a to-many relation; everything in it happens.
#[derive(Debug, Clone, Default)]
pub struct Many {
    /// Exactly these rows that exist.
    pub set: Option<Vec<Find>>,
    /// Without these rows.
    pub disconnect: Vec<Find>,
    /// With these rows that exist.
    pub connect: Vec<Find>,
    /// With these new rows.
    pub create: Vec<Draft>,
}

/// How a row that exists is found: by its key or another unique key.
#[derive(Debug, Clone)]
pub struct Find {
    /// The key's fields and their values.
    pub fields: Vec<(usize, Value)>,
    /// Where in the body that stands: at the field if the key has only one.
    pub pointer: String,
}
