//! What reading a table needs: the text, the findings, and the common ways to take a value apart.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::escape;
use super::key::Key;
use super::rule::{DocDirective, UnknownKey, ValueForm};
use crate::ast::Doc;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::front::psl::{Fragment, directive_of};
use crate::parallel;
use crate::source::Span;
use crate::tree::{self, Entry, Map, Node, Scalar, Text, Value};

/// More findings of one file help nobody.
const MAX_FINDINGS: usize = 1000;

/// Reads one tree.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Where the text is no TOML, in order.
    pub(super) mistakes: &'a [u32],
    /// The declarations, by their first byte, that hold one of those places.
    pub(super) broken: Arc<BTreeSet<u32>>,
    /// What native types are prefixed with.
    pub(super) datasource: Arc<str>,
    /// Whether something of the item that is being read was left out.
    pub(super) incomplete: bool,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, mistakes: &'a [u32], diagnostics: &'a mut Diagnostics) -> Self {
        Self { text, mistakes, broken: Arc::default(), datasource: "db".into(), incomplete: false, diagnostics }
    }

    /// Reads so many things, side by side where the text is long; the results stand in order.
    pub(super) fn each<T: Send>(&mut self, count: usize, read: impl Fn(&mut Reader<'_>, usize) -> T + Sync) -> Vec<T> {
        let threads = parallel::threads(self.text.len());
        let parts = parallel::parts(threads, count);
        let whole = &*self;
        let read = parallel::map(threads, parts.len(), |part| {
            let mut diagnostics = Diagnostics::new();
            let mut reader = Reader {
                text: whole.text,
                mistakes: whole.mistakes,
                broken: Arc::clone(&whole.broken),
                datasource: Arc::clone(&whole.datasource),
                incomplete: false,
                diagnostics: &mut diagnostics,
            };
            let results: Vec<T> = parts[part].clone().map(|index| read(&mut reader, index)).collect();
            (results, diagnostics)
        });
        let mut results = Vec::with_capacity(count);
        for (of_part, found) in read {
            results.extend(of_part);
            found.into_iter().for_each(|diagnostic| self.keep(diagnostic));
        }
        results
    }

    /// Reports a mistake; the item around it is incomplete from now on.
    pub(super) fn report(&mut self, diagnostic: impl Into<Diagnostic>) {
        let diagnostic = diagnostic.into();
        self.incomplete |= diagnostic.severity == Severity::Error;
        self.keep(diagnostic);
    }

    /// Of endless mistakes only the first ones are kept, but an error always stands among them.
    fn keep(&mut self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity == Severity::Error;
        if self.diagnostics.len() < MAX_FINDINGS || (is_error && !self.diagnostics.has_errors()) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports that something else should stand there, unless it could not be read anyway.
    pub(super) fn unexpected<T>(&mut self, node: &Node<'_>, key: &str, expected: &str) -> Option<T> {
        self.meant(node, key, expected, None)
    }

    /// The same, with what was meant if that is certain.
    pub(super) fn meant<T>(&mut self, node: &Node<'_>, key: &str, expected: &str, meant: Option<String>) -> Option<T> {
        self.incomplete = true;
        if !matches!(node.value, Value::Broken) {
            let (key, expected) = (key.to_owned(), expected.to_owned());
            self.report(ValueForm { span: node.span, found: node.describe(), key, expected, meant });
        }
        None
    }

    /// Reads with the schema language's parser. What it could read although there was a mistake is as good as whole.
    pub(super) fn fragment<'t, T>(
        &mut self,
        text: &'t Text<'_>,
        read: impl FnOnce(Fragment<'t>, &mut Diagnostics) -> Option<T>,
    ) -> Option<T>
    where
        'a: 't,
    {
        let (decoded, runs) = match &text.value {
            Cow::Borrowed(_) => (None, None),
            Cow::Owned(value) => (Some(value.as_str()), escape::runs(self.text, text.content, value)),
        };
        let mut found = Diagnostics::new();
        let piece = Fragment { text: self.text, span: text.content, decoded, runs };
        let result = read(piece, &mut found);
        self.incomplete |= result.is_none();
        found.into_iter().for_each(|diagnostic| self.keep(diagnostic));
        result
    }

    /// Runs a check that reports by itself.
    pub(super) fn check(&mut self, check: impl FnOnce(&mut Diagnostics)) {
        let mut found = Diagnostics::new();
        check(&mut found);
        found.into_iter().for_each(|diagnostic| self.report(diagnostic));
    }

    /// The known keys of a table with what stands behind them; unknown ones are reported.
    pub(super) fn known<'t>(
        &mut self,
        map: &'t Map<'t>,
        keys: &'static [Key],
        owner: &str,
    ) -> Vec<(&'static Key, &'t Entry<'t>)> {
        let mut known = Vec::with_capacity(map.entries.len());
        for entry in &map.entries {
            match keys.iter().find(|key| key.name == entry.key.value) {
                Some(key) => known.push((key, entry)),
                None => self.unknown(&entry.key, keys, owner),
            }
        }
        known
    }

    /// Reports a key that nobody knows.
    pub(super) fn unknown(&mut self, key: &tree::Key<'_>, keys: &'static [Key], owner: &str) {
        self.unknown_of(key, keys.iter().map(|key| key.name).collect(), owner);
    }

    /// The same, with the keys that there are.
    pub(super) fn unknown_of(&mut self, key: &tree::Key<'_>, known: Vec<&'static str>, owner: &str) {
        self.report(UnknownKey { span: key.span, key: key.value.to_string(), owner: owner.to_owned(), known });
    }

    /// The table behind a key.
    pub(super) fn table<'t>(&mut self, entry: &'t Entry<'t>, expected: &str) -> Option<&'t Map<'t>> {
        match &entry.node.value {
            Value::Map(map) => Some(map),
            _ => self.unexpected(&entry.node, &entry.key.value, expected),
        }
    }

    /// Plain text.
    pub(super) fn string<'t>(&mut self, node: &'t Node<'t>, key: &str) -> Option<&'t Text<'t>> {
        match node.text() {
            Some(text) => Some(text),
            None => self.unexpected(node, key, "a string"),
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, node: &Node<'_>, key: &str) -> Option<bool> {
        match &node.value {
            Value::Scalar(Scalar::Boolean(is)) => Some(*is),
            _ => self.meant(node, key, "`true` or `false`", unquoted(node, is_boolean)),
        }
    }

    /// Documentation: one entry a line; a last line break does not count.
    pub(super) fn doc(&mut self, entry: &Entry<'_>) -> Doc {
        let Some(text) = self.string(&entry.node, "doc") else { return Doc::default() };
        let mut lines: Vec<String> =
            text.value.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
        if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        if let Some(written) = lines.iter().find_map(|line| directive_of(line)) {
            self.report(DocDirective { span: entry.node.span, written: written.to_owned() });
        }
        Doc { lines }
    }

    /// From the first key of an item to the end of its last value.
    pub(super) fn extent(entry: &Entry<'_>) -> Span {
        entry.key.span.to(Self::extent_of(&entry.node))
    }

    /// A value with all that belongs to it.
    pub(super) fn extent_of(node: &Node<'_>) -> Span {
        let inner = match &node.value {
            Value::Map(map) => Self::extent_of_map(map),
            Value::Seq(nodes) => nodes.iter().map(Self::extent_of).reduce(Span::to),
            Value::Scalar(_) | Value::Broken => None,
        };
        inner.map_or(node.span, |inner| node.span.to(inner))
    }

    /// From the first value of a table to its last; `None` if it is empty.
    pub(super) fn extent_of_map(map: &Map<'_>) -> Option<Span> {
        map.entries.iter().map(|entry| Self::extent_of(&entry.node)).reduce(Span::to)
    }
}

/// The text of a string that would be right without its quotes.
pub(super) fn unquoted(node: &Node<'_>, is_right: impl FnOnce(&str) -> bool) -> Option<String> {
    node.text().filter(|text| is_right(&text.value)).map(|text| text.value.to_string())
}

/// Whether a text is `true` or `false`.
pub(super) fn is_boolean(text: &str) -> bool {
    matches!(text, "true" | "false")
}
