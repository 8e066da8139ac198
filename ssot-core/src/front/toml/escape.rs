//! Where the characters of a string with escapes stand in the file.
//!
//! Source: TOML 1.1, "String".

use crate::source::{Run, Span};

/// Where the bytes of `value` stand, which is written with escapes at `content`; `None` if it cannot be told.
pub(super) fn runs(file: &str, content: Span, value: &str) -> Option<Vec<Run>> {
    let raw = file.get(content.start as usize..content.end as usize)?;
    let mut runs = Vec::new();
    let (mut at, mut decoded) = (0, 0);
    loop {
        let rest = &raw[at..];
        let is_special = |byte: u8| matches!(byte, b'\r' | b'\\');
        let length = rest.bytes().position(is_special).unwrap_or(rest.len());
        if value.get(decoded..decoded + length)? != &rest[..length] {
            return None;
        }
        runs.push(Run { decoded: decoded as u32, written: content.start + at as u32, length: length as u32 });
        (at, decoded) = (at + length, decoded + length);
        if at == raw.len() {
            return (decoded == value.len()).then_some(runs);
        }
        let (character, length) = next(&raw[at..], &value[decoded..])?;
        if let Some(character) = character {
            decoded += value[decoded..].starts_with(character).then_some(character.len_utf8())?;
        }
        at += length;
    }
}

/// The first character and how many bytes it is written in; without a character what stands for nothing. `wanted` is what was read there.
fn next(raw: &str, wanted: &str) -> Option<(Option<char>, usize)> {
    let first = raw.chars().next()?;
    if first == '\r' && raw.starts_with("\r\n") && wanted.starts_with('\n') {
        return Some((Some('\n'), 2));
    }
    if first != '\\' {
        return Some((Some(first), first.len_utf8()));
    }
    let code = |digits: usize| {
        let number = u32::from_str_radix(raw.get(2..2 + digits)?, 16).ok()?;
        Some((Some(char::from_u32(number)?), 2 + digits))
    };
    let character = match raw[1..].chars().next()? {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        '"' => '"',
        '\\' => '\\',
        'x' => return code(2),
        'u' => return code(4),
        'U' => return code(8),
        // A backslash at the end of a line takes the break and the blanks behind it along.
        c if c.is_whitespace() => {
            let rest = raw[1..].trim_start_matches([' ', '\t', '\n', '\r']);
            return Some((None, raw.len() - rest.len()));
        }
        _ => return None,
    };
    Some((Some(character), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_where_escapes_start() {
        let run = |decoded, written, length| Run { decoded, written, length };
        let of = |raw: &str, value: &str| {
            runs(&format!("={raw}"), Span { start: 1, end: 1 + raw.len() as u32, ..Span::default() }, value)
        };
        assert_eq!(of("ab", "ab"), Some(vec![run(0, 1, 2)]));
        assert_eq!(of("a\\\"é", "a\"é"), Some(vec![run(0, 1, 1), run(2, 4, 2)]));
        assert_eq!(of(r"\u00e9b", "éb"), Some(vec![run(0, 1, 0), run(2, 7, 1)]));
        assert_eq!(of("a\\\n  b", "ab"), Some(vec![run(0, 1, 1), run(1, 6, 1)]));
        assert_eq!(of("a\r\nb", "a\nb"), Some(vec![run(0, 1, 1), run(2, 4, 1)]));
        assert_eq!(of("ab", "ac"), None);
        assert_eq!(of(r"a\n", "a"), None);
    }
}
