//! What stands between quotes, and what a number of another language was meant to be.

use super::rule::{StringControl, StringEscape};
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// The content of a string token, quotes and escapes resolved, and what is wrong with it. A bad escape is kept as written.
pub(super) fn unescape(token: &str, span: Span) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let inner = token.get(1..token.len().saturating_sub(1)).unwrap_or("");
    if let Some(at) = inner.find(|c: char| c < ' ') {
        let start = span.start + 1 + at as u32;
        let found = inner[at..].chars().next().unwrap_or_default();
        diagnostics.push(StringControl { span: Span::new(span.file, start, start + 1), found });
    }
    if !inner.contains('\\') {
        return (inner.to_owned(), diagnostics);
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (decoded, length) = escape(&rest[at..]);
        if let Ok(c) = decoded {
            out.push(c);
        } else {
            let start = span.start + 1 + (inner.len() - rest.len() + at) as u32;
            let place = Span::new(span.file, start, start + length as u32);
            out.push_str(&rest[at..at + length]);
            diagnostics.push(StringEscape { span: place, text: rest[at..at + length].to_owned() });
        }
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    (out, diagnostics)
}

/// The character that an escape stands for, and the escape's length in bytes. `text` starts with `\`.
fn escape(text: &str) -> (Result<char, ()>, usize) {
    let Some(letter) = text[1..].chars().next() else {
        return (Err(()), 1);
    };
    let simple = match letter {
        '"' | '\\' | '/' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode_escape(text),
        _ => return (Err(()), 1 + letter.len_utf8()),
    };
    (Ok(simple), 2)
}

/// `\u0041`, or two of them for a surrogate pair.
fn unicode_escape(text: &str) -> (Result<char, ()>, usize) {
    let digits = |at: usize| text[at..].bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4).unwrap_or(""), 16).unwrap_or(0);
    let first = digits(2);
    if first < 4 {
        return (Err(()), 2 + first);
    }
    let high = unit(2);
    if (0xD800..0xDC00).contains(&high) && text[6..].starts_with("\\u") && digits(8) == 4 {
        let low = unit(8);
        if (0xDC00..0xE000).contains(&low) {
            let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            return (char::from_u32(code).ok_or(()), 12);
        }
    }
    (char::from_u32(high).ok_or(()), 6)
}

/// The decimal spelling of a number written as other languages do, if it is short and clear: `1_000` → `1000`, `0x10` → `16`,
/// `+1` → `1`, `.5` → `0.5`, `1.` → `1`, `1e3` → `1000`.
pub(in crate::front) fn plain_decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.replace('_', "").to_ascii_lowercase();
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)].into_iter().find(|(prefix, _)| digits.starts_with(prefix));
    let plain = match radix {
        Some((_, radix)) => u64::from_str_radix(&digits[2..], radix).ok()?.to_string(),
        None => shift(&digits)?,
    };
    Some(format!("{sign}{plain}"))
}

/// Writes `12.5e3` without its exponent; `None` if that would be long or the text is no number.
fn shift(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok().filter(|e| e.abs() <= 30)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = whole.len() as i32 + exponent;
    let (left, right) = if point <= 0 {
        ("0".to_owned(), format!("{}{all}", "0".repeat(point.unsigned_abs() as usize)))
    } else if point as usize >= all.len() {
        (format!("{all}{}", "0".repeat(point as usize - all.len())), String::new())
    } else {
        (all[..point as usize].to_owned(), all[point as usize..].to_owned())
    };
    Some(if right.is_empty() { left } else { format!("{left}.{right}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_other_languages_have_a_plain_spelling() {
        for (written, plain) in [
            ("1e5", Some("100000")),
            (".5", Some("0.5")),
            ("1.", Some("1")),
            ("1_000", Some("1000")),
            ("0x10", Some("16")),
            ("+1", Some("1")),
            ("-1.25e1", Some("-12.5")),
            ("1e-2", Some("0.01")),
            ("12n", None),
            ("1e999999999", None),
        ] {
            assert_eq!(plain_decimal(written).as_deref(), plain, "{written}");
        }
    }

    #[test]
    fn escapes_are_those_of_json() {
        let (text, diagnostics) = unescape(r#""a\/b\u0041\n\ud83d\ude00""#, Span::default());
        assert_eq!(text, "a/bA\n😀");
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn each_bad_escape_is_reported_and_kept() {
        let (text, diagnostics) = unescape(r#""\q\u12z\ud83d\é""#, Span::default());
        assert_eq!(text, r"\q\u12z\ud83d\é");
        let places: Vec<_> = diagnostics.iter().map(|found| (found.span.start, found.span.end)).collect();
        assert_eq!(places, [(1, 3), (3, 7), (8, 14), (14, 17)]);
    }
}
