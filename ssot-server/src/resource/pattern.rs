//! Patterns of texts.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use regex::Regex;

/// A regular expression of ssot's portable subset; a whole text matches or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// From `^` to `$`; empty if every text will do.
    pub source: &'static str,
}

/// What has been compiled so far. A program has as many patterns as its schema, so nothing is ever forgotten.
static COMPILED: OnceLock<RwLock<HashMap<&'static str, Option<Regex>>>> = OnceLock::new();

impl Pattern {
    /// Every text.
    pub const ANY: Self = Self::new("");

    /// The pattern with that text.
    pub const fn new(source: &'static str) -> Self {
        Self { source }
    }

    /// Whether the text matches, in time proportional to its length. A pattern that is none matches nothing.
    pub fn matches(self, text: &str) -> bool {
        if self.source.is_empty() {
            return true;
        }
        let compiled = COMPILED.get_or_init(RwLock::default);
        if let Some(known) = compiled.read().unwrap_or_else(PoisonError::into_inner).get(self.source) {
            return known.as_ref().is_some_and(|regex| regex.is_match(text));
        }
        let regex = Regex::new(self.source).ok();
        let matches = regex.as_ref().is_some_and(|regex| regex.is_match(text));
        compiled.write().unwrap_or_else(PoisonError::into_inner).insert(self.source, regex);
        matches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_texts() {
        let pattern = Pattern::new("^[^a]{1,2}$");
        for _ in 0..2 {
            assert!(pattern.matches("é漢") && pattern.matches("\n"));
            assert!(!pattern.matches("") && !pattern.matches("ba") && !pattern.matches("bbb"));
        }
        assert!(!Pattern::new("(").matches("("));
    }
}
