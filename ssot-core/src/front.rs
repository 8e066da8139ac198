//! The front-ends, chosen by file extension.

mod psl;

use crate::ast::Document;
use crate::diagnostic::{Diagnostics, Rule};
use crate::source::{FileId, SourceFile};

pub use psl::format;

/// The rules of all front-ends.
pub(crate) const RULES: &[&[Rule]] = &[psl::RULES];

/// The paths that the imports of a text name, as written; `path` tells its language. Nothing else is read, and nothing is reported: that
/// happens when the text is compiled.
pub fn imports(path: &str, text: &str) -> Vec<String> {
    let is_ssot = path.rsplit_once('.').is_some_and(|(_, extension)| extension == "ssot");
    if !is_ssot || !text.contains("import") {
        return Vec::new();
    }
    let document = psl::parse(FileId::default(), text, psl::Dialect::Ssot, &mut Diagnostics::new());
    document.imports.into_iter().map(|import| import.path.value).collect()
}

/// Parses one file. Never fails: what cannot be read is diagnosed and left out.
pub(crate) fn parse(file: FileId, source: &SourceFile, diagnostics: &mut Diagnostics) -> Document {
    let extension = source.path.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
    let dialect = match extension {
        Some("prisma") => Some(psl::Dialect::Prisma),
        Some("ssot") => Some(psl::Dialect::Ssot),
        _ => None,
    };
    if let Some(dialect) = dialect {
        return psl::parse(file, &source.text, dialect, diagnostics);
    }
    diagnostics.push(psl::UnknownExtension { file, path: source.path.clone() });
    Document { incomplete: true, ..Document::default() }
}
