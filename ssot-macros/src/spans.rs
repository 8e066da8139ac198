//! Places of tokens in a macro: they have no bytes there, so each is a number in a table.

use proc_macro2::{Span as TokenSpan, TokenStream};
use quote::ToTokens as _;
use ssot_core::Places;
use ssot_core::source::{FileId, Span};

/// The tokens that were asked for, by number.
#[derive(Default)]
pub(crate) struct Spans {
    tokens: Vec<TokenSpan>,
    /// Types that are none of the language's, with the places of their names. Those in one text have one place.
    types: Vec<(Span, syn::Type)>,
}

impl Places for Spans {
    fn place(&mut self, span: TokenSpan) -> Span {
        let number = self.tokens.len() as u32;
        self.tokens.push(span);
        Span::new(FileId::default(), number, number + 1)
    }

    fn names(&mut self, place: Span, ty: &syn::Type) {
        if crate::describe::ON {
            self.types.push((place, ty.clone()));
        }
    }
}

impl Spans {
    /// The type whose name stands at a place.
    pub(crate) fn ty(&self, place: Span, name: &str) -> Option<TokenStream> {
        let is_called = |ty: &syn::Type| match ty {
            syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == name),
            _ => false,
        };
        let there = || self.types.iter().filter(|(span, _)| *span == place).map(|(_, ty)| ty);
        // `Self` is called like the item.
        let ty = there().find(|ty| is_called(ty)).or_else(|| there().next());
        ty.map(syn::Type::to_token_stream)
    }

    /// The first and the last token of a place.
    pub(crate) fn tokens(&self, span: Span) -> (TokenSpan, TokenSpan) {
        let at = |number: u32| self.tokens.get(number as usize).copied().unwrap_or_else(TokenSpan::call_site);
        // An empty place lies behind a token.
        let first = if span.start == span.end { span.start.saturating_sub(1) } else { span.start };
        (at(first), at(span.end.saturating_sub(1)))
    }
}
