//! A text of nested values with the place of each: the common ground of front-ends for general data languages.
//!
//! TOML and YAML are read into this one shape; what the values mean is the front-end's own affair. What stands in the text as it is meant
//! is borrowed from it. A value that could not be read has been diagnosed and stands here as [`Value::Broken`], so that nothing else is said
//! about it.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::source::{Span, Spanned};

/// The longest value that a message repeats, in bytes.
const MAX_SHOWN: usize = 20;

/// Tables of more keys know where each of them stands.
const MAX_SEARCHED: usize = 16;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'t> {
    pub(crate) value: Value<'t>,
    /// The whole value; of a table that stands in several places, its first one.
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'t> {
    Scalar(Scalar<'t>),
    /// In order.
    Seq(Vec<Node<'t>>),
    /// In the order of the text.
    Map(Map<'t>),
    /// Diagnosed already.
    Broken,
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'t> {
    Text(Text<'t>),
    /// In decimal digits, as written.
    Number(Cow<'t, str>),
    Boolean(bool),
    /// A date, a time or both, as written.
    Moment(&'t str),
}

/// Text and where its characters stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text<'t> {
    /// Borrowed if `content` holds exactly this, byte by byte, so that a place in one is a place in the other.
    pub(crate) value: Cow<'t, str>,
    /// Between the quotes.
    pub(crate) content: Span,
}

/// Keys and values; each key once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map<'t> {
    pub(crate) entries: Vec<Entry<'t>>,
    /// How it came to be.
    pub(crate) form: Form,
    /// Where each key stands in `entries`, once there are many.
    places: Option<Box<HashMap<Cow<'t, str>, u32>>>,
}

/// How a table came to be, which decides what may be added to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// By a header of its own; the file as a whole, too.
    #[default]
    Header,
    /// By the headers of tables in it.
    Path,
    /// By keys of several parts.
    Dotted,
    /// In braces.
    Inline,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry<'t> {
    pub(crate) key: Key<'t>,
    pub(crate) node: Node<'t>,
}

/// A key and its place.
pub(crate) type Key<'t> = Spanned<Cow<'t, str>>;

impl PartialEq for Map<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<'t> Map<'t> {
    /// An empty one.
    pub(crate) fn new(form: Form) -> Self {
        Self { entries: Vec::new(), form, places: None }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.position(key).map(|at| &self.entries[at])
    }

    /// Where a key stands.
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(key).map(|&at| at as usize),
            None => self.entries.iter().position(|entry| entry.key.value == key),
        }
    }

    /// Adds a key that is not there yet, and says where.
    pub(crate) fn push(&mut self, entry: Entry<'t>) -> usize {
        let at = self.entries.len();
        if let Some(places) = &mut self.places {
            places.insert(entry.key.value.clone(), at as u32);
        } else if at == MAX_SEARCHED {
            let all = self.entries.iter().chain([&entry]).enumerate();
            self.places = Some(Box::new(all.map(|(at, entry)| (entry.key.value.clone(), at as u32)).collect()));
        }
        self.entries.push(entry);
        at
    }

    /// Puts the keys in the order of their places, in the tables below, too.
    pub(crate) fn sort(&mut self) {
        if !self.entries.is_sorted_by_key(|entry| entry.key.span.start) {
            self.places = None;
            self.entries.sort_by_key(|entry| entry.key.span.start);
        }
        self.entries.iter_mut().for_each(|entry| entry.node.sort());
    }
}

impl Entry<'_> {
    /// Its key as a name.
    pub(crate) fn name(&self) -> Spanned<String> {
        Spanned::new(self.key.value.as_ref().to_owned(), self.key.span)
    }
}

impl<'t> Node<'t> {
    /// Its text, if it is one.
    pub(crate) fn text(&self) -> Option<&Text<'t>> {
        match &self.value {
            Value::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn sort(&mut self) {
        match &mut self.value {
            Value::Map(map) => map.sort(),
            Value::Seq(nodes) => nodes.iter_mut().for_each(Node::sort),
            Value::Scalar(_) | Value::Broken => {}
        }
    }

    /// For messages, with article.
    pub(crate) fn describe(&self) -> String {
        match &self.value {
            Value::Scalar(Scalar::Text(text)) if text.value.trim().is_empty() => "an empty string".to_owned(),
            Value::Scalar(Scalar::Text(text)) if text.value.len() <= MAX_SHOWN && !text.value.contains(['\n', '`']) => {
                format!("the string `{}`", text.value)
            }
            Value::Scalar(Scalar::Text(_)) => "a string".to_owned(),
            Value::Scalar(Scalar::Number(digits)) if digits.len() <= MAX_SHOWN => format!("the number `{digits}`"),
            Value::Scalar(Scalar::Number(_)) => "a number".to_owned(),
            Value::Scalar(Scalar::Boolean(is)) => format!("`{is}`"),
            Value::Scalar(Scalar::Moment(_)) => "a date or time".to_owned(),
            Value::Seq(_) => "a list".to_owned(),
            Value::Map(_) => "a table".to_owned(),
            Value::Broken => "something unreadable".to_owned(),
        }
    }

    /// Calls `visit` with every key below, and their own first.
    pub(crate) fn each_key(&self, visit: &mut impl FnMut(&Key<'t>)) {
        match &self.value {
            Value::Map(map) => {
                for entry in &map.entries {
                    visit(&entry.key);
                    entry.node.each_key(visit);
                }
            }
            Value::Seq(nodes) => nodes.iter().for_each(|node| node.each_key(visit)),
            Value::Scalar(_) | Value::Broken => {}
        }
    }
}
