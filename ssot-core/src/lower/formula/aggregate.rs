//! What is said about many rows: `comments.some(…)`, `lines.sum(…)`.

use crate::ast;
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{Aggregate, BaseType, Builtin, Expression, ExpressionKind, Quantifier, Scalar, ValueType};
use crate::lower::rule::{ExpressionFunction, ExpressionRelation, FunctionArguments, OperandTypes};
use crate::nearest::nearest;
use crate::source::Span;

use super::Typer;
use super::path::{Segment, Walk, segments};
use super::ty::{is_number, is_ordered};

/// A word behind a relation.
#[derive(Clone, Copy)]
enum Word {
    Quantifier(Quantifier),
    Aggregate(Aggregate),
}

impl Typer<'_> {
    /// `rows.word(…)`
    pub(super) fn over_rows(
        &mut self,
        rows: &[Segment<'_>],
        word: Segment<'_>,
        values: &[&ast::Expression],
        span: Span,
    ) -> Option<Expression> {
        let Some(found) = find(word.name) else {
            self.unknown_word(rows, word);
            return None;
        };
        let walk = self.many_rows(rows, word)?;
        self.elements.push(walk.model);
        let lowered = match found {
            Word::Quantifier(quantifier) => self.quantified(quantifier, walk, word, values, span),
            Word::Aggregate(function) => self.aggregated(function, walk, word, values, span),
        };
        self.elements.pop();
        lowered
    }

    /// `count(comments)`
    pub(super) fn count_rows(&mut self, rows: &ast::Expression, span: Span) -> Option<Expression> {
        let ast::ExpressionKind::Path(path) = &rows.kind else {
            self.diagnostics.push(
                Diagnostic::error(ExpressionRelation::CODE, rows.span, "`count` needs a relation to many rows")
                    .help("write `count(comments)`, or `comments.count(condition)`"),
            );
            return None;
        };
        let names = segments(path, rows.span);
        let walk = self.many_rows(&names, *names.last()?)?;
        let ty = ValueType::scalar(Scalar::BigInt);
        let kind =
            ExpressionKind::Aggregate { function: Aggregate::Count, rows: walk.row, value: None, condition: None };
        Some(Expression { kind, ty, span })
    }

    fn many_rows(&mut self, rows: &[Segment<'_>], word: Segment<'_>) -> Option<Walk> {
        let walk = self.rows(rows)?;
        if !walk.many {
            let last = rows.last()?;
            self.diagnostics.push(
                Diagnostic::error(
                    ExpressionRelation::CODE,
                    word.span,
                    format!("`{}` leads to one row, not to many", last.name),
                )
                .help(format!(
                    "name the fields of the row: `{0}.id == …`; `{0} != null` asks whether it is there",
                    last.name
                )),
            );
            return None;
        }
        Some(walk)
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        walk: Walk,
        word: Segment<'_>,
        values: &[&ast::Expression],
        span: Span,
    ) -> Option<Expression> {
        let condition = match values {
            [] if quantifier != Quantifier::Every => None,
            [condition] => Some(Box::new(self.condition(condition)?)),
            _ => {
                let message = format!("`{}` takes one condition, not {}", word.name, values.len());
                self.diagnostics.push(Diagnostic::error(FunctionArguments::CODE, word.span, message));
                return None;
            }
        };
        let ty = ValueType::scalar(Scalar::Boolean);
        Some(Expression { kind: ExpressionKind::Quantified { quantifier, rows: walk.row, condition }, ty, span })
    }

    fn aggregated(
        &mut self,
        function: Aggregate,
        walk: Walk,
        word: Segment<'_>,
        values: &[&ast::Expression],
        span: Span,
    ) -> Option<Expression> {
        let (value, condition) = match (function, values) {
            (Aggregate::Count, []) => (None, None),
            (Aggregate::Count, [condition]) => (None, Some(*condition)),
            (Aggregate::Count, _) => {
                let message = format!("`count` takes at most one condition, not {}", values.len());
                self.diagnostics.push(Diagnostic::error(FunctionArguments::CODE, word.span, message));
                return None;
            }
            (_, [value]) => (Some(*value), None),
            (_, [value, condition]) => (Some(*value), Some(*condition)),
            _ => {
                let message = format!("`{}` takes a value, and perhaps a condition, not {}", word.name, values.len());
                self.diagnostics.push(Diagnostic::error(FunctionArguments::CODE, word.span, message));
                return None;
            }
        };
        let value = match value {
            Some(value) => Some(Box::new(self.lower(value, None)?)),
            None => None,
        };
        let condition = match condition {
            Some(condition) => Some(Box::new(self.condition(condition)?)),
            None => None,
        };
        let ty = match &value {
            None => ValueType::scalar(Scalar::BigInt),
            Some(value) => self.result(function, word, value)?,
        };
        Some(Expression { kind: ExpressionKind::Aggregate { function, rows: walk.row, value, condition }, ty, span })
    }

    /// The type of an aggregate of such values.
    fn result(&mut self, function: Aggregate, word: Segment<'_>, value: &Expression) -> Option<ValueType> {
        let fits = match function {
            Aggregate::Minimum | Aggregate::Maximum => is_ordered(value.ty),
            _ => !value.ty.list && is_number(value.ty.base),
        };
        if !fits {
            let found = self.describe(value.ty);
            let wanted = if is_ordered(value.ty) { "a number" } else { "something that has an order" };
            self.diagnostics.push(Diagnostic::error(
                OperandTypes::CODE,
                value.span,
                format!("`{}` needs {wanted}, and this is {found}", word.name),
            ));
            return None;
        }
        let is_integer = matches!(value.ty.base, BaseType::Scalar(Scalar::Int | Scalar::BigInt));
        Some(match function {
            Aggregate::Sum if is_integer => ValueType::scalar(Scalar::BigInt),
            Aggregate::Average if is_integer => ValueType::scalar(Scalar::Decimal).or_null(true),
            Aggregate::Sum => ValueType { nullable: false, ..value.ty },
            _ => value.ty.or_null(true),
        })
    }

    fn unknown_word(&mut self, rows: &[Segment<'_>], word: Segment<'_>) {
        // `title.contains("x")`
        if let Some(function) = Builtin::ALL.into_iter().find(|function| function.as_str() == word.name) {
            let name = function.as_str();
            let path: Vec<&str> = rows.iter().map(|segment| segment.name).collect();
            self.diagnostics.push(
                Diagnostic::error(
                    ExpressionFunction::CODE,
                    word.span,
                    format!("`{name}` stands in front of its arguments"),
                )
                .help(format!("write `{name}({}, …)`", path.join("."))),
            );
            return;
        }
        let words = || {
            let quantifiers = Quantifier::ALL.into_iter().map(|word| -> &'static str { word.as_str() });
            quantifiers.chain(Aggregate::ALL.into_iter().map(|word| -> &'static str { word.as_str() }))
        };
        let alias = match word.name.to_ascii_lowercase().as_str() {
            "any" | "exists" => Some("some"),
            "all" => Some("every"),
            "average" => Some("avg"),
            "length" | "size" => Some("count"),
            _ => None,
        };
        let message = format!("a relation has no function `{}`", word.name);
        let error = Diagnostic::error(ExpressionFunction::CODE, word.span, message);
        self.diagnostics.push(match alias.or_else(|| nearest(word.name, words())) {
            Some(near) => error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), word.span, near),
            None => error.help(format!("it has {}", alternatives(words()))),
        });
    }
}

fn find(name: &str) -> Option<Word> {
    let quantifier = Quantifier::ALL.into_iter().find(|word| word.as_str() == name).map(Word::Quantifier);
    quantifier.or_else(|| Aggregate::ALL.into_iter().find(|word| word.as_str() == name).map(Word::Aggregate))
}
