//! Why nothing was generated.

use std::fmt;
use std::io;
use std::path::PathBuf;

use ssot_core::Compilation;
use ssot_core::diagnostic::render_plain;

/// What the endings of [`crate::Config`] give.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Why nothing was generated. `Debug` prints the same text as `Display`, so that `fn main() -> ssot_build::Result` reads well
/// in a build script.
#[non_exhaustive]
pub enum Error {
    /// The schema has mistakes; [`Compilation::diagnostics`] says which.
    Schema(Box<Compilation>),
    /// The configuration asks for something that cannot be, in words.
    Usage(String),
    /// Files in the output folders are not as they were written: a hand edit, or a file of somebody else's.
    Edited(Vec<PathBuf>),
    /// A file could not be read or written.
    Io {
        /// What was done, and with which file.
        action: String,
        /// Why it failed.
        source: io::Error,
    },
}

impl Error {
    pub(crate) fn io(action: &str, path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { action: format!("{action} {}", path.display()), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(compilation) => f.write_str(&render_plain(&compilation.diagnostics, &compilation.sources)),
            Self::Usage(text) => f.write_str(text),
            Self::Edited(paths) => {
                f.write_str("these files were edited, or are not ssot's, so nothing was written:")?;
                for path in paths {
                    write!(f, "\n  {}", path.display())?;
                }
                f.write_str("\nhelp: move the changes elsewhere and delete the files, or write over them with `force`")
            }
            Self::Io { action, source } => write!(f, "cannot {action}: {source}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
