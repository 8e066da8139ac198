//! AST to IR: the only room that sees both.
//!
//! 1. `datasource`, `generator`: the settings, first of all the provider.
//! 2. `scope`: every declaration gets its id, in the order of files and text.
//! 3. `resolve`: the type of every field; `pairing`: the two ends of every relation.
//! 4. `model`, `enumeration`, `composite`: everything else, now that names have ids.
//!
//! What cannot be resolved is reported once, left out, and remembered as *broken*, so that what refers to it stays silent.

mod api;
mod argument;
mod base64;
mod composite;
mod datasource;
mod datetime;
mod decimal;
mod default;
mod enumeration;
mod expression;
mod field;
mod generator;
mod json;
mod key;
mod literal;
mod model;
mod native;
mod operator;
mod pairing;
mod predicate;
mod relation;
mod resolve;
mod rule;
mod scope;

use crate::ast::Document;
use crate::compile::Options;
use crate::diagnostic::Diagnostics;
use crate::ir::{Provider, Schema};
use crate::source::{SourceMap, Span};

pub(crate) use rule::RULES;
use scope::Scope;

/// What every step needs to know, and the sink.
struct Context<'a> {
    scope: Scope<'a>,
    sources: &'a SourceMap,
    /// The provider that the schema was written for: its rules hold.
    declared: Provider,
    /// The provider that targets write for.
    provider: Provider,
    /// The prefix of native types: the datasource's name.
    prefix: String,
    /// Where a front-end had to give up outside of blocks: declarations may be missing there.
    wounds: Vec<Span>,
    diagnostics: &'a mut Diagnostics,
}

impl Context<'_> {
    /// Whether the line of a syntax error names `word`: then its declaration was probably lost there.
    fn is_named_in_wound(&self, word: &str) -> bool {
        self.wounds.iter().any(|wound| {
            let text = &self.sources.file(wound.file).text;
            let start = wound.start as usize;
            let Some((head, tail)) = text.split_at_checked(start) else { return false };
            let begin = head.rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let end = tail.find(['\n', '\r']).map_or(text.len(), |at| start + at);
            text[begin..end].split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
        })
    }
}

/// Resolves names to ids. Always returns what could be resolved.
pub(crate) fn lower(
    documents: &[Document],
    sources: &SourceMap,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Schema {
    let wounds = wounds(documents, diagnostics);
    let declarations = || documents.iter().flat_map(|document| &document.declarations);
    let datasource = datasource::lower(declarations(), diagnostics);
    let generators = generator::lower(declarations(), diagnostics);
    let declared = datasource.as_ref().map(|datasource| datasource.provider);
    let provider = options.provider.or(declared).unwrap_or(Provider::Sqlite);
    let mut context = Context {
        scope: Scope::collect(declarations(), diagnostics),
        sources,
        declared: declared.unwrap_or(provider),
        provider,
        prefix: datasource.as_ref().map_or_else(|| "db".to_owned(), |datasource| datasource.name.clone()),
        wounds,
        diagnostics,
    };
    let fields = resolve::resolve(&mut context);
    let (fields, ends) = pairing::pair(&mut context, fields);
    let enumerations = enumeration::lower(&mut context);
    let composites = composite::lower(&mut context, &enumerations);
    let models = model::lower(&mut context, &fields, &enumerations, &composites);
    let relations = relation::lower(&context, ends, &models);
    Schema {
        provider,
        datasource,
        generators,
        models,
        enumerations,
        composites,
        relations,
        annotations: Vec::new(),
        sources: sources.files().map(|(_, file)| file.name.clone()).collect(),
    }
}

/// The errors in files that lack a declaration.
fn wounds(documents: &[Document], diagnostics: &Diagnostics) -> Vec<Span> {
    if documents.iter().all(|document| !document.incomplete) {
        return Vec::new();
    }
    diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).map(|diagnostic| diagnostic.span).collect()
}

#[cfg(test)]
mod tests;
