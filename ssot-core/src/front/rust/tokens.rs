//! What stands in an attribute: words, values, calls and lists, as tokens come.
//!
//! `name = value` is an argument with a name, `name(…)` a call, `[…]` a list. The same shapes serve `#[ssot(…)]` and `#[serde(…)]`.

use std::iter::Peekable;
use std::vec::IntoIter;

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};

use super::reader::{Reader, plain};
use super::rule::{AttributeSyntax, NestedTooDeep};
use crate::ast::{Argument, Expression, ExpressionKind};
use crate::diagnostic::Diagnostics;
use crate::front::psl::Fragment;
use crate::source::{Span, Spanned};

/// The deepest nesting of values.
const MAX_DEPTH: u32 = 64;

/// The arguments of an attribute: each a word, `word = value`, `word(…)` or a value.
type Tokens = Peekable<IntoIter<TokenTree>>;

impl Reader<'_> {
    /// A list of arguments between commas. What cannot be read is reported and left out, up to the next comma.
    pub(super) fn arguments(&mut self, tokens: TokenStream, depth: u32) -> Vec<Argument> {
        let all = tokens;
        let mut tokens = all.clone().into_iter().collect::<Vec<_>>().into_iter().peekable();
        let mut arguments = Vec::new();
        // Each time round goes behind one comma.
        for number in 0.. {
            if tokens.peek().is_none() {
                break;
            }
            if is_range(&mut tokens) {
                self.range(None, &mut tokens, depth, &mut arguments);
                continue;
            }
            match self.argument(&mut tokens, depth) {
                Some(Argument { name: None, value, .. }) if is_range(&mut tokens) => {
                    self.range(Some(value), &mut tokens, depth, &mut arguments);
                }
                Some(argument) => match tokens.next() {
                    Some(next) if !is_punct(&next, ',') => {
                        let whole = self.operation(between_commas(&all, number), argument.name, argument.span);
                        if whole.is_none() {
                            self.unexpected(&next, "`,`");
                        }
                        skip(&mut tokens);
                        arguments.extend(whole);
                    }
                    _ => arguments.push(argument),
                },
                None => skip(&mut tokens),
            }
        }
        arguments
    }

    /// What stands between two commas and starts with a value, if it is an operation: that it stands there is judged where its meaning
    /// is known.
    fn operation(
        &mut self,
        mut tokens: Vec<TokenTree>,
        name: Option<Spanned<String>>,
        start: Span,
    ) -> Option<Argument> {
        if name.is_some() {
            let equals = tokens.iter().position(|token| is_punct(token, '=') || is_punct(token, ':'))?;
            tokens.drain(..=equals);
        }
        let (first, last) = (self.place(tokens.first()?.span()), self.place(tokens.last()?.span()));
        let span = first.to(last);
        let mut text = String::new();
        write(tokens, &mut text);
        let fragment = Fragment { text: "", span, decoded: Some(&text), runs: None };
        let value = fragment.expression(&mut Diagnostics::new())?;
        matches!(value.kind, ExpressionKind::Binary { .. }).then(|| Argument {
            span: start.to(last),
            name,
            value: Expression { span, ..value },
        })
    }

    /// `1..=80`, `1..` and `..=80` say `min = 1, max = 80`, or one of them.
    fn range(&mut self, first: Option<Expression>, tokens: &mut Tokens, depth: u32, arguments: &mut Vec<Argument>) {
        let mut sign = None;
        for wanted in ['.', '.', '='] {
            sign = match tokens.next_if(|token| is_punct(token, wanted)) {
                Some(token) => Some(token),
                None => break,
            };
        }
        let is_whole = sign.as_ref().is_some_and(|sign| is_punct(sign, '='));
        let is_over = tokens.peek().is_none_or(|next| is_punct(next, ','));
        if is_over == is_whole || (is_over && first.is_none()) {
            let expected = "`1..=80`, `1..` or `..=80`";
            match (tokens.peek().cloned(), sign) {
                (Some(next), _) | (None, Some(next)) => self.unexpected(&next, expected),
                (None, None) => {}
            }
            return skip(tokens);
        }
        let named = |name: &str, value: Expression| Argument {
            name: Some(Spanned::new(name.to_owned(), value.span)),
            span: value.span,
            value,
        };
        arguments.extend(first.map(|value| named("min", value)));
        if is_whole {
            let Some(value) = self.value(tokens, depth) else { return skip(tokens) };
            arguments.push(named("max", value));
        }
        match tokens.next() {
            Some(next) if !is_punct(&next, ',') => {
                self.unexpected(&next, "`,`");
                skip(tokens);
            }
            _ => {}
        }
    }

    fn argument(&mut self, tokens: &mut Tokens, depth: u32) -> Option<Argument> {
        let mut value = self.value(tokens, depth)?;
        let Some(equals) = tokens.next_if(|token| is_punct(token, '=') || is_punct(token, ':')) else {
            return Some(Argument { name: None, span: value.span, value });
        };
        if is_punct(&equals, ':') {
            let (span, expected) = (self.place(equals.span()), "`=`".to_owned());
            let meant = Some(" =".to_owned());
            self.report(AttributeSyntax { span, expected, found: "`:`".to_owned(), meant });
        }
        let ExpressionKind::Path(word) = value.kind else {
            self.unexpected(&equals, "`,`");
            return None;
        };
        let name = Spanned::new(word, value.span);
        if tokens.peek().is_none_or(|next| is_punct(next, ',')) {
            let span = self.place(equals.span());
            let expected = format!("a value for `{}`", name.value);
            self.report(AttributeSyntax { span, expected, found: "nothing".to_owned(), meant: None });
            return None;
        }
        value = self.value(tokens, depth)?;
        Some(Argument { span: name.span.to(value.span), name: Some(name), value })
    }

    fn value(&mut self, tokens: &mut Tokens, depth: u32) -> Option<Expression> {
        let first = tokens.next()?;
        let span = self.place(first.span());
        if depth >= MAX_DEPTH {
            self.report(NestedTooDeep { span, is_long: false });
            return None;
        }
        match first {
            TokenTree::Literal(literal) => self.literal(&literal, span, false),
            TokenTree::Punct(ref sign) if sign.as_char() == '-' => match tokens.next() {
                Some(TokenTree::Literal(literal)) => {
                    let span = span.to(self.place(literal.span()));
                    self.literal(&literal, span, true)
                }
                other => {
                    self.unexpected(other.as_ref().unwrap_or(&first), "a number");
                    None
                }
            },
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Bracket => {
                    let items = self.arguments(group.stream(), depth + 1);
                    let items = items.into_iter().filter_map(|item| self.without_name(item)).collect();
                    Some(Expression { kind: ExpressionKind::Array(items), span })
                }
                // Macros pass what was captured in such groups.
                Delimiter::None => {
                    let mut inner = group.stream().into_iter().collect::<Vec<_>>().into_iter().peekable();
                    self.value(&mut inner, depth + 1)
                }
                Delimiter::Brace | Delimiter::Parenthesis => {
                    self.unexpected(&TokenTree::Group(group), "a value");
                    None
                }
            },
            TokenTree::Ident(ident) => self.path(plain(&ident), span, tokens, depth),
            TokenTree::Punct(ref sign) if sign.as_char() == ':' && is_path_sign(tokens) => {
                tokens.next();
                match tokens.next() {
                    Some(TokenTree::Ident(ident)) => {
                        let span = span.to(self.place(ident.span()));
                        self.path(plain(&ident), span, tokens, depth)
                    }
                    other => {
                        self.unexpected(other.as_ref().unwrap_or(&first), "a name");
                        None
                    }
                }
            }
            other @ TokenTree::Punct(_) => {
                self.unexpected(&other, "a value");
                None
            }
        }
    }

    /// `a`, `a.b`, `a::b` (the last name counts) or `a(…)`; `None` if nothing between the parentheses can be read.
    fn path(&mut self, mut name: String, mut span: Span, tokens: &mut Tokens, depth: u32) -> Option<Expression> {
        loop {
            match tokens.peek() {
                Some(sign) if is_punct(sign, '.') => {
                    tokens.next();
                    if let Some(TokenTree::Ident(ident)) = tokens.next_if(|next| matches!(next, TokenTree::Ident(_))) {
                        name = format!("{name}.{}", plain(&ident));
                        span = span.to(self.place(ident.span()));
                    }
                }
                Some(TokenTree::Punct(sign)) if sign.as_char() == ':' && sign.spacing() == Spacing::Joint => {
                    tokens.next();
                    tokens.next_if(|token| is_punct(token, ':'));
                    if let Some(TokenTree::Ident(ident)) = tokens.next_if(|next| matches!(next, TokenTree::Ident(_))) {
                        name = plain(&ident);
                        span = span.to(self.place(ident.span()));
                    }
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    let stream = group.stream();
                    let called = Spanned::new(name, span);
                    let span = span.to(self.place(group.span()));
                    tokens.next();
                    let before = std::mem::replace(&mut self.incomplete, false);
                    let arguments = self.arguments(stream, depth + 1);
                    let is_unread = self.incomplete && arguments.is_empty();
                    self.incomplete |= before;
                    return (!is_unread)
                        .then_some(Expression { kind: ExpressionKind::Call { name: called, arguments }, span });
                }
                _ => return Some(Expression { kind: ExpressionKind::Path(name), span }),
            }
        }
    }

    fn literal(&mut self, literal: &Literal, span: Span, negative: bool) -> Option<Expression> {
        let kind = match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) if !negative => ExpressionKind::String(text.value()),
            syn::Lit::Bool(is) if !negative => ExpressionKind::Path(is.value.to_string()),
            syn::Lit::Int(number) if number.suffix().is_empty() => {
                ExpressionKind::Number(signed(negative, number.base10_digits()))
            }
            syn::Lit::Float(number) if number.suffix().is_empty() => {
                let digits = number.base10_digits();
                let Some(digits) = crate::front::psl::plain_decimal(digits) else {
                    let found = format!("`{literal}`");
                    self.report(AttributeSyntax { span, expected: "a decimal number".to_owned(), found, meant: None });
                    return None;
                };
                ExpressionKind::Number(signed(negative, &digits))
            }
            other => {
                let expected = "a string, a number without a suffix, `true` or `false`".to_owned();
                let meant = match other {
                    syn::Lit::Int(number) => Some(signed(negative, number.base10_digits())),
                    syn::Lit::Float(number) => Some(signed(negative, number.base10_digits())),
                    syn::Lit::Char(letter) if !negative => Some(format!("{:?}", letter.value().to_string())),
                    _ => None,
                };
                self.report(AttributeSyntax { span, expected, found: format!("`{literal}`"), meant });
                return None;
            }
        };
        Some(Expression { kind, span })
    }

    /// An item of a list has no name.
    fn without_name(&mut self, item: Argument) -> Option<Expression> {
        let Some(name) = item.name else { return Some(item.value) };
        let found = format!("`{} =`", name.value);
        self.report(AttributeSyntax { span: name.span, expected: "a value".to_owned(), found, meant: None });
        None
    }

    /// Reports that something else should stand there.
    pub(super) fn unexpected(&mut self, token: &TokenTree, expected: &str) {
        let span = self.place(token.span());
        let found = match token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => "`(`".to_owned(),
                Delimiter::Brace => "`{`".to_owned(),
                Delimiter::Bracket => "`[`".to_owned(),
                Delimiter::None => format!("`{group}`"),
            },
            other => format!("`{other}`"),
        };
        self.report(AttributeSyntax { span, expected: expected.to_owned(), found, meant: None });
    }
}

fn signed(negative: bool, digits: &str) -> String {
    if negative { format!("-{digits}") } else { digits.to_owned() }
}

/// Whether `..` comes next.
fn is_range(tokens: &mut Tokens) -> bool {
    if !tokens.peek().is_some_and(|next| is_punct(next, '.')) {
        return false;
    }
    let mut rest = tokens.clone();
    let mut is_dot = || rest.next().is_some_and(|next| is_punct(&next, '.'));
    is_dot() && is_dot()
}

/// The tokens between two commas.
fn between_commas(tokens: &TokenStream, number: usize) -> Vec<TokenTree> {
    let mut commas = 0;
    let mut between = Vec::new();
    for token in tokens.clone() {
        if is_punct(&token, ',') {
            commas += 1;
        } else if commas == number {
            between.push(token);
        }
    }
    between
}

/// Writes tokens as the schema language wants them: signs of one operator, calls and paths without blanks.
fn write(tokens: impl IntoIterator<Item = TokenTree>, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '.' => {
                text.truncate(text.trim_end().len());
                text.push('.');
            }
            TokenTree::Punct(sign) => {
                text.push(sign.as_char());
                if sign.spacing() == Spacing::Alone {
                    text.push(' ');
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ") "),
                    Delimiter::Brace => ("{", "} "),
                    Delimiter::Bracket => ("[", "] "),
                    Delimiter::None => ("", " "),
                };
                if text.ends_with(' ') && text.trim_end().ends_with(char::is_alphanumeric) {
                    text.truncate(text.trim_end().len());
                }
                text.push_str(open);
                write(group.stream(), text);
                text.truncate(text.trim_end().len());
                text.push_str(close);
            }
            TokenTree::Ident(word) => {
                text.push_str(&plain(&word));
                text.push(' ');
            }
            TokenTree::Literal(literal) => {
                text.push_str(&literal.to_string());
                text.push(' ');
            }
        }
    }
}

/// Goes behind the next comma.
fn skip(tokens: &mut Tokens) {
    for token in tokens {
        if is_punct(&token, ',') {
            return;
        }
    }
}

/// Whether the second half of `::` comes next.
fn is_path_sign(tokens: &mut Tokens) -> bool {
    tokens.peek().is_some_and(|token| is_punct(token, ':'))
}

/// Whether the token is this sign.
pub(super) fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}
