//! Enumerations.

use crate::name::Name;
use crate::source::{Span, Spanned};

use super::Annotation;

/// An enumeration.
#[derive(Debug, Clone, PartialEq)]
pub struct Enumeration {
    /// Its name in the schema.
    pub name: Name,
    /// Its name in the database (`@@map`, else the name).
    pub database_name: String,
    /// Its database schema (`@@schema`).
    pub namespace: Option<String>,
    /// The value of `@@schema`, if written.
    pub namespace_span: Option<Span>,
    /// The `@@map` attribute, else the name.
    pub database_name_span: Span,
    /// The values, at least one.
    pub variants: Vec<Variant>,
    /// Whether a part of it could not be read; never in a valid schema.
    pub incomplete: bool,
    /// `@@was("Old")`: its name before it was renamed.
    pub was: Option<Spanned<String>>,
    /// Documentation.
    pub doc: String,
    /// Annotations of targets.
    pub annotations: Vec<Annotation>,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name in the schema and on the wire.
    pub name: String,
    /// Its name in the database (`@map`, else the name).
    pub database_name: String,
    /// `@was("OLD")`: its name before it was renamed.
    pub was: Option<Spanned<String>>,
    /// Documentation.
    pub doc: String,
    /// The line.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}
