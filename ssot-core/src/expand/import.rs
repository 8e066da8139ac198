//! `import "./other.ssot"`: which file is meant, and whether it was read.
//!
//! Core reads no files: whoever loads them asks a document for its imports, adds what they name, and goes on until nothing is new.

use std::collections::HashSet;

use crate::ast::Document;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::source::SourceMap;

use super::rule::{ImportMissing, ImportOutside};

/// The path that `import` names in the file `from`: both with `/` between parts, `.` and `..` worked out. `None` if the path is absolute or
/// leaves the folder that `from` is relative to.
///
/// ```
/// use ssot_core::resolve_import;
/// assert_eq!(resolve_import("schema/blog.ssot", "./parts/../user.ssot").as_deref(), Some("schema/user.ssot"));
/// assert_eq!(resolve_import("blog.ssot", "../user.ssot"), None);
/// ```
pub fn resolve_import(from: &str, import: &str) -> Option<String> {
    if import.starts_with('/') || import.contains(['\\', '\0', ':']) {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in import.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Reports imports that lead to no file of the schema. Files are known by their names, which start at the folder of the schema.
pub(super) fn check(documents: &[Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    if documents.iter().all(|document| document.imports.is_empty()) {
        return;
    }
    let names: HashSet<&str> = sources.files().map(|(_, file)| file.name.as_str()).collect();
    for (document, (_, file)) in documents.iter().zip(sources.files()) {
        for import in &document.imports {
            let span = import.path.span;
            let written = &import.path.value;
            let Some(path) = resolve_import(&file.name, written) else {
                diagnostics.push(
                    Diagnostic::error(
                        ImportOutside::CODE,
                        span,
                        format!("`{}` leads out of the schema's folder", written.escape_debug()),
                    )
                    .help("write a relative path with `/`, to a file beside or below the first schema file"),
                );
                continue;
            };
            if names.contains(path.as_str()) {
                continue;
            }
            let missing =
                Diagnostic::error(ImportMissing::CODE, span, format!("there is no file `{}`", path.escape_debug()));
            let mut known: Vec<&str> = names.iter().copied().filter(|name| *name != file.name).collect();
            known.sort_unstable();
            diagnostics.push(match nearest(&path, known) {
                Some(known) => missing.help(format!("did you mean `{known}`? Paths are relative to this file")),
                None => missing.help("paths are relative to the file that the import stands in"),
            });
        }
    }
}
