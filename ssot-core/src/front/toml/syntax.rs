//! TOML to a tree, from the events of the crate `toml_parser`; what is no TOML is reported here, and nothing else is said about it.
//!
//! The parser recovers from most mistakes by itself. A bracket or quote that is never closed would take the rest of the text
//! with it; it is reported at its start, and what follows it is read again from the next line that looks like a new beginning.

mod builder;
mod mistake;
mod plain;
mod scalar;
mod table;
#[cfg(test)]
mod tests;
mod unclosed;

use toml_parser::{ParseError, Source};

use self::builder::Builder;
use self::mistake::{Kind, Mistake};
use super::rule::{DuplicateKey, NumberForm, TomlSyntax, Unclosed};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Span};
use crate::tree::{Form, Map, Node, Scalar, Value};

/// How often the rest of a text is read again.
const MAX_ROUNDS: usize = 16;

/// What was read.
pub(super) struct Read<'t> {
    pub(super) root: Map<'t>,
    /// Where it is no TOML, in order.
    pub(super) mistakes: Vec<u32>,
}

/// The tree of a text with all that is wrong with it.
struct Raw<'t> {
    root: Map<'t>,
    mistakes: Vec<Mistake>,
    /// Numbers that cannot be written in decimal digits.
    numbers: Vec<Span>,
}

/// Reads a text as far as it is TOML, and hands on what was read.
pub(super) fn read<T>(
    file: FileId,
    text: &str,
    diagnostics: &mut Diagnostics,
    then: impl FnOnce(&Read<'_>, &mut Diagnostics) -> T,
) -> T {
    let mut closed: Option<String> = None;
    let mut unclosed: Vec<u32> = Vec::new();
    loop {
        let text = closed.as_deref().unwrap_or(text);
        let raw = parse(file, text);
        let open = if raw.mistakes.is_empty() { None } else { unclosed::first(&raw.root, text) };
        if let Some(start) = open {
            diagnostics.push(Unclosed { span: Span::new(file, start, start + 1) });
            unclosed.push(start);
            if unclosed.len() < MAX_ROUNDS
                && let Some(end) = unclosed::next_beginning(text, start)
            {
                closed = Some(unclosed::without(text, start, end));
                continue;
            }
        }
        let limit = open.unwrap_or(u32::MAX);
        return then(&judge(raw, text, limit, unclosed, diagnostics), diagnostics);
    }
}

/// Reads a text, and whatever it can of one that is no TOML.
fn parse(file: FileId, text: &str) -> Raw<'_> {
    plain::read(file, text).unwrap_or_else(|| parse_events(file, text))
}

/// The same by the parser.
fn parse_events(file: FileId, text: &str) -> Raw<'_> {
    let tokens = Source::new(text).lex().into_vec();
    let mut builder = Builder::new(file, text);
    let mut errors: Vec<ParseError> = Vec::new();
    toml_parser::parser::parse_document(&tokens, &mut builder, &mut errors);
    let mut raw = builder.finish();
    raw.mistakes.extend(errors.iter().map(|error| Mistake::of(file, error)));
    raw
}

/// Reports what is wrong before `limit`, and marks the values that it is wrong with.
fn judge<'t>(raw: Raw<'t>, text: &str, limit: u32, unclosed: Vec<u32>, diagnostics: &mut Diagnostics) -> Read<'t> {
    let Raw { mut root, mistakes: mut found, numbers } = raw;
    found.retain(|mistake| mistake.span.start < limit && !unclosed.contains(&mistake.span.start));
    found.sort_by(|a, b| (a.span, &a.kind).cmp(&(b.span, &b.kind)));
    let mut mistakes = unclosed;
    mistakes.extend(found.iter().filter(|mistake| mistake.is_syntax()).map(|mistake| mistake.span.start));
    mistakes.sort_unstable();
    let mut unquoted = Vec::new();
    if !found.is_empty() {
        add_unquoted(&root, text, &mut unquoted);
    }
    report(text, found, &unquoted, diagnostics);
    let mut broken = Vec::new();
    if !mistakes.is_empty() {
        let mut mark = Mark { text, mistakes: &mistakes, broken: &mut broken };
        mark.map(&mut root);
    }
    let is_broken = |span: &Span| broken.iter().any(|whole| whole.start <= span.start && span.end <= whole.end);
    for span in numbers.into_iter().filter(|span| !is_broken(span)) {
        let text = text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned();
        diagnostics.push(NumberForm { span, text });
    }
    Read { root, mistakes }
}

/// Reports the first mistake of each line; the others follow from it, as do keys below the second header of a table.
fn report(text: &str, found: Vec<Mistake>, unquoted: &[u32], diagnostics: &mut Diagnostics) {
    let mut last: Option<u32> = None;
    let mut second_table_ends = 0;
    for Mistake { span, kind } in found {
        let is_follow_up = last.is_some_and(|last| !text[last as usize..span.start as usize].contains(['\n', '\r']));
        match kind {
            Kind::Duplicate { .. } if span.start < second_table_ends => {}
            Kind::Duplicate { first } => {
                second_table_ends = end_of_table(text, span.start);
                let key = text.get(span.start as usize..span.end as usize).unwrap_or("").to_owned();
                diagnostics.push(DuplicateKey { span, key, first });
            }
            Kind::Syntax { .. } if is_follow_up => {}
            Kind::Syntax { message, expected } => {
                let is_unquoted = unquoted.contains(&span.start);
                let span = if is_unquoted { whole_value(text, span) } else { span };
                let value = text.get(span.start as usize..span.end as usize).unwrap_or("");
                let unquoted = is_unquoted.then(|| value.to_owned());
                diagnostics.push(TomlSyntax { span, message, expected, unquoted });
                last = Some(span.start);
            }
        }
    }
}

/// Where the table ends whose header a place stands in; the place itself, if it stands in none.
fn end_of_table(text: &str, place: u32) -> u32 {
    let (before, behind) = text.split_at(place as usize);
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    if !line.trim_start().starts_with('[') {
        return place;
    }
    place + behind.find("\n[").unwrap_or(behind.len()) as u32
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

/// Where values stand that the parser took for text without quotes.
fn add_unquoted(map: &Map<'_>, text: &str, places: &mut Vec<u32>) {
    fn add(node: &Node<'_>, text: &str, places: &mut Vec<u32>) {
        match &node.value {
            Value::Scalar(Scalar::Text(_)) if !written(node, text).starts_with(['"', '\'']) => {
                places.push(node.span.start);
            }
            Value::Seq(nodes) => nodes.iter().for_each(|node| add(node, text, places)),
            Value::Map(map) => add_unquoted(map, text, places),
            Value::Scalar(_) | Value::Broken => {}
        }
    }
    map.entries.iter().for_each(|entry| add(&entry.node, text, places));
}

/// A value as it stands in the text.
fn written<'t>(node: &Node<'_>, text: &'t str) -> &'t str {
    text.get(node.span.start as usize..node.span.end as usize).unwrap_or("")
}

/// Whether the bracket there opens the header of a table.
fn is_header(text: &str, start: u32) -> bool {
    text[..start as usize]
        .rsplit(['\n', '\r'])
        .next()
        .is_some_and(|before| before.trim_matches([' ', '\t', '\u{feff}']).is_empty())
}

/// Marks values that hold a mistake.
struct Mark<'a> {
    text: &'a str,
    mistakes: &'a [u32],
    /// The places of those that were marked.
    broken: &'a mut Vec<Span>,
}

impl Mark<'_> {
    fn map(&mut self, map: &mut Map<'_>) {
        map.entries.iter_mut().for_each(|entry| self.node(&mut entry.node));
    }

    fn node(&mut self, node: &mut Node<'_>) {
        let has_header = match &node.value {
            Value::Map(map) => map.form != Form::Inline,
            Value::Seq(_) => is_header(self.text, node.span.start),
            Value::Scalar(_) | Value::Broken => false,
        };
        if !has_header && self.has_mistake(node.span) {
            self.broken.push(node.span);
            node.value = Value::Broken;
        }
        match &mut node.value {
            Value::Seq(nodes) => nodes.iter_mut().for_each(|node| self.node(node)),
            Value::Map(map) => self.map(map),
            Value::Scalar(_) | Value::Broken => {}
        }
    }

    /// Whether it is no TOML somewhere in the span.
    fn has_mistake(&self, span: Span) -> bool {
        let next = self.mistakes.partition_point(|&at| at < span.start);
        self.mistakes.get(next).is_some_and(|&at| at <= span.end)
    }
}
