//! Types that are stored nowhere.

use super::{Doc, Field};
use crate::data::{Definition, IntegerForm, Shape};
use crate::source::{Span, Spanned};

/// A struct or an enum that is no model.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its name.
    pub name: Spanned<String>,
    /// What it holds.
    pub definition: Definition<TypeReference>,
    /// How its integers stand that a double does not hold, unless a field says it.
    pub int64: IntegerForm,
    /// What is said of its value, if it is a scalar of its own.
    pub scalar: Option<Box<OwnScalar>>,
    /// Whether a part of it could not be read and was left out.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// Its name's place.
    pub span: Span,
}

/// What is said of the value of a scalar.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnScalar {
    /// The value as a field would hold it, with its rules; named like the scalar.
    pub value: Field,
    /// Whether a column can hold it.
    pub is_column: bool,
}

/// Another type, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeReference {
    /// The name.
    pub name: String,
    /// What a type of that name in a well-known library is, if nothing of that name is declared. Its parameters are the arguments.
    pub known: Option<Box<Shape<TypeReference>>>,
    /// What to write instead, if nothing of that name is declared.
    pub instead: Option<&'static str>,
}
