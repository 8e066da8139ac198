//! TOML, for `*.toml`: the same declarations as tables, for people who want no new syntax.
//!
//! Text becomes a tree, and the tree, key by key, the document that every front-end makes. Which keys there are is data. Strings
//! may hold pieces of the schema language (`"String? @unique"`); those are read by its own parser, at their place.

mod action;
mod attribute;
mod declaration;
mod escape;
mod fix;
mod help;
mod json_schema;
mod key;
mod package;
mod policy;
mod print;
mod reader;
mod rule;
mod syntax;
#[cfg(test)]
mod tests;

use crate::ast::Document;
use crate::diagnostic::Diagnostics;
use crate::source::FileId;

pub(super) use fix::fit;
pub use json_schema::json_schema;
pub use package::{Package, package};
pub use print::{Style, print};
pub(crate) use rule::RULES;

/// Parses the text of a file.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Document {
    if super::is_too_large(file, text, diagnostics) {
        return Document { incomplete: true, ..Document::default() };
    }
    let mut found = Diagnostics::new();
    let document = syntax::read(file, text, &mut found, |read, found| {
        reader::Reader::new(text, &read.mistakes, found).document(&read.root)
    });
    diagnostics.extend(found);
    document
}
