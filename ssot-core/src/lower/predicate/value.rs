//! What a column is compared with in the condition of an index.
//!
//! Prisma takes any number for a number and any string for a text, a moment and an enum. What no row can ever hold is a warning.

use crate::ast::{Expression, ExpressionKind};
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{Enumeration, Scalar, Type, Value, VariantId};
use crate::lower::expression::describe;
use crate::lower::rule::IndexCondition;
use crate::lower::{datetime, decimal};
use crate::nearest::nearest;

/// What a column is compared with.
#[derive(Clone, Copy)]
enum Wanted {
    Number,
    Truth,
    /// A string, said in words.
    Text(&'static str),
}

/// Reads the value, which may come with a finding. `None`: it cannot be compared with the column.
pub(super) fn read(
    expression: &Expression,
    name: &str,
    ty: &Type,
    enumerations: &[Enumeration],
) -> (Option<Value>, Option<Diagnostic>) {
    use ExpressionKind::{Number, Path, String};
    let wrong = |wanted| (None, Some(wrong(expression, name, wanted)));
    match ty {
        Type::Scalar(scalar @ (Scalar::Int | Scalar::BigInt)) => match &expression.kind {
            Number(digits) => integer(expression, digits, *scalar),
            _ => wrong(Wanted::Number),
        },
        Type::Scalar(scalar @ (Scalar::Float | Scalar::Decimal)) => match &expression.kind {
            Number(digits) if *scalar == Scalar::Float => (decimal::plain(digits).map(Value::Float), None),
            Number(digits) => (decimal::plain(digits).map(Value::Decimal), None),
            _ => wrong(Wanted::Number),
        },
        Type::Scalar(Scalar::Boolean) => match &expression.kind {
            Path(word) if word == "true" || word == "false" => (Some(Value::Boolean(word == "true")), None),
            _ => wrong(Wanted::Truth),
        },
        Type::Scalar(Scalar::String) => match &expression.kind {
            String(text) => (Some(Value::String(text.clone())), None),
            _ => wrong(Wanted::Text("a string")),
        },
        Type::Scalar(Scalar::DateTime) => match &expression.kind {
            String(text) if datetime::is_moment(text) => (Some(Value::DateTime(text.clone())), None),
            String(text) => {
                let doubt = Diagnostic::warning(
                    IndexCondition::CODE,
                    expression.span,
                    "this is no date and time by RFC 3339, and only the database will say whether it can read it",
                );
                (Some(Value::String(text.clone())), Some(doubt.help("write it as `\"2020-01-31T12:30:00Z\"`")))
            }
            _ => wrong(Wanted::Text("a string that holds a date and time")),
        },
        Type::Enumeration(id) => match &expression.kind {
            String(text) => variant(expression, text, &enumerations[id.index()]),
            _ => wrong(Wanted::Text("a value of the enum in quotes")),
        },
        Type::Scalar(Scalar::Json | Scalar::Bytes) | Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => {
            let message = format!("`{name}` can only be compared with `null` here");
            let finding = Diagnostic::error(IndexCondition::CODE, expression.span, message);
            (None, Some(finding.help("write the condition as `raw(\"…\")`")))
        }
    }
}

fn integer(expression: &Expression, digits: &str, scalar: Scalar) -> (Option<Value>, Option<Diagnostic>) {
    if let Ok(number) = digits.parse() {
        return (Some(Value::Integer(number)), None);
    }
    let doubt = Diagnostic::warning(
        IndexCondition::CODE,
        expression.span,
        format!("no `{}` is ever `{digits}`", scalar.as_str()),
    );
    (decimal::plain(digits).map(Value::Decimal), Some(doubt.help("write an integer of 64 bits")))
}

/// A value by its name, or by the one it has in the database.
fn variant(expression: &Expression, text: &str, enumeration: &Enumeration) -> (Option<Value>, Option<Diagnostic>) {
    let variants = &enumeration.variants;
    let place = variants.iter().position(|variant| variant.name == text);
    let place = place.or_else(|| variants.iter().position(|variant| variant.database_name == text));
    if let Some(place) = place {
        return (Some(Value::Variant(VariantId(place as u32))), None);
    }
    let value = Some(Value::String(text.to_owned()));
    if enumeration.incomplete {
        return (value, None);
    }
    let names = || variants.iter().map(|variant| variant.name.as_str());
    let message = format!("`{text}` is no value of `{}`", enumeration.name);
    let doubt = Diagnostic::warning(IndexCondition::CODE, expression.span, message);
    let doubt = match nearest(text, names()) {
        Some(known) => doubt.help(format!("did you mean `{known}`?")).fix(
            format!("write `{known}`"),
            expression.span,
            format!("\"{known}\""),
        ),
        None => doubt.help(format!("it has {}", alternatives(names().take(12)))),
    };
    (value, Some(doubt))
}

fn wrong(expression: &Expression, name: &str, wanted: Wanted) -> Diagnostic {
    let found = describe(&expression.kind);
    let what = match wanted {
        Wanted::Number => "a number",
        Wanted::Truth => "`true` or `false`",
        Wanted::Text(what) => what,
    };
    let message = format!("`{name}` is compared with `null` or {what}, not {found}");
    let finding = Diagnostic::error(IndexCondition::CODE, expression.span, message);
    let is_number = |text: &str| text.parse::<i64>().is_ok();
    match (wanted, &expression.kind) {
        (Wanted::Text(_), ExpressionKind::Path(word) | ExpressionKind::Number(word)) => {
            finding.help("put it in quotes").fix("put it in quotes", expression.span, format!("\"{word}\""))
        }
        (Wanted::Number, ExpressionKind::String(text)) if is_number(text) => {
            finding.help("write the number without quotes").fix("remove the quotes", expression.span, text.clone())
        }
        (Wanted::Truth, ExpressionKind::String(text)) if text == "true" || text == "false" => {
            finding.help("remove the quotes").fix("remove the quotes", expression.span, text.clone())
        }
        _ => finding.help("write another condition as `raw(\"…\")`"),
    }
}
