//! Operators, calls and literals.

use super::super::cursor::Parsed;
use super::super::rule::{
    ChainedComparison, ForeignNumber, ForeignOperator, ForeignQuotes, NestingTooDeep, UnclosedString,
};
use super::super::text::{plain_decimal, unescape};
use super::lexer::Kind;
use super::{Formula, Token};
use crate::ast::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};
use crate::source::{Span, Spanned};

/// The deepest nesting of an expression, each operator of a chain counted.
const MAX_DEPTH: u32 = 100;

/// An expression and how deep it is.
type Deep = (Expression, u32);

/// An operator that is next: how many tokens it takes, and where it stands.
struct Found {
    operator: BinaryOperator,
    span: Span,
    /// What other languages write, and what it is here.
    foreign: Option<&'static str>,
}

impl Formula<'_> {
    /// A whole expression.
    pub(in crate::front::psl) fn expression(&mut self) -> Parsed<Expression> {
        self.binary(1).map(|(expression, _)| expression)
    }

    /// Operands joined by operators of at least that level.
    fn binary(&mut self, level: u8) -> Parsed<Deep> {
        let mut left = self.unary()?;
        let mut compared: Option<Span> = None;
        while let Some(found) = self.operator(level) {
            let operator = found.operator;
            if let Some(meant) = found.foreign {
                self.report(ForeignOperator { span: found.span, meant });
            }
            self.pass_newlines();
            let right = self.binary(operator.level() + 1)?;
            if operator.level() == BinaryOperator::COMPARISON
                && let Some(middle) = compared.replace(right.0.span)
            {
                let middle = self.slice(middle).to_owned();
                self.report(ChainedComparison { span: found.span, middle });
            }
            let depth = left.1.max(right.1) + 1;
            self.limit_depth(depth, found.span)?;
            let span = left.0.span.to(right.0.span);
            let operator = Spanned::new(operator, found.span);
            let kind = ExpressionKind::Binary { operator, left: Box::new(left.0), right: Box::new(right.0) };
            left = (Expression { kind, span }, depth);
        }
        Ok(left)
    }

    /// The operator that is next, if it binds at least that strongly; it is taken. It may stand on the next line.
    fn operator(&mut self, level: u8) -> Option<Found> {
        let (before, last) = (self.at, self.last);
        self.pass_newlines();
        let found = self.read_operator().filter(|found| found.operator.level() >= level);
        if found.is_none() {
            self.at = before;
            self.last = last;
            self.next = None;
        }
        found
    }

    pub(super) fn pass_newlines(&mut self) {
        while self.kind() == Kind::Newline {
            let last = self.last;
            self.bump();
            self.last = last;
        }
    }

    fn read_operator(&mut self) -> Option<Found> {
        use BinaryOperator::{
            Add, And, Divide, Equal, Greater, GreaterEqual, In, Is, IsNot, Less, LessEqual, Multiply, NotEqual, NotIn,
            Or, Remainder, Subtract,
        };
        let Token { kind, span } = self.peek();
        let (operator, foreign) = match kind {
            Kind::Symbol(symbol) => match symbol {
                "||" => (Or, None),
                "&&" => (And, None),
                "==" => (Equal, None),
                "!=" => (NotEqual, None),
                "<" => (Less, None),
                "<=" => (LessEqual, None),
                ">" => (Greater, None),
                ">=" => (GreaterEqual, None),
                "+" => (Add, None),
                "-" => (Subtract, None),
                "*" => (Multiply, None),
                "/" => (Divide, None),
                "%" => (Remainder, None),
                "=" | "===" => (Equal, Some("==")),
                "<>" | "!==" => (NotEqual, Some("!=")),
                "=<" => (LessEqual, Some("<=")),
                "=>" => (GreaterEqual, Some(">=")),
                "|" => (Or, Some("||")),
                "&" => (And, Some("&&")),
                _ => return None,
            },
            Kind::Word => {
                let word = self.slice(span);
                let folded = word.to_ascii_lowercase();
                let foreign = |meant| (folded != word).then_some(meant);
                match folded.as_str() {
                    "or" => (Or, Some("||")),
                    "and" => (And, Some("&&")),
                    "in" => (In, foreign("in")),
                    "is" => (Is, foreign("is")),
                    "not" => (NotIn, foreign("not in")),
                    _ => return None,
                }
            }
            _ => return None,
        };
        self.bump();
        let (operator, span) = match operator {
            Is if self.word().eq_ignore_ascii_case("not") => (IsNot, span.to(self.bump())),
            NotIn if self.word().eq_ignore_ascii_case("in") => (NotIn, span.to(self.bump())),
            NotIn => return None,
            operator => (operator, span),
        };
        let foreign = foreign.map(|meant| if operator == IsNot { "is not" } else { meant });
        Some(Found { operator, span, foreign })
    }

    /// `!a`, `-a` and what needs no operator.
    fn unary(&mut self) -> Parsed<Deep> {
        let Token { kind, span } = self.peek();
        let operator = match kind {
            Kind::Symbol("!") => UnaryOperator::Not,
            Kind::Symbol("-") => UnaryOperator::Negate,
            Kind::Word if self.slice(span).eq_ignore_ascii_case("not") => UnaryOperator::Not,
            _ => return self.primary(),
        };
        self.bump();
        if operator == UnaryOperator::Negate && self.touches() && self.kind() == Kind::Number {
            let span = span.to(self.bump());
            return Ok((Expression { kind: ExpressionKind::Number(self.slice(span).to_owned()), span }, 0));
        }
        if kind == Kind::Word {
            let span = span.to(self.peek().span.before());
            self.report(ForeignOperator { span, meant: "!" });
        }
        self.descend(span)?;
        let (operand, depth) = self.unary()?;
        self.depth -= 1;
        let whole = span.to(operand.span);
        self.limit_depth(depth + 1, span)?;
        let kind = ExpressionKind::Unary { operator: Spanned::new(operator, span), operand: Box::new(operand) };
        Ok((Expression { kind, span: whole }, depth + 1))
    }

    fn descend(&mut self, span: Span) -> Parsed<()> {
        self.depth += 1;
        self.limit_depth(self.depth, span)
    }

    fn limit_depth(&mut self, depth: u32, span: Span) -> Parsed<()> {
        if depth > MAX_DEPTH {
            return Err(self.report(NestingTooDeep { span, limit: MAX_DEPTH }));
        }
        Ok(())
    }

    fn primary(&mut self) -> Parsed<Deep> {
        let Token { kind, span } = self.peek();
        let leaf = |kind| Ok((Expression { kind, span }, 0));
        match kind {
            Kind::Number => {
                self.bump();
                leaf(ExpressionKind::Number(self.slice(span).to_owned()))
            }
            Kind::ForeignNumber => {
                self.bump();
                let text = self.slice(span).to_owned();
                let plain = plain_decimal(&text);
                let reported = self.report(ForeignNumber { span, text, plain: plain.clone() });
                leaf(ExpressionKind::Number(plain.ok_or(reported)?))
            }
            Kind::String => {
                self.bump();
                let (text, found) = unescape(self.slice(span), span);
                self.diagnostics.extend(found);
                leaf(ExpressionKind::String(text))
            }
            Kind::ForeignString => {
                self.bump();
                let text = self.slice(span);
                let inner: String = text.chars().skip(1).take(text.chars().count().saturating_sub(2)).collect();
                self.report(ForeignQuotes { span, inner: inner.clone() });
                leaf(ExpressionKind::String(inner))
            }
            Kind::UnclosedString => {
                let quote = self.slice(span).chars().next().map_or(0, char::len_utf8);
                Err(self.report(UnclosedString { span: Span { end: span.start + quote as u32, ..span } }))
            }
            Kind::Word => self.path_or_call(),
            Kind::Symbol("(") => {
                self.descend(span)?;
                self.bump();
                self.enter();
                let (inner, depth) = self.binary(1)?;
                let Some(close) = self.eat(")") else {
                    return Err(match self.kind() {
                        Kind::End | Kind::Symbol("{" | "}" | "@" | "@@") => self.unclosed(span),
                        _ => self.unexpected("an operator or `)`"),
                    });
                };
                self.leave();
                self.depth -= 1;
                Ok((Expression { kind: inner.kind, span: span.to(close) }, depth))
            }
            Kind::Symbol("[") => {
                self.descend(span)?;
                let mut deepest = 0;
                let (items, end) = self.list("]", |formula| {
                    let (item, depth) = formula.binary(1)?;
                    deepest = deepest.max(depth);
                    Ok(item)
                })?;
                self.depth -= 1;
                self.limit_depth(deepest + 1, span)?;
                Ok((Expression { kind: ExpressionKind::Array(items), span: span.to(end) }, deepest + 1))
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    /// `a.b`, `f(x)`, `f(x).c`.
    fn path_or_call(&mut self) -> Parsed<Deep> {
        let name = self.path()?;
        let span = name.span;
        if self.kind() != Kind::Symbol("(") {
            return Ok((Expression { kind: ExpressionKind::Path(name.value), span }, 0));
        }
        self.descend(span)?;
        let (arguments, end) = self.arguments()?;
        self.depth -= 1;
        let deepest = arguments.iter().map(|argument| depth_of(&argument.value)).max().unwrap_or(0);
        self.limit_depth(deepest + 1, span)?;
        let call = Expression { kind: ExpressionKind::Call { name, arguments }, span: span.to(end) };
        if self.kind() != Kind::Symbol(".") || !self.touches() {
            return Ok((call, deepest + 1));
        }
        self.bump();
        let name = self.path()?;
        if self.kind() == Kind::Symbol("(") && self.touches() {
            return Err(self.unexpected("an operator: a value has no functions of its own"));
        }
        let span = call.span.to(name.span);
        Ok((Expression { kind: ExpressionKind::Member { object: Box::new(call), name }, span }, deepest + 2))
    }

    /// Names joined by dots that touch them.
    pub(super) fn path(&mut self) -> Parsed<Spanned<String>> {
        let mut span = self.name("a name")?.span;
        while self.kind() == Kind::Symbol(".") && self.touches() {
            let dot = self.bump();
            if self.kind() != Kind::Word || !self.touches() {
                return Err(self.unexpected("a name behind the dot"));
            }
            span = span.to(dot).to(self.bump());
        }
        Ok(Spanned::new(self.slice(span).to_owned(), span))
    }
}

/// How deep an expression is. Bounded, for every expression has passed the limit.
fn depth_of(expression: &Expression) -> u32 {
    match &expression.kind {
        ExpressionKind::Unary { operand: inner, .. } | ExpressionKind::Member { object: inner, .. } => {
            depth_of(inner) + 1
        }
        ExpressionKind::Binary { left, right, .. } => depth_of(left).max(depth_of(right)) + 1,
        ExpressionKind::Array(items) => items.iter().map(depth_of).max().unwrap_or(0) + 1,
        ExpressionKind::Call { arguments, .. } => {
            arguments.iter().map(|argument| depth_of(&argument.value)).max().unwrap_or(0) + 1
        }
        _ => 0,
    }
}
