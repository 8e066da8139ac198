//! A JSON value and its text.

pub(crate) mod data;

use std::fmt::Write as _;

/// A JSON value; keys keep their order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    Integer(i64),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// A string.
    pub(crate) fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// An array.
    pub(crate) fn array<T>(items: impl IntoIterator<Item = T>, one: impl FnMut(T) -> Self) -> Self {
        Self::Array(items.into_iter().map(one).collect())
    }

    /// The value, or null.
    pub(crate) fn option<T>(value: Option<T>, one: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, one)
    }

    /// The text, indented by two blanks, with a line break at the end.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    /// The text on one line, without blanks.
    #[cfg(feature = "rust")]
    pub(crate) fn line(&self) -> String {
        let mut out = String::new();
        self.write_line(&mut out);
        out
    }

    #[cfg(feature = "rust")]
    fn write_line(&self, out: &mut String) {
        match self {
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_line(out);
                }
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(out, key);
                    out.push(':');
                    value.write_line(out);
                }
                out.push('}');
            }
            plain => plain.write(out, 0),
        }
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(value) => {
                let _ = write!(out, "{value}");
            }
            Self::String(text) => write_string(out, text),
            Self::Array(items) => write_list(out, depth, ['[', ']'], items, |out, item| item.write(out, depth + 1)),
            Self::Object(entries) => write_list(out, depth, ['{', '}'], entries, |out, (key, value)| {
                write_string(out, key);
                out.push_str(": ");
                value.write(out, depth + 1);
            }),
        }
    }
}

fn write_list<T>(out: &mut String, depth: usize, brackets: [char; 2], items: &[T], one: impl Fn(&mut String, &T)) {
    out.push(brackets[0]);
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n("  ", depth + 1));
        one(out, item);
    }
    if !items.is_empty() {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
    out.push(brackets[1]);
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Line separators end lines in JavaScript; the rest cannot stand in JSON.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_and_empty_lists_stay_on_a_line() {
        let json = Json::Object(vec![
            ("a", Json::string("\"\\\n\u{1}\u{2028}é")),
            ("b", Json::Array(Vec::new())),
            ("c", Json::Array(vec![Json::Integer(-1), Json::Null, Json::Boolean(true)])),
        ]);
        let text = "{\n  \"a\": \"\\\"\\\\\\n\\u0001\\u2028é\",\n  \"b\": [],\n  \"c\": [\n    -1,\n    null,\n    true\n  ]\n}\n";
        assert_eq!(json.text(), text);
    }
}
