//! What reading items needs: the text, the findings, and what was found so far.

use std::fmt::Write as _;

use proc_macro2::Span as TokenSpan;

use super::Places;
use super::import::Import;
use crate::ast::{Alias, Code, Declaration, Document};
use crate::data::IntegerForm;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Span, Spanned};

/// More findings of one file help nobody.
const MAX_FINDINGS: usize = 1000;

/// Reads one file or item.
pub(super) struct Reader<'a> {
    pub(super) places: &'a mut dyn Places,
    /// The text of the file, if there is one.
    pub(super) text: Option<&'a str>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) code: Code,
    /// Whether something of the item that is being read was left out.
    pub(super) incomplete: bool,
    /// Whether a whole item was left out.
    pub(super) lacks_items: bool,
    /// Whether the last item that was looked at has ended.
    pub(super) has_ended: bool,
    /// Whether an item is read whose tokens are gone, from its text.
    pub(super) again: bool,
    /// Whether only modules are looked for.
    pub(super) only_modules: bool,
    /// How integers stand that a double does not hold, unless an item or a field says so.
    pub(super) int64: IntegerForm,
    /// Whether the item that is being read has such integers.
    pub(super) holds_int64: bool,
    /// What the module brings in.
    pub(super) imports: Vec<Import>,
    /// Types that the module declares under names of well-known ones.
    pub(super) shadows: Vec<String>,
    /// Whether a part of a file cannot be read by itself.
    pub(super) needs_whole: bool,
    /// Room for a name that is looked at and not kept.
    pub(super) spelled: String,
    /// Where everything stands while a string of the text is read as code.
    pub(super) pinned: Option<Span>,
    diagnostics: Diagnostics,
}

impl<'a> Reader<'a> {
    pub(super) fn new(places: &'a mut dyn Places, text: Option<&'a str>) -> Self {
        Self {
            places,
            text,
            declarations: Vec::new(),
            code: Code::default(),
            incomplete: false,
            lacks_items: false,
            has_ended: true,
            again: false,
            only_modules: false,
            int64: IntegerForm::default(),
            holds_int64: false,
            imports: Vec::new(),
            shadows: Vec::new(),
            needs_whole: false,
            spelled: String::new(),
            pinned: None,
            diagnostics: Diagnostics::new(),
        }
    }

    /// What was read, and what was found.
    pub(super) fn finish(self) -> (Document, Diagnostics) {
        let Self { declarations, code, lacks_items, diagnostics, .. } = self;
        let document = Document { imports: Vec::new(), declarations, code: Some(code), incomplete: lacks_items };
        (document, diagnostics)
    }

    /// The place of a token.
    pub(super) fn place(&mut self, span: TokenSpan) -> Span {
        self.pinned.unwrap_or_else(|| self.places.place(span))
    }

    /// Tells of a type that is none of the language's.
    pub(super) fn names_type(&mut self, place: Span, ty: &syn::Type) {
        self.places.names(place, ty);
    }

    /// A name with its place, without `r#`.
    pub(super) fn name(&mut self, ident: &proc_macro2::Ident) -> Spanned<String> {
        Spanned::new(plain(ident), self.place(ident.span()))
    }

    /// Reports a mistake; the item around it is incomplete from now on. Of endless mistakes only the first ones are kept, but
    /// an error always stands among them.
    pub(super) fn report(&mut self, diagnostic: impl Into<Diagnostic>) {
        let diagnostic = diagnostic.into();
        let is_error = diagnostic.severity == Severity::Error;
        self.incomplete |= is_error;
        if self.diagnostics.len() < MAX_FINDINGS || (is_error && !self.diagnostics.has_errors()) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Runs something of another room that reports by itself.
    pub(super) fn check<T>(&mut self, check: impl FnOnce(&mut Diagnostics) -> T) -> T {
        let mut found = Diagnostics::new();
        let result = check(&mut found);
        found.into_iter().for_each(|diagnostic| self.report(diagnostic));
        result
    }

    /// Remembers what code calls a field or value, if the schema calls it otherwise.
    pub(super) fn alias(&mut self, owner: &str, written: &str, name: &str) {
        if written != name {
            let (owner, written, name) = (owner.to_owned(), written.to_owned(), name.to_owned());
            self.code.aliases.push(Alias { owner, written, name });
        }
    }
}

/// The text of an identifier without `r#`.
pub(super) fn plain(ident: &proc_macro2::Ident) -> String {
    let mut text = String::new();
    spell(ident, &mut text);
    text
}

/// Puts the text of an identifier without `r#` into the place of another.
pub(super) fn spell(ident: &proc_macro2::Ident, text: &mut String) {
    text.clear();
    // Text takes all that is written to it.
    let _ = write!(text, "{ident}");
    if text.starts_with("r#") {
        text.drain(..2);
    }
}
