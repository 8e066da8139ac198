//! Documentation: `/// …`, `/** … */` and `#[doc = "…"]` are one attribute. `#[deprecated]` is a line of it, as it is in other languages.

use proc_macro2::TokenTree;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use super::reader::Reader;
use super::rule::DocDirective;
use super::tokens::is_punct;
use crate::ast::Doc;
use crate::front::psl::directive_of;

impl Reader<'_> {
    /// The documentation among the attributes, one entry a line.
    pub(super) fn doc(&mut self, attributes: &[Attribute]) -> Doc {
        let mut lines: Vec<String> = Vec::new();
        let mut deprecated = None;
        for attribute in attributes {
            if attribute.path().is_ident("deprecated") {
                deprecated = Some(note_of(&attribute.meta));
            }
            let Meta::NameValue(meta) = &attribute.meta else { continue };
            let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { continue };
            if !meta.path.is_ident("doc") {
                continue;
            }
            let text = text.value();
            let is_block = text.contains('\n');
            let mut piece: Vec<String> = text.split('\n').map(|line| plain_line(line, is_block)).collect();
            if is_block {
                piece.retain({
                    let mut first = true;
                    move |line| !std::mem::replace(&mut first, false) || !line.is_empty()
                });
                if piece.last().is_some_and(String::is_empty) {
                    piece.pop();
                }
            }
            if let Some(written) = piece.iter().find_map(|line| directive_of(line)) {
                let written = written.to_owned();
                let span = attribute.path().segments.first().map(|segment| segment.ident.span());
                let span = span.map(|span| self.place(span));
                if let Some(span) = span {
                    self.report(DocDirective { span, written });
                }
            }
            lines.append(&mut piece);
        }
        if let Some(note) = deprecated {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(format!("@deprecated {note}").trim_end().to_owned());
        }
        Doc { lines }
    }
}

/// What `#[deprecated]` says to use instead, on one line: `= "…"`, or `(note = "…")`.
fn note_of(meta: &Meta) -> String {
    let text = match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        Meta::List(list) => {
            let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
            tokens.windows(3).find_map(|three| match three {
                [TokenTree::Ident(word), equals, TokenTree::Literal(text)]
                    if word == "note" && is_punct(equals, '=') =>
                {
                    match Lit::new(text.clone()) {
                        Lit::Str(text) => Some(text.value()),
                        _ => None,
                    }
                }
                _ => None,
            })
        }
        Meta::Path(_) => None,
    };
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without the blank behind `///`, or the ` * ` in front of a line of a block.
fn plain_line(line: &str, is_block: bool) -> String {
    let line = line.trim_end_matches([' ', '\t', '\r']);
    if is_block {
        let inner = line.trim_start();
        let inner = inner.strip_prefix('*').unwrap_or(inner);
        return inner.strip_prefix(' ').unwrap_or(inner).to_owned();
    }
    line.strip_prefix(' ').unwrap_or(line).to_owned()
}
