//! A place in the tokens of one text: looking, eating, trying.

use super::Dialect;
use super::rule::{ForeignComment, UnexpectedToken};
use super::token::{Kind, Token};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Span};

/// More findings of one file help nobody.
const MAX_FINDINGS: usize = 1000;

/// The mistake has been reported; what was being read is given up.
#[derive(Debug)]
pub(super) struct Reported;

/// What reading gives.
pub(super) type Parsed<T> = Result<T, Reported>;

/// Reads tokens from left to right. Blanks are skipped before every look; a line break is not, unless `across_lines` is set.
pub(super) struct Cursor<'a> {
    pub(super) file: FileId,
    /// The whole file, also if the tokens are only a part of it.
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// Whether line breaks and comments are blanks.
    pub(super) across_lines: bool,
    /// Whether Prisma reads over a comma behind the last argument here.
    pub(super) reads_over_commas: bool,
    /// How deep the value is that is being read.
    pub(super) depth: u32,
    pub(super) dialect: Dialect,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Cursor<'a> {
    /// At the first of `tokens`, which end in [`Kind::End`].
    pub(super) fn new(file: FileId, text: &'a str, tokens: Vec<Token>) -> Self {
        Self {
            file,
            text,
            tokens,
            at: 0,
            across_lines: false,
            reads_over_commas: false,
            depth: 0,
            dialect: Dialect::Prisma,
            diagnostics: Diagnostics::new(),
        }
    }

    /// The index of the current token, blanks not skipped.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Goes to a position that [`Self::position`] gave.
    pub(super) fn seek(&mut self, position: usize) {
        self.at = position;
    }

    /// The first byte behind the tokens.
    pub(super) fn limit(&self) -> u32 {
        self.tokens.last().map_or(0, |token| token.start)
    }

    /// Goes to the token that starts at or before a byte.
    pub(super) fn seek_to(&mut self, byte: u32) {
        self.at = self.tokens.partition_point(|token| token.start <= byte).saturating_sub(1);
    }

    /// The place of the last token before this position that is no blank; not before the position `first`.
    pub(super) fn span_before(&self, first: usize) -> Span {
        let mut index = self.at;
        while index > first {
            index -= 1;
            if !matches!(self.kind(index), Kind::Blank | Kind::Newline | Kind::Comment | Kind::DocComment) {
                return self.span_at(index);
            }
        }
        self.span_at(first).before()
    }

    /// The kind of the token at an index; [`Kind::End`] behind the last.
    pub(super) fn kind(&self, index: usize) -> Kind {
        self.tokens.get(index).map_or(Kind::End, |token| token.kind)
    }

    /// The place of the token at an index.
    pub(super) fn span_at(&self, index: usize) -> Span {
        let last = self.tokens.len() - 1;
        let start = self.tokens[index.min(last)].start;
        let end = self.tokens[(index + 1).min(last)].start;
        Span::new(self.file, start, end)
    }

    /// The text of a place in this file.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The index of the first token from `index` on that is no blank.
    pub(super) fn solid(&self, mut index: usize) -> usize {
        while self.is_skipped(self.kind(index)) {
            index += 1;
        }
        index
    }

    fn is_skipped(&self, kind: Kind) -> bool {
        match kind {
            Kind::Blank => true,
            Kind::Newline | Kind::Comment | Kind::DocComment | Kind::BlockComment => self.across_lines,
            _ => false,
        }
    }

    /// Skips blanks and looks at what follows.
    pub(super) fn peek(&mut self) -> Kind {
        self.at = self.solid(self.at);
        self.kind(self.at)
    }

    /// Skips blanks and gives the place of what follows.
    pub(super) fn here(&mut self) -> Span {
        self.peek();
        self.span_at(self.at)
    }

    /// The kind of the token that touches the one before it.
    pub(super) fn touching(&self) -> Kind {
        self.kind(self.at)
    }

    /// Skips blanks, takes a token and gives its place.
    pub(super) fn bump(&mut self) -> Span {
        let span = self.here();
        if self.kind(self.at) != Kind::End {
            self.at += 1;
        }
        span
    }

    /// Takes the next token if it is of that kind.
    pub(super) fn eat(&mut self, kind: Kind) -> Option<Span> {
        (self.peek() == kind).then(|| self.bump())
    }

    /// Whether nothing more stands on the line.
    pub(super) fn at_line_end(&mut self) -> bool {
        matches!(self.peek(), Kind::Newline | Kind::End)
    }

    /// Whether nothing but a comment stands on the rest of the line.
    pub(super) fn at_break(&mut self) -> bool {
        matches!(self.peek(), Kind::Newline | Kind::End | Kind::Comment | Kind::DocComment)
    }

    /// From the end of the line above to a place.
    pub(super) fn break_before(&self, span: Span) -> Span {
        let mut index = self.tokens.partition_point(|token| token.start < span.start);
        while index > 0 && self.kind(index) != Kind::Newline {
            index -= 1;
        }
        Span { start: self.span_at(index).start, end: span.start, ..span }
    }

    /// Goes to the line break or the end.
    pub(super) fn skip_line(&mut self) {
        while !matches!(self.kind(self.at), Kind::Newline | Kind::End) {
            self.at += 1;
        }
    }

    /// Reports a mistake.
    pub(super) fn report(&mut self, diagnostic: impl Into<Diagnostic>) -> Reported {
        self.keep(diagnostic.into());
        Reported
    }

    /// Reports what an [`Self::attempt`] found.
    pub(super) fn report_all(&mut self, found: Diagnostics) {
        found.into_iter().for_each(|diagnostic| self.keep(diagnostic));
    }

    /// Of a text with endless mistakes only the first ones are kept, but an error always stands among them.
    fn keep(&mut self, diagnostic: Diagnostic) {
        let is_first_error = || diagnostic.severity == Severity::Error && !self.diagnostics.has_errors();
        if self.diagnostics.len() < MAX_FINDINGS || is_first_error() {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports that something else should stand here.
    pub(super) fn unexpected(&mut self, expected: &'static str) -> Reported {
        let kind = self.peek();
        let span = self.here();
        let found = self.slice(span);
        if kind == Kind::ForeignComment {
            let sign = if found.starts_with('#') { 1 } else { 2 };
            return self.report(ForeignComment { span: Span { end: span.start + sign, ..span } });
        }
        let found = found.to_owned();
        self.report(UnexpectedToken { span, kind, found, expected })
    }

    /// Reads with a sink of its own, so that the findings can be dropped.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Diagnostics) {
        let before = std::mem::take(&mut self.diagnostics);
        let result = read(self);
        (result, std::mem::replace(&mut self.diagnostics, before))
    }
}
