//! What a model tells about itself at run time.

/// A struct or enum marked `#[ssot::model]`.
pub trait Model {
    /// What it is in the schema.
    const DESCRIPTION: Description;
}

/// A model or enumeration as the schema knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// Its name.
    pub name: &'static str,
    /// What it consists of.
    pub members: Members,
}

/// What a model or enumeration consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    /// The fields of a model, in order.
    Fields(&'static [Field]),
    /// The values of an enumeration, in order, as they stand on the wire.
    Values(&'static [&'static str]),
}

/// A field of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// The name of its type in the schema: `Int`, `DateTime`, the name of a model.
    pub ty: &'static str,
    /// How many values it has.
    pub arity: Arity,
}

/// How many values a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arity {
    /// One.
    Required,
    /// One or none.
    Optional,
    /// Any number.
    List,
}
