//! Brackets and multi-line strings that nothing closes.

use super::{is_header, written};
use crate::tree::{Form, Map, Node, Scalar, Value};

/// Where the outermost bracket or multi-line string stands that the text never closes.
pub(super) fn first(map: &Map<'_>, text: &str) -> Option<u32> {
    map.entries.iter().filter_map(|entry| unclosed(&entry.node, text)).min()
}

fn unclosed(node: &Node<'_>, text: &str) -> Option<u32> {
    let (span, written) = (node.span, written(node, text));
    let open = |close: char, last: Option<u32>| {
        // A table of its own has its header for a place.
        let is_closed = written.ends_with(close) && last.is_none_or(|last| last < span.end);
        (!is_closed).then_some(span.start)
    };
    let within = |nodes: &[Node<'_>]| nodes.iter().filter_map(|node| unclosed(node, text)).min();
    match &node.value {
        Value::Seq(nodes) if written.starts_with("[[") && is_header(text, span.start) => within(nodes),
        Value::Seq(nodes) => open(']', nodes.iter().map(|node| node.span.end).max()).or_else(|| within(nodes)),
        Value::Map(map) if map.form == Form::Inline => {
            open('}', map.entries.iter().map(|entry| entry.node.span.end).max()).or_else(|| first(map, text))
        }
        Value::Map(map) => first(map, text),
        Value::Scalar(Scalar::Text(_)) => {
            let is_open = |quotes| written.starts_with(quotes) && (written.len() < 6 || !written.ends_with(quotes));
            (is_open("\"\"\"") || is_open("'''")).then_some(span.start)
        }
        Value::Scalar(_) | Value::Broken => None,
    }
}

/// The start of the first line below `start` that begins something new: a header, and inside a list a key too.
pub(super) fn next_beginning(text: &str, start: u32) -> Option<u32> {
    let mut at = start as usize;
    let in_list = text[at..].starts_with('[');
    while let Some(next) = text[at..].find('\n') {
        at += next + 1;
        let line = text[at..].lines().next().unwrap_or("").trim();
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let header = line.strip_prefix("[[").or_else(|| line.strip_prefix('['));
        if header.is_some_and(|rest| rest.starts_with(is_word) && rest.contains(']')) {
            return Some(at as u32);
        }
        let word = line.trim_start_matches(|c| is_word(c) || c == '.');
        if in_list && word.len() < line.len() && word.trim_start().starts_with('=') {
            return Some(at as u32);
        }
    }
    None
}

/// The text with a number for what stands from `start` to `end`; every other byte keeps its place.
pub(super) fn without(text: &str, start: u32, end: u32) -> String {
    let (start, end) = (start as usize, end as usize);
    let blank = |c: char| if matches!(c, '\n' | '\r') { c.to_string() } else { " ".repeat(c.len_utf8()) };
    let hole: String = text[start + 1..end].chars().map(blank).collect();
    format!("{}0{hole}{}", &text[..start], &text[end..])
}
