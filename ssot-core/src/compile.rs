//! The pipeline: parse, expand, check items, lower, check schema.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::ast::{Declaration, Document};
use crate::check::{Valid, check_items, check_schema};
use crate::data::IntegerForm;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::expand::expand;
use crate::ir::{PrismaVersion, Provider, Schema};
use crate::source::{FileId, SourceMap, Span};
use crate::{check, front, lower, parallel};

/// What a caller may choose.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// Moves the schema to this database; what it cannot carry there is diagnosed.
    pub provider: Option<Provider>,
    /// Whose rules hold for a Prisma schema where versions differ. `None`: whatever one of them accepts.
    pub prisma: Option<PrismaVersion>,
    /// How 64-bit integers stand on the wire in types of files in Rust that do not say it: `int64` of their package. As text unless said.
    pub int64: BTreeMap<FileId, IntegerForm>,
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

/// The codes of the front-ends end below this one.
const FIRST_MEANING: Code = Code(100);

/// The part of a text that is read as one, around the start of a place.
pub(crate) fn part(sources: &SourceMap, place: Span) -> Span {
    front::part(sources, place)
}

/// The parts of the texts that could not be read.
pub(crate) fn unreadable_parts(diagnostics: &Diagnostics, sources: &SourceMap) -> HashSet<Span> {
    let syntax = diagnostics.iter().filter(|found| found.is_error() && found.code < FIRST_MEANING);
    syntax.map(|found| part(sources, found.span)).collect()
}

/// What could not be read is judged no further: its meaning is a guess. And where something is wrong, nobody is warned of what it means.
fn forget_follow_ups(diagnostics: &mut Diagnostics, sources: &SourceMap) {
    if !diagnostics.has_errors() {
        return;
    }
    let unreadable = unreadable_parts(diagnostics, sources);
    let place = |found: &Diagnostic| part(sources, found.span);
    let wrong: HashSet<Span> = diagnostics.iter().filter(|found| found.is_error()).map(place).collect();
    diagnostics.retain(|found| {
        let about = if found.is_error() { &unreadable } else { &wrong };
        found.code < FIRST_MEANING || !about.contains(&place(found))
    });
}

/// Whether there is a datasource that names no database, not even nearly: nothing can be said of what it has.
fn is_database_unknown(documents: &[Document], schema: &Schema, options: &Options) -> bool {
    let mut declarations = documents.iter().flat_map(|document| &document.declarations);
    options.provider.is_none()
        && schema.datasource.is_none()
        && declarations.any(|declaration| matches!(declaration, Declaration::Datasource(_)))
}

/// Reads one marked item in Rust and runs the rules about single items over it; `arguments` are those of the mark, and `int64` is what its
/// package says of integers that a double does not hold. What the rest of the
/// schema says is not known, so no name is resolved. The item itself comes back as it is, if it is one that can be a model.
#[cfg(feature = "rust")]
pub fn read_item(
    arguments: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
    int64: IntegerForm,
    places: &mut dyn front::Places,
) -> (Document, Option<syn::DeriveInput>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (document, item) = front::read_item(arguments, item, int64, places, &mut diagnostics);
    for declaration in &document.declarations {
        crate::check::check_item(declaration, &mut diagnostics);
    }
    front::fit_help_of_item(&mut diagnostics);
    diagnostics.sort();
    (document, item, diagnostics)
}

/// Reads one marked scalar in Rust; `arguments` are those of the mark. It comes back with its rules if nothing is wrong with them, and the
/// item as it is, if it is a struct or an enum.
#[cfg(feature = "rust")]
pub fn read_scalar(
    arguments: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
    places: &mut dyn front::Places,
) -> (Option<crate::ir::Data>, Option<syn::DeriveInput>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (document, item) = front::read_scalar(arguments, item, places, &mut diagnostics);
    for declaration in &document.declarations {
        crate::check::check_item(declaration, &mut diagnostics);
    }
    let mut scalar = None;
    if !diagnostics.has_errors() {
        // A scalar names nothing else, so it can be lowered by itself.
        let mut sources = SourceMap::new();
        sources.add("item.rs", "");
        let schema = lower::lower(&[document], &sources, &Options::default(), 1, &mut diagnostics);
        scalar = schema.data.into_iter().next().filter(|data| data.scalar.is_some() && !diagnostics.has_errors());
    }
    front::fit_help_of_item(&mut diagnostics);
    diagnostics.sort();
    (scalar, item, diagnostics)
}

/// Reads one trait in Rust that is marked as an API; `arguments` and `int64` are as in [`read_item`]. No name is resolved. The trait itself comes back as it
/// is, if it is one.
#[cfg(feature = "rust")]
pub fn read_api(
    arguments: proc_macro2::TokenStream,
    item: proc_macro2::TokenStream,
    int64: IntegerForm,
    places: &mut dyn front::Places,
) -> (Document, Option<front::ApiTrait>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (document, item) = front::read_api(arguments, item, int64, places, &mut diagnostics);
    front::fit_help_of_item(&mut diagnostics);
    diagnostics.sort();
    (document, item, diagnostics)
}

/// Reads what stands in the brackets of `ssot::datasource! { … }`.
#[cfg(feature = "rust")]
pub fn read_datasource(tokens: proc_macro2::TokenStream, places: &mut dyn front::Places) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = front::read_datasource(tokens, places, &mut diagnostics);
    diagnostics.sort();
    (document, diagnostics)
}

/// One document a file.
fn parse(sources: &SourceMap, options: &Options, threads: usize, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let files: Vec<_> = sources.files().collect();
    let read = parallel::map(threads, files.len(), |index| {
        let (file, source) = files[index];
        let mut found = Diagnostics::new();
        let document = front::parse(file, source, options, &mut found);
        (document, found)
    });
    let mut documents = Vec::with_capacity(read.len());
    for (document, found) in read {
        documents.push(document);
        diagnostics.extend(found);
    }
    documents
}

/// Compiles the files of one schema. The front-end of each file is chosen by its extension.
pub fn compile(sources: SourceMap, options: &Options) -> Compilation {
    let threads = parallel::threads(sources.files().map(|(_, source)| source.text.len()).sum());
    compile_on(threads, sources, options)
}

/// On so many threads.
fn compile_on(threads: usize, sources: SourceMap, options: &Options) -> Compilation {
    let mut diagnostics = Diagnostics::new();
    let mut documents = parse(&sources, options, threads, &mut diagnostics);
    expand(&mut documents, &sources, &mut diagnostics);
    let (schema, found) = parallel::join(
        threads,
        || lower::lower(&documents, &sources, options, threads, &mut diagnostics),
        || {
            let mut found = Diagnostics::new();
            check_items(&documents, &sources, &mut found);
            found
        },
    );
    diagnostics.extend(found);
    let is_database_unknown = is_database_unknown(&documents, &schema, options);
    let schema = check_schema(schema, threads, &mut diagnostics);
    if is_database_unknown {
        diagnostics.retain(|found| !check::is_about_database(found.code) && !lower::is_about_database(found.code));
    }
    forget_follow_ups(&mut diagnostics, &sources);
    front::fit_fixes(&sources, &documents, &mut diagnostics);
    diagnostics.sort();
    Compilation { sources, documents, schema, diagnostics }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Models that refer to each other, and nine of ten have one of several mistakes.
    fn wrong() -> String {
        let mut text = "datasource db {\n  provider = \"postgresql\"\n}\n".to_owned();
        for number in 0..200 {
            let (next, at) = ((number + 1) % 200, number % 10);
            let field = if at == 0 { "next_id" } else { "nextid" };
            let extra = ["", "name Strin", "id Int", "n Int @default(\"x\")", "m Int @min(9) @max(1)"][number % 5];
            _ = write!(
                text,
                "model A{number} {{\n  id Int @id\n  next_id Int @unique\n  next A{next} @relation(\"A{number}\", fields: [{field}], references: [id])\n  \
                 last A{last}? @relation(\"A{last}\")\n  {extra}\n  @@index([{field}, id])\n  @@unique([{field}])\n}}\n",
                last = (number + 199) % 200,
            );
        }
        text
    }

    #[test]
    fn what_comes_out_does_not_depend_on_the_number_of_threads() {
        for (name, text) in [("schema.prisma", wrong()), ("schema.ssot", wrong())] {
            let on = |threads| {
                let mut sources = SourceMap::new();
                sources.add(name, text.clone());
                sources.add("more.ssot", "model M {\n  id Int @id\n  a A1\n}\n");
                for file in ["a.rs", "b.rs"] {
                    sources.add(
                        file,
                        "#[ssot::model]\nstruct R {\n    #[ssot(id, idd)]\n    id: i32,\n    u: Strin,\n}\n",
                    );
                }
                let Compilation { documents, schema, diagnostics, .. } =
                    compile_on(threads, sources, &Options::default());
                assert!(diagnostics.len() > 200, "{diagnostics:?}");
                format!("{documents:#?}\n{schema:#?}\n{diagnostics:#?}")
            };
            let expected = on(1);
            for threads in [2, 3, 8] {
                assert!(on(threads) == expected, "{name}: {threads} threads");
            }
        }
    }
}
