//! Decimal numbers as text: comparing them without losing a digit.

use std::cmp::Ordering;

/// Compares two numbers written as `-?digits[.digits]`.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Parts::of(left), Parts::of(right));
    match (left.negative, right.negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => left.size(&right),
        (true, true) => right.size(&left),
    }
}

/// The number of digits after the point, zeros at the end not counted.
pub(crate) fn decimals(number: &str) -> usize {
    Parts::of(number).fraction.len()
}

/// Whether a text is a number, written as `-?digits[.digits]`.
pub(crate) fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The number without zeros that say nothing, and `0` without a sign.
pub(crate) fn canonical(number: &str) -> String {
    let Parts { negative, whole, fraction } = Parts::of(number);
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

struct Parts<'a> {
    negative: bool,
    /// Without leading zeros.
    whole: &'a str,
    /// Without zeros at the end.
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn of(number: &'a str) -> Self {
        let digits = number.strip_prefix('-');
        let (whole, fraction) = digits.unwrap_or(number).split_once('.').unwrap_or((digits.unwrap_or(number), ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Self { negative: digits.is_some() && !(whole.is_empty() && fraction.is_empty()), whole, fraction }
    }

    fn size(&self, other: &Self) -> Ordering {
        let key = |parts: &Self| (parts.whole.len(), parts.whole.to_owned(), parts.fraction.to_owned());
        key(self).cmp(&key(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_number_has_digits_on_both_sides_of_its_point() {
        assert!(["0", "-5", "007.50"].into_iter().all(is_plain));
        assert!(!["", "-", "5.", ".5", "+5", "1e3", "5 ", "0x1", "1.2.3"].into_iter().any(is_plain));
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let ascending =
            ["-100", "-99.5", "-1", "-0.5", "0", "0.05", "0.5", "0.51", "1", "9", "10", "10.1", "999999999999999.9999"];
        for (index, left) in ascending.iter().enumerate() {
            for (other, right) in ascending.iter().enumerate() {
                assert_eq!(compare(left, right), index.cmp(&other), "{left} {right}");
            }
        }
        assert_eq!(compare("007.50", "7.5"), Ordering::Equal);
        assert_eq!(compare("-0", "0.0"), Ordering::Equal);
        assert_eq!((canonical("-0.00"), canonical("007.50"), decimals("1.500")), ("0".into(), "7.5".into(), 1));
    }
}
