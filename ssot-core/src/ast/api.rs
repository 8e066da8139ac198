//! APIs of one's own.

use super::{Doc, TypeReference};
use crate::endpoint::Endpoint;
use crate::source::{Span, Spanned};

/// A trait whose methods are endpoints; only in Rust.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// Its name.
    pub name: Spanned<String>,
    /// In the order of the text.
    pub endpoints: Vec<Endpoint<TypeReference>>,
    /// Whether a part of it could not be read and was left out.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// Its name's place.
    pub span: Span,
}
