//! Values that no log may show.

use std::fmt;
use std::ops::Deref;

/// A value of a field that clients never see (`@hidden`, `@writeOnly`). It behaves like the value, except that `Debug`
/// prints `…`.
///
/// ```
/// use ssot_server::model::Secret;
/// let secret = Secret::new("correct horse".to_owned());
/// assert_eq!(secret.len(), 13);
/// assert_eq!(format!("{secret:?}"), "…");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides `value` from `Debug`.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Gives the value away.
    pub fn reveal(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<T> Deref for Secret<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}
