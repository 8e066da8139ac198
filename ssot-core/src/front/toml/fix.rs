//! Edits from rules that know nothing of TOML, made to fit it.
//!
//! Lowering and the checks offer edits in the schema language. In a TOML file an edit holds if it stays inside one string, whose
//! quotes it must not end, if it replaces a whole string by another one, or a key by a name, if it adds a field in front of one that
//! starts its line, or an attribute to one in braces. Every other edit is taken away; the help in words stays.

use std::collections::HashMap;
use std::rc::Rc;

use super::syntax;
use crate::diagnostic::{Diagnostics, Edit, Fix};
use crate::source::{FileId, SourceMap, Span};
use crate::tree::{Form, Map, Node, Scalar, Value};

/// The strings and keys of a file.
#[derive(Default)]
struct Places {
    /// By their first byte: whole and content.
    strings: Vec<(Span, Span)>,
    keys: Vec<Span>,
    /// Those of `keys` that a string stands behind.
    lines: Vec<Span>,
    /// Where a table in braces ends, and its last value.
    tables: Vec<(u32, u32)>,
}

/// Fits the edits of all findings in TOML files.
pub(in crate::front) fn fit(sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let mut files: HashMap<FileId, Option<Rc<Places>>> = HashMap::new();
    let mut places_of = |id: FileId| -> Option<Rc<Places>> {
        let read = || {
            let source = sources.file(id);
            (crate::front::extension(source) == Some("toml")).then(|| Rc::new(Places::of(id, &source.text)))
        };
        files.entry(id).or_insert_with(read).clone()
    };
    for found in diagnostics.iter_mut() {
        let Some(help) = found.help.as_mut().filter(|help| help.contains('@')) else { continue };
        // The rules of this room speak of keys.
        let is_own = super::RULES.iter().any(|rule| rule.code == found.code);
        if places_of(found.span.file).is_some_and(|places| is_own || !places.is_notation(found.span)) {
            *help = crate::front::rewrite_code(help, super::help::as_key);
        }
    }
    diagnostics.each_fix(&mut |fix: &mut Option<Fix>, code| {
        let Some(edits) = fix.as_mut().map(|fix| &mut fix.edits) else { return };
        // The rules of this room know where they are.
        let is_own = super::RULES.iter().any(|rule| rule.code == code);
        let mut holds = true;
        for edit in edits.iter_mut().filter(|_| !is_own) {
            let id = edit.span.file;
            if let Some(places) = places_of(id) {
                holds &= places.fit(edit, &sources.file(id).text);
            }
        }
        if !holds {
            *fix = None;
        }
    });
}

impl Places {
    fn of(file: FileId, text: &str) -> Self {
        let mut places = Self::default();
        syntax::read(file, text, &mut Diagnostics::new(), |read, _| places.add_map(&read.root));
        places.strings.sort_unstable();
        places.keys.sort_unstable();
        places.lines.sort_unstable();
        places.tables.sort_unstable();
        places
    }

    fn add_map(&mut self, map: &Map<'_>) {
        for entry in &map.entries {
            self.keys.push(entry.key.span);
            if entry.node.text().is_some() {
                self.lines.push(entry.key.span);
            }
            self.add(&entry.node);
        }
    }

    fn add(&mut self, node: &Node<'_>) {
        match &node.value {
            Value::Scalar(Scalar::Text(text)) => self.strings.push((node.span, text.content)),
            Value::Seq(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Value::Map(map) => {
                if let (Form::Inline, Some(last)) = (map.form, map.entries.last()) {
                    self.tables.push((node.span.end, last.node.span.end));
                }
                self.add_map(map);
            }
            Value::Scalar(_) | Value::Broken => {}
        }
    }

    /// Whether the schema language is written there: inside of a string, or at the name of a field that is a line of it.
    fn is_notation(&self, span: Span) -> bool {
        let next = self.strings.partition_point(|(whole, _)| whole.start <= span.start);
        let string = next.checked_sub(1).and_then(|index| self.strings.get(index));
        string.is_some_and(|(whole, _)| span.end <= whole.end && span != *whole)
            || self.lines.binary_search(&span).is_ok()
    }

    /// Escapes the replacement as its place wants it; whether the edit holds.
    fn fit(&self, edit: &mut Edit, text: &str) -> bool {
        if edit.span.start == edit.span.end {
            let at = edit.span.start;
            if let Ok(index) = self.tables.binary_search_by_key(&at, |(end, _)| *end) {
                return attribute(edit, self.tables[index].1);
            }
            // Further arguments stand in parentheses.
            if edit.replacement.starts_with(',') && !text.get(at as usize..).unwrap_or("").starts_with(')') {
                return false;
            }
            if self.keys.binary_search_by_key(&at, |key| key.start).is_ok() {
                return field(edit, text);
            }
        }
        if edit.replacement.contains(['\n', '\r']) {
            return false;
        }
        if !edit.replacement.is_empty() && self.keys.binary_search(&edit.span).is_ok() {
            return edit.replacement.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        }
        let next = self.strings.partition_point(|(whole, _)| whole.start <= edit.span.start);
        let Some((whole, content)) = next.checked_sub(1).and_then(|index| self.strings.get(index)) else {
            return false;
        };
        if edit.span == *whole {
            return edit.replacement.len() > 1 && edit.replacement.starts_with('"') && edit.replacement.ends_with('"');
        }
        if edit.span.start < content.start || edit.span.end > content.end {
            return false;
        }
        if text[whole.start as usize..].starts_with('\'') {
            return !edit.replacement.contains('\'');
        }
        edit.replacement = edit.replacement.replace('\\', "\\\\").replace('"', "\\\"");
        true
    }
}

/// An attribute behind a field in braces becomes a key, behind the last of them.
fn attribute(edit: &mut Edit, last: u32) -> bool {
    let Some(key) = super::help::as_key(edit.replacement.trim_start()) else { return false };
    edit.span = Span { start: last, end: last, ..edit.span };
    edit.replacement = format!(", {key}");
    true
}

/// A field in front of another one comes on a line of its own, under a key with the same words in front.
fn field(edit: &mut Edit, text: &str) -> bool {
    let before = text.get(..edit.span.start as usize).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '\t');
    let (words, Some((name, line))) = (&before[start..], edit.replacement.trim_end().split_once(' ')) else {
        return false;
    };
    if !words.chars().all(is_path) || line.contains(['"', '\\', '\n']) {
        return false;
    }
    let replacement = format!("{words}{name} = \"{line}\"\n");
    edit.span = Span { start: start as u32, end: start as u32, ..edit.span };
    edit.replacement = replacement;
    true
}
