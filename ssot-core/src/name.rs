//! Names as they stand in a schema: checked once where they enter, cheap to clone, split into words on demand.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

/// The most bytes of UTF-8 that a [`Name`] may have.
pub const MAX_BYTES: usize = 256;

/// A legal identifier: Unicode `XID_Start` (or an ASCII digit-free `_`) followed by `XID_Continue`, in NFC, at most
/// [`MAX_BYTES`] bytes. Control, bidirectional and zero-width characters are not part of those classes, so none can occur.
///
/// Source: Unicode Standard Annex 31, "Unicode Identifiers and Syntax".
///
/// ```
/// use ssot_core::Name;
/// let name = Name::new("blogPost").unwrap();
/// assert_eq!(name.as_str(), "blogPost");
/// assert!(Name::new("a\u{202e}b").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

/// Why a text is no [`Name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// The text is empty.
    Empty,
    /// The text is longer than [`MAX_BYTES`].
    TooLong,
    /// The character cannot start a name.
    Start(char),
    /// The character cannot stand in a name.
    Continue(char),
    /// The text is not in Unicode normalization form C.
    NotNormalized,
}

impl Name {
    /// Checks `text` and keeps it.
    ///
    /// # Errors
    /// The first rule of [`Name`] that the text breaks.
    pub fn new(text: &str) -> Result<Self, NameError> {
        if text.len() > MAX_BYTES {
            return Err(NameError::TooLong);
        }
        let mut characters = text.chars();
        let first = characters.next().ok_or(NameError::Empty)?;
        if first != '_' && !unicode_ident::is_xid_start(first) {
            return Err(NameError::Start(first));
        }
        if let Some(bad) = characters.find(|&c| !unicode_ident::is_xid_continue(c)) {
            return Err(NameError::Continue(bad));
        }
        if !text.is_ascii() && text.nfc().ne(text.chars()) {
            return Err(NameError::NotNormalized);
        }
        Ok(Self(text.into()))
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a name cannot be empty"),
            Self::TooLong => write!(f, "a name has at most {MAX_BYTES} bytes"),
            Self::Start(c) => write!(f, "a name cannot start with {c:?}"),
            Self::Continue(c) => write!(f, "a name cannot contain {c:?}"),
            Self::NotNormalized => f.write_str("a name must be in Unicode normalization form C"),
        }
    }
}

impl std::error::Error for NameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_combining_starts_are_refused() {
        assert_eq!(Name::new(""), Err(NameError::Empty));
        assert_eq!(Name::new("1a"), Err(NameError::Start('1')));
        assert_eq!(Name::new("a\u{200b}b"), Err(NameError::Continue('\u{200b}')));
        assert_eq!(Name::new("e\u{301}"), Err(NameError::NotNormalized));
    }
}
