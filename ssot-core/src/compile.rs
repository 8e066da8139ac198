//! The pipeline: parse, check items, lower, check schema.

use crate::ast::Document;
use crate::check::{Valid, check_items, check_schema};
use crate::diagnostic::Diagnostics;
use crate::ir::{Provider, Schema};
use crate::source::SourceMap;
use crate::{front, lower};

/// What a caller may choose.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// Moves the schema to this database; what it cannot carry there is diagnosed.
    pub provider: Option<Provider>,
}

/// What came out: always everything that could be made of the texts.
#[derive(Debug)]
pub struct Compilation {
    /// The texts.
    pub sources: SourceMap,
    /// One document a file.
    pub documents: Vec<Document>,
    /// The schema: proven, or as far as it got.
    pub schema: Result<Valid<Schema>, Schema>,
    /// What was found, sorted.
    pub diagnostics: Diagnostics,
}

/// Compiles the files of one schema. The front-end of each file is chosen by its extension.
pub fn compile(sources: SourceMap, options: &Options) -> Compilation {
    let mut diagnostics = Diagnostics::new();
    let documents: Vec<Document> =
        sources.files().map(|(file, source)| front::parse(file, source, &mut diagnostics)).collect();
    check_items(&documents, &sources, &mut diagnostics);
    let schema = lower::lower(&documents, &sources, options, &mut diagnostics);
    let schema = check_schema(schema, &mut diagnostics);
    diagnostics.sort();
    Compilation { sources, documents, schema, diagnostics }
}
