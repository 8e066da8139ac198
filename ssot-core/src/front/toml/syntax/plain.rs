//! Reads a text in which everything stands as it mostly does, without tokens and events in between, which takes half the time.
//!
//! At the first thing that is not as expected, be it a mistake or only unusual, it gives up, and the parser reads the text from its start.
//! The tests compare the two.

use std::borrow::Cow;

use toml_parser::decoder::Encoding;
use toml_parser::{ParseError, Span as Place};

use super::builder::{Builder, Items};
use super::{Raw, scalar};
use crate::source::{FileId, Span};
use crate::tree::{Form, Map, Scalar, Text, Value};

/// Where reading stands.
struct Reader<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    builder: Builder<'t>,
}

/// Reads a text that is TOML and plain.
pub(super) fn read(file: FileId, text: &str) -> Option<Raw<'_>> {
    let mut reader = Reader { file, text, at: 0, builder: Builder::new(file, text) };
    reader.document()?;
    let raw = reader.builder.finish();
    raw.mistakes.is_empty().then_some(raw)
}

impl<'t> Reader<'t> {
    /// The byte that comes next; 0 at the end, which is in no plain text.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Takes a byte if it is the next one.
    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == byte).then(|| self.at += 1)
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start as u32, self.at as u32)
    }

    /// Takes bytes as long as they are of a kind.
    fn take(&mut self, is_part: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        self.at += rest.iter().position(|&byte| !is_part(byte)).unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or("")
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\t') {
            self.at += 1;
        }
    }

    fn document(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek() {
                0 => return (self.at == self.text.len()).then_some(()),
                b'\n' | b'\r' | b'#' => {}
                b'[' => self.header()?,
                _ => self.pair()?,
            }
            self.line_end()?;
        }
    }

    /// A comment and a line break; nothing else.
    fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == b'#' {
            self.take(|byte| !matches!(byte, 0..=8 | 10..=31 | 127));
        }
        match self.peek() {
            b'\n' => self.at += 1,
            b'\r' if self.text[self.at..].starts_with("\r\n") => self.at += 2,
            _ if self.at == self.text.len() => {}
            _ => return None,
        }
        Some(())
    }

    /// Blanks, comments and line breaks.
    fn gap(&mut self) -> Option<()> {
        loop {
            self.blanks();
            if !matches!(self.peek(), b'#' | b'\n' | b'\r') {
                return Some(());
            }
            self.line_end()?;
        }
    }

    /// `[a.b]` or `[[a.b]]`
    fn header(&mut self) -> Option<()> {
        let start = self.at;
        self.at += 1;
        let is_array = self.eat(b'[').is_some();
        self.builder.start_header(start as u32, is_array);
        self.key()?;
        self.eat(b']')?;
        if is_array {
            self.eat(b']')?;
        }
        self.builder.end_header(Some(self.at as u32));
        Some(())
    }

    /// `a.b = value`
    fn pair(&mut self) -> Option<()> {
        self.key()?;
        self.eat(b'=')?;
        self.blanks();
        self.value()
    }

    /// `a.b`, and the blanks around it.
    fn key(&mut self) -> Option<()> {
        loop {
            self.blanks();
            let start = self.at;
            let part = match self.peek() {
                b'"' | b'\'' => self.plain_string()?,
                _ => self.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')),
            };
            if self.at == start {
                return None;
            }
            let span = self.span(start);
            if !self.builder.key(Cow::Borrowed(part), span) {
                return None;
            }
            self.blanks();
            if self.eat(b'.').is_none() {
                return Some(());
            }
            self.builder.dot();
        }
    }

    fn value(&mut self) -> Option<()> {
        match self.peek() {
            b'"' | b'\'' => self.string(),
            b'[' => self.list(),
            b'{' => self.table(),
            _ => {
                let start = self.at;
                self.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.' | b':'));
                let end = self.at;
                self.blanks();
                // A date and a time may stand apart.
                let is_alone = matches!(self.peek(), b'\n' | b'\r' | b',' | b']' | b'}' | b'#' | 0);
                self.at = end;
                if is_alone { self.scalar(start, None) } else { None }
            }
        }
    }

    /// A value without parts, from there to here.
    fn scalar(&mut self, start: usize, encoding: Option<Encoding>) -> Option<()> {
        let mut errors: Option<ParseError> = None;
        let span = self.span(start);
        let value = scalar::value(self.text, Place::new_unchecked(start, self.at), encoding, span, &mut errors);
        self.builder.value(value, span);
        errors.is_none().then_some(())
    }

    fn string(&mut self) -> Option<()> {
        let start = self.at;
        if let Some(text) = self.plain_string() {
            let span = self.span(start);
            let content = Span { start: span.start + 1, end: span.end - 1, ..span };
            let text = Text { value: Cow::Borrowed(text), content };
            self.builder.value(Value::Scalar(Scalar::Text(text)), span);
            return Some(());
        }
        self.at = start;
        let rest = &self.text[start..];
        let (length, encoding) = if rest.starts_with("\"\"\"") {
            (end_of(rest, 3, "\"\"\"")?, Encoding::MlBasicString)
        } else if rest.starts_with("'''") {
            (end_of(rest, 3, "'''")?, Encoding::MlLiteralString)
        } else if rest.starts_with('"') {
            (end_of(rest, 1, "\"")?, Encoding::BasicString)
        } else {
            (end_of(rest, 1, "'")?, Encoding::LiteralString)
        };
        self.at += length;
        // What stands in it is judged as a value.
        self.scalar(start, Some(encoding))
    }

    /// A string of one line in which nothing has a meaning but its quotes.
    fn plain_string(&mut self) -> Option<&'t str> {
        let quote = self.peek();
        self.at += 1;
        let text = self.take(|byte| byte != quote && scalar::is_plain(byte));
        self.eat(quote)?;
        // Three quotes start a string of several lines.
        (!text.is_empty() || self.peek() != quote).then_some(text)
    }

    /// `[a, b]`
    fn list(&mut self) -> Option<()> {
        self.open(Items::List(Vec::new()))?;
        loop {
            self.gap()?;
            if self.peek() == b']' {
                self.close();
                return Some(());
            }
            self.value()?;
            self.gap()?;
            if self.eat(b',').is_none() && self.peek() != b']' {
                return None;
            }
        }
    }

    /// `{ a = b, c = d }`
    fn table(&mut self) -> Option<()> {
        self.open(Items::Table(Map::new(Form::Inline)))?;
        loop {
            self.gap()?;
            if self.peek() == b'}' {
                self.close();
                return Some(());
            }
            self.pair()?;
            self.gap()?;
            if self.eat(b',').is_none() && self.peek() != b'}' {
                return None;
            }
        }
    }

    fn open(&mut self, items: Items<'t>) -> Option<()> {
        let start = self.at;
        self.at += 1;
        let span = self.span(start);
        self.builder.open(span, items).then_some(())
    }

    fn close(&mut self) {
        self.at += 1;
        self.builder.close(self.at as u32);
    }
}

/// How long a string is, from its first quote to its last one; `from` is how long its quotes are.
fn end_of(text: &str, from: usize, quotes: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() && !text.as_bytes()[at..].starts_with(quotes.as_bytes()) {
        // A backslash takes what follows along.
        let is_escape = bytes[at] == b'\\' && quotes.starts_with('"');
        at += if is_escape { 2 } else { 1 };
    }
    let mut end = at + quotes.len();
    // Up to two quotes may stand in front of the last three.
    let last = quotes.as_bytes()[0];
    while quotes.len() == 3 && end < at + 5 && bytes.get(end) == Some(&last) {
        end += 1;
    }
    text.is_char_boundary(end).then_some(end).filter(|&end| end <= text.len())
}
