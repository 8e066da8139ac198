//! Rust, for `*.rs`: structs and enums marked `#[ssot::model]`, structs around a value marked `#[ssot::scalar]`, traits marked
//! `#[ssot::api]`, and `ssot::datasource! { … }`.
//!
//! A file is cut into tokens and its items are looked through for marked ones; all others are skipped unread. A marked item becomes the
//! declaration that every front-end makes. The attribute macro reads its item with the same code, so what a build script sees and what
//! the compiler sees is one thing. Where tokens stand, each of the two knows in its own way: [`Places`].

mod advice;
mod api;
mod attribute;
mod case;
mod data;
mod datasource;
mod doc;
mod fix;
mod head;
mod import;
mod item;
mod module;
mod pieces;
mod plain;
mod reader;
mod rule;
mod scalar;
mod scan;
mod scope;
mod serde;
#[cfg(test)]
mod tests;
mod tokens;
mod ty;
mod word;

use proc_macro2::{LineColumn, Span as TokenSpan, TokenStream};
use syn::DeriveInput;

use crate::ast::{Document, Module};
use crate::data::IntegerForm;
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};

pub(super) use advice::as_rust;
pub use api::{Ambient, ApiArgument, ApiMethod, ApiTrait};
pub use case::Case;
pub use data::Holder;
pub(super) use fix::fit;
use reader::Reader;
pub(crate) use rule::RULES;
pub(crate) use rule::{ModuleMissing, NoItem, NotARow, RowInRow};

/// Tells where tokens stand.
pub trait Places {
    /// The place of a token.
    fn place(&mut self, span: TokenSpan) -> Span;

    /// Hears of a type that is none of the language's: where its name stands, and the type.
    fn names(&mut self, _place: Span, _ty: &syn::Type) {}

    /// Hears that the next tokens are those of a part of the file, taken by itself, which starts so many bytes behind the file's beginning.
    fn enter(&mut self, _part: &str, _start: u32) {}

    /// Hears that the part has ended.
    fn leave(&mut self) {}
}

/// The places of the tokens of a file's text.
struct FilePlaces {
    file: FileId,
    text: PlacedText,
    /// What `text` is a part of.
    outer: Vec<PlacedText>,
}

/// A text that was taken apart by itself.
struct PlacedText {
    /// Where it starts in its file, in bytes.
    offset: u32,
    /// Where its lines start, if every letter is a byte.
    lines: Option<Vec<u32>>,
}

impl PlacedText {
    fn new(text: &str, offset: u32) -> Self {
        let starts = || std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        Self { offset, lines: text.is_ascii().then(starts) }
    }
}

impl FilePlaces {
    fn new(file: FileId, text: &str, offset: usize) -> Self {
        Self { file, text: PlacedText::new(text, offset as u32), outer: Vec::new() }
    }
}

impl Places for FilePlaces {
    fn place(&mut self, span: TokenSpan) -> Span {
        // Tokens count letters: what byte one is costs them a search that grows with the places asked for.
        let byte = |place: LineColumn| {
            let line = self.text.lines.as_ref()?.get(place.line.checked_sub(1)?)?;
            Some(line + place.column as u32)
        };
        if let (Some(start), Some(end)) = (byte(span.start()), byte(span.end())) {
            return Span::new(self.file, start + self.text.offset, end + self.text.offset);
        }
        let range = span.byte_range();
        Span::new(self.file, range.start as u32 + self.text.offset, range.end as u32 + self.text.offset)
    }

    fn enter(&mut self, part: &str, start: u32) {
        self.outer.push(std::mem::replace(&mut self.text, PlacedText::new(part, start)));
    }

    fn leave(&mut self) {
        if let Some(outer) = self.outer.pop() {
            self.text = outer;
        }
    }
}

/// Parses the text of a file; `name` is its name in outputs.
pub(super) fn parse(
    file: FileId,
    name: &str,
    text: &str,
    int64: IntegerForm,
    diagnostics: &mut Diagnostics,
) -> Document {
    if super::is_too_large(file, text, diagnostics) {
        return Document { incomplete: true, ..Document::default() };
    }
    let (document, found) = pieces::read(pieces::File { id: file, name, text, int64 });
    diagnostics.extend(found);
    document
}

/// The modules in files of their own that a file declares; nothing else is read.
pub(super) fn modules(name: &str, text: &str) -> Vec<Module> {
    if text.len() > super::MAX_BYTES || !has_module(text) {
        return Vec::new();
    }
    let (rest, offset) = scan::without_head(text);
    let mut places = FilePlaces::new(FileId::default(), &rest, offset);
    let mut reader = Reader::new(&mut places, None);
    reader.only_modules = true;
    reader.file(name, &rest, None);
    let (document, _) = reader.finish();
    proc_macro2::extra::invalidate_current_thread_spans();
    document.code.unwrap_or_default().modules
}

/// The part of a line, whose text this is, around a byte: between commas, or braces, that stand in no other brackets.
pub(super) fn part(text: &str, line: Span, byte: u32) -> Span {
    let mut part = line;
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        let at = line.start + at as u32;
        match c {
            '(' | '[' => open.push(c),
            ')' | ']' => _ = open.pop(),
            ',' | '{' | '}' if open.is_empty() && at < byte => part.start = at + 1,
            ',' | '{' | '}' if open.is_empty() => {
                part.end = at;
                break;
            }
            _ => {}
        }
    }
    part
}

/// Whether the word `mod` stands somewhere.
fn has_module(text: &str) -> bool {
    let is_part = |letter: char| letter == '_' || letter.is_alphanumeric();
    text.match_indices("mod")
        .any(|(at, word)| !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
}

/// Reads one marked item; `arguments` are those of the mark. The item itself comes back, too, if it is one that can be a model.
pub(crate) fn read_item(
    arguments: TokenStream,
    item: TokenStream,
    int64: IntegerForm,
    places: &mut dyn Places,
    diagnostics: &mut Diagnostics,
) -> (Document, Option<DeriveInput>) {
    let mut reader = Reader::new(places, None);
    reader.int64 = int64;
    let item = reader.only_item(arguments, item);
    let (document, found) = reader.finish();
    diagnostics.extend(found);
    (document, item)
}

/// Reads one item that is marked as a scalar; `arguments` are those of the mark. The item itself comes back, too, if it is a struct or enum.
pub(crate) fn read_scalar(
    arguments: TokenStream,
    item: TokenStream,
    places: &mut dyn Places,
    diagnostics: &mut Diagnostics,
) -> (Document, Option<DeriveInput>) {
    let mut reader = Reader::new(places, None);
    let item = reader.only_scalar(arguments, item);
    let (document, found) = reader.finish();
    diagnostics.extend(found);
    (document, item)
}

/// Reads one trait that is marked as an API; `arguments` are those of the mark. The trait itself comes back, too, if it is one.
pub(crate) fn read_api(
    arguments: TokenStream,
    item: TokenStream,
    int64: IntegerForm,
    places: &mut dyn Places,
    diagnostics: &mut Diagnostics,
) -> (Document, Option<ApiTrait>) {
    let mut reader = Reader::new(places, None);
    reader.int64 = int64;
    let item = reader.only_api(arguments, item);
    let (document, found) = reader.finish();
    diagnostics.extend(found);
    (document, item)
}

/// Reads what stands in the brackets of `ssot::datasource! { … }`.
pub(crate) fn read_datasource(tokens: TokenStream, places: &mut dyn Places, diagnostics: &mut Diagnostics) -> Document {
    let mut reader = Reader::new(places, None);
    reader.datasource(TokenSpan::call_site(), TokenSpan::call_site(), tokens);
    let (document, found) = reader.finish();
    diagnostics.extend(found);
    document
}
