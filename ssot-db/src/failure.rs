//! What the engines that have a server make of an error: what the caller is told, and what we can do about it ourselves.

use crate::{Error, ErrorKind};

/// An error, and what we can do about it ourselves.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) remedy: Remedy,
}

/// What may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// None.
    None,
    /// The connection is gone: another one may do.
    Reconnect,
    /// The transaction lost against another: run it again.
    Repeat,
    /// The tables have changed since the statement was prepared: prepare it again.
    #[cfg(feature = "postgres")]
    Prepare,
    /// The time of the connection was up: a more patient connection may do.
    #[cfg(feature = "postgres")]
    Patience,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, remedy: Remedy::None }
    }
}

/// Nobody answers, for that reason.
pub(crate) fn unavailable(detail: String) -> Error {
    Error { kind: ErrorKind::Unavailable, detail }
}
