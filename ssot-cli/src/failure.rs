//! Exit codes, and what leads to each.

use ssot_build::Error;

/// Done.
pub(crate) const OK: u8 = 0;
/// A file could not be read or written, or ssot is wrong.
pub(crate) const INTERNAL: u8 = 1;
/// Wrong arguments.
pub(crate) const USAGE: u8 = 2;
/// Mistakes in the schema.
pub(crate) const DIAGNOSTICS: u8 = 3;
/// The output is not as `generate` would leave it.
pub(crate) const STALE: u8 = 4;
/// Files that were edited by hand, or that are not ssot's, are in the way.
pub(crate) const REFUSED: u8 = 5;

/// The exit code of an error.
pub(crate) fn code(error: &Error) -> u8 {
    match error {
        Error::Schema(_) => DIAGNOSTICS,
        Error::Usage(_) => USAGE,
        Error::Edited(_) => REFUSED,
        _ => INTERNAL,
    }
}
