//! A text of nested values with the place of each: the common ground of front-ends for general data languages.
//!
//! TOML and YAML are read into this one shape; what the values mean is the front-end's own affair. A value that could not be
//! read has been diagnosed and stands here as [`Value::Broken`], so that nothing else is said about it.

use crate::source::{Run, Span, Spanned};

/// The longest value that a message repeats, in bytes.
const MAX_SHOWN: usize = 20;

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// The whole value; of a table that stands in several places, its first one.
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Scalar(Scalar),
    /// In order.
    Seq(Vec<Node>),
    /// In the order of the text.
    Map(Map),
    /// Diagnosed already.
    Broken,
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar {
    Text(Text),
    /// In decimal digits, as written.
    Number(String),
    Boolean(bool),
    /// A date, a time or both, as written.
    Moment(String),
}

/// Text and where its characters stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) value: String,
    /// Between the quotes.
    pub(crate) content: Span,
    /// Whether `content` holds exactly `value`, byte by byte, so that a place in one is a place in the other.
    pub(crate) verbatim: bool,
    /// Where the bytes of a `value` that is written with escapes stand, if that is known.
    pub(crate) runs: Option<Vec<Run>>,
}

/// Keys and values; each key once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Map {
    pub(crate) entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Spanned<String>,
    pub(crate) node: Node,
}

impl Map {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }
}

impl Node {
    /// Its text, if it is one.
    pub(crate) fn text(&self) -> Option<&Text> {
        match &self.value {
            Value::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
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
    pub(crate) fn each_key(&self, visit: &mut impl FnMut(&Spanned<String>)) {
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
