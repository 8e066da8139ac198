//! Exact numbers.

use std::fmt;
use std::str::FromStr;

/// An exact number in canonical form: `-?digits[.digits]`, no exponent, no trailing zeros, never `-0`.
///
/// ```
/// use ssot_server::model::Decimal;
/// let price: Decimal = "12.50".parse().unwrap();
/// assert_eq!(price.to_string(), "12.5");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

/// A text that is no exact number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotDecimal;

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no exact number")
    }
}

impl std::error::Error for NotDecimal {}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return Err(NotDecimal);
        }
        let whole = whole.trim_start_matches('0');
        let part = part.trim_end_matches('0');
        let mut canonical = String::with_capacity(text.len());
        if !whole.is_empty() || !part.is_empty() {
            canonical.push_str(sign);
        }
        canonical.push_str(if whole.is_empty() { "0" } else { whole });
        if !part.is_empty() {
            canonical.push('.');
            canonical.push_str(part);
        }
        Ok(Self(canonical))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string())
    }
}

impl From<Decimal> for String {
    fn from(value: Decimal) -> Self {
        value.0
    }
}
