//! Values out of requests, checked by their field: texts of query strings and paths, and JSON of bodies (contract sections
//! 2 and 13).

mod calendar;
mod number;
#[cfg(test)]
mod tests;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ssot_db::Value;
use ssot_wire::Decimal;
use uuid::Uuid;

use self::number::Exact;
use super::json::{Json, pointer_step};
use crate::problem::rule;
use crate::request::nearest;
use crate::resource::{Enumeration, Field, Kind, Rules};
use crate::scalar::Fault;

/// The largest integer below which a double holds every integer.
const DOUBLE_EXACT: u64 = 1 << 53;
/// Limits of exact numbers in columns that declare none.
const DECIMAL_DIGITS: u64 = 65;
const DECIMAL_SCALE: u64 = 30;

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where inside the value, as a JSON pointer: `""` for the value itself, `/2` for the third item of a list.
    pub pointer: String,
    /// One of [`rule`].
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Flaw {
    /// A flaw of the value itself.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { pointer: String::new(), code, message: message.into(), help: None }
    }

    /// Not written as its type wants it.
    pub fn format(message: impl Into<String>) -> Self {
        Self::new(rule::FORMAT, message)
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn below(mut self, step: &str) -> Self {
        self.pointer.insert_str(0, &pointer_step(step));
        self
    }
}

/// A value out of a query string or a path; one item if the field is a list.
///
/// Limits of the column do not count here: a comparison with a value that no row can have is a question with the answer "none".
/// Integers have the bits of their kind.
///
/// # Errors
/// If the text does not mean a value of the field's kind.
pub fn text(field: &Field, text: &str) -> Result<Value, Flaw> {
    if text.contains('\0') {
        return Err(nul());
    }
    match field.kind {
        Kind::String => Ok(Value::Text(kept(&field.rules, text))),
        Kind::Int | Kind::BigInt => written_integer(bits(field.kind), text),
        Kind::Float => float(&Rules::NONE, text),
        Kind::Decimal(_) => decimal(&Rules::NONE, &plain_number(text)?, Keep::No),
        Kind::Boolean => match text {
            "true" | "1" => Ok(Value::Boolean(true)),
            "false" | "0" => Ok(Value::Boolean(false)),
            _ => Err(Flaw::new(rule::WRONG_TYPE, "`true` or `false` is expected")),
        },
        Kind::DateTime => calendar::moment_or_date(text).map(Value::Timestamp),
        Kind::Json => match super::json::parse(text.as_bytes()) {
            Ok(json) => document(&json),
            Err(_) => document(&Json::String(text.to_owned())),
        },
        kind => quoted(kind, text),
    }
}

/// A value out of a body, with every rule of the field.
///
/// # Errors
/// All that is wrong with the value; never empty.
pub fn json(field: &Field, json: &Json) -> Result<Value, Vec<Flaw>> {
    if matches!(json, Json::Null) {
        return if field.nullable && !field.list {
            Ok(Value::Null)
        } else {
            let flaw = Flaw::new(rule::NULL_NOT_ALLOWED, "This cannot be null");
            Err(vec![if field.list { flaw.help("Write `[]` for an empty list") } else { flaw }])
        };
    }
    if !field.list {
        return scalar(field, json).map_err(|flaw| vec![flaw]);
    }
    let Json::List(items) = json else {
        return Err(vec![wrong_type("An array", json)]);
    };
    let mut values = Vec::with_capacity(items.len());
    let mut flaws = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let value = match item {
            Json::Null => Err(Flaw::new(rule::NULL_NOT_ALLOWED, "Items cannot be null")),
            item => scalar(field, item),
        };
        match value {
            Ok(value) => values.push(value),
            Err(flaw) => flaws.push(flaw.below(&index.to_string())),
        }
    }
    if flaws.is_empty() { Ok(Value::List(values)) } else { Err(flaws) }
}

/// Checks a value that a program made against the rules of its field: lengths, ranges, null.
///
/// # Errors
/// What is wrong with it.
pub fn typed(field: &Field, value: &Value) -> Result<(), Flaw> {
    match value {
        Value::Null if field.nullable && !field.list => Ok(()),
        Value::Null => Err(Flaw::new(rule::NULL_NOT_ALLOWED, "This cannot be null")),
        Value::List(items) if field.list => {
            for (index, item) in items.iter().enumerate() {
                typed_scalar(field, item).map_err(|flaw| flaw.below(&index.to_string()))?;
            }
            Ok(())
        }
        value => typed_scalar(field, value),
    }
}

fn typed_scalar(field: &Field, value: &Value) -> Result<(), Flaw> {
    match value {
        Value::Text(text) if text.contains('\0') => Err(nul()),
        Value::Text(_) if matches!(field.kind, Kind::Enumeration(_)) => Ok(()),
        Value::Text(text) => words(&field.rules, text),
        Value::Bytes(bytes) => length(&field.rules, bytes.len(), "bytes"),
        Value::Integer(number) => in_range(bounds(field), *number).map(drop),
        Value::Float(number) if !number.is_finite() => Err(Flaw::format("This is no finite number")),
        Value::Float(number) => between(&field.rules, &exact(&number.to_string())?),
        Value::Decimal(text) => {
            let Kind::Decimal(limits) = field.kind else { return Ok(()) };
            decimal(&field.rules, &plain_number(text)?, Keep::In(limits)).map(drop)
        }
        _ => Ok(()),
    }
}

fn scalar(field: &Field, json: &Json) -> Result<Value, Flaw> {
    match (field.kind, json) {
        (Kind::Json, json) => document(json),
        (Kind::Boolean, Json::Boolean(value)) => Ok(Value::Boolean(*value)),
        (Kind::Boolean, _) => Err(wrong_type("A boolean", json)),
        (Kind::Int, Json::Number(text)) => integer(bounds(field), &exact(text)?),
        (Kind::Int, _) => Err(wrong_type("An integer", json)),
        (Kind::BigInt, Json::String(text)) => written_integer(bounds(field), text),
        (Kind::BigInt, Json::Number(text)) => {
            let value = integer(bounds(field), &exact(text)?)?;
            if let Value::Integer(number) = value {
                undamaged(number)?;
            }
            Ok(value)
        }
        (Kind::BigInt, _) => Err(wrong_type("A string of digits", json)),
        (Kind::Float, Json::Number(text)) => float(&field.rules, text),
        (Kind::Float, _) => Err(wrong_type("A number", json)),
        (Kind::Decimal(limits), Json::Number(text)) => decimal(&field.rules, &exact(text)?, Keep::In(limits)),
        (Kind::Decimal(limits), Json::String(text)) => decimal(&field.rules, &plain_number(text)?, Keep::In(limits)),
        (Kind::Decimal(_), _) => Err(wrong_type("A string of digits or a number", json)),
        (_, Json::String(text)) if text.contains('\0') => Err(nul()),
        (Kind::String, Json::String(text)) => {
            words(&field.rules, text)?;
            Ok(Value::Text(kept(&field.rules, text)))
        }
        (Kind::DateTime, Json::String(text)) => calendar::moment(text).map(Value::Timestamp),
        (kind, Json::String(text)) => {
            let value = quoted(kind, text)?;
            if let Value::Bytes(bytes) = &value {
                length(&field.rules, bytes.len(), "bytes")?;
            }
            Ok(value)
        }
        (_, json) => Err(wrong_type("A string", json)),
    }
}

/// Kinds that have the same text everywhere.
fn quoted(kind: Kind, text: &str) -> Result<Value, Flaw> {
    match kind {
        Kind::Date => calendar::date(text).map(Value::Date),
        Kind::Time => calendar::time(text).map(Value::Time),
        Kind::Bytes => STANDARD
            .decode(text)
            .map(Value::Bytes)
            .map_err(|_| Flaw::format("This is no base64").help("Use the standard alphabet, with padding")),
        Kind::Uuid => uuid(text).map(Value::Uuid),
        Kind::Enumeration(enumeration) => variant(enumeration, text),
        _ => Ok(Value::Text(text.to_owned())),
    }
}

fn uuid(text: &str) -> Result<[u8; 16], Flaw> {
    let hyphens = text.bytes().filter(|byte| *byte == b'-').count();
    match Uuid::try_parse(text) {
        Ok(uuid) if text.len() == 36 && hyphens == 4 => Ok(uuid.into_bytes()),
        _ => Err(Flaw::format("This is no UUID").help("Write it as `018f2b7e-0c4d-7a3e-9b1f-2d6c8a5e4f01`")),
    }
}

fn variant(enumeration: &Enumeration, text: &str) -> Result<Value, Flaw> {
    if let Some((_, database)) = enumeration.variants.iter().find(|(wire, _)| *wire == text) {
        return Ok(Value::Text((*database).to_owned()));
    }
    let names = || enumeration.variants.iter().map(|(wire, _)| *wire);
    let flaw = Flaw::new(rule::NOT_IN_ENUM, format!("This is no {}", enumeration.name));
    Err(match nearest(text, names()) {
        Some(name) => flaw.help(format!("Did you mean `{name}`?")),
        None => flaw.help(format!("One of: {}", names().collect::<Vec<_>>().join(", "))),
    })
}

/// A JSON value to be kept as it is.
fn document(json: &Json) -> Result<Value, Flaw> {
    unchanged(json).map(|json| Value::Json(json.to_string()))
}

/// The same value with each number in one form.
fn unchanged(json: &Json) -> Result<Json, Flaw> {
    Ok(match json {
        Json::Number(text) => {
            let text = Exact::as_double(text)
                .ok_or_else(|| Flaw::format("A double cannot hold this number").help("Write it as a string"))?;
            Json::Number(text)
        }
        Json::String(text) if text.contains('\0') => return Err(nul()),
        Json::List(items) => {
            let mut kept = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                kept.push(unchanged(item).map_err(|flaw| flaw.below(&index.to_string()))?);
            }
            Json::List(kept)
        }
        Json::Object(entries) => {
            let mut kept = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                if key.contains('\0') {
                    return Err(nul());
                }
                kept.push((key.clone(), unchanged(value).map_err(|flaw| flaw.below(key))?));
            }
            Json::Object(kept)
        }
        other => other.clone(),
    })
}

fn nul() -> Flaw {
    Flaw::format("The character U+0000 cannot be kept")
}

fn wrong_type(expected: &str, found: &Json) -> Flaw {
    Flaw::new(rule::WRONG_TYPE, format!("{expected} is expected, not {}", found.what()))
}

/// A number as a JSON number writes it.
fn exact(text: &str) -> Result<Exact, Flaw> {
    Exact::parse(text).ok_or_else(|| Flaw::format("This is no number"))
}

/// The digits of a number as JSON writes it, if it is whole and has 64 bits: 67.0 is 67.
pub fn whole(text: &str) -> Option<String> {
    Exact::parse(text)?.integer().map(|number| number.to_string())
}

/// The same of a number with 64 bits, which programs that know only doubles may have rounded.
///
/// # Errors
/// If it is so large that they may have.
pub fn whole_undamaged(text: &str) -> Result<Option<String>, Flaw> {
    let Some(number) = Exact::parse(text).and_then(|number| number.integer()) else { return Ok(None) };
    undamaged(number)?;
    Ok(Some(number.to_string()))
}

fn undamaged(number: i64) -> Result<(), Flaw> {
    if number.unsigned_abs() < DOUBLE_EXACT {
        return Ok(());
    }
    Err(Flaw::new(rule::WRONG_TYPE, "A number of this size loses digits on its way")
        .help(format!("Write it as a string: `\"{number}\"`")))
}

/// The digits of a number as JSON writes it, without an exponent; of one that is too large for any column, nothing.
pub fn plain(text: &str) -> Option<String> {
    let number = Exact::parse(text)?;
    (number.whole_digits() <= 400 && number.decimals() <= 400).then(|| number.canonical())
}

/// The least and the greatest integer that there may be.
type Bounds = (i64, i64);

/// `-?digits`.
fn written_integer(bounds: Bounds, text: &str) -> Result<Value, Flaw> {
    let flaw = || Flaw::format("This is no integer").help("Write digits only, such as `42`");
    match text.parse::<i64>() {
        Ok(number) if !text.starts_with('+') => in_range(bounds, number),
        _ if text.contains(['.', 'e', 'E']) => Err(flaw()),
        // More digits than 64 bits have, or none at all.
        _ => integer(bounds, &Exact::parse(text).ok_or_else(flaw)?),
    }
}

/// `-?digits[.digits]`.
fn plain_number(text: &str) -> Result<Exact, Flaw> {
    let flaw = || Flaw::format("This is no number").help("Write digits, such as `12.5`");
    if text.contains(['e', 'E']) {
        return Err(flaw());
    }
    Exact::parse(text).ok_or_else(flaw)
}

fn integer(bounds: Bounds, number: &Exact) -> Result<Value, Flaw> {
    if number.decimals() > 0 {
        return Err(Flaw::new(rule::WRONG_TYPE, "An integer is expected"));
    }
    if let Some(number) = number.integer() {
        return in_range(bounds, number);
    }
    Err(if number.is_negative() { too_small(bounds.0) } else { too_large(bounds.1) })
}

fn in_range((least, most): Bounds, number: i64) -> Result<Value, Flaw> {
    if number < least {
        Err(too_small(least))
    } else if number > most {
        Err(too_large(most))
    } else {
        Ok(Value::Integer(number))
    }
}

/// What a kind of integers can be.
fn bits(kind: Kind) -> Bounds {
    match kind {
        Kind::Int => (i32::MIN.into(), i32::MAX.into()),
        _ => (i64::MIN, i64::MAX),
    }
}

/// What a field's may be.
fn bounds(field: &Field) -> Bounds {
    let (least, most) = bits(field.kind);
    (field.rules.min.unwrap_or(least), field.rules.max.unwrap_or(most))
}

fn too_small(least: i64) -> Flaw {
    Flaw::new(rule::TOO_SMALL, format!("This must be at least {least}"))
}

fn too_large(most: i64) -> Flaw {
    Flaw::new(rule::TOO_LARGE, format!("This must be at most {most}"))
}

fn float(rules: &Rules, text: &str) -> Result<Value, Flaw> {
    let number = exact(text)?;
    match text.parse::<f64>() {
        // The digits of the double, not those of the text: an exponent could ask for any number of zeros.
        Ok(value) if value.is_finite() => between(rules, &exact(&value.to_string())?).map(|()| Value::Float(value)),
        _ if number.is_negative() => Err(Flaw::new(rule::TOO_SMALL, "A double cannot hold this number")),
        _ => Err(Flaw::new(rule::TOO_LARGE, "A double cannot hold this number")),
    }
}

/// What a number is read for.
#[derive(Clone, Copy)]
enum Keep {
    /// To compare with.
    No,
    /// To be kept in a column of that precision and scale, if it declares them.
    In(Option<(u32, u32)>),
}

fn decimal(rules: &Rules, number: &Exact, limits: Keep) -> Result<Value, Flaw> {
    let declared = match limits {
        Keep::In(Some((precision, scale))) => Some((u64::from(precision), u64::from(scale))),
        Keep::In(None) | Keep::No => None,
    };
    let scale = declared.map_or(DECIMAL_SCALE, |(_, scale)| scale);
    if number.decimals() > scale {
        let message = match scale {
            0 => "No decimals are kept".to_owned(),
            1 => "At most 1 decimal is kept".to_owned(),
            scale => format!("At most {scale} decimals are kept"),
        };
        return Err(Flaw::new(rule::SCALE, message).help("Round it first"));
    }
    let whole = match declared {
        Some((precision, scale)) => precision.saturating_sub(scale),
        None => DECIMAL_DIGITS - number.decimals(),
    };
    if number.whole_digits() > whole {
        let code = if number.is_negative() { rule::TOO_SMALL } else { rule::TOO_LARGE };
        return Err(Flaw::new(code, format!("At most {whole} digits before the point are kept")));
    }
    between(rules, number)?;
    Ok(Value::Decimal(number.canonical()))
}

/// The range of exact numbers and doubles.
fn between(rules: &Rules, number: &Exact) -> Result<(), Flaw> {
    if rules.least.is_none() && rules.most.is_none() {
        return Ok(());
    }
    let number: Option<Decimal> = number.canonical().parse().ok();
    let bound = |text: Option<&'static str>| text.and_then(|text| Some((text, text.parse::<Decimal>().ok()?)));
    if let (Some((text, least)), Some(number)) = (bound(rules.least), &number)
        && *number < least
    {
        return Err(Flaw::new(rule::TOO_SMALL, format!("This must be at least {text}")));
    }
    if let (Some((text, most)), Some(number)) = (bound(rules.most), &number)
        && *number > most
    {
        return Err(Flaw::new(rule::TOO_LARGE, format!("This must be at most {text}")));
    }
    Ok(())
}

/// Every rule of a text.
fn words(rules: &Rules, text: &str) -> Result<(), Flaw> {
    if rules.min_length.is_some() || rules.max_length.is_some() {
        length(rules, text.chars().count(), "characters")?;
    }
    if let Some(format) = rules.format {
        let name = format.name;
        format.check(text).map_err(|fault| match fault {
            Fault::Shape => {
                Flaw::format(format!("This is no {name}")).help(format!("Write it as `{}`", format.example))
            }
            Fault::Checksum => Flaw::format(format!("The check digit of this {name} is wrong")),
        })?;
    }
    if rules.pattern.matches(text) {
        Ok(())
    } else {
        Err(Flaw::new(rule::PATTERN, format!("This does not match `{}`", rules.pattern.source)))
    }
}

/// The form of a text that is kept and compared.
fn kept(rules: &Rules, text: &str) -> String {
    match rules.format {
        Some(format) => format.canonical(text).into_owned(),
        None => text.to_owned(),
    }
}

fn length(rules: &Rules, count: usize, unit: &str) -> Result<(), Flaw> {
    if let Some(least) = rules.min_length
        && count < least as usize
    {
        return Err(Flaw::new(rule::TOO_SHORT, format!("At least {least} {unit} are needed")));
    }
    if let Some(most) = rules.max_length
        && count > most as usize
    {
        return Err(Flaw::new(rule::TOO_LONG, format!("At most {most} {unit} are kept")));
    }
    Ok(())
}
