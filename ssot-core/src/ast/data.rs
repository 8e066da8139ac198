//! Types that are stored nowhere.

use super::Doc;
use crate::data::{Definition, Shape};
use crate::source::{Span, Spanned};

/// A struct or an enum that is no model.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its name.
    pub name: Spanned<String>,
    /// What it holds.
    pub definition: Definition<TypeReference>,
    /// Whether a part of it could not be read and was left out.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// Its name's place.
    pub span: Span,
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
