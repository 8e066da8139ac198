//! Places of tokens in a macro: they have no bytes there, so each is a number in a table.

use proc_macro2::Span as TokenSpan;
use ssot_core::Places;
use ssot_core::source::{FileId, Span};

/// The tokens that were asked for, by number.
#[derive(Default)]
pub(crate) struct Spans {
    tokens: Vec<TokenSpan>,
}

impl Places for Spans {
    fn place(&mut self, span: TokenSpan) -> Span {
        let number = self.tokens.len() as u32;
        self.tokens.push(span);
        Span::new(FileId::default(), number, number + 1)
    }
}

impl Spans {
    /// The first and the last token of a place.
    pub(crate) fn tokens(&self, span: Span) -> (TokenSpan, TokenSpan) {
        let at = |number: u32| self.tokens.get(number as usize).copied().unwrap_or_else(TokenSpan::call_site);
        // An empty place lies behind a token.
        let first = if span.start == span.end { span.start.saturating_sub(1) } else { span.start };
        (at(first), at(span.end.saturating_sub(1)))
    }
}
