//! String literals.

use std::fmt;
use std::sync::Arc;

use super::{Put, Writer, columns};

/// A text between quotes, escaped: double ones, or single ones where fewer signs have to be escaped then, as prettier does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(Arc<str>);

impl Literal {
    /// Escapes `text` as JSON does, and further what could hide text or end a line: U+007F, U+2028, U+2029 and the signs
    /// that turn the reading direction.
    pub fn new(text: &str) -> Self {
        let count = |sign: char| text.matches(sign).count();
        Self::between(if count('"') > count('\'') { '\'' } else { '"' }, text)
    }

    /// The same, between double quotes whatever the text holds.
    pub fn double(text: &str) -> Self {
        Self::between('"', text)
    }

    fn between(quote: char, text: &str) -> Self {
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" _-./".contains(&byte)) {
            let quote = if quote == '"' { "\"" } else { "'" };
            return Self([quote, text, quote].concat().into());
        }
        let mut out = String::with_capacity(text.len() + 2);
        out.push(quote);
        for letter in text.chars() {
            match letter {
                letter if letter == quote => out.extend(['\\', quote]),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                letter if is_unsafe(letter) => escape(letter, &mut out),
                letter => out.push(letter),
            }
        }
        out.push(quote);
        Self(out.into())
    }

    /// The literal, quotes included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        columns(&self.0)
    }
}

fn escape(letter: char, out: &mut String) {
    let mut units = [0; 2];
    for unit in letter.encode_utf16(&mut units) {
        out.push_str("\\u");
        for shift in [12, 8, 4, 0] {
            out.push(char::from_digit(u32::from(*unit >> shift) & 0xF, 16).unwrap_or('0'));
        }
    }
}

/// Characters that do not stand in a source text as they are: controls, line ends and direction marks.
pub(super) fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

impl fmt::Debug for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Put for Literal {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_quotes() {
        assert_eq!(Literal::double("a\"; evil(); \"").as_str(), r#""a\"; evil(); \"""#);
        assert_eq!(Literal::new("a\"; evil(); \"").as_str(), r#"'a"; evil(); "'"#);
        assert_eq!(Literal::new("a\"\"'; evil(); '").as_str(), r#""a\"\"'; evil(); '""#);
        assert_eq!(Literal::new("\"\"'; evil()").as_str(), r#"'""\'; evil()'"#);
        assert_eq!(Literal::new("\\").as_str(), r#""\\""#);
        assert_eq!(Literal::new("\0\u{8}\u{7f}\u{2028}\u{202e}").as_str(), r#""\u0000\u0008\u007f\u2028\u202e""#);
        assert_eq!(Literal::new("`${x}` é").as_str(), "\"`${x}` é\"");
    }
}
