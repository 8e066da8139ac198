//! Text that is cheap to copy, since every type of a file is named many times.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A text of the target itself, or one that was made of the schema once.
#[derive(Clone)]
pub enum Shared {
    /// The target's own.
    Own(&'static str),
    /// Made of the schema.
    Made(Arc<str>),
}

impl Shared {
    /// Whether it is a copy of another.
    fn is_copy_of(&self, other: &Self) -> bool {
        let (one, two): (&str, &str) = (self, other);
        std::ptr::eq(one, two)
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl From<&Arc<str>> for Shared {
    fn from(text: &Arc<str>) -> Self {
        Self::Made(Arc::clone(text))
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Self {
        Self::Made(text.into())
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.is_copy_of(other) || **self == **other
    }
}

impl Eq for Shared {}

impl PartialOrd for Shared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shared {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.is_copy_of(other) { Ordering::Equal } else { (**self).cmp(&**other) }
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}
