//! Exact numbers.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact number of any size.
///
/// Its text is canonical: `-?digits[.digits]`, no exponent, no leading or trailing zeros, never `-0`. So equal numbers have equal
/// texts, and [`Decimal::as_str`] is what stands on the wire and in the database. It does not calculate.
///
/// ```
/// use ssot_wire::Decimal;
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.5");
/// assert!(price > Decimal::from(9));
/// # Ok::<(), ssot_wire::NotDecimal>(())
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

impl Decimal {
    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Sign, digits before the point and digits behind it; zero has none of them.
    fn parts(&self) -> (bool, &str, &str) {
        let (negative, digits) = self.0.strip_prefix('-').map_or((false, self.0.as_str()), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        (negative, if whole == "0" { "" } else { whole }, part)
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    /// Reads `-?digits[.digits]`.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return Err(NotDecimal);
        }
        let whole = whole.trim_start_matches('0');
        let part = part.trim_end_matches('0');
        let mut canonical = String::with_capacity(text.len() + 1);
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

impl Ord for Decimal {
    /// By value.
    fn cmp(&self, other: &Self) -> Ordering {
        let (negative, whole, part) = self.parts();
        let (other_negative, other_whole, other_part) = other.parts();
        if negative != other_negative {
            return other_negative.cmp(&negative);
        }
        // Without leading zeros the longer number is the larger one; behind the point texts compare as numbers do.
        let size = whole.len().cmp(&other_whole.len()).then(whole.cmp(other_whole)).then(part.cmp(other_part));
        if negative { size.reverse() } else { size }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
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

#[cfg(feature = "serde")]
impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn equal_numbers_have_one_text() {
        for (text, canonical) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("007.50", "7.5"),
            ("-100", "-100"),
            ("0.10", "0.1"),
            ("123456789012345678901234567890.1230", "123456789012345678901234567890.123"),
        ] {
            assert_eq!(decimal(text).as_str(), canonical);
        }
        for text in ["", "-", ".5", "5.", "+1", "1e3", "1,5", " 1", "--1", "1.2.3", "١"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal), "{text}");
        }
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let ordered = [
            "-100", "-99.5", "-1.1", "-1", "-0.9", "-0.09", "0", "0.05", "0.5", "1", "1.05", "1.5", "9", "10", "100.01",
        ];
        for (left, a) in ordered.iter().enumerate() {
            for (right, b) in ordered.iter().enumerate() {
                assert_eq!(decimal(a).cmp(&decimal(b)), left.cmp(&right), "{a} {b}");
            }
        }
    }
}
