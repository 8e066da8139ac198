//! The binary form of `numeric`.
//!
//! Source: PostgreSQL, `src/backend/utils/adt/numeric.c`, `numeric_send`: four 16-bit words (number of digits, weight of the
//! first one, sign, display scale), then digits to the base of 10 000.

const NEGATIVE: u16 = 0x4000;
const POSITIVE: u16 = 0;

/// Canonical text, as in [`crate::Value::Decimal`]; `None` if the bytes are no finite number.
pub(super) fn text(raw: &[u8]) -> Option<String> {
    let mut words = raw.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let count = usize::from(words.next()?);
    let weight = i32::from(words.next()?.cast_signed());
    let sign = words.next()?;
    let _scale = words.next()?;
    if !matches!(sign, NEGATIVE | POSITIVE) || raw.len() != 8 + 2 * count {
        return None;
    }
    let mut text = String::with_capacity(4 * count + 8);
    if sign == NEGATIVE && count > 0 {
        text.push('-');
    }
    if weight < 0 {
        text.push('0');
    }
    let whole = weight + 1;
    for position in 0..whole {
        let group = words.next().unwrap_or(0);
        push_group(&mut text, group, position > 0);
    }
    let mut fraction = String::new();
    for _ in 0..(-whole).max(0) {
        fraction.push_str("0000");
    }
    for group in words {
        push_group(&mut fraction, group, true);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    Some(text)
}

fn push_group(text: &mut String, group: u16, padded: bool) {
    use std::fmt::Write as _;
    let _ = if padded { write!(text, "{group:04}") } else { write!(text, "{group}") };
}

/// Text of an amount of `money`, which counts hundredths (where `lc_monetary` has two decimals, as by default).
pub(super) fn money(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let text = format!("{sign}{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeric(weight: i16, sign: u16, digits: &[u16]) -> Vec<u8> {
        let head = [digits.len() as u16, weight.cast_unsigned(), sign, 0];
        head.iter().chain(digits).flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn numbers_come_out_canonical() {
        assert_eq!(text(&numeric(0, POSITIVE, &[])).unwrap(), "0");
        assert_eq!(text(&numeric(0, POSITIVE, &[12])).unwrap(), "12");
        assert_eq!(text(&numeric(0, NEGATIVE, &[1, 5000])).unwrap(), "-1.5");
        assert_eq!(text(&numeric(-1, POSITIVE, &[100])).unwrap(), "0.01");
        assert_eq!(text(&numeric(-2, POSITIVE, &[1])).unwrap(), "0.00000001");
        assert_eq!(text(&numeric(1, POSITIVE, &[1])).unwrap(), "10000");
        assert_eq!(text(&numeric(1, POSITIVE, &[123, 4, 5600])).unwrap(), "1230004.56");
    }

    #[test]
    fn what_is_no_number_has_no_text() {
        assert_eq!(text(&numeric(0, 0xc000, &[])), None);
        assert_eq!(text(&[0, 1]), None);
        assert_eq!(text(&[0, 9, 0, 0, 0, 0, 0, 0]), None);
    }

    #[test]
    fn money_is_a_decimal() {
        assert_eq!(money(-123_450), "-1234.5");
        assert_eq!(money(0), "0");
        assert_eq!(money(7), "0.07");
    }
}
