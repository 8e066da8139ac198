//! TOML to a tree, by the `toml` crate; what is no TOML is reported here, and nothing else is said about it.
//!
//! The parser recovers from most mistakes by itself. A bracket or quote that is never closed would take the rest of the text
//! with it; it is reported at its start, and what follows it is read again from the next line that looks like a new beginning.

use std::borrow::Cow;

use toml::Spanned as Place;
use toml::de::{DeTable, DeValue};

use super::escape;
use super::rule::{DuplicateKey, NumberForm, TomlSyntax, Unclosed};
use crate::diagnostic::Diagnostics;
use crate::front::psl::plain_decimal;
use crate::source::{FileId, Span, Spanned};
use crate::tree::{Entry, Map, Node, Scalar, Text, Value};

/// How often the rest of a text is read again.
const MAX_ROUNDS: usize = 16;
/// What the parser says about a key that is there already.
const DUPLICATE: &str = "duplicate key";

/// What was read.
pub(super) struct Read {
    pub(super) root: Map,
    /// Where it is no TOML, in order.
    pub(super) mistakes: Vec<u32>,
}

/// Reads a text as far as it is TOML.
pub(super) fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Read {
    let mut text = Cow::Borrowed(text);
    let mut unclosed: Vec<u32> = Vec::new();
    loop {
        let (table, errors) = DeTable::parse_recoverable(&text);
        let open = first_unclosed(table.get_ref(), &text);
        if let Some(start) = open {
            diagnostics.push(Unclosed { span: Span::new(file, start as u32, start as u32 + 1) });
            unclosed.push(start as u32);
            if unclosed.len() < MAX_ROUNDS
                && let Some(end) = next_beginning(&text, start)
            {
                drop(table);
                text = Cow::Owned(without(&text, start, end));
                continue;
            }
        }
        let limit = open.unwrap_or(text.len() + 1);
        let mut found: Vec<(Span, String)> = errors
            .iter()
            .map(|error| {
                let range = error.span().unwrap_or(0..0);
                (Span::new(file, range.start as u32, range.end as u32), error.message().to_owned())
            })
            .filter(|(span, _)| (span.start as usize) < limit && !unclosed.contains(&span.start))
            .collect();
        found.sort();
        let mut mistakes = unclosed;
        mistakes.extend(found.iter().filter(|(_, message)| message != DUPLICATE).map(|(span, _)| span.start));
        mistakes.sort_unstable();
        let mut unquoted = Vec::new();
        if !found.is_empty() {
            add_unquoted(table.get_ref(), &text, &mut unquoted);
        }
        report(&text, found, &unquoted, diagnostics);
        let mut builder = Builder { file, text: &text, mistakes: &mistakes, diagnostics };
        let root = builder.table(table.into_inner());
        return Read { root, mistakes };
    }
}

/// Reports the first mistake of each line; the others follow from it.
fn report(text: &str, found: Vec<(Span, String)>, unquoted: &[u32], diagnostics: &mut Diagnostics) {
    let mut last: Option<u32> = None;
    for (span, message) in found {
        let is_follow_up = last.is_some_and(|last| !text[last as usize..span.start as usize].contains(['\n', '\r']));
        if message == DUPLICATE {
            let key = text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned();
            diagnostics.push(DuplicateKey { span, key });
        } else if !is_follow_up {
            let is_unquoted = unquoted.contains(&span.start);
            let span = if is_unquoted { whole_value(text, span) } else { span };
            let value = text.get(span.start as usize..span.end as usize).unwrap_or("");
            diagnostics.push(TomlSyntax { span, message, unquoted: is_unquoted.then(|| value.to_owned()) });
            last = Some(span.start);
        }
    }
}

/// A value without quotes that stands alone behind its `=` goes to the end of its line; the parser ends it before a bracket.
fn whole_value(text: &str, span: Span) -> Span {
    let (before, behind) = text.split_at(span.start as usize);
    let before = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let line = behind.split(['\n', '\r', '#']).next().unwrap_or("").trim_end();
    let is_alone = before.trim_end().ends_with('=') && !before.contains(['[', '{']);
    let end = span.start + line.len() as u32;
    if is_alone && end > span.end { Span { end, ..span } } else { span }
}

/// Where the outermost bracket or multi-line string stands that the text never closes.
fn first_unclosed(table: &DeTable<'_>, text: &str) -> Option<usize> {
    table.iter().filter_map(|(_, value)| unclosed(value, text)).min()
}

fn unclosed(value: &Place<DeValue<'_>>, text: &str) -> Option<usize> {
    let span = value.span();
    let written = text.get(span.clone()).unwrap_or("");
    let open = |close: char, last: Option<usize>| {
        // A table of its own has its header for a place.
        let is_closed = written.ends_with(close) && last.is_none_or(|last| last < span.end);
        (!is_closed).then_some(span.start)
    };
    match value.get_ref() {
        DeValue::Array(items) if written.starts_with("[[") && is_header(text, span.start) => {
            items.iter().filter_map(|item| unclosed(item, text)).min()
        }
        DeValue::Array(items) => open(']', items.iter().map(|item| item.span().end).max())
            .or_else(|| items.iter().filter_map(|item| unclosed(item, text)).min()),
        DeValue::Table(inner) if written.starts_with('{') => {
            open('}', inner.iter().map(|(_, value)| value.span().end).max()).or_else(|| first_unclosed(inner, text))
        }
        DeValue::Table(inner) => first_unclosed(inner, text),
        DeValue::String(_) => {
            let is_open = |quotes| written.starts_with(quotes) && (written.len() < 6 || !written.ends_with(quotes));
            (is_open("\"\"\"") || is_open("'''")).then_some(span.start)
        }
        _ => None,
    }
}

/// Where values stand that the parser took for text without quotes.
fn add_unquoted(table: &DeTable<'_>, text: &str, places: &mut Vec<u32>) {
    fn add(value: &Place<DeValue<'_>>, text: &str, places: &mut Vec<u32>) {
        match value.get_ref() {
            DeValue::String(_) if !text[value.span()].starts_with(['"', '\'']) => {
                places.push(value.span().start as u32);
            }
            DeValue::Array(items) => items.iter().for_each(|item| add(item, text, places)),
            DeValue::Table(inner) => add_unquoted(inner, text, places),
            _ => {}
        }
    }
    table.iter().for_each(|(_, value)| add(value, text, places));
}

/// Whether the bracket there opens the header of a table.
fn is_header(text: &str, start: usize) -> bool {
    text[..start]
        .rsplit(['\n', '\r'])
        .next()
        .is_some_and(|before| before.trim_matches([' ', '\t', '\u{feff}']).is_empty())
}

/// The start of the first line below `start` that begins something new: a header, and inside a list a key too.
fn next_beginning(text: &str, start: usize) -> Option<usize> {
    let in_list = text[start..].starts_with('[');
    let mut at = start;
    while let Some(next) = text[at..].find('\n') {
        at += next + 1;
        let line = text[at..].lines().next().unwrap_or("").trim();
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let header = line.strip_prefix("[[").or_else(|| line.strip_prefix('['));
        if header.is_some_and(|rest| rest.starts_with(is_word) && rest.contains(']')) {
            return Some(at);
        }
        let word = line.trim_start_matches(|c| is_word(c) || c == '.');
        if in_list && word.len() < line.len() && word.trim_start().starts_with('=') {
            return Some(at);
        }
    }
    None
}

/// The text with a number for what stands from `start` to `end`; every other byte keeps its place.
fn without(text: &str, start: usize, end: usize) -> String {
    let blank = |c: char| if matches!(c, '\n' | '\r') { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let hole: String = text[start + 1..end].chars().map(blank).collect();
    format!("{}0{hole}{}", &text[..start], &text[end..])
}

/// Makes the tree of a parsed table.
struct Builder<'a> {
    file: FileId,
    text: &'a str,
    mistakes: &'a [u32],
    diagnostics: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn table(&mut self, table: DeTable<'_>) -> Map {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let span = self.span(&key.span());
                let node = self.node(value);
                Entry { key: Spanned::new(key.into_inner().into_owned(), span), node }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key.span.start);
        Map { entries }
    }

    fn node(&mut self, value: Place<DeValue<'_>>) -> Node {
        let range = value.span();
        let span = self.span(&range);
        let written = self.text.get(range).unwrap_or("");
        let value = value.into_inner();
        let is_header = match &value {
            DeValue::Table(_) => !written.starts_with('{'),
            DeValue::Array(_) => is_header(self.text, span.start as usize),
            _ => false,
        };
        if !is_header && self.has_mistake(span) {
            return Node { value: Value::Broken, span };
        }
        let value = match value {
            DeValue::String(value) => Value::Scalar(Scalar::Text(self.string(value.into_owned(), span, written))),
            DeValue::Integer(number) => self.integer(number.as_str(), number.radix(), span),
            DeValue::Float(number) => self.float(number.as_str(), span),
            DeValue::Boolean(is) => Value::Scalar(Scalar::Boolean(is)),
            DeValue::Datetime(_) => Value::Scalar(Scalar::Moment(written.to_owned())),
            DeValue::Array(items) => Value::Seq(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Map(self.table(table)),
        };
        Node { value, span }
    }

    fn string(&self, value: String, span: Span, written: &str) -> Text {
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        let mut inner = written.get(quotes..written.len().saturating_sub(quotes)).unwrap_or("");
        let mut start = span.start + quotes as u32;
        if quotes == 3 {
            // A line break right behind the quotes does not count.
            let rest = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
            start += (inner.len() - rest.len()) as u32;
            inner = rest;
        }
        let content = Span::new(self.file, start, start + inner.len() as u32);
        let verbatim = inner == value;
        let is_basic = written.starts_with('"');
        let runs = if verbatim { None } else { escape::runs(self.text, content, &value, is_basic) };
        Text { value, content, verbatim, runs }
    }

    fn integer(&mut self, digits: &str, radix: u32, span: Span) -> Value {
        let plain = match radix {
            10 => Some(digits.trim_start_matches('+').to_owned()),
            _ => u64::from_str_radix(digits, radix).ok().map(|number| number.to_string()),
        };
        self.number(plain, span)
    }

    fn float(&mut self, digits: &str, span: Span) -> Value {
        self.number(plain_decimal(digits), span)
    }

    fn number(&mut self, plain: Option<String>, span: Span) -> Value {
        if let Some(digits) = plain {
            return Value::Scalar(Scalar::Number(digits));
        }
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned();
        self.diagnostics.push(NumberForm { span, text });
        Value::Broken
    }

    /// Whether it is no TOML somewhere in the span.
    fn has_mistake(&self, span: Span) -> bool {
        let next = self.mistakes.partition_point(|&at| at < span.start);
        self.mistakes.get(next).is_some_and(|&at| at <= span.end)
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end as u32)
    }
}
