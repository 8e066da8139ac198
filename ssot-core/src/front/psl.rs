//! The Prisma schema language, for `*.prisma` and `*.ssot`: text, tokens, document.
//!
//! The language is one of lines, so the parser recovers at each line break: one mistake gives one finding, and the next line
//! is read as if nothing had happened. Nothing here resolves a name.

mod block;
mod cursor;
mod directive;
mod doc;
mod expression;
mod format;
mod formula;
#[cfg(any(feature = "toml", feature = "rust"))]
mod fragment;
mod lexer;
mod line;
mod parser;
mod pieces;
mod rule;
#[cfg(test)]
mod tests;
mod text;
mod token;

use crate::ast::Document;
use crate::diagnostic::Diagnostics;
use crate::source::FileId;

pub(super) use directive::as_directive;
#[cfg(any(feature = "toml", feature = "rust"))]
pub(super) use doc::{Place, directive_of};
pub use format::format;
#[cfg(any(feature = "toml", feature = "rust"))]
pub(super) use fragment::{Fragment, check_name};
pub(crate) use rule::RULES;
pub(super) use rule::{FileTooLarge, UnknownExtension};
#[cfg(any(feature = "toml", feature = "rust"))]
pub(super) use text::plain_decimal;

/// Which of the two languages a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `*.prisma`: what Prisma does not know stands in documentation comments.
    Prisma,
    /// `*.ssot`: everything, arguments over several lines and trailing commas among it.
    Ssot,
}

/// Parses the text of a file.
pub(super) fn parse(file: FileId, text: &str, dialect: Dialect, diagnostics: &mut Diagnostics) -> Document {
    if super::is_too_large(file, text, diagnostics) {
        return Document { incomplete: true, ..Document::default() };
    }
    let (document, found) = pieces::read(file, text, dialect);
    diagnostics.extend(found);
    document
}
