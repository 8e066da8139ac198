//! Two constraints or indexes have one name where the database wants two.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id Int @id
//!   a  Int
//!
//!   @@index([a])
//!   @@index([a])
//! }
//! ```
//!
//! PostgreSQL and SQLite want different names in a whole schema, MySQL and SQL Server for some kinds only in one table.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::constraint_name::{foreign_key_name, index_name, primary_key_name, unique_name};
use crate::ir::{ModelId, ModelKind, Provider, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct ConstraintClash {
    name: String,
    scope: &'static str,
    again: Span,
    first: Span,
}

impl ConstraintClash {
    pub(crate) const CODE: Code = Code(263);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    PrimaryKey,
    Unique,
    Index,
    ForeignKey,
}

struct Constraint {
    name: String,
    kind: Kind,
    model: ModelId,
    span: Span,
}

/// Kinds that share names, in the whole database schema or in a table.
struct Scope {
    title: &'static str,
    is_global: bool,
    kinds: &'static [Kind],
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut constraints = constraints(schema);
    keep_repeated(&mut constraints);
    let mut reported: HashSet<(Span, Span)> = HashSet::new();
    for scope in scopes(schema.provider) {
        let mut seen: HashMap<(Option<&str>, Option<ModelId>, &str), Span> = HashMap::new();
        for constraint in constraints.iter().filter(|constraint| scope.kinds.contains(&constraint.kind)) {
            let namespace = schema.model(constraint.model).namespace.as_deref();
            let model = Some(constraint.model).filter(|_| !scope.is_global);
            match seen.get(&(namespace, model, constraint.name.as_str())) {
                Some(&first) if reported.insert((constraint.span, first)) => {
                    let (name, again) = (constraint.name.clone(), constraint.span);
                    diagnostics.push(ConstraintClash { name, scope: scope.title, again, first });
                }
                Some(_) => {}
                None => {
                    seen.insert((namespace, model, &constraint.name), constraint.span);
                }
            }
        }
    }
}

/// Leaves those whose names occur more than once: most schemas have none.
fn keep_repeated(constraints: &mut Vec<Constraint>) {
    let mut counts: HashMap<&str, usize> = HashMap::with_capacity(constraints.len());
    for constraint in constraints.iter() {
        *counts.entry(&constraint.name).or_default() += 1;
    }
    let repeated: HashSet<String> =
        constraints.iter().filter(|found| counts[found.name.as_str()] > 1).map(|found| found.name.clone()).collect();
    constraints.retain(|constraint| repeated.contains(&constraint.name));
}

fn scopes(provider: Provider) -> Vec<Scope> {
    use Kind::{ForeignKey, Index, PrimaryKey, Unique};
    let global = |kinds| Scope {
        title: "the names of keys and indexes must differ in the whole schema",
        is_global: true,
        kinds,
    };
    let table =
        |kinds| Scope { title: "the names of keys and indexes must differ within a table", is_global: false, kinds };
    match provider {
        Provider::Postgres => {
            vec![global(&[PrimaryKey, Unique, Index]), table(&[PrimaryKey, Unique, Index, ForeignKey])]
        }
        Provider::Mysql => vec![global(&[ForeignKey]), table(&[Unique, Index])],
        Provider::Sqlite => vec![global(&[Unique, Index])],
        Provider::SqlServer => vec![global(&[PrimaryKey, ForeignKey]), table(&[PrimaryKey, Unique, Index])],
        Provider::CockroachDb => vec![table(&[PrimaryKey, ForeignKey])],
        Provider::MongoDb => vec![table(&[Unique, Index])],
    }
}

fn constraints(schema: &Schema) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for (id, model) in schema.models().filter(|(_, model)| model.kind == ModelKind::Table) {
        let mut add = |name, kind, span| constraints.push(Constraint { name, kind, model: id, span });
        if let Some(key) = &model.primary_key {
            add(primary_key_name(schema, model), Kind::PrimaryKey, key.key.map_span.unwrap_or(key.key.span));
        }
        for unique in &model.uniques {
            let span = unique.key.map_span.unwrap_or(unique.key.span);
            add(unique_name(schema, model, unique), Kind::Unique, span);
        }
        for index in &model.indexes {
            if index.kind.on(schema.provider).is_some() {
                let span = index.key.map_span.unwrap_or(index.key.span);
                add(index_name(schema, model, index), Kind::Index, span);
            }
        }
    }
    for relation in &schema.relations {
        if let RelationKind::ForeignKey(key) = &relation.kind {
            constraints.push(Constraint {
                name: foreign_key_name(schema, key),
                kind: Kind::ForeignKey,
                model: key.from.model,
                span: key.spans.map.unwrap_or(key.spans.attribute),
            });
        }
    }
    constraints
}

impl From<ConstraintClash> for Diagnostic {
    fn from(rule: ConstraintClash) -> Self {
        Self::error(ConstraintClash::CODE, rule.again, format!("two keys or indexes are called `{}`", rule.name))
            .label("the second one")
            .also(rule.first, "the first one")
            .help(format!("{}: remove one of them, or give it a name with `map: \"…\"`", rule.scope))
    }
}
