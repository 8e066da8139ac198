//! The forms of values: what SQLite keeps as text, what PostgreSQL reads in its text format, and days as a calendar has them.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::Value;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// `YYYY-MM-DDTHH:MM:SS.sssZ` of milliseconds since 1970.
pub(crate) fn timestamp(millis: i64) -> String {
    let date = date(millis.div_euclid(MILLIS_PER_DAY));
    let time = millis.rem_euclid(MILLIS_PER_DAY);
    let (seconds, millis) = (time / 1000, time % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// `YYYY-MM-DD` of days since 1970, in the Gregorian calendar also before it was one.
pub(crate) fn date(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of days since 1970.
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: eras of 400 years from 0000-03-01.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The days since 1970 of a day that there is.
#[cfg(feature = "mysql")]
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    // The same source, days_from_civil.
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    // `0000-00-00` and its like are no days.
    (civil(days) == (year, month, day)).then_some(days)
}

/// `HH:MM:SS.ffffff` of microseconds since midnight.
pub(crate) fn time(micros: i64) -> String {
    let (seconds, micros) = (micros / 1_000_000, micros % 1_000_000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hour:02}:{minute:02}:{second:02}.{micros:06}")
}

/// Lower-case hexadecimal in groups of 8, 4, 4, 4 and 12.
pub(crate) fn uuid(bytes: &[u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The text form of a value that is neither null nor a list.
///
/// Bytes are `\x` and hexadecimal digits, as PostgreSQL writes them.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::Null | Value::List(_) => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Text(text) | Value::Decimal(text) | Value::Json(text) => text.clone(),
        Value::Bytes(bytes) => {
            let mut text = String::with_capacity(2 + 2 * bytes.len());
            text.push_str("\\x");
            for byte in bytes {
                let _ = write!(text, "{byte:02x}");
            }
            text
        }
        Value::Timestamp(millis) => timestamp(*millis),
        Value::Date(days) => date((*days).into()),
        Value::Time(micros) => time(*micros),
        Value::Uuid(bytes) => uuid(bytes),
    }
}

/// A list as JSON text: numbers, truth values, null and JSON as they are, bytes in base64, everything else as a string.
pub(crate) fn json_list(values: &[Value]) -> String {
    let mut text = String::from("[");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        match value {
            Value::Null => text.push_str("null"),
            Value::Boolean(_) | Value::Integer(_) | Value::Json(_) => text.push_str(&scalar(value)),
            Value::Float(number) => {
                let _ = write!(text, "{number:?}");
            }
            Value::List(values) => text.push_str(&json_list(values)),
            Value::Bytes(bytes) => push_json_string(&mut text, &STANDARD.encode(bytes)),
            other => push_json_string(&mut text, &scalar(other)),
        }
    }
    text.push(']');
    text
}

/// Appends `text` in quotes, escaping no more than JSON demands.
pub(crate) fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\u{0}'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// A list as a PostgreSQL array literal: `{"a",NULL,"b"}`.
#[cfg(feature = "postgres")]
pub(crate) fn array_literal(values: &[Value]) -> String {
    let mut text = String::from("{");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        match value {
            Value::Null => text.push_str("NULL"),
            Value::List(values) => text.push_str(&array_literal(values)),
            other => {
                text.push('"');
                for character in scalar(other).chars() {
                    if matches!(character, '"' | '\\') {
                        text.push('\\');
                    }
                    text.push(character);
                }
                text.push('"');
            }
        }
    }
    text.push('}');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_iso_with_milliseconds() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(timestamp(1_769_851_800_123), "2026-01-31T09:30:00.123Z");
        assert_eq!(timestamp(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(timestamp(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(timestamp(253_402_300_799_999), "9999-12-31T23:59:59.999Z");
        assert_eq!(timestamp(-62_167_219_200_000), "0000-01-01T00:00:00.000Z");
    }

    #[cfg(feature = "mysql")]
    #[test]
    fn days_are_counted_both_ways() {
        for number in [-719_528, -1, 0, 59, 11_016, 20_484, 2_932_896] {
            let (year, month, day) = civil(number);
            assert_eq!(days(year, month, day), Some(number));
        }
        assert_eq!([days(0, 0, 0), days(2026, 2, 29), days(2026, 13, 1)], [None; 3]);
    }

    #[test]
    fn times_have_six_decimals() {
        assert_eq!(time(0), "00:00:00.000000");
        assert_eq!(time(86_399_999_999), "23:59:59.999999");
    }

    #[test]
    fn uuids_are_grouped() {
        let bytes = [0x01, 0x8f, 0, 0, 0xab, 0xcd, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0xff];
        assert_eq!(uuid(&bytes), "018f0000-abcd-7000-8000-0000000000ff");
    }

    #[test]
    fn lists_are_json() {
        let list = [
            Value::Null,
            Value::Boolean(true),
            Value::Integer(9_007_199_254_740_993),
            Value::Float(1.0),
            Value::Text("a\"\\\n".into()),
            Value::Decimal("0.10".into()),
            Value::Json("{\"a\":1}".into()),
            Value::List(vec![Value::Bytes(vec![1, 255])]),
        ];
        assert_eq!(json_list(&list), r#"[null,true,9007199254740993,1.0,"a\"\\\u000a","0.10",{"a":1},["Af8="]]"#);
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn array_literals_escape_quotes_and_backslashes() {
        let list = [Value::Text("a\"b\\c, {d}".into()), Value::Null, Value::Bytes(vec![0])];
        assert_eq!(array_literal(&list), r#"{"a\"b\\c, {d}",NULL,"\\x00"}"#);
    }
}
