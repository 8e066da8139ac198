//! The JSON of request bodies, read without loss.
//!
//! Numbers keep their text, so that `9007199254740993` and exact numbers arrive as they were written; two equal keys and
//! lone surrogates are errors. `serde_json` can keep numbers only with `arbitrary_precision`, a feature that would change its
//! numbers for every crate of a user's program, and it takes the last of two equal keys.

mod parse;
mod write;

pub use parse::{JsonError, MAX_DEPTH, parse};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// A number, as it was written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// `[…]`.
    List(Vec<Json>),
    /// `{…}`, in the order written; no key occurs twice.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// What it is, in words for a message: `a string`.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// A key or an index as a step of a JSON pointer (RFC 6901): `~` and `/` are escaped.
pub fn pointer_step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}
