//! The proof that the rules were run.

use std::ops::Deref;

/// A value that passed every rule. Only `check` makes one; reading is free.
#[derive(Debug, Clone, PartialEq)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    pub(super) fn new(value: T) -> Self {
        Self(value)
    }

    /// Gives up the proof.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
