//! Exact decimals in a database that has none: how they are kept, and the key that sorts them.
//!
//! A column declared `DECIMAL` turns long text into a double and loses digits. So a decimal is kept as INTEGER if it is a
//! whole number of 64 bits, as REAL if it has at most 15 significant digits (which a double gives back unchanged), and
//! otherwise as a BLOB with its canonical text. The first two are what other tools write and read.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// A double gives back this many significant decimal digits unchanged (`DBL_DIG`).
const REAL_DIGITS: usize = 15;

/// The stored form of canonical `text`.
pub(super) fn stored(text: &str) -> ToSqlOutput<'_> {
    if let Ok(whole) = text.parse() {
        return ToSqlOutput::Owned(Value::Integer(whole));
    }
    match text.parse::<f64>() {
        Ok(real) if real.is_finite() && significant(text) <= REAL_DIGITS => ToSqlOutput::Owned(Value::Real(real)),
        _ => ToSqlOutput::Borrowed(ValueRef::Blob(text.as_bytes())),
    }
}

fn significant(text: &str) -> usize {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let first = digits.iter().position(|digit| *digit != b'0');
    let last = digits.iter().rposition(|digit| *digit != b'0');
    match (first, last) {
        (Some(first), Some(last)) => last - first + 1,
        _ => 0,
    }
}

/// The SQL function `ssot_decimal(x)`: bytes that compare as the numbers do.
///
/// Takes whatever may stand in a decimal column; NULL, and anything that is no number, gives NULL.
pub(super) fn key(value: ValueRef<'_>) -> Option<Vec<u8>> {
    key_of(&number(value)?)
}

/// The number that a column holds in any of its forms.
pub(super) fn number(value: ValueRef<'_>) -> Option<Number> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Number::parse(&number.to_string()),
        ValueRef::Real(number) => Number::parse(&number.to_string()),
        ValueRef::Text(text) | ValueRef::Blob(text) => Number::parse(std::str::from_utf8(text).ok()?),
    }
}

/// `0x01` for zero; else a sign byte, the exponent and the significant digits. Below zero all bits after the sign are
/// turned over, and `0xff` ends the digits, so that more digits mean less.
fn key_of(number: &Number) -> Option<Vec<u8>> {
    if number.digits.is_empty() {
        return Some(vec![1]);
    }
    let biased = u16::try_from(number.magnitude + 0x8000).ok()?;
    let mut key = Vec::with_capacity(number.digits.len() + 4);
    key.push(2);
    key.extend(biased.to_be_bytes());
    key.extend(&number.digits);
    if number.negative {
        key[0] = 0;
        for byte in &mut key[1..] {
            *byte = !*byte;
        }
        key.push(0xff);
    }
    Some(key)
}

/// `0.DDD × 10^magnitude`; zero has no digits. Equal numbers are equal here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) negative: bool,
    /// ASCII digits, neither the first nor the last of them `0`.
    pub(super) digits: Vec<u8>,
    pub(super) magnitude: i32,
}

impl Number {
    /// Reads `[+-]digits[.digits][e[+-]digits]`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.len() + fraction.len() == 0 || whole.len() > 4096 {
            return None;
        }
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let Some(first) = digits.iter().position(|digit| *digit != b'0') else {
            return Some(Self { negative: false, digits: Vec::new(), magnitude: 0 });
        };
        let last = digits.iter().rposition(|digit| *digit != b'0').unwrap_or(first);
        digits.truncate(last + 1);
        digits.drain(..first);
        let magnitude = whole.len() as i32 - first as i32 + i32::from(exponent);
        Some(Self { negative, digits, magnitude })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of_text(text: &str) -> Option<Vec<u8>> {
        key_of(&Number::parse(text)?)
    }

    fn stored_owned(text: &str) -> Value {
        match stored(text) {
            ToSqlOutput::Owned(value) => value,
            ToSqlOutput::Borrowed(value) => value.try_into().unwrap(),
            _ => unreachable!(),
        }
    }

    #[test]
    fn short_decimals_are_numbers_and_long_ones_bytes() {
        assert_eq!(stored_owned("12"), Value::Integer(12));
        assert_eq!(stored_owned("9223372036854775807"), Value::Integer(i64::MAX));
        assert_eq!(stored_owned("-0.5"), Value::Real(-0.5));
        assert_eq!(stored_owned("1234567890.12345"), Value::Real(1_234_567_890.123_45));
        assert_eq!(stored_owned("100000000000000000000000"), Value::Real(1e23));
        assert_eq!(stored_owned("1234567890.123456"), Value::Blob(b"1234567890.123456".to_vec()));
    }

    #[test]
    fn keys_compare_as_the_numbers_do() {
        let ascending = [
            "-123456789012345678901234567890.5",
            "-1000",
            "-2.01",
            "-2",
            "-1.5",
            "-1.25",
            "-0.00001",
            "0",
            "0.000000000000000000000000000001",
            "0.1",
            "0.10000000000000000000000000000001",
            "0.11",
            "1",
            "1.5",
            "2",
            "9.99",
            "10",
            "99999999999999999999999999999999999999999999999999999999999999999",
        ];
        let keys: Vec<_> = ascending.iter().map(|text| key_of_text(text).unwrap()).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn equal_numbers_have_equal_keys_in_every_stored_form() {
        let expected = key_of_text("1.5").unwrap();
        for value in [ValueRef::Real(1.5), ValueRef::Text(b"+01.50"), ValueRef::Blob(b"15e-1")] {
            assert_eq!(key(value), Some(expected.clone()));
        }
        assert_eq!(key(ValueRef::Integer(0)), key(ValueRef::Text(b"-0.00")));
        assert_eq!(key(ValueRef::Real(1e21)), key(ValueRef::Blob(b"1000000000000000000000")));
    }

    #[test]
    fn what_is_no_number_has_no_key() {
        for text in ["", "-", ".", "abc", "1..2", "1e", "1e99999", "NaN", "inf", "0x10"] {
            assert_eq!(key_of_text(text), None, "{text}");
        }
        assert_eq!(key(ValueRef::Null), None);
        assert_eq!(key(ValueRef::Real(f64::INFINITY)), None);
    }
}
