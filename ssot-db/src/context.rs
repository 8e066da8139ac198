//! For whom statements run, where the database itself asks (row-level security).

use std::sync::Arc;

/// Who asks, as the database is told for the length of one transaction; only PostgreSQL with
/// `PostgresConfig::row_security` looks at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Context {
    /// Nobody has said: policies show no row.
    #[default]
    None,
    /// The program itself: nothing is kept from it.
    Program,
    /// A caller: a JSON object that the policies read.
    Caller(Arc<str>),
}

impl Context {
    /// What the setting `ssot.caller` says; none: it is not set.
    #[cfg(feature = "postgres")]
    pub(crate) fn as_setting(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Program => Some("{\"program\":true}"),
            Self::Caller(json) => Some(json),
        }
    }
}
