//! Numbers in JSON, and exact numbers in their canonical text.

use std::io::Write as _;

use ssot_db::Cell;

use super::Unreadable;

pub(super) fn integer(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let value = match cell {
        Cell::Integer(value) => *value,
        Cell::Boolean(value) => i64::from(*value),
        Cell::Float(value) if value.fract() == 0.0 && value.abs() < 9e18 => *value as i64,
        Cell::Text(text) => text.parse().map_err(|_| Unreadable)?,
        Cell::Decimal(text) => text.parse().map_err(|_| Unreadable)?,
        _ => return Err(Unreadable),
    };
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    Ok(())
}

pub(super) fn float(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let value = match cell {
        Cell::Float(value) => *value,
        Cell::Integer(_) => return integer(out, cell),
        Cell::Text(text) => text.parse().map_err(|_| Unreadable)?,
        Cell::Decimal(text) => text.parse().map_err(|_| Unreadable)?,
        _ => return Err(Unreadable),
    };
    if !value.is_finite() {
        // JSON has no such number; the contract refuses to store one.
        out.extend_from_slice(b"null");
    } else if value == 0.0 {
        out.push(b'0');
    } else {
        serde_json::to_writer(&mut *out, &value).map_err(|_| Unreadable)?;
        // `4.0` is `4` in the languages of most clients: one form for all.
        if out.ends_with(b".0") {
            out.truncate(out.len() - 2);
        }
    }
    Ok(())
}

pub(super) fn decimal(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    match cell {
        Cell::Integer(_) => integer(out, cell),
        Cell::Decimal(text) => canonical(out, text),
        Cell::Text(text) => canonical(out, text),
        Cell::Bytes(text) => canonical(out, std::str::from_utf8(text).map_err(|_| Unreadable)?),
        Cell::Float(value) if value.is_finite() => {
            let mut text = Vec::new();
            write!(text, "{value}").map_err(|_| Unreadable)?;
            canonical(out, std::str::from_utf8(&text).map_err(|_| Unreadable)?)
        }
        _ => Err(Unreadable),
    }
}

/// Appends `-?digits[.digits]` without exponent, leading or trailing zeros, and never `-0`.
fn canonical(out: &mut Vec<u8>, text: &str) -> Result<(), Unreadable> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], digits[at + 1..].parse::<i32>().map_err(|_| Unreadable)?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) || exponent.abs() > 400 {
        return Err(Unreadable);
    }
    if exponent != 0 {
        return shifted(out, negative, whole, fraction, exponent);
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if negative && !(whole.is_empty() && fraction.is_empty()) {
        out.push(b'-');
    }
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole.as_bytes() });
    if !fraction.is_empty() {
        out.push(b'.');
        out.extend_from_slice(fraction.as_bytes());
    }
    Ok(())
}

/// The same with the point moved by `exponent` places.
fn shifted(out: &mut Vec<u8>, negative: bool, whole: &str, fraction: &str, exponent: i32) -> Result<(), Unreadable> {
    let digits = [whole, fraction].concat();
    let point = whole.len() as i32 + exponent;
    let (whole, fraction) = if point <= 0 {
        (String::new(), "0".repeat(point.unsigned_abs() as usize) + &digits)
    } else if point as usize >= digits.len() {
        let zeros = "0".repeat(point as usize - digits.len());
        (digits + &zeros, String::new())
    } else {
        (digits[..point as usize].to_owned(), digits[point as usize..].to_owned())
    };
    let sign = if negative { "-" } else { "" };
    canonical(out, &format!("{sign}{whole}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> String {
        let mut out = Vec::new();
        canonical(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn exact_numbers_have_one_form() {
        for (value, expected) in [
            ("1.50", "1.5"),
            ("-0.00", "0"),
            ("007", "7"),
            (".5", "0.5"),
            ("1e3", "1000"),
            ("-12.5e-3", "-0.0125"),
            ("1.25E1", "12.5"),
            ("+4.", "4"),
            ("123456789012345678901234567890.1230", "123456789012345678901234567890.123"),
        ] {
            assert_eq!(text(value), expected, "{value}");
        }
    }

    #[test]
    fn what_is_no_number_is_no_decimal() {
        for value in ["", "-", ".", "1.2.3", "abc", "1e", "0x10", "1e999999999"] {
            assert_eq!(canonical(&mut Vec::new(), value), Err(Unreadable), "{value}");
        }
    }
}
