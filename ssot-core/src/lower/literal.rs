//! Literals, by the type that wants them.
#![expect(clippy::result_large_err, reason = "a finding is made once and pushed at once")]

use crate::ast::{Expression, ExpressionKind};
use crate::diagnostic::Diagnostic;
use crate::ir::{Enumeration, Scalar, Type, Value, VariantId};
use crate::lower::rule::{DefaultFormat, DefaultType, UnknownValue};
use crate::nearest::nearest;
use crate::number;

use super::expression::describe;
use super::{base64, datetime, decimal, json};

/// Reads one value (not a list) of the type. `None` for types that have no literals.
pub(super) fn read(
    expression: &Expression,
    ty: &Type,
    enumerations: &[Enumeration],
) -> Option<Result<Value, Diagnostic>> {
    match ty {
        Type::Scalar(scalar) => Some(read_scalar(expression, *scalar)),
        Type::Enumeration(id) => Some(read_variant(expression, &enumerations[id.index()])),
        Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => None,
    }
}

fn read_scalar(expression: &Expression, scalar: Scalar) -> Result<Value, Diagnostic> {
    use ExpressionKind::{Number, Path, String};
    let wrong = || Err(wrong_type(expression, scalar));
    match (scalar, &expression.kind) {
        (Scalar::Int | Scalar::BigInt, Number(digits)) if digits.contains('.') => wrong(),
        (Scalar::Int | Scalar::BigInt, Number(digits)) => {
            digits.parse().map(Value::Integer).map_err(|_| unreadable(expression, "no 64-bit integer"))
        }
        (Scalar::Float, Number(digits)) => {
            decimal::plain(digits).map(Value::Float).ok_or_else(|| unreadable(expression, "no number"))
        }
        (Scalar::Decimal, Number(digits) | String(digits)) => {
            decimal::plain(digits).map(Value::Decimal).ok_or_else(|| unreadable(expression, "no decimal number"))
        }
        (Scalar::Boolean, Path(word)) if word == "true" || word == "false" => Ok(Value::Boolean(word == "true")),
        (Scalar::String, String(text)) => Ok(Value::String(text.clone())),
        (Scalar::DateTime, String(text)) if datetime::is_moment(text) => Ok(Value::DateTime(text.clone())),
        (Scalar::DateTime, String(text)) => Err(unreadable_moment(expression, text)),
        (Scalar::Json, String(text)) if json::is_json(text) => Ok(Value::Json(text.clone())),
        (Scalar::Json, String(_)) => Err(unreadable(expression, "no JSON")
            .help("the string holds JSON text: `\"{}\"`, or `\"\\\"text\\\"\"` for a string")),
        (Scalar::Bytes, String(text)) => base64::decode(text).map(Value::Bytes).ok_or_else(|| {
            unreadable(expression, "no base64").help("write the bytes in base64, padded with `=` to a multiple of four")
        }),
        _ => wrong(),
    }
}

fn read_variant(expression: &Expression, enumeration: &Enumeration) -> Result<Value, Diagnostic> {
    let find = |name: &str| enumeration.variants.iter().position(|variant| variant.name == name);
    let names = || enumeration.variants.iter().map(|variant| variant.name.as_str());
    let wrong = |given: &str| {
        let diagnostic = Diagnostic::error(
            UnknownValue::CODE,
            expression.span,
            format!("`{given}` is no value of `{}`", enumeration.name),
        );
        let bare = given.rsplit('.').next().unwrap_or(given);
        match find(bare).map(|_| bare).or_else(|| nearest(bare, names())) {
            Some(known) => diagnostic.help(format!("did you mean `{known}`?")).fix(
                format!("write `{known}`"),
                expression.span,
                known,
            ),
            None => diagnostic.help(format!("it has {}", crate::diagnostic::alternatives(names().take(12)))),
        }
    };
    match &expression.kind {
        ExpressionKind::Path(name) => {
            let known = find(name).map(|place| Value::Variant(VariantId(place as u32)));
            // The value may be the one that could not be read.
            let guess = enumeration.incomplete.then(|| Value::Word(name.clone()));
            known.or(guess).ok_or_else(|| wrong(name))
        }
        ExpressionKind::String(name) if find(name).is_some() => {
            Err(Diagnostic::error(UnknownValue::CODE, expression.span, "values of an enum stand without quotes")
                .help(format!("write `{name}`"))
                .fix("remove the quotes", expression.span, name.clone()))
        }
        ExpressionKind::String(name) => Err(wrong(name)),
        other => Err(Diagnostic::error(
            DefaultType::CODE,
            expression.span,
            format!("expected a value of `{}`, found {}", enumeration.name, describe(other)),
        )),
    }
}

fn wrong_type(expression: &Expression, scalar: Scalar) -> Diagnostic {
    let wanted = match scalar {
        Scalar::String => "a string",
        Scalar::Int | Scalar::BigInt => "an integer",
        Scalar::Float => "a number",
        Scalar::Decimal => "a number, or a string that holds one",
        Scalar::Boolean => "`true` or `false`",
        Scalar::DateTime => "a string that holds a date and time",
        Scalar::Json => "a string that holds JSON",
        Scalar::Bytes => "a string that holds base64",
    };
    let found = describe(&expression.kind);
    let diagnostic = Diagnostic::error(
        DefaultType::CODE,
        expression.span,
        format!("a default of `{}` is {wanted}, not {found}", scalar.as_str()),
    );
    let span = expression.span;
    match (&expression.kind, scalar) {
        (ExpressionKind::Path(word), _) if word.eq_ignore_ascii_case("null") || word == "None" => {
            diagnostic.help("leave `@default` out: a field with `?` is null where nothing is given")
        }
        (ExpressionKind::Path(word), Scalar::DateTime) if is_present(word) => {
            diagnostic.help("call the function: `now()`").fix("write `now()`", span, "now()")
        }
        (ExpressionKind::Path(word), Scalar::String) => {
            diagnostic.help("put it in quotes").fix("put it in quotes", span, format!("\"{word}\""))
        }
        (ExpressionKind::Number(number), Scalar::String) => {
            diagnostic.help("put it in quotes").fix("put it in quotes", span, format!("\"{number}\""))
        }
        (ExpressionKind::String(text), Scalar::Int | Scalar::BigInt | Scalar::Float)
            if number::is_plain(text) && (scalar == Scalar::Float || !text.contains('.')) =>
        {
            diagnostic.help("write the number without quotes").fix("remove the quotes", span, text.clone())
        }
        (ExpressionKind::String(text), _) if is_call(text) => {
            diagnostic.help(format!("call the function: `{text}`")).fix("remove the quotes", span, text.clone())
        }
        (ExpressionKind::String(text), Scalar::Boolean) if text == "true" || text == "false" => {
            diagnostic.help(format!("write `{text}` without quotes")).fix("remove the quotes", span, text.clone())
        }
        _ => diagnostic,
    }
}

/// Whether a text is a call without arguments.
fn is_call(text: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    text.strip_suffix("()").is_some_and(|name| !name.is_empty() && name.chars().all(is_part))
}

/// What the present moment is called here and in SQL.
fn is_present(word: &str) -> bool {
    ["now", "current_timestamp", "current_date", "localtimestamp", "sysdate", "today"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

fn unreadable(expression: &Expression, what: &str) -> Diagnostic {
    Diagnostic::error(DefaultFormat::CODE, expression.span, format!("this is {what}"))
}

fn unreadable_moment(expression: &Expression, text: &str) -> Diagnostic {
    let diagnostic = unreadable(expression, "no date and time by RFC 3339");
    let complete = format!("{text}T00:00:00Z");
    if datetime::is_moment(&complete) {
        return diagnostic.help("add time and offset").fix(
            "add midnight, UTC",
            expression.span,
            format!("\"{complete}\""),
        );
    }
    let with_offset = format!("{text}Z");
    if datetime::is_moment(&with_offset) {
        return diagnostic.help("add the offset").fix("make it UTC", expression.span, format!("\"{with_offset}\""));
    }
    diagnostic.help("write it as `\"2020-01-31T12:30:00Z\"`")
}
