//! Parameters in the form that the protocol has for them.

use mysql_async::Value as Raw;

use crate::{Value, form};

/// Exact numbers, UUIDs, JSON and lists go as text, which the column's type reads.
pub(super) fn bound(value: &Value) -> Raw {
    match value {
        Value::Null => Raw::NULL,
        Value::Boolean(value) => Raw::Int((*value).into()),
        Value::Integer(value) => Raw::Int(*value),
        Value::Float(value) => Raw::Double(*value),
        Value::Text(text) | Value::Decimal(text) | Value::Json(text) => Raw::Bytes(text.clone().into_bytes()),
        Value::Bytes(bytes) => Raw::Bytes(bytes.clone()),
        Value::Timestamp(millis) => {
            let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
            moment(days, rest * 1000).unwrap_or_else(|| Raw::Bytes(form::timestamp(*millis).into_bytes()))
        }
        Value::Date(days) => {
            moment((*days).into(), 0).unwrap_or_else(|| Raw::Bytes(form::date((*days).into()).into_bytes()))
        }
        Value::Time(micros) => {
            let [hour, minute, second] = clock(*micros);
            Raw::Time(false, 0, hour, minute, second, (micros % 1_000_000) as u32)
        }
        Value::Uuid(bytes) => Raw::Bytes(form::uuid(bytes).into_bytes()),
        Value::List(values) => Raw::Bytes(form::json_list(values).into_bytes()),
    }
}

/// A moment of the years 0 to 9999; the server refuses the text of any other.
fn moment(days: i64, micros: i64) -> Option<Raw> {
    let (year, month, day) = form::civil(days);
    let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
    let [hour, minute, second] = clock(micros);
    Some(Raw::Date(year, month as u8, day as u8, hour, minute, second, (micros % 1_000_000) as u32))
}

/// Hours, minutes and seconds of microseconds since midnight.
fn clock(micros: i64) -> [u8; 3] {
    let seconds = micros / 1_000_000;
    [(seconds / 3600) as u8, (seconds / 60 % 60) as u8, (seconds % 60) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_taken_apart() {
        let moment = |millis| bound(&Value::Timestamp(millis));
        assert_eq!(moment(1_769_851_800_123), Raw::Date(2026, 1, 31, 9, 30, 0, 123_000));
        assert_eq!(moment(-1), Raw::Date(1969, 12, 31, 23, 59, 59, 999_000));
        assert_eq!(bound(&Value::Date(-1)), Raw::Date(1969, 12, 31, 0, 0, 0, 0));
        assert!(matches!(moment(253_402_300_800_000), Raw::Bytes(_)));
    }
}
