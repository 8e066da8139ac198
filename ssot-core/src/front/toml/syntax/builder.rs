//! Headers, keys and values to a tree, from the events of the parser or from [`plain`](super::plain).

use std::borrow::Cow;

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, Raw as Written, Span as Place};

use super::mistake::Mistake;
use super::{Raw, scalar, table};
use crate::source::{FileId, Span};
use crate::tree::{Entry, Form, Key, Map, Node, Value};

/// How many brackets and parts of keys may lead to a value, and how many parts to a table.
const MAX_DEPTH: usize = 80;

/// What has been read so far.
pub(super) struct Builder<'t> {
    file: FileId,
    text: &'t str,
    root: Map<'t>,
    /// The table that keys go to, and its header. Without a header it is the root.
    table: Map<'t>,
    header: Option<Header<'t>>,
    /// The header that is being read.
    heading: Option<Heading>,
    /// The parts of keys whose values are not there yet; those of the innermost bracket last.
    keys: Vec<Key<'t>>,
    /// Whether a dot stands behind the last one.
    has_dot: bool,
    /// The brackets that are open.
    open: Vec<Open<'t>>,
    /// The end of the last event, for brackets that nothing closes.
    end: u32,
    /// Whether a key stands behind one that it should stand in front of.
    is_unordered: bool,
    mistakes: Vec<Mistake>,
    numbers: Vec<Span>,
}

/// What stands in front of the key of a header.
struct Heading {
    start: u32,
    /// Whether it is one of `[[tables]]`.
    is_array: bool,
    /// Whether something stands behind its key that nobody can read.
    is_lost: bool,
}

/// `[a.b.c]`
struct Header<'t> {
    path: Vec<Key<'t>>,
    key: Key<'t>,
    span: Span,
    is_array: bool,
    /// Whether there is a place for it.
    is_possible: bool,
}

/// A bracket that is open.
struct Open<'t> {
    start: u32,
    /// How many parts of keys stand in front of it.
    keys: usize,
    items: Items<'t>,
}

/// What stands in a bracket.
pub(super) enum Items<'t> {
    List(Vec<Node<'t>>),
    Table(Map<'t>),
}

impl<'t> Builder<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            root: Map::default(),
            table: Map::default(),
            header: None,
            heading: None,
            keys: Vec::new(),
            has_dot: false,
            open: Vec::new(),
            end: 0,
            is_unordered: false,
            mistakes: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// The whole tree.
    pub(super) fn finish(mut self) -> Raw<'t> {
        while !self.open.is_empty() {
            self.close(self.end);
        }
        self.end_header(None);
        self.finish_table();
        if self.is_unordered {
            self.root.sort();
        }
        Raw { root: self.root, mistakes: self.mistakes, numbers: self.numbers }
    }

    /// The span of a place.
    fn span(&self, place: Place) -> Span {
        Span::new(self.file, place.start() as u32, place.end() as u32)
    }

    /// The index of the first part of the key that is being read.
    fn first_key(&self) -> usize {
        self.open.last().map_or(0, |open| open.keys)
    }

    /// A part of a key is there; whether it is not too deep.
    pub(super) fn key(&mut self, key: Cow<'t, str>, span: Span) -> bool {
        if !self.has_dot {
            // A key without a value may stand in front of it.
            self.keys.truncate(self.first_key());
        }
        self.has_dot = false;
        self.end = span.end;
        self.keys.push(Key::new(key, span));
        self.check_depth(span)
    }

    /// A dot stands behind the last part.
    pub(super) fn dot(&mut self) {
        self.has_dot = true;
    }

    /// A value without parts is there.
    pub(super) fn value(&mut self, value: Value<'t>, span: Span) {
        self.end = span.end;
        if matches!(value, Value::Broken) {
            self.numbers.push(span);
        }
        self.add(Node { value, span });
    }

    /// A value is there: it goes into the innermost bracket, or under its key.
    fn add(&mut self, node: Node<'t>) {
        let first = self.first_key();
        let is_allowed = self.keys.len() + self.open.len() <= MAX_DEPTH;
        let map = match self.open.last_mut().map(|open| &mut open.items) {
            Some(Items::List(nodes)) => return nodes.push(node),
            Some(Items::Table(map)) => map,
            None => &mut self.table,
        };
        if is_allowed
            && self.keys.len() > first
            && let Some(key) = self.keys.pop()
        {
            table::insert(map, &self.keys[first..], key, node, &mut self.mistakes);
        }
        self.keys.truncate(first);
    }

    /// Opens a bracket; whether it is not too deep.
    pub(super) fn open(&mut self, span: Span, items: Items<'t>) -> bool {
        self.end = span.end;
        self.open.push(Open { start: span.start, keys: self.keys.len(), items });
        self.has_dot = false;
        self.check_depth(span)
    }

    /// Whether so much around a value is allowed; the first thing that is too much is reported.
    fn check_depth(&mut self, span: Span) -> bool {
        let depth = self.keys.len() + self.open.len();
        if depth == MAX_DEPTH + 1 {
            self.mistakes.push(Mistake::syntax(span, format!("this is nested more than {MAX_DEPTH} levels deep")));
        }
        depth <= MAX_DEPTH
    }

    /// Closes the innermost bracket.
    pub(super) fn close(&mut self, end: u32) {
        self.end = end;
        let Some(Open { start, keys, items }) = self.open.pop() else { return };
        self.keys.truncate(keys);
        let value = match items {
            Items::List(nodes) => Value::Seq(nodes),
            Items::Table(map) => Value::Map(map),
        };
        self.add(Node { value, span: Span::new(self.file, start, end) });
    }

    /// A header starts.
    pub(super) fn start_header(&mut self, start: u32, is_array: bool) {
        self.end_header(None);
        self.finish_table();
        self.keys.clear();
        self.has_dot = false;
        self.heading = Some(Heading { start, is_array, is_lost: false });
    }

    /// The header has been read, up to `end`; without it the line is over too soon.
    pub(super) fn end_header(&mut self, end: Option<u32>) {
        let Some(Heading { start, is_array, is_lost }) = self.heading.take() else { return };
        let end = end.or(self.keys.last().map(|key| key.span.end)).unwrap_or(start);
        let span = Span::new(self.file, start, end);
        let key = self.keys.pop().unwrap_or(Key::new(Cow::Borrowed(""), span));
        let path = std::mem::take(&mut self.keys);
        let mut header = Header { path, key, span, is_array, is_possible: false };
        if header.path.len() < MAX_DEPTH && !is_lost {
            self.start_table(&mut header);
        }
        self.header = Some(header);
    }

    fn start_table(&mut self, header: &mut Header<'t>) {
        let Header { path, key, span, is_array, is_possible } = header;
        let Some(parent) = table::descend(&mut self.root, path, Form::Path, &mut self.mistakes) else { return };
        *is_possible = true;
        if *is_array {
            *is_possible = table::open_array(parent, key, *span, &mut self.mistakes);
        } else {
            self.table = table::take(parent, key, &mut self.mistakes);
        }
    }

    /// Puts the current table into its place.
    fn finish_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        let Some(header) = self.header.take() else {
            self.root = table;
            return;
        };
        let Header { path, key, span, is_array, is_possible } = header;
        let parent = table::descend(&mut self.root, &path, Form::Path, &mut Vec::new());
        let Some(parent) = parent.filter(|_| is_possible) else { return };
        let node = Node { value: Value::Map(table), span };
        match parent.position(&key.value) {
            Some(at) if is_array => {
                if let Value::Seq(nodes) = &mut parent.entries[at].node.value {
                    nodes.push(node);
                }
            }
            Some(at) => {
                parent.entries[at] = Entry { key, node };
                self.is_unordered = true;
            }
            None => _ = parent.push(Entry { key, node }),
        }
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.start_header(place.start() as u32, false);
    }

    fn std_table_close(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.end_header(Some(place.end() as u32));
    }

    fn array_table_open(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.start_header(place.start() as u32, true);
    }

    fn array_table_close(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.end_header(Some(place.end() as u32));
    }

    fn inline_table_open(&mut self, place: Place, _: &mut dyn ErrorSink) -> bool {
        self.open(self.span(place), Items::Table(Map::new(Form::Inline)))
    }

    fn inline_table_close(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.close(place.end() as u32);
    }

    fn array_open(&mut self, place: Place, _: &mut dyn ErrorSink) -> bool {
        self.open(self.span(place), Items::List(Vec::new()))
    }

    fn array_close(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.close(place.end() as u32);
    }

    fn simple_key(&mut self, place: Place, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let span = self.span(place);
        let key = scalar::key(self.text, place, encoding, errors);
        self.key(key, span);
    }

    fn key_sep(&mut self, _: Place, _: &mut dyn ErrorSink) {
        self.dot();
    }

    fn scalar(&mut self, place: Place, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let span = self.span(place);
        let value = scalar::value(self.text, place, encoding, span, errors);
        self.value(value, span);
    }

    fn comment(&mut self, place: Place, errors: &mut dyn ErrorSink) {
        let text = self.text.get(place.start()..place.end()).unwrap_or("");
        Written::new_unchecked(text, None, place).decode_comment(errors);
    }

    fn newline(&mut self, place: Place, errors: &mut dyn ErrorSink) {
        if self.heading.is_some() {
            self.end_header(None);
        }
        let text = self.text.get(place.start()..place.end()).unwrap_or("");
        Written::new_unchecked(text, None, place).decode_newline(errors);
    }

    fn error(&mut self, place: Place, _: &mut dyn ErrorSink) {
        self.end = place.end() as u32;
        if let Some(heading) = &mut self.heading {
            heading.is_lost = true;
        }
    }
}
