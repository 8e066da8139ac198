//! The front-ends, chosen by file extension.

mod psl;
#[cfg(feature = "rust")]
mod rust;
#[cfg(feature = "toml")]
mod toml;

use crate::ast::Document;
use crate::compile::Options;
#[cfg(feature = "rust")]
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Diagnostics, Rule};
use crate::source::{FileId, SourceFile, SourceMap, Span};

#[cfg(feature = "toml")]
pub use toml::{Package, package};
#[cfg(feature = "toml")]
pub use toml::{Style as TomlStyle, json_schema as toml_json_schema, print as to_toml};

pub use psl::format;
#[cfg(feature = "rust")]
pub use rust::{Ambient, ApiArgument, ApiMethod, ApiTrait, Case as SerdeCase, Holder, Places};
#[cfg(feature = "rust")]
pub(crate) use rust::{ModuleMissing, NoItem, NotARow, RowInRow, read_api, read_datasource, read_item, read_scalar};

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

/// The part of a text around the start of a place that is read as one: the line; in Rust, where a line may hold several fields or
/// variants, one of them.
pub(crate) fn part(sources: &SourceMap, place: Span) -> Span {
    let (start, end) = sources.line_range(place.file, sources.line(place.file, place.start));
    let line = Span::new(place.file, start, end);
    #[cfg(feature = "rust")]
    if extension(sources.file(place.file)) == Some("rs") {
        return rust::part(sources.text(line), line, place.start);
    }
    line
}

/// Makes what findings say and advise fit the language of the file they stand in: edits that cannot are taken away, and attributes in the
/// words of the help are written as they are there; in Rust those of the message, too.
pub(crate) fn fit_fixes(sources: &SourceMap, documents: &[Document], diagnostics: &mut Diagnostics) {
    for found in diagnostics.iter_mut() {
        #[cfg(feature = "rust")]
        if extension(sources.file(found.span.file)) == Some("rs") {
            fit_message(found);
        }
        let Some(help) = found.help.as_mut().filter(|help| help.contains('`')) else { continue };
        let source = sources.file(found.span.file);
        match extension(source) {
            Some("prisma") if !is_in_comment(&source.text, found.span) => *help = rewrite_code(help, psl::as_directive),
            #[cfg(feature = "rust")]
            Some("rs") => *help = rewrite_code(help, rust::as_rust),
            _ => {}
        }
    }
    #[cfg(feature = "toml")]
    toml::fit(sources, diagnostics);
    #[cfg(feature = "rust")]
    rust::fit(sources, documents, diagnostics);
    #[cfg(not(feature = "rust"))]
    let _ = documents;
}

/// Names attributes in what is said of Rust as they are there. The rules of that room know what they speak of.
#[cfg(feature = "rust")]
fn fit_message(found: &mut Diagnostic) {
    if found.message.contains("`@") && !rust::RULES.iter().any(|rule| rule.code == found.code) {
        found.message = rewrite_code(&found.message, rust::as_rust);
    }
}

/// Makes what findings about one item in Rust say and advise fit its language.
#[cfg(feature = "rust")]
pub(crate) fn fit_help_of_item(diagnostics: &mut Diagnostics) {
    for found in diagnostics.iter_mut() {
        fit_message(found);
        if let Some(help) = &mut found.help {
            *help = rewrite_code(help, rust::as_rust);
        }
    }
}

/// Whether the line starts with `///` in which the place starts.
fn is_in_comment(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    line.trim_start().starts_with("///")
}

/// The text with what stands in backticks rewritten; `None` leaves it as it is.
fn rewrite_code(text: &str, rewrite: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        let is_code = index % 2 == 1;
        match rewrite(part).filter(|_| is_code) {
            Some(part) => out.push_str(&part),
            None => out.push_str(part),
        }
    }
    out
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
    rust::modules(path, text).into_iter().map(|module| module.paths).collect()
}

/// Parses one file. Never fails: what cannot be read is diagnosed and left out.
pub(crate) fn parse(file: FileId, source: &SourceFile, options: &Options, diagnostics: &mut Diagnostics) -> Document {
    #[cfg(not(feature = "rust"))]
    let _ = options;
    match extension(source) {
        Some("prisma") => return psl::parse(file, &source.text, psl::Dialect::Prisma, diagnostics),
        Some("ssot") => return psl::parse(file, &source.text, psl::Dialect::Ssot, diagnostics),
        #[cfg(feature = "toml")]
        Some("toml") => return toml::parse(file, &source.text, diagnostics),
        #[cfg(feature = "rust")]
        Some("rs") => {
            let int64 = options.int64.get(&file).copied().unwrap_or_default();
            return rust::parse(file, &source.name, &source.text, int64, diagnostics);
        }
        _ => {}
    }
    diagnostics.push(psl::UnknownExtension { file, path: source.path.clone() });
    Document { incomplete: true, ..Document::default() }
}
