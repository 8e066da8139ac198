//! Fields and their types.

use crate::source::{Span, Spanned};

use crate::number::compare;
use crate::scalar::Form;

use super::{Annotation, Check, CheckRule, CompositeId, DataId, Default, EnumId, Policy, RelationId, RichScalar};

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
    /// The scalar of the catalogue that it holds; `ty` is then that scalar's base type.
    pub scalar: Option<RichScalar>,
    /// The type of one's own that it is of: a data type that is a scalar. Its rules are among `checks`.
    pub own: Option<DataId>,
    /// One, one or none, many.
    pub arity: Arity,
    /// The column type asked for: by an attribute, else by the scalar.
    pub native: Option<Box<NativeType>>,
    /// `@default`.
    pub default: Option<Box<Default>>,
    /// `@updatedAt`.
    pub updated_at: bool,
    /// `@ignore`: in the DDL, in no client.
    pub ignored: bool,
    /// Who may see and set it through an API.
    pub access: Access,
    /// `@allow(…)` and `@deny(…)`, in the order of the text.
    pub policies: Vec<Policy>,
    /// `@version`: counts the writes of a row.
    pub version: bool,
    /// Rules for its values, besides those of type, scalar and column; on a list for each item.
    pub checks: Vec<Check>,
    /// `@pii`, or a scalar that is sensitive: what logs must not show.
    pub pii: bool,
    /// `@was("old")`: its name before it was renamed.
    pub was: Option<Spanned<String>>,
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

/// The tightest limits that a field's scalar and rules put on each value together; all ends are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default)]
pub struct Bounds<'a> {
    /// The smallest number, as decimal digits.
    pub min: Option<&'a str>,
    /// The largest number, as decimal digits.
    pub max: Option<&'a str>,
    /// The fewest characters or bytes.
    pub min_length: Option<u32>,
    /// The most characters or bytes.
    pub max_length: Option<u32>,
}

impl<'a> Bounds<'a> {
    /// The limits that a scalar, if there is one, and rules put on a value.
    pub fn of(scalar: Option<RichScalar>, checks: &'a [Check]) -> Self {
        let mut bounds = Self {
            min: scalar.and_then(|scalar| scalar.min),
            max: scalar.and_then(|scalar| scalar.max),
            min_length: None,
            max_length: format(scalar, checks).and_then(|scalar| scalar.max_length),
        };
        for check in checks {
            match &check.rule {
                CheckRule::Min(value) if bounds.min.is_none_or(|least| compare(value, least).is_gt()) => {
                    bounds.min = Some(value);
                }
                CheckRule::Max(value) if bounds.max.is_none_or(|most| compare(value, most).is_lt()) => {
                    bounds.max = Some(value);
                }
                CheckRule::Length { min, max } => {
                    bounds.min_length = bounds.min_length.max(*min);
                    bounds.max_length = bounds.max_length.into_iter().chain(*max).min();
                }
                _ => {}
            }
        }
        bounds
    }
}

/// What a text must match besides.
pub(super) fn pattern(checks: &[Check]) -> Option<&str> {
    checks.iter().find_map(|check| match &check.rule {
        CheckRule::Pattern(source) => Some(source.as_str()),
        _ => None,
    })
}

/// The scalar whose text rules hold: a value's own, or that of a rule such as `@email`.
pub(super) fn format(scalar: Option<RichScalar>, checks: &[Check]) -> Option<RichScalar> {
    let asked = checks.iter().find_map(|check| match check.rule {
        CheckRule::Format(format) => Some(format),
        _ => None,
    });
    scalar.filter(|scalar| scalar.form == Form::Text).or(asked)
}

impl Field {
    /// The limits on each value. The column type may limit it further.
    pub fn bounds(&self) -> Bounds<'_> {
        Bounds::of(self.scalar, &self.checks)
    }

    /// The scalar whose text rules hold: the field's own, or that of a rule such as `@email`.
    pub fn format(&self) -> Option<RichScalar> {
        format(self.scalar, &self.checks)
    }

    /// The pattern of `@pattern`.
    pub fn pattern(&self) -> Option<&str> {
        pattern(&self.checks)
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
