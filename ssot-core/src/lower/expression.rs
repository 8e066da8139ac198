//! Values as written, read as what an argument wants: a string, a word, a number, a list.

use crate::ast::{Expression, ExpressionKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, alternatives};
use crate::lower::rule::ArgumentValue;
use crate::nearest::nearest;
use crate::number;
use crate::source::{Span, Spanned};

/// A string.
pub(super) fn string(expression: &Expression, diagnostics: &mut Diagnostics) -> Option<String> {
    match &expression.kind {
        ExpressionKind::String(text) => Some(text.clone()),
        ExpressionKind::Path(word) => {
            diagnostics.push(mismatch(expression, "a string").help(format!("put it in quotes: `\"{word}\"`")).fix(
                "put it in quotes",
                expression.span,
                format!("\"{word}\""),
            ));
            None
        }
        _ => refuse(expression, "a string", diagnostics),
    }
}

/// `true` or `false`.
pub(super) fn boolean(expression: &Expression, diagnostics: &mut Diagnostics) -> Option<bool> {
    match &expression.kind {
        ExpressionKind::Path(word) if word == "true" => Some(true),
        ExpressionKind::Path(word) if word == "false" => Some(false),
        _ => refuse(expression, "`true` or `false`", diagnostics),
    }
}

/// A number that fits the type.
pub(super) fn integer<T: std::str::FromStr>(
    expression: &Expression,
    wanted: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let number = match &expression.kind {
        ExpressionKind::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    if number.is_none() {
        diagnostics.push(no_number(expression, wanted, |digits| digits.parse::<T>().is_ok()));
    }
    number
}

/// A bare word out of a list.
pub(super) fn word<T: Copy>(
    expression: &Expression,
    words: &[(&'static str, T)],
    code: Code,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let (given, quoted) = match &expression.kind {
        ExpressionKind::Path(given) => (given, false),
        ExpressionKind::String(given) => (given, true),
        _ => return refuse(expression, &alternatives(words.iter().map(|(word, _)| *word)), diagnostics),
    };
    let found = words.iter().find(|(word, _)| word == given);
    if let (Some((_, value)), false) = (found, quoted) {
        return Some(*value);
    }
    let unknown = Diagnostic::error(code, expression.span, format!("`{given}` is not known here"));
    diagnostics.push(match nearest(given, words.iter().map(|(word, _)| *word)) {
        Some(known) if quoted => unknown.label("words stand without quotes").help(format!("write `{known}`")).fix(
            format!("write `{known}`"),
            expression.span,
            known,
        ),
        Some(known) => {
            unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), expression.span, known)
        }
        None => unknown.help(format!("it can be {}", alternatives(words.iter().map(|(word, _)| *word)))),
    });
    None
}

/// The elements of a list; a single value stands for a list of one.
pub(super) fn elements(expression: &Expression) -> &[Expression] {
    match &expression.kind {
        ExpressionKind::Array(elements) => elements,
        _ => std::slice::from_ref(expression),
    }
}

/// A list of field names.
pub(super) fn names(expression: &Expression, diagnostics: &mut Diagnostics) -> Option<Vec<Spanned<String>>> {
    let read = |element: &Expression, diagnostics: &mut Diagnostics| match &element.kind {
        ExpressionKind::Path(name) => Some(Spanned::new(name.clone(), element.span)),
        ExpressionKind::String(name) => {
            diagnostics.push(quoted_name(name, element.span));
            None
        }
        _ => refuse(element, "the name of a field", diagnostics),
    };
    let all: Vec<Option<_>> = elements(expression).iter().map(|element| read(element, diagnostics)).collect();
    all.into_iter().collect()
}

/// The complaint about a field name in quotes.
pub(super) fn quoted_name(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(ArgumentValue::CODE, span, "names of fields stand without quotes")
        .help(format!("write `{name}`"))
        .fix("remove the quotes", span, name)
}

/// The complaint that something else stands there.
pub(super) fn mismatch(expression: &Expression, wanted: &str) -> Diagnostic {
    Diagnostic::error(
        ArgumentValue::CODE,
        expression.span,
        format!("expected {wanted}, found {}", describe(&expression.kind)),
    )
}

/// The complaint that a number should stand there. If one stands in quotes that `fits`, they can go.
pub(super) fn no_number(expression: &Expression, wanted: &str, fits: impl FnOnce(&str) -> bool) -> Diagnostic {
    let diagnostic = mismatch(expression, wanted);
    match &expression.kind {
        ExpressionKind::String(text) if number::is_plain(text) && fits(text) => {
            diagnostic.help("write the number without quotes").fix("remove the quotes", expression.span, text.clone())
        }
        _ => diagnostic,
    }
}

/// What an expression is, for messages.
pub(super) fn describe(kind: &ExpressionKind) -> String {
    match kind {
        ExpressionKind::Number(number) => format!("the number `{number}`"),
        ExpressionKind::String(_) => "a string".to_owned(),
        ExpressionKind::Path(word) => format!("the word `{word}`"),
        ExpressionKind::Call { name, .. } => format!("the call `{}(…)`", name.value),
        ExpressionKind::Array(_) => "a list".to_owned(),
        ExpressionKind::Object(_) => "an object".to_owned(),
        ExpressionKind::Member { name, .. } => format!("the value `{}`", name.value),
        ExpressionKind::Unary { operator, .. } => format!("an operation with `{}`", operator.value.as_str()),
        ExpressionKind::Binary { operator, .. } => format!("an operation with `{}`", operator.value.as_str()),
    }
}

fn refuse<T>(expression: &Expression, wanted: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    diagnostics.push(mismatch(expression, wanted));
    None
}
