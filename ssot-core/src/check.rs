//! The rules. `item` reads one declaration of the AST (the attribute macro runs these too), `schema` the whole IR.

mod item;
mod schema;
mod valid;

pub(crate) use schema::is_about_database;
pub use valid::Valid;

use crate::ast::Document;
use crate::diagnostic::{Diagnostics, Rule};
use crate::ir::Schema;
use crate::source::SourceMap;

/// The rules of both rooms.
pub(crate) const RULES: &[&[Rule]] = &[item::RULES, schema::RULES];

/// Runs the rules about single declarations; `documents` are those of `sources`, in order.
pub(crate) fn check_items(documents: &[Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    for (document, (_, source)) in documents.iter().zip(sources.files()) {
        for declaration in &document.declarations {
            item::check(declaration, diagnostics);
        }
        if is_prisma(&source.path) {
            item::check_document(document, diagnostics);
        }
    }
    item::rename_reserved(documents, diagnostics);
}

/// Runs the rules about single declarations over one.
#[cfg(feature = "rust")]
pub(crate) fn check_item(declaration: &crate::ast::Declaration, diagnostics: &mut Diagnostics) {
    item::check(declaration, diagnostics);
}

/// Runs every rule over the schema, on so many threads; only a schema without errors becomes [`Valid`].
#[expect(clippy::result_large_err, reason = "a schema that is not valid is as good a result as a valid one")]
pub(crate) fn check_schema(
    schema: Schema,
    threads: usize,
    diagnostics: &mut Diagnostics,
) -> Result<Valid<Schema>, Schema> {
    schema::check(&schema, threads, diagnostics);
    if diagnostics.has_errors() { Err(schema) } else { Ok(Valid::new(schema)) }
}

/// Whether the file is in Prisma's own language.
fn is_prisma(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "prisma")
}
