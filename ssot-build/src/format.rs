//! Formatting schema files in place.

use std::path::PathBuf;

use crate::disk;
use crate::error::Result;

/// A schema file and what the formatter makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Formatted {
    /// The file, as it was named or as it was found below a folder that was.
    pub path: PathBuf,
    /// Its text as it stands on disk.
    pub before: String,
    /// Its text as it should be.
    pub after: String,
}

impl Formatted {
    /// Whether the file is not as it should be.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }

    /// Writes the file, if it changed.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self) -> Result {
        if self.is_changed() { disk::replace(&self.path, &self.after) } else { Ok(()) }
    }
}

/// Formats schema files (`*.prisma`, `*.ssot`), and reads only. A folder stands for all of them below it, in the order of their paths.
///
/// The layout is that of [`ssot_core::format`]; it asks for no valid schema.
///
/// # Errors
/// If a path does not exist, cannot be read or is no schema file, or if a folder holds none.
pub fn format(paths: &[PathBuf]) -> Result<Vec<Formatted>> {
    let files = disk::load_formatted(paths)?;
    Ok(files.into_iter().map(|(path, before)| Formatted { after: ssot_core::format(&before), path, before }).collect())
}
