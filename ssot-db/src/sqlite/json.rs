//! Equality of JSON in a database that compares it as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::types::ValueRef;

use super::decimal::Number;
use crate::form::push_json_string;

/// Deeper documents equal nothing.
const DEPTH: usize = 128;

/// The SQL function `ssot_json(x)`: text that is the same for equal documents, as PostgreSQL's `jsonb` understands it: the
/// order of members does not matter, the last of equal names counts, numbers are compared by value and exactly.
///
/// NULL, JSON's `null`, and what is no JSON give NULL.
pub(super) fn canonical(value: ValueRef<'_>) -> Option<String> {
    let text = match value {
        ValueRef::Null => return None,
        // A column of type JSONB has turned a bare number into one.
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => std::str::from_utf8(text).ok()?.to_owned(),
    };
    let mut reader = Reader { rest: text.trim_start() };
    let mut out = String::with_capacity(text.len());
    reader.value(&mut out, 0)?;
    (reader.rest.is_empty() && out != "null").then_some(out)
}

/// What is left to read; blanks before the next token are gone.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, out: &mut String, depth: usize) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        match self.rest.as_bytes().first()? {
            b'{' => self.object(out, depth),
            b'[' => self.array(out, depth),
            b'"' => {
                push_json_string(out, &self.string()?);
                Some(())
            }
            b't' => self.word("true", out),
            b'f' => self.word("false", out),
            b'n' => self.word("null", out),
            _ => self.number(out),
        }
    }

    fn object(&mut self, out: &mut String, depth: usize) -> Option<()> {
        self.take("{");
        let mut members = BTreeMap::new();
        while !self.take("}") {
            if !members.is_empty() && !self.take(",") {
                return None;
            }
            let name = self.string()?;
            let mut value = String::new();
            self.take(":").then_some(())?;
            self.value(&mut value, depth + 1)?;
            members.insert(name, value);
        }
        out.push('{');
        for (index, (name, value)) in members.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_json_string(out, name);
            out.push(':');
            out.push_str(value);
        }
        out.push('}');
        Some(())
    }

    fn array(&mut self, out: &mut String, depth: usize) -> Option<()> {
        self.take("[");
        out.push('[');
        let mut first = true;
        while !self.take("]") {
            if !std::mem::replace(&mut first, false) {
                self.take(",").then(|| out.push(','))?;
            }
            self.value(out, depth + 1)?;
        }
        out.push(']');
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut rest = self.rest.strip_prefix('"')?;
        loop {
            let plain = rest.find(['"', '\\'])?;
            text.push_str(&rest[..plain]);
            let quote = rest[plain..].starts_with('"');
            rest = &rest[plain + 1..];
            if quote {
                self.rest = rest.trim_start();
                return Some(text);
            }
            let (character, after) = escaped(rest)?;
            text.push(character);
            rest = after;
        }
    }

    fn number(&mut self, out: &mut String) -> Option<()> {
        let end = self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest.trim_start();
        let number = Number::parse(text)?;
        let sign = if number.negative { "-" } else { "" };
        let digits = std::str::from_utf8(&number.digits).ok()?;
        write!(out, "{sign}0{digits}e{}", number.magnitude).ok()
    }

    fn word(&mut self, word: &str, out: &mut String) -> Option<()> {
        self.take(word).then(|| out.push_str(word))
    }

    fn take(&mut self, token: &str) -> bool {
        let after = self.rest.strip_prefix(token);
        self.rest = after.map_or(self.rest, str::trim_start);
        after.is_some()
    }
}

/// The character of an escape behind its backslash, and what follows.
fn escaped(rest: &str) -> Option<(char, &str)> {
    let (letter, rest) = rest.split_at_checked(1)?;
    let character = match letter {
        "\"" => '"',
        "\\" => '\\',
        "/" => '/',
        "b" => '\u{8}',
        "f" => '\u{c}',
        "n" => '\n',
        "r" => '\r',
        "t" => '\t',
        "u" => return unicode(rest),
        _ => return None,
    };
    Some((character, rest))
}

/// Four hexadecimal digits, or a surrogate pair.
fn unicode(rest: &str) -> Option<(char, &str)> {
    let hex = |rest: &str| u16::from_str_radix(rest.get(..4)?, 16).ok();
    let first = hex(rest)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, &rest[4..]));
    }
    let second = hex(rest[4..].strip_prefix("\\u")?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, &rest[10..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        canonical(ValueRef::Text(text.as_bytes()))
    }

    #[test]
    fn equal_documents_have_equal_text() {
        for (one, other) in [
            ("{\"a\":1,\"b\":[true,null]}", " { \"b\" : [ true , null ], \"a\" : 1.0 } "),
            ("{\"a\":2}", "{\"a\":1,\"a\":2}"),
            ("\"\\u00fc\\n\\ud83d\\ude00\"", "\"ü\\u000a\u{1F600}\""),
            ("1e2", "100"),
            ("-0", "0.0"),
            ("12345678901234567890.5", "123456789012345678905e-1"),
        ] {
            assert!(of(one).is_some(), "{one}");
            assert_eq!(of(one), of(other), "{one}");
        }
        assert_eq!(canonical(ValueRef::Integer(7)), of("7.0"));
        assert_eq!(canonical(ValueRef::Real(0.5)), of("0.50"));
    }

    #[test]
    fn different_documents_have_different_text() {
        let all = ["1", "\"1\"", "[1]", "[1,2]", "[[1],2]", "{}", "[]", "{\"1\":1}", "true", "false", "\"\"", "0.1"];
        let texts: std::collections::BTreeSet<_> = all.iter().map(|text| of(text).unwrap()).collect();
        assert_eq!(texts.len(), all.len());
    }

    #[test]
    fn what_is_no_json_is_null() {
        for text in [
            "",
            "null",
            "nul",
            "{",
            "[1",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":1 \"b\":2}",
            "\"a",
            "\"\\x\"",
            "1 2",
            "\"\\ud800\"",
            "[,1]",
            "\"\\u00\"",
            "a",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(of(&"[".repeat(100_000)), None);
    }
}
