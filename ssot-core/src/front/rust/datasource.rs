//! `ssot::datasource! { provider = "sqlite" }`

use proc_macro2::{Span as TokenSpan, TokenStream};

use super::attribute::DATASOURCE as NAME;
use super::reader::Reader;
use super::rule::UnknownWord;
use super::word::DATASOURCE;
use crate::ast::{Block, Declaration, Doc, Expression, ExpressionKind, Property};
use crate::source::Spanned;

impl Reader<'_> {
    /// The datasource; its name is `db`.
    pub(super) fn datasource(&mut self, first: TokenSpan, last: TokenSpan, tokens: TokenStream) {
        self.incomplete = false;
        let start = self.place(first);
        let span = start.to(self.place(last));
        let mut properties = Vec::new();
        for argument in self.arguments(tokens, 0) {
            let Some(key) = argument.name else {
                self.kind_of_value(argument.span, "datasource!", "`name = value`");
                continue;
            };
            let Some(parameter) = DATASOURCE.iter().find(|known| known.name == key.value) else {
                let known = DATASOURCE.iter().map(|known| known.name).collect();
                let owner = "a datasource".to_owned();
                self.report(UnknownWord {
                    span: key.span,
                    word: key.value,
                    owner,
                    known,
                    is_text: false,
                    elsewhere: None,
                });
                continue;
            };
            let key = Spanned::new(parameter.argument.to_owned(), key.span);
            let value = match argument.value {
                // One is a list of one.
                value @ Expression { kind: ExpressionKind::String(_), .. } if key.value == "schemas" => {
                    let span = value.span;
                    Expression { kind: ExpressionKind::Array(vec![value]), span }
                }
                value => value,
            };
            properties.push(Property { key, value: Some(value), span: argument.span });
        }
        let name = Spanned::new(NAME.to_owned(), start);
        let incomplete = self.incomplete;
        self.declarations.push(Declaration::Datasource(Block {
            name,
            properties,
            incomplete,
            doc: Doc::default(),
            span,
        }));
    }
}
