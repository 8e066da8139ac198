//! Values, argument lists and attributes.

use super::Dialect;
use super::cursor::{Cursor, Parsed};
use super::formula::has_formulas;
use super::line::push;
use super::rule::{
    ForeignNumber, ForeignQuotes, MissingValue, MultilineArguments, NestingTooDeep, TrailingComma, UnclosedBracket,
    UnclosedString,
};
use super::text::unescape;
use super::token::Kind;
use crate::ast::{Argument, Attribute, Expression, ExpressionKind, Origin};
use crate::source::{Span, Spanned};

/// The deepest nesting of values.
const MAX_DEPTH: u32 = 64;

impl Cursor<'_> {
    /// `@name(…)` or `@@name(…)`; the sign has been taken.
    pub(super) fn attribute(&mut self, sign: Span, origin: Origin) -> Parsed<Attribute> {
        let mut name = self.path("an attribute's name")?;
        // Prisma reads a native type without a name, and then does not find it.
        if origin == Origin::Bare && self.touching() == Kind::Dot {
            name.span = name.span.to(self.bump());
            name.value.push('.');
        }
        let mut span = sign.to(name.span);
        let mut arguments = None;
        if self.peek() == Kind::ParenOpen {
            if has_formulas(&name.value) {
                return self.formula_attribute(sign, name, origin);
            }
            let start = self.position();
            self.reads_over_commas = origin == Origin::Bare && name.value.contains('.');
            let (read, found) = self.attempt(|cursor| cursor.arguments_of(sign));
            self.reads_over_commas = false;
            if read.is_err()
                && let Some(attribute) = self.with_operations(start, sign, &name, origin)
            {
                return Ok(attribute);
            }
            self.report_all(found);
            let (list, end) = read?;
            arguments = Some(list);
            span = span.to(end);
        }
        Ok(Attribute { name, arguments, origin, span })
    }

    /// The attribute again, whose `(` stands at `start`, if operations are what could not be read of it: that they stand there is judged
    /// where the attribute's meaning is known.
    fn with_operations(
        &mut self,
        start: usize,
        sign: Span,
        name: &Spanned<String>,
        origin: Origin,
    ) -> Option<Attribute> {
        let stop = self.position();
        self.seek(start);
        let (read, found) = self.attempt(|cursor| cursor.formula_attribute(sign, name.clone(), origin));
        let is_operation = |argument: &Argument| {
            matches!(argument.value.kind, ExpressionKind::Binary { .. } | ExpressionKind::Unary { .. })
        };
        let read = read.ok().filter(|read| {
            found.is_empty() && !name.value.contains('.') && read.arguments.iter().flatten().any(is_operation)
        });
        if read.is_none() {
            self.seek(stop);
        }
        read
    }

    /// The arguments of an attribute, from `(`. If the line ends among them but they go on below, that is said, and they are read.
    pub(super) fn arguments_of(&mut self, sign: Span) -> Parsed<(Vec<Argument>, Span)> {
        let start = self.position();
        let (result, found) = self.attempt(Self::arguments);
        if result.is_err() && self.at_break() {
            let stop = self.position();
            self.seek(start);
            let across_lines = std::mem::replace(&mut self.across_lines, true);
            self.depth = 0;
            let (again, more) = self.attempt(Self::arguments);
            self.across_lines = across_lines;
            if let (Ok((list, end)), Dialect::Ssot) = (&again, self.dialect) {
                self.report_all(more);
                return Ok((list.clone(), *end));
            }
            if let Ok((list, end)) = again {
                let text = self.slice(sign.to(end));
                self.report(MultilineArguments { span: sign.to(end), text: text.to_owned() });
                // Joining the lines takes the comma away, too.
                more.into_iter()
                    .filter(|found| found.code != TrailingComma::CODE)
                    .for_each(|found| _ = self.report(found));
                return Ok((list, end));
            }
            self.seek(stop);
        }
        self.depth = 0;
        self.report_all(found);
        result
    }

    /// `(a, name: b)`.
    fn arguments(&mut self) -> Parsed<(Vec<Argument>, Span)> {
        self.list(Kind::ParenClose, Self::argument)
    }

    fn argument(&mut self) -> Parsed<Argument> {
        if self.peek() == Kind::Word {
            let word = self.position();
            if self.kind(self.solid(word + 1)) == Kind::Colon {
                let span = self.bump();
                let name = Spanned::new(self.slice(span).to_owned(), span);
                let colon = self.bump();
                if matches!(self.peek(), Kind::Comma | Kind::ParenClose) {
                    return Err(self.report(MissingValue { span: name.span.to(colon), name: name.value }));
                }
                let value = self.expression()?;
                let span = name.span.to(value.span);
                return Ok(Argument { name: Some(name), value, span });
            }
        }
        let value = self.expression()?;
        let span = value.span;
        Ok(Argument { name: None, value, span })
    }

    /// One value.
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
        let kind = self.peek();
        let span = self.here();
        match kind {
            Kind::Number => {
                self.bump();
                if self.touching() == Kind::Dot {
                    let span = span.to(self.bump());
                    return self.foreign_number(span);
                }
                Ok(Expression { kind: ExpressionKind::Number(self.slice(span).to_owned()), span })
            }
            Kind::String => {
                self.bump();
                let (text, found) = unescape(self.slice(span), span);
                self.report_all(found);
                Ok(Expression { kind: ExpressionKind::String(text), span })
            }
            Kind::ForeignString => {
                self.bump();
                let text = self.slice(span);
                let inner: String = text.chars().skip(1).take(text.chars().count().saturating_sub(2)).collect();
                self.report(ForeignQuotes { span, inner: inner.clone() });
                Ok(Expression { kind: ExpressionKind::String(inner), span })
            }
            Kind::Word if self.slice(span).starts_with(|c: char| c.is_ascii_digit()) => {
                self.bump();
                self.foreign_number(span)
            }
            Kind::Word => self.path_or_call(),
            Kind::ForeignNumber => {
                self.bump();
                self.foreign_number(span)
            }
            Kind::Dot if self.kind(self.position() + 1) == Kind::Number => {
                self.bump();
                let span = span.to(self.bump());
                self.foreign_number(span)
            }
            Kind::BracketOpen => {
                let outside = std::mem::replace(&mut self.reads_over_commas, true);
                let read = self.list(Kind::BracketClose, Self::expression);
                self.reads_over_commas = outside;
                let (items, end) = read?;
                Ok(Expression { kind: ExpressionKind::Array(items), span: span.to(end) })
            }
            Kind::BraceOpen => {
                let (entries, end) = self.list(Kind::BraceClose, Self::entry)?;
                Ok(Expression { kind: ExpressionKind::Object(entries), span: span.to(end) })
            }
            Kind::UnclosedString => {
                self.bump();
                let quote = self.slice(span).chars().next().map_or(0, char::len_utf8);
                Err(self.report(UnclosedString { span: Span { end: span.start + quote as u32, ..span } }))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn path_or_call(&mut self) -> Parsed<Expression> {
        let name = self.path("a value")?;
        let span = name.span;
        if self.peek() != Kind::ParenOpen {
            return Ok(Expression { kind: ExpressionKind::Path(name.value), span });
        }
        let outside = self.reads_over_commas;
        self.reads_over_commas &= name.value != "env";
        let read = self.arguments();
        self.reads_over_commas = outside;
        let (arguments, end) = read?;
        Ok(Expression { kind: ExpressionKind::Call { name, arguments }, span: span.to(end) })
    }

    /// `name: value` in an object.
    fn entry(&mut self) -> Parsed<(Spanned<String>, Expression)> {
        if self.peek() != Kind::Word {
            return Err(self.unexpected("a name"));
        }
        let span = self.bump();
        let name = Spanned::new(self.slice(span).to_owned(), span);
        if self.eat(Kind::Colon).is_none() {
            return Err(self.unexpected("`:`"));
        }
        Ok((name, self.expression()?))
    }

    /// `a.b.c`; the dots touch the words.
    pub(super) fn path(&mut self, expected: &'static str) -> Parsed<Spanned<String>> {
        if self.peek() != Kind::Word {
            return Err(self.unexpected(expected));
        }
        let mut span = self.bump();
        while self.touching() == Kind::Dot && self.kind(self.position() + 1) == Kind::Word {
            self.bump();
            span = span.to(self.bump());
        }
        Ok(Spanned::new(self.slice(span).to_owned(), span))
    }

    /// Reports a number of another language. It is read if its value is clear.
    fn foreign_number(&mut self, span: Span) -> Parsed<Expression> {
        let text = self.slice(span).to_owned();
        let plain = super::text::plain_decimal(&text);
        let reported = self.report(ForeignNumber { span, text, plain: plain.clone() });
        let digits = plain.ok_or(reported)?;
        Ok(Expression { kind: ExpressionKind::Number(digits), span })
    }

    /// Items between a bracket, which is next, and `close`.
    fn list<T>(&mut self, close: Kind, item: fn(&mut Self) -> Parsed<T>) -> Parsed<(Vec<T>, Span)> {
        let open = self.bump();
        if self.depth == MAX_DEPTH {
            let error = self.report(NestingTooDeep { span: open, limit: MAX_DEPTH });
            self.skip_line();
            return Err(error);
        }
        self.depth += 1;
        let mut items = Vec::new();
        loop {
            if let Some(end) = self.eat(close) {
                self.depth -= 1;
                return Ok((items, end));
            }
            if self.at_break() {
                return Err(self.unclosed(open));
            }
            // `(,)`
            if items.is_empty() && close == Kind::ParenClose && self.peek() == Kind::Comma {
                let comma = self.here();
                if self.kind(self.solid(self.position() + 1)) == close {
                    self.bump();
                    self.report(TrailingComma { span: comma, is_read_over: self.reads_over_commas });
                    continue;
                }
            }
            push(&mut items, item(self)?);
            if let Some(comma) = self.eat(Kind::Comma) {
                if self.peek() == close && self.dialect == Dialect::Prisma {
                    let is_read_over = self.reads_over_commas && close == Kind::ParenClose;
                    self.report(TrailingComma { span: comma, is_read_over });
                }
            } else if self.at_break() {
                return Err(self.unclosed(open));
            } else if self.peek() != close {
                return Err(self.unexpected(match close {
                    Kind::ParenClose => "`,` or `)`",
                    Kind::BracketClose => "`,` or `]`",
                    _ => "`,` or `}`",
                }));
            }
        }
    }

    fn unclosed(&mut self, open: Span) -> super::cursor::Reported {
        let bracket = self.slice(open).to_owned();
        self.report(UnclosedBracket { span: open, bracket })
    }
}
