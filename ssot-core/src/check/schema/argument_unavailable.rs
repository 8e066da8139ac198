//! An argument or attribute of a key that the database does not have.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlite"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([name(length: 10)])
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, alternatives};
use crate::ir::{Index, IndexKind, Key, Model, Provider, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct ArgumentUnavailable {
    argument: &'static str,
    provider: Provider,
    /// Where it is available.
    available: &'static [Provider],
    span: Span,
}

impl ArgumentUnavailable {
    pub(crate) const CODE: Code = Code(269);
}

use Provider::{CockroachDb, MongoDb, Mysql, Postgres, SqlServer, Sqlite};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut judge = Judge { provider: schema.declared(), diagnostics };
    for model in &schema.models {
        judge.model(model);
    }
    for relation in &schema.relations {
        if let RelationKind::ForeignKey(key) = &relation.kind
            && let Some(span) = key.spans.map
        {
            judge.only("map", &[Postgres, Mysql, SqlServer, CockroachDb], span);
        }
    }
}

struct Judge<'a> {
    provider: Provider,
    diagnostics: &'a mut Diagnostics,
}

impl Judge<'_> {
    fn only(&mut self, argument: &'static str, available: &'static [Provider], span: Span) {
        if !available.contains(&self.provider) {
            self.diagnostics.push(ArgumentUnavailable { argument, provider: self.provider, available, span });
        }
    }

    fn model(&mut self, model: &Model) {
        if let Some(key) = &model.primary_key {
            self.key(&key.key);
            if let Some(span) = key.key.map_span {
                self.only("map", &[Postgres, SqlServer, CockroachDb, MongoDb], span);
            }
            for part in key.key.fields.iter().filter(|part| part.sort.is_some()) {
                self.only("sort", &[SqlServer], part.span);
            }
        }
        for unique in &model.uniques {
            self.key(&unique.key);
            if unique.predicate.is_some() {
                self.only("where", &[Postgres, Sqlite, SqlServer, CockroachDb], unique.key.span);
            }
            for part in unique.key.fields.iter().filter(|part| part.operator.is_some()) {
                self.only("ops", &[], part.span);
            }
        }
        for index in &model.indexes {
            self.index(index);
        }
        for field in &model.fields {
            if let Some(default) = &field.default
                && default.name.is_some()
            {
                self.only("map", &[SqlServer], default.span);
            }
        }
        if let Some(span) = model.shard_key_span {
            self.only("shardKey", &[Mysql], span);
        }
    }

    fn index(&mut self, index: &Index) {
        self.key(&index.key);
        let span = index.kind_span.unwrap_or(index.key.span);
        match index.kind {
            IndexKind::BTree => {}
            IndexKind::Gin => self.only("type: Gin", &[Postgres, CockroachDb], span),
            IndexKind::Fulltext => self.only("@@fulltext", &[Mysql, MongoDb], index.key.span),
            IndexKind::Hash | IndexKind::Gist | IndexKind::SpGist | IndexKind::Brin => {
                self.only("type", &[Postgres], span);
            }
        }
        if index.predicate.is_some() {
            self.only("where", &[Postgres, Sqlite, SqlServer, CockroachDb], index.key.span);
        }
        for part in &index.key.fields {
            if part.operator.is_some() {
                self.only("ops", &[Postgres], part.span);
            }
            if index.kind == IndexKind::Fulltext && part.length.is_some() {
                self.only("length", &[], part.span);
            }
            if index.kind == IndexKind::Fulltext && part.sort.is_some() {
                self.only("sort", &[MongoDb], part.span);
            }
        }
    }

    fn key(&mut self, key: &Key) {
        if key.clustered.is_some() {
            self.only("clustered", &[SqlServer], key.span);
        }
        for part in key.fields.iter().filter(|part| part.length.is_some()) {
            self.only("length", &[Mysql], part.span);
        }
    }
}

impl From<ArgumentUnavailable> for Diagnostic {
    fn from(rule: ArgumentUnavailable) -> Self {
        let (argument, title) = (rule.argument, rule.provider.title());
        let diagnostic = match rule.available {
            [] => Self::error(ArgumentUnavailable::CODE, rule.span, format!("`{argument}` has no meaning here")),
            _ => Self::error(ArgumentUnavailable::CODE, rule.span, format!("{title} has no `{argument}` here")),
        };
        // Prisma ignores operator classes where there are none.
        let severity = if argument == "ops" && !rule.available.is_empty() { Severity::Warning } else { Severity::Error };
        let diagnostic = Self { severity, ..diagnostic };
        match rule.available {
            [] => diagnostic.help("remove it"),
            available => {
                let known = alternatives(available.iter().map(|provider| provider.as_str()));
                diagnostic.help(format!("remove it; it is for {known}"))
            }
        }
    }
}
