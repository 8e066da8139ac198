//! Where the characters of a string with escapes stand in the file.
//!
//! Source: TOML 1.1, "String".

use crate::source::Span;
use crate::tree::Places;

/// Where the bytes of `value` stand, which is written at `content`; `None` if it cannot be told. Only basic strings have escapes.
pub(super) fn places(file: &str, content: Span, value: &str, is_basic: bool) -> Option<Places> {
    let raw = file.get(content.start as usize..content.end as usize)?;
    let mut places = Places { starts: Vec::with_capacity(value.len() + 1), ends: vec![content.start] };
    let mut decoded = String::with_capacity(value.len());
    let mut at = 0;
    while at < raw.len() {
        let (character, length) = next(&raw[at..], is_basic, value.get(decoded.len()..)?)?;
        if let Some(character) = character {
            let (start, end) = (content.start + at as u32, content.start + (at + length) as u32);
            for byte in 0..character.len_utf8() {
                places.starts.push(start);
                // A border inside of a character is no place of anything.
                places.ends.push(if byte + 1 == character.len_utf8() { end } else { start });
            }
            decoded.push(character);
        }
        at += length;
    }
    places.starts.push(content.end);
    (decoded == value).then_some(places)
}

/// The first character and how many bytes it is written in; without a character what stands for nothing. `wanted` is what was read there.
fn next(raw: &str, is_basic: bool, wanted: &str) -> Option<(Option<char>, usize)> {
    let first = raw.chars().next()?;
    if first == '\r' && raw.starts_with("\r\n") && wanted.starts_with('\n') {
        return Some((Some('\n'), 2));
    }
    if first != '\\' || !is_basic {
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
