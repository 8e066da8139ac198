//! Wire forms become values: texts of paths and queries.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, NaiveDate, NaiveTime, Timelike as _};
use ssot_db::Value;

use crate::resource::{Enumeration, Field, Kind};

/// Why a value was refused: one of the validation codes, and words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `wrong_type`, `too_large`, `format`, …
    pub code: &'static str,
    /// What was expected.
    pub message: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Reads one value of a field (one item, if it holds a list) out of a decoded path or query.
///
/// # Errors
/// If the text is no value of the field's kind.
pub fn text(field: &Field, text: &str) -> Result<Value, Refusal> {
    match field.kind {
        Kind::String => string(text),
        Kind::Int => integer(text, i64::from(i32::MIN), i64::from(i32::MAX)),
        Kind::BigInt => integer(text, i64::MIN, i64::MAX),
        Kind::Float => float(text),
        Kind::Decimal(_) => decimal(text),
        Kind::Boolean => match text {
            "true" | "1" => Ok(Value::Boolean(true)),
            "false" | "0" => Ok(Value::Boolean(false)),
            _ => Err(Refusal::new("wrong_type", "`true` or `false` is expected")),
        },
        Kind::DateTime => moment(text),
        Kind::Date => date(text).map(Value::Date),
        Kind::Time => time(text),
        Kind::Json => Ok(json(text)),
        Kind::Bytes => match STANDARD.decode(text) {
            Ok(bytes) => Ok(Value::Bytes(bytes)),
            Err(_) => Err(Refusal::new("format", "Base64 with padding is expected")),
        },
        Kind::Uuid => match uuid::Uuid::try_parse(text) {
            Ok(uuid) if text.len() == 36 => Ok(Value::Uuid(uuid.into_bytes())),
            _ => Err(Refusal::new("format", "A UUID is expected")),
        },
        Kind::Enumeration(enumeration) => variant(enumeration, text),
    }
}

fn string(text: &str) -> Result<Value, Refusal> {
    if text.contains('\0') {
        return Err(Refusal::new("format", "U+0000 cannot be in a text"));
    }
    Ok(Value::Text(text.to_owned()))
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn integer(text: &str, least: i64, most: i64) -> Result<Value, Refusal> {
    if !is_integer(text) {
        return Err(Refusal::new("wrong_type", "A whole number is expected"));
    }
    match text.parse::<i64>() {
        Ok(value) if (least..=most).contains(&value) => Ok(Value::Integer(value)),
        _ if text.starts_with('-') => Err(Refusal::new("too_small", format!("The least is {least}"))),
        _ => Err(Refusal::new("too_large", format!("The most is {most}"))),
    }
}

/// JSON's grammar of numbers: no `inf`, `NaN`, leading `+` or bare point.
fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
        && !text.ends_with(char::is_whitespace)
}

fn float(text: &str) -> Result<Value, Refusal> {
    if !is_number(text) {
        return Err(Refusal::new("wrong_type", "A number is expected"));
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Value::Float(value)),
        _ => Err(Refusal::new("too_large", "The number is too large")),
    }
}

fn decimal(text: &str) -> Result<Value, Refusal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if [whole, fraction].iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Refusal::new("wrong_type", "A decimal number without exponent is expected"));
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 30 {
        return Err(Refusal::new("scale", "A decimal number has at most 30 decimals"));
    }
    if whole.len() + fraction.len() > 65 {
        return Err(Refusal::new("too_large", "A decimal number has at most 65 digits"));
    }
    let sign = if text.starts_with('-') && !(whole.is_empty() && fraction.is_empty()) { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Ok(Value::Decimal([sign, whole, point, fraction].concat()))
}

fn moment(text: &str) -> Result<Value, Refusal> {
    if let Ok(days) = date(text) {
        return Ok(Value::Timestamp(i64::from(days) * 86_400_000));
    }
    let value = DateTime::parse_from_rfc3339(text)
        .map_err(|_| Refusal::new("wrong_type", "A time such as `2026-01-31T09:30:00Z` is expected"))?;
    if value.nanosecond() % 1_000_000 != 0 {
        return Err(Refusal::new("format", "Times have milliseconds and nothing finer"));
    }
    Ok(Value::Timestamp(value.timestamp_millis()))
}

fn date(text: &str) -> Result<i32, Refusal> {
    let refusal = || Refusal::new("wrong_type", "A date such as `2026-01-31` is expected");
    if text.len() != 10 {
        return Err(refusal());
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| refusal())?;
    Ok(date.signed_duration_since(NaiveDate::default()).num_days() as i32)
}

fn time(text: &str) -> Result<Value, Refusal> {
    let time = NaiveTime::parse_from_str(text, "%H:%M:%S%.f")
        .ok()
        .filter(|time| text.len() >= 8 && time.nanosecond() < 1_000_000_000 && time.nanosecond() % 1000 == 0)
        .ok_or_else(|| Refusal::new("wrong_type", "A time of day such as `09:30:00` is expected"))?;
    Ok(Value::Time(i64::from(time.num_seconds_from_midnight()) * 1_000_000 + i64::from(time.nanosecond() / 1000)))
}

/// JSON if it parses, else a string.
fn json(text: &str) -> Value {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => Value::Json(text.to_owned()),
        Err(_) => Value::Json(serde_json::Value::String(text.to_owned()).to_string()),
    }
}

fn variant(enumeration: &Enumeration, text: &str) -> Result<Value, Refusal> {
    let known = enumeration.variants.iter().find(|(wire, _)| *wire == text);
    match known {
        Some((_, database)) => Ok(Value::Text((*database).to_owned())),
        None => {
            let names: Vec<&str> = enumeration.variants.iter().map(|(wire, _)| *wire).collect();
            let message = format!("{} is one of {}", enumeration.name, names.join(", "));
            Err(Refusal::new("not_in_enum", message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, value: &str) -> Result<Value, &'static str> {
        text(&Field::new("x", "x", kind), value).map_err(|refusal| refusal.code)
    }

    #[test]
    fn api15_integers_are_digits_within_range() {
        assert_eq!(read(Kind::Int, "-12"), Ok(Value::Integer(-12)));
        for text in ["1abc", "0x10", "1e3", "", "-", " 1", "1.0", "+1", "\0", "１"] {
            assert_eq!(read(Kind::Int, text), Err("wrong_type"), "{text}");
        }
        assert_eq!(read(Kind::Int, "2147483648"), Err("too_large"));
        assert_eq!(read(Kind::BigInt, "9223372036854775808"), Err("too_large"));
        assert_eq!(read(Kind::BigInt, "-9223372036854775809"), Err("too_small"));
    }

    #[test]
    fn times_are_dates_or_rfc_3339() {
        assert_eq!(read(Kind::DateTime, "1970-01-02"), Ok(Value::Timestamp(86_400_000)));
        assert_eq!(read(Kind::DateTime, "1970-01-01T02:00:00.5+02:00"), Ok(Value::Timestamp(500)));
        assert_eq!(read(Kind::DateTime, "1970-01-01T00:00:00.000100Z"), Err("format"));
        for text in ["soon", "2025", "2025-13-01", "2025-1-1", "2025-02-30"] {
            assert_eq!(read(Kind::DateTime, text), Err("wrong_type"), "{text}");
        }
        assert_eq!(read(Kind::Time, "00:00:01.5"), Ok(Value::Time(1_500_000)));
    }

    #[test]
    fn numbers_are_finite_and_exact_ones_canonical() {
        assert_eq!(read(Kind::Float, "-1.5e2"), Ok(Value::Float(-150.0)));
        for text in ["inf", "NaN", "1.", ".5", "1 ", "true", "\"1\""] {
            assert_eq!(read(Kind::Float, text), Err("wrong_type"), "{text}");
        }
        assert_eq!(read(Kind::Float, "1e999"), Err("too_large"));
        assert_eq!(read(Kind::Decimal(None), "-012.50"), Ok(Value::Decimal("-12.5".into())));
        assert_eq!(read(Kind::Decimal(None), "-0.0"), Ok(Value::Decimal("0".into())));
        assert_eq!(read(Kind::Decimal(None), "1e3"), Err("wrong_type"));
    }
}
