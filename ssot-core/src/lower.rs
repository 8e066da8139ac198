//! AST to IR: the only room that sees both.
//!
//! 1. `datasource`, `generator`: the settings, first of all the provider.
//! 2. `scope`: every declaration gets its id, in the order of files and text.
//! 3. `resolve`: the type of every field; `pairing`: the two ends of every relation.
//! 4. `model`, `enumeration`, `composite`: everything else, now that names have ids.
//! 5. `policy`, `event`, `action`: what is said with expressions, which see the schema as it is by then.
//!
//! What cannot be resolved is reported once, left out, and remembered as *broken*, so that what refers to it stays silent.

mod action;
mod api;
mod argument;
mod base64;
mod composite;
mod computed;
mod constraint;
mod data;
mod datasource;
mod datetime;
mod decimal;
mod default;
mod endpoints;
mod enumeration;
mod event;
mod expression;
mod field;
mod formula;
mod generator;
mod json;
mod key;
mod literal;
mod model;
mod native;
mod operator;
mod own_scalar;
mod pairing;
mod policy;
mod predicate;
mod relation;
mod rename;
mod resolve;
mod rule;
mod scalar;
mod scope;
mod unknown_fields;

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::ast::{Declaration, Document, Type, TypeName};
use crate::compile::{Options, part, unreadable_parts};
use crate::diagnostic::Diagnostics;
use crate::ir::{DataId, OwnScalar, Provider, Schema};
use crate::parallel;
use crate::source::{SourceMap, Span};

use rule::NeedsDatasource;
pub(crate) use rule::{RULES, is_about_database};
use scope::{Entry, Scope};
use unknown_fields::UnknownFields;

/// What every step needs to know, and the sink.
struct Context<'a> {
    scope: Arc<Scope<'a>>,
    sources: &'a SourceMap,
    /// The provider that the schema was written for: its rules hold.
    declared: Provider,
    /// The provider that targets write for.
    provider: Provider,
    /// The prefix of native types: the datasource's name.
    prefix: String,
    /// By the id of the data type: what is said of it, if it is a scalar.
    own_scalars: Arc<[Option<OwnScalar>]>,
    /// The words of parts that could not be read: declarations with these names may have stood there.
    unread_words: Arc<HashSet<&'a str>>,
    /// What other names of types stand for, in code.
    type_aliases: Arc<HashMap<&'a str, &'a str>>,
    /// Whether a declaration could not be read: any name may have been its.
    lacks_declarations: bool,
    /// Parts of the texts that could not be read: what stands there was reported.
    unreadable: Arc<HashSet<Span>>,
    /// How many threads there may be.
    threads: usize,
    /// Fields that do not exist: each is reported once, at the end.
    unknown_fields: UnknownFields,
    /// What depends on the database in a Prisma schema without a datasource; `None` if the database is known.
    undecided: Option<Vec<(&'static str, Span)>>,
    diagnostics: &'a mut Diagnostics,
}

impl Context<'_> {
    /// Notes that something depends on the database.
    fn depends_on_database(&mut self, what: &'static str, span: Span) {
        if let Some(places) = &mut self.undecided {
            places.push((what, span));
        }
    }

    /// Whether the part of the text in which it starts could not be read.
    fn is_unreadable(&self, span: Span) -> bool {
        !self.unreadable.is_empty() && self.unreadable.contains(&part(self.sources, span))
    }

    /// The scalar of one's own that a type names.
    fn own_scalar(&self, ty: &Type) -> Option<(DataId, &OwnScalar)> {
        let TypeName::Named(name) = &ty.name else { return None };
        let Some(Entry::Data(id)) = self.scope.get(name) else { return None };
        Some((id, self.own_scalars.get(id.index())?.as_ref()?))
    }

    /// Whether it stands in a file that Prisma's own tools read.
    fn is_prisma(&self, span: Span) -> bool {
        self.sources.file(span.file).path.ends_with(".prisma")
    }

    /// Whether it stands in code: what it names may be declared where nobody looks.
    fn is_code(&self, span: Span) -> bool {
        self.sources.file(span.file).path.rsplit_once('.').is_some_and(|(_, extension)| extension == "rs")
    }

    /// Does something for each number below `count`, side by side where the schema is long; the results stand in order.
    fn each<T: Send>(&mut self, count: usize, of: impl Fn(&mut Context<'_>, usize) -> T + Sync) -> Vec<T> {
        if self.threads < 2 {
            return (0..count).map(|index| of(self, index)).collect();
        }
        let whole = &*self;
        let ranges = parallel::parts(self.threads, count);
        let parts = parallel::map(self.threads, ranges.len(), |part| {
            let mut diagnostics = Diagnostics::new();
            let mut context = whole.part(&mut diagnostics);
            let results: Vec<T> = ranges[part].clone().map(|index| of(&mut context, index)).collect();
            let Context { unknown_fields, undecided, .. } = context;
            (results, diagnostics, unknown_fields, undecided)
        });
        let mut results = Vec::with_capacity(count);
        for (of_part, diagnostics, unknown_fields, undecided) in parts {
            results.extend(of_part);
            self.diagnostics.extend(diagnostics);
            self.unknown_fields.extend(unknown_fields);
            if let Some(places) = &mut self.undecided {
                places.extend(undecided.into_iter().flatten());
            }
        }
        results
    }

    /// What knows the same, and has found nothing yet.
    fn part<'b>(&'b self, diagnostics: &'b mut Diagnostics) -> Context<'b> {
        Context {
            scope: Arc::clone(&self.scope) as Arc<Scope<'b>>,
            sources: self.sources,
            declared: self.declared,
            provider: self.provider,
            prefix: self.prefix.clone(),
            own_scalars: Arc::clone(&self.own_scalars),
            unread_words: Arc::clone(&self.unread_words) as Arc<HashSet<&'b str>>,
            type_aliases: Arc::clone(&self.type_aliases) as Arc<HashMap<&'b str, &'b str>>,
            lacks_declarations: self.lacks_declarations,
            unreadable: Arc::clone(&self.unreadable),
            threads: 1,
            unknown_fields: UnknownFields::default(),
            undecided: self.undecided.as_ref().map(|_| Vec::new()),
            diagnostics,
        }
    }
}

/// Resolves names to ids, on so many threads. Always returns what could be resolved.
pub(crate) fn lower(
    documents: &[Document],
    sources: &SourceMap,
    options: &Options,
    threads: usize,
    diagnostics: &mut Diagnostics,
) -> Schema {
    let unreadable = unreadable_parts(diagnostics, sources);
    let unread_words = words(&unreadable, sources);
    let declarations = || documents.iter().flat_map(|document| &document.declarations);
    let datasource = datasource::lower(declarations(), options.prisma, diagnostics);
    let generators = generator::lower(declarations(), diagnostics);
    let declared = datasource.as_ref().map(|datasource| datasource.provider);
    let provider = options.provider.or(declared).unwrap_or(Provider::Sqlite);
    let is_undecided = !declarations().any(|declaration| matches!(declaration, Declaration::Datasource(_)))
        && sources.files().all(|(_, file)| file.path.ends_with(".prisma"));
    let mut context = Context {
        scope: Arc::new(Scope::collect(declarations(), diagnostics)),
        sources,
        declared: declared.unwrap_or(provider),
        provider,
        prefix: datasource.as_ref().map_or_else(|| "db".to_owned(), |datasource| datasource.name.clone()),
        own_scalars: Arc::default(),
        unread_words: Arc::new(unread_words),
        type_aliases: Arc::new(type_aliases(documents)),
        lacks_declarations: documents.iter().any(|document| document.incomplete),
        unreadable: Arc::new(unreadable),
        threads,
        unknown_fields: UnknownFields::default(),
        undecided: (is_undecided && options.provider.is_none()).then(Vec::new),
        diagnostics,
    };
    context.own_scalars = own_scalar::lower(&mut context).into();
    let fields = resolve::resolve(&mut context);
    let (fields, ends) = pairing::pair(&mut context, fields);
    let enumerations = enumeration::lower(&mut context);
    let composites = composite::lower(&mut context, &enumerations);
    let models = model::lower(&mut context, &fields, &enumerations, &composites);
    let relations = relation::lower(&context, ends, &models);
    if let Some(mut places) = context.undecided.take().filter(|places| !places.is_empty()) {
        places.sort_by_key(|(_, span)| *span);
        context.diagnostics.push(NeedsDatasource { places });
    }
    let mut schema = Schema {
        provider,
        prisma: options.prisma,
        datasource,
        generators,
        models,
        enumerations,
        composites,
        relations,
        actions: Vec::new(),
        events: Vec::new(),
        data: Vec::new(),
        apis: Vec::new(),
        annotations: Vec::new(),
        sources: schema_files(documents, sources),
    };
    policy::lower(&mut context, &mut schema);
    schema.data = data::lower(&mut context);
    schema.apis = endpoints::lower(&mut context, declarations());
    schema.events = event::lower(&mut context, &schema);
    action::lower(&mut context, &mut schema);
    context.unknown_fields.report(context.diagnostics);
    schema
}

/// What each other name of a type stands for; those that stand for several are left out.
fn type_aliases(documents: &[Document]) -> HashMap<&str, &str> {
    let mut aliases = HashMap::new();
    let mut several = Vec::new();
    for alias in documents.iter().filter_map(|document| document.code.as_ref()).flat_map(|code| &code.types) {
        if aliases.insert(&*alias.name, &*alias.written).is_some_and(|other| other != alias.written) {
            several.push(&*alias.name);
        }
    }
    aliases.retain(|name, _| !several.contains(name));
    aliases
}

/// The names of the files that say something of the schema: modules without models do not.
fn schema_files(documents: &[Document], sources: &SourceMap) -> Vec<String> {
    let says = |document: &Document| document.code.is_none() || !document.declarations.is_empty();
    let files = documents.iter().zip(sources.files()).filter(|(document, _)| says(document));
    files.map(|(_, (_, file))| file.name.clone()).collect()
}

/// The words of these parts.
fn words<'a>(parts: &HashSet<Span>, sources: &'a SourceMap) -> HashSet<&'a str> {
    let words = |part: &Span| sources.text(*part).split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.iter().flat_map(words).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests;
