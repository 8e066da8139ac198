//! Expressions with operators, and the steps of actions: what Prisma's language does not have.
//!
//! Words end at `-` here and signs are operators, so the text is cut into tokens of its own, one at a time, from where the
//! [`Cursor`] stands. Strings, comments and brackets are those of the language around, so both agree on where a formula ends.

mod action;
mod expression;
pub(super) mod lexer;
mod step;
#[cfg(test)]
mod tests;

use super::cursor::{Cursor, Parsed, Reported};
use super::rule::{ForeignComment, UnclosedBracket, UnexpectedToken};
use super::token;
use crate::ast::{Argument, Attribute, Origin};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::source::{FileId, Span, Spanned};
use lexer::{Kind, Token};

pub(super) use step::KEYWORDS as STEPS;

/// The attributes whose arguments are formulas.
const ATTRIBUTES: [&str; 2] = ["allow", "deny"];

/// So far below the attribute the end of a broken formula is looked for, in lines.
const MAX_LINES: u32 = 32;

/// Whether the arguments of an attribute are formulas; those of a misspelt one are, too.
pub(super) fn has_formulas(name: &str) -> bool {
    let word = name.strip_prefix("ssot.").unwrap_or(name);
    // The common ones are no misspelling of anything.
    !matches!(word, "id" | "unique" | "default" | "map" | "relation" | "index" | "updatedAt" | "ignore")
        && (ATTRIBUTES.contains(&word) || (!word.contains('.') && nearest(word, ATTRIBUTES).is_some()))
}

/// Reads tokens from left to right, from one place of a text to another.
pub(super) struct Formula<'a> {
    file: FileId,
    text: &'a str,
    /// The first byte that has not been read.
    at: usize,
    /// The first byte that does not belong to it.
    limit: usize,
    /// The end of the last token that was taken.
    last: usize,
    next: Option<Token>,
    /// In how many brackets the place is; line breaks are blanks there.
    brackets: u32,
    /// How deep the expression is that is being read.
    depth: u32,
    /// Whether a block without its `}` has been reported.
    is_open: bool,
    diagnostics: Diagnostics,
}

impl<'a> Formula<'a> {
    /// Reads the bytes of `span`.
    fn new(text: &'a str, span: Span) -> Self {
        Self {
            file: span.file,
            text,
            at: span.start as usize,
            limit: span.end as usize,
            last: span.start as usize,
            next: None,
            brackets: 0,
            depth: 0,
            is_open: false,
            diagnostics: Diagnostics::new(),
        }
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// What follows; blanks and comments are passed, and line breaks inside brackets.
    fn peek(&mut self) -> Token {
        if let Some(token) = self.next {
            return token;
        }
        let token = loop {
            let rest = self.text.get(self.at..self.limit).unwrap_or("");
            let (kind, length) = lexer::next(rest);
            match kind {
                Kind::Blank => self.at += length,
                Kind::Newline if self.brackets > 0 => self.at += length,
                _ => break Token { kind, span: Span::new(self.file, self.at as u32, (self.at + length) as u32) },
            }
        };
        self.next = Some(token);
        token
    }

    fn kind(&mut self) -> Kind {
        self.peek().kind
    }

    /// The text of what follows.
    fn word(&mut self) -> &'a str {
        let token = self.peek();
        if token.kind == Kind::Word { self.slice(token.span) } else { "" }
    }

    /// Whether what follows touches what was taken last.
    fn touches(&mut self) -> bool {
        self.peek().span.start as usize == self.last
    }

    /// Takes a token.
    fn bump(&mut self) -> Span {
        let span = self.peek().span;
        self.at = span.end as usize;
        self.last = self.at;
        self.next = None;
        span
    }

    fn eat(&mut self, symbol: &'static str) -> Option<Span> {
        (self.kind() == Kind::Symbol(symbol)).then(|| self.bump())
    }

    fn eat_word(&mut self, word: &str) -> Option<Span> {
        (self.word() == word).then(|| self.bump())
    }

    /// Line breaks are blanks from here on, until [`Self::leave`].
    fn enter(&mut self) {
        self.brackets += 1;
        self.next = None;
    }

    fn leave(&mut self) {
        self.brackets -= 1;
        self.next = None;
        self.at = self.last;
    }

    fn report(&mut self, diagnostic: impl Into<Diagnostic>) -> Reported {
        self.diagnostics.push(diagnostic);
        Reported
    }

    fn unexpected(&mut self, expected: &'static str) -> Reported {
        let token = self.peek();
        let span = token.span;
        let found = self.slice(span);
        let kind = match token.kind {
            Kind::ForeignComment => {
                let sign = if found.starts_with('#') { 1 } else { 2 };
                return self.report(ForeignComment { span: Span { end: span.start + sign, ..span } });
            }
            Kind::Newline => token::Kind::Newline,
            // A directive ends with its line.
            Kind::End if self.limit < self.text.len() => token::Kind::Newline,
            Kind::End => token::Kind::End,
            Kind::UnclosedComment => token::Kind::UnclosedComment,
            Kind::Other => token::Kind::Other,
            _ => token::Kind::Word,
        };
        let found = found.to_owned();
        self.report(UnexpectedToken { span, kind, found, expected })
    }

    /// A name.
    fn name(&mut self, expected: &'static str) -> Parsed<Spanned<String>> {
        if self.kind() != Kind::Word {
            return Err(self.unexpected(expected));
        }
        let span = self.bump();
        Ok(Spanned::new(self.slice(span).to_owned(), span))
    }

    /// Items between brackets, the first of which is next; commas stand between them.
    fn list<T>(&mut self, close: &'static str, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<(Vec<T>, Span)> {
        let open = self.bump();
        self.enter();
        let mut items = Vec::new();
        loop {
            if let Some(end) = self.eat(close) {
                self.leave();
                return Ok((items, end));
            }
            if matches!(self.kind(), Kind::End | Kind::Symbol("{" | "}" | "@" | "@@")) {
                return Err(self.unclosed(open));
            }
            items.push(item(self)?);
            if self.eat(",").is_none() && self.kind() != Kind::Symbol(close) {
                return Err(match self.kind() {
                    Kind::End | Kind::Symbol("{" | "}" | "@" | "@@") => self.unclosed(open),
                    _ => self.unexpected(if close == ")" {
                        "an operator, `,` or `)`"
                    } else {
                        "an operator, `,` or `]`"
                    }),
                });
            }
        }
    }

    fn unclosed(&mut self, open: Span) -> Reported {
        let bracket = self.slice(open).to_owned();
        self.report(UnclosedBracket { span: open, bracket })
    }

    /// The arguments of an attribute.
    fn arguments(&mut self) -> Parsed<(Vec<Argument>, Span)> {
        self.list(")", Self::argument)
    }

    fn argument(&mut self) -> Parsed<Argument> {
        let value = self.expression()?;
        let name = match &value.kind {
            crate::ast::ExpressionKind::Path(name) if self.kind() == Kind::Symbol(":") => name.clone(),
            _ => {
                let span = value.span;
                return Ok(Argument { name: None, value, span });
            }
        };
        self.bump();
        let name = Spanned::new(name, value.span);
        let value = self.expression()?;
        let span = name.span.to(value.span);
        Ok(Argument { name: Some(name), value, span })
    }
}

impl<'a> Cursor<'a> {
    /// Reads a formula from here on, and goes on behind it.
    pub(super) fn formula<T>(&mut self, read: impl FnOnce(&mut Formula<'a>) -> T) -> T {
        let start = self.here().start;
        let mut formula = Formula::new(self.text, Span::new(self.file, start, self.limit()));
        let result = read(&mut formula);
        self.seek_to(formula.last as u32);
        self.report_all(formula.diagnostics);
        result
    }

    /// An expression that is all that stands here; line breaks are blanks.
    #[cfg(any(feature = "toml", feature = "rust"))]
    pub(super) fn whole_expression(&mut self) -> Option<crate::ast::Expression> {
        self.formula(|formula| {
            formula.enter();
            let value = formula.expression().ok()?;
            if formula.kind() != Kind::End {
                formula.unexpected("an operator or the end of the string");
                return None;
            }
            Some(value)
        })
    }

    /// Steps, one a line, up to the end; and whether all of them could be read.
    #[cfg(feature = "toml")]
    pub(super) fn whole_steps(&mut self) -> (Vec<crate::ast::Step>, bool) {
        self.formula(|formula| {
            let steps = formula.steps();
            let is_complete = steps.complete && formula.kind() == Kind::End;
            if formula.kind() != Kind::End {
                formula.unexpected("a step, or the end of the string");
            }
            (steps.list, is_complete)
        })
    }

    /// The arguments of an attribute whose arguments are formulas, from `(`, and the attribute. They may go over several lines
    /// where directives do not live in comments.
    pub(super) fn formula_attribute(&mut self, sign: Span, name: Spanned<String>, origin: Origin) -> Parsed<Attribute> {
        let open = self.position();
        match self.formula(Formula::arguments) {
            Ok((arguments, end)) => Ok(Attribute { name, arguments: Some(arguments), origin, span: sign.to(end) }),
            Err(reported) => {
                self.skip_brackets(open);
                Err(reported)
            }
        }
    }

    /// Goes behind the bracket that closes the one at the position `open`, if it stands not far below and before anything that
    /// looks like a new line of the block.
    fn skip_brackets(&mut self, open: usize) {
        use token::Kind;
        let mut depth = 0_u32;
        let mut index = open;
        let mut starts_line = false;
        let mut lines = 0;
        while lines < MAX_LINES {
            match self.kind(index) {
                Kind::ParenOpen | Kind::BracketOpen => depth += 1,
                Kind::ParenClose | Kind::BracketClose => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return self.seek(index + 1);
                    }
                }
                Kind::At | Kind::AtAt if starts_line => return,
                Kind::BraceOpen | Kind::BraceClose | Kind::End => return,
                _ => {}
            }
            starts_line = match self.kind(index) {
                Kind::Newline => {
                    lines += 1;
                    true
                }
                Kind::Blank => starts_line,
                _ => false,
            };
            index += 1;
        }
    }
}
