//! The front-ends, chosen by file extension.

mod psl;
#[cfg(feature = "rust")]
mod rust;
#[cfg(feature = "toml")]
mod toml;

use crate::ast::Document;
use crate::diagnostic::{Diagnostics, Rule};
use crate::source::{FileId, SourceFile, SourceMap, Span};

#[cfg(feature = "toml")]
pub use toml::{Style as TomlStyle, json_schema as toml_json_schema, print as to_toml};

pub use psl::format;
#[cfg(feature = "rust")]
pub use rust::Places;
#[cfg(feature = "rust")]
pub(crate) use rust::{ModuleMissing, NotARow, RowInRow, read_datasource, read_item};

/// The rules of all front-ends.
pub(crate) const RULES: &[&[Rule]] = &[
    psl::RULES,
    #[cfg(feature = "toml")]
    toml::RULES,
    #[cfg(feature = "rust")]
    rust::RULES,
];

/// Larger files are refused, in bytes: 16 MiB.
const MAX_BYTES: usize = 16 << 20;

/// Refuses a file that is too large to be a schema.
fn is_too_large(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> bool {
    if text.len() > MAX_BYTES {
        let span = Span::new(file, 0, 0);
        diagnostics.push(psl::FileTooLarge { span, bytes: text.len(), limit: MAX_BYTES });
    }
    text.len() > MAX_BYTES
}

/// Makes the edits of findings fit the language of the file they stand in; those that cannot are taken away.
pub(crate) fn fit_fixes(sources: &SourceMap, diagnostics: &mut Diagnostics) {
    #[cfg(feature = "toml")]
    toml::fit(sources, diagnostics);
    #[cfg(feature = "rust")]
    rust::fit(sources, diagnostics);
    #[cfg(not(any(feature = "toml", feature = "rust")))]
    let _ = (sources, diagnostics);
}

/// What stands behind the last dot of the file's name.
fn extension(source: &SourceFile) -> Option<&str> {
    source.path.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end)
}

/// The paths that the imports of a text name, as written; `path` tells its language. Nothing else is read, and nothing is reported: that
/// happens when the text is compiled.
pub fn imports(path: &str, text: &str) -> Vec<String> {
    if !text.contains("import") {
        return Vec::new();
    }
    let nothing = &mut Diagnostics::new();
    let document = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("ssot") => psl::parse(FileId::default(), text, psl::Dialect::Ssot, nothing),
        #[cfg(feature = "toml")]
        Some("toml") => toml::parse(FileId::default(), text, nothing),
        _ => return Vec::new(),
    };
    document.imports.into_iter().map(|import| import.path.value).collect()
}

/// Where the files of the modules can be that a file in Rust declares: for each of them its likely paths, the likelier first, relative to the
/// folder of the first file. `path` is relative to it, too. Nothing else is read, and nothing is reported.
#[cfg(feature = "rust")]
pub fn modules(path: &str, text: &str) -> Vec<Vec<String>> {
    let nothing = &mut Diagnostics::new();
    let document = rust::parse(FileId::default(), path, text, nothing);
    document.code.unwrap_or_default().modules.into_iter().map(|module| module.paths).collect()
}

/// Parses one file. Never fails: what cannot be read is diagnosed and left out.
pub(crate) fn parse(file: FileId, source: &SourceFile, diagnostics: &mut Diagnostics) -> Document {
    match extension(source) {
        Some("prisma") => return psl::parse(file, &source.text, psl::Dialect::Prisma, diagnostics),
        Some("ssot") => return psl::parse(file, &source.text, psl::Dialect::Ssot, diagnostics),
        #[cfg(feature = "toml")]
        Some("toml") => return toml::parse(file, &source.text, diagnostics),
        #[cfg(feature = "rust")]
        Some("rs") => return rust::parse(file, &source.name, &source.text, diagnostics),
        _ => {}
    }
    diagnostics.push(psl::UnknownExtension { file, path: source.path.clone() });
    Document { incomplete: true, ..Document::default() }
}
