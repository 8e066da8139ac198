//! Numbers out of text, exactly.

/// A number as JSON writes it, exact: `±digits × 10^-scale`, without leading zeros, and without trailing zeros behind the point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exact {
    negative: bool,
    /// Digits without leading zeros; empty for zero.
    digits: String,
    /// How many of the digits stand behind the point; negative: so many zeros follow them.
    scale: i64,
}

impl Exact {
    /// Reads `-?digits[.digits][(e|E)[+|-]digits]`; leading zeros are ignored.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
            None => (rest, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if all_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        if !all_digits(whole) {
            return None;
        }
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0').trim_end_matches('0');
        if significant.is_empty() {
            return Some(Self { negative: false, digits: String::new(), scale: 0 });
        }
        let zeros = (all.len() - all.trim_end_matches('0').len()) as i64;
        let scale = fraction.len() as i64 - zeros - exponent;
        Some(Self { negative, digits: significant.to_owned(), scale })
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// How many digits stand behind the point.
    pub(super) fn decimals(&self) -> u64 {
        self.scale.max(0).unsigned_abs()
    }

    /// How many digits stand before the point; none for `0.5`.
    pub(super) fn whole_digits(&self) -> u64 {
        (self.digits.len() as i64).saturating_sub(self.scale).max(0).unsigned_abs()
    }

    /// The value, if it is whole and has 64 bits.
    pub(super) fn integer(&self) -> Option<i64> {
        if self.decimals() > 0 || self.whole_digits() > 19 {
            return None;
        }
        self.canonical().parse().ok()
    }

    /// `-?digits[.digits]`, no trailing zeros behind the point. Call it only for numbers of limited size.
    pub(super) fn canonical(&self) -> String {
        let mut text = String::new();
        if self.digits.is_empty() {
            return "0".to_owned();
        }
        if self.negative {
            text.push('-');
        }
        let digits = &self.digits;
        match usize::try_from(self.scale) {
            Ok(0) => text.push_str(digits),
            Ok(scale) if scale < digits.len() => {
                text.push_str(&digits[..digits.len() - scale]);
                text.push('.');
                text.push_str(&digits[digits.len() - scale..]);
            }
            Ok(scale) => {
                text.push_str("0.");
                text.push_str(&"0".repeat(scale - digits.len()));
                text.push_str(digits);
            }
            Err(_) => {
                text.push_str(digits);
                text.push_str(&"0".repeat(self.scale.unsigned_abs() as usize));
            }
        }
        text
    }

    /// The JSON text of the same number, if a double holds it without change.
    pub(super) fn as_double(text: &str) -> Option<String> {
        let exact = Self::parse(text)?;
        let double: f64 = text.parse().ok()?;
        if !double.is_finite() {
            return None;
        }
        // the shortest text that reads as this double again
        let shortest = format!("{double:e}");
        if Self::parse(&shortest)? != exact {
            // all digits of a large one, as a program writes it that knows integers of 64 bits and more
            let is_same = exact.decimals() == 0 && Self::parse(&format!("{double:.0}"))? == exact;
            return is_same.then(|| exact.canonical());
        }
        let plain = exact.whole_digits() <= 21 && exact.decimals() <= 30;
        Some(if plain { exact.canonical() } else { shortest })
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The exponent, cut off far beyond any number that is kept.
fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if !all_digits(digits) {
        return None;
    }
    let value = digits.trim_start_matches('0');
    let value = if value.len() > 12 { 1_000_000_000_000 } else { value.parse().unwrap_or(0) };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for (text, expected) in [
            ("0", "0"),
            ("-0.000", "0"),
            ("0e5", "0"),
            ("007.50", "7.5"),
            ("-1200", "-1200"),
            ("1.2e3", "1200"),
            ("12E-4", "0.0012"),
            ("120e-1", "12"),
            ("100", "100"),
            ("1234567890123456789012345678.90", "1234567890123456789012345678.9"),
        ] {
            assert_eq!(Exact::parse(text).unwrap().canonical(), expected, "{text}");
        }
        for text in ["", "-", ".5", "5.", "+5", "1e", "1e+", "0x1", "1 ", "--1", "1.2.3", "1e1.5", "²"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_are_counted_without_writing_the_number_out() {
        let huge = Exact::parse("1e999999999999999999").unwrap();
        assert_eq!((huge.whole_digits() > 1000, huge.integer()), (true, None));
        let tiny = Exact::parse("1e-999999999999999999").unwrap();
        assert!(tiny.decimals() > 1000);
        assert_eq!((tiny.whole_digits(), tiny.integer()), (0, None));
        assert_eq!(Exact::parse("1.0").unwrap().integer(), Some(1));
        assert_eq!(Exact::parse("9223372036854775807").unwrap().integer(), Some(i64::MAX));
        assert_eq!(Exact::parse("-9223372036854775808").unwrap().integer(), Some(i64::MIN));
        assert_eq!(Exact::parse("9223372036854775808").unwrap().integer(), None);
    }

    #[test]
    fn a_double_changes_some_numbers() {
        for (text, expected) in [
            ("0.1", Some("0.1")),
            ("1.0", Some("1")),
            ("1e2", Some("100")),
            ("9007199254740992", Some("9007199254740992")),
            ("9007199254740993", None),
            ("0.1000000000000000055", None),
            ("1e400", None),
            ("1e300", Some("1e300")),
            ("1e-300", Some("1e-300")),
            ("-0", Some("0")),
            ("9223372036854775808", Some("9223372036854775808")),
            ("9223372036854775807", None),
            ("-16473811170416828416", Some("-16473811170416828416")),
            ("1208925819614629174706176", Some("1208925819614629174706176")),
            ("1208925819614629174706177", None),
            ("123456789012345678901234567890", None),
        ] {
            assert_eq!(Exact::as_double(text).as_deref(), expected, "{text}");
        }
    }
}
