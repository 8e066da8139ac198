//! Fields and their types.

use crate::source::Span;

use super::{Annotation, CompositeId, Default, EnumId, RelationId};

pub use crate::ast::Arity;

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the schema and on the wire.
    pub name: String,
    /// Its column (`@map`, else the name). Meaningless for relation fields.
    pub column: String,
    /// Its type.
    pub ty: Type,
    /// One, one or none, many.
    pub arity: Arity,
    /// The column type asked for, if any.
    pub native: Option<Box<NativeType>>,
    /// `@default`.
    pub default: Option<Box<Default>>,
    /// `@updatedAt`.
    pub updated_at: bool,
    /// `@ignore`: in the DDL, in no client.
    pub ignored: bool,
    /// Who may see and set it through an API.
    pub access: Access,
    /// `@version`: counts the writes of a row.
    pub version: bool,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Annotations of targets.
    pub annotations: Vec<Annotation>,
    /// The line.
    pub span: Span,
    /// The name.
    pub name_span: Span,
    /// The bare type.
    pub type_span: Span,
    /// `?` or `[]`; empty without.
    pub arity_span: Span,
    /// The `@map` attribute, else the name.
    pub column_span: Span,
}

impl Field {
    /// Whether the field is a column of its model's table: everything but a relation.
    pub const fn is_column(&self) -> bool {
        !matches!(self.ty, Type::Relation(_))
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A value of an enumeration.
    Enumeration(EnumId),
    /// An embedded composite.
    Composite(CompositeId),
    /// One end of a relation: the end whose `field` is this field.
    Relation(RelationId),
    /// A database type that only DDL knows, verbatim.
    Unsupported(String),
}

/// The scalars every front-end knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// Text.
    String,
    /// 32-bit integer.
    Int,
    /// 64-bit integer.
    BigInt,
    /// Double.
    Float,
    /// Exact decimal.
    Decimal,
    /// Truth value.
    Boolean,
    /// Moment, millisecond precision.
    DateTime,
    /// Any JSON value.
    Json,
    /// Bytes.
    Bytes,
}

impl Scalar {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::String,
        Self::Int,
        Self::BigInt,
        Self::Float,
        Self::Decimal,
        Self::Boolean,
        Self::DateTime,
        Self::Json,
        Self::Bytes,
    ];

    /// The name in a schema.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Int => "Int",
            Self::BigInt => "BigInt",
            Self::Float => "Float",
            Self::Decimal => "Decimal",
            Self::Boolean => "Boolean",
            Self::DateTime => "DateTime",
            Self::Json => "Json",
            Self::Bytes => "Bytes",
        }
    }
}

/// `@db.VarChar(20)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NativeType {
    /// The name as in the schema: `VarChar`.
    pub name: String,
    /// The arguments as written: numbers, or `Max`.
    pub arguments: Vec<String>,
    /// The attribute.
    pub span: Span,
}

/// Who may see and set a field through an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, std::default::Default)]
pub enum Access {
    /// Returned and accepted.
    #[default]
    ReadWrite,
    /// `@readOnly`: returned, refused in bodies.
    ReadOnly,
    /// `@writeOnly`: accepted in bodies, never returned, filtered or sorted by.
    WriteOnly,
    /// `@hidden`: no part of the API.
    Hidden,
}
