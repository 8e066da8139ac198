//! Rules for the values of a field.

use std::fmt;
use std::ops::Deref;

use crate::scalar::{Definition, named, titled};
use crate::source::Span;

use super::Scalar;

/// A scalar of the catalogue. What it means is data: everything of its [`Definition`] can be read off it.
#[derive(Clone, Copy)]
pub struct RichScalar(&'static Definition);

impl RichScalar {
    /// The scalar with that name in the catalogue: `phoneNumber`.
    pub fn named(name: &str) -> Option<Self> {
        named(name).map(Self)
    }

    /// The scalar with that name in a schema: `PhoneNumber`.
    pub fn titled(title: &str) -> Option<Self> {
        titled(title).map(Self)
    }

    /// The type that it refines.
    pub fn base(self) -> Scalar {
        let base = self.0.form.base();
        Scalar::ALL.into_iter().find(|scalar| scalar.as_str() == base).unwrap_or(Scalar::String)
    }
}

impl Deref for RichScalar {
    type Target = Definition;

    fn deref(&self) -> &Definition {
        self.0
    }
}

impl PartialEq for RichScalar {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for RichScalar {}

impl fmt::Debug for RichScalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.title)
    }
}

/// A rule for the values of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it demands.
    pub rule: CheckRule,
    /// The attribute.
    pub span: Span,
}

/// What a rule demands. Null is nobody's business: it is allowed where the field is optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckRule {
    /// `@length(min: 1, max: 80)`: how many characters (Unicode scalar values) a text has, or how many bytes; at least one end is given,
    /// both are included.
    Length {
        /// The fewest.
        min: Option<u32>,
        /// The most.
        max: Option<u32>,
    },
    /// `@min(0)`: the smallest number, itself included, as decimal digits without needless zeros.
    Min(String),
    /// `@max(100)`: the largest number, itself included, as decimal digits without needless zeros.
    Max(String),
    /// `@pattern("^[a-z]+$")`: what a whole text must match, in the portable subset of [`crate::pattern`].
    Pattern(String),
    /// `@email`: the rules of a scalar of the catalogue that is text.
    Format(RichScalar),
}
