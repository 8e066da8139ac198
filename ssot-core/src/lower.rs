//! AST to IR: the only room that sees both.

use crate::ast::Document;
use crate::compile::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::{Provider, Schema};
use crate::source::SourceMap;

/// Resolves names to ids. Always returns what could be resolved.
pub(crate) fn lower(
    _documents: &[Document],
    sources: &SourceMap,
    options: &Options,
    _diagnostics: &mut Diagnostics,
) -> Schema {
    Schema {
        provider: options.provider.unwrap_or(Provider::Sqlite),
        datasource: None,
        generators: Vec::new(),
        models: Vec::new(),
        enumerations: Vec::new(),
        composites: Vec::new(),
        relations: Vec::new(),
        annotations: Vec::new(),
        sources: sources.files().map(|(_, file)| file.path.clone()).collect(),
    }
}
