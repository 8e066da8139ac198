//! Exact numbers as text.

/// The most digits that an exponent may add: far more than any column holds.
const MAX_SHIFT: i32 = 1000;

/// A number as written, with an optional sign, fraction and exponent, spelled plainly: no `+`, no exponent, no leading
/// zeros but one before the point. `None` if it is no number.
pub(super) fn plain(text: &str) -> Option<String> {
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |part: &str| part.bytes().all(|c| c.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) || exponent.abs() > MAX_SHIFT {
        return None;
    }
    let (whole, fraction) = shift(whole, fraction, exponent);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if negative { "-" } else { "" };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// Moves the point.
fn shift(whole: &str, fraction: &str, exponent: i32) -> (String, String) {
    let moved = exponent.unsigned_abs() as usize;
    if exponent >= 0 {
        let digits = format!("{fraction}{}", "0".repeat(moved.saturating_sub(fraction.len())));
        let (left, right) = digits.split_at(moved);
        (format!("{whole}{left}"), right.to_owned())
    } else {
        let digits = format!("{}{whole}", "0".repeat(moved.saturating_sub(whole.len())));
        let (left, right) = digits.split_at(digits.len() - moved);
        (left.to_owned(), format!("{right}{fraction}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_plainly() {
        for (written, spelled) in [
            ("007", "7"),
            ("-0.50", "-0.50"),
            ("+1", "1"),
            (".5", "0.5"),
            ("1.", "1"),
            ("1.5e3", "1500"),
            ("1.5e-3", "0.0015"),
            ("12e-1", "1.2"),
            ("0", "0"),
        ] {
            assert_eq!(plain(written).as_deref(), Some(spelled), "{written}");
        }
        for wrong in ["", "-", ".", "1x", "1e", "0x10", "1e9999", "1.2.3"] {
            assert_eq!(plain(wrong), None, "{wrong}");
        }
    }
}
