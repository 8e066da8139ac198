//! A change of one row reaches another row on several ways.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model User {
//!   id       Int       @id
//!   posts    Post[]
//!   comments Comment[]
//! }
//!
//! model Post {
//!   id       Int       @id
//!   authorId Int
//!   author   User      @relation(fields: [authorId], references: [id], onDelete: Cascade)
//!   comments Comment[]
//! }
//!
//! model Comment {
//!   id       Int  @id
//!   authorId Int
//!   author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
//!   postId   Int
//!   post     Post @relation(fields: [postId], references: [id], onDelete: Cascade)
//! }
//! ```
//!
//! SQL Server refuses such foreign keys, whatever the ways are.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ForeignKey, ModelId, Provider, RelationKind, RelationMode, Schema};
use crate::source::Span;

use super::acts;

pub(crate) struct SeveralPaths {
    model: String,
    /// The models whose rows reach it on several ways.
    origins: Vec<String>,
    /// The first relations of these ways, in order; at least two.
    places: Vec<Span>,
}

impl SeveralPaths {
    pub(crate) const CODE: Code = Code(292);
}

/// The foreign keys that act, by the model that holds them; those to the model itself are left out.
type Edges<'a> = HashMap<ModelId, Vec<&'a ForeignKey>>;

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let is_sql_server = [schema.declared(), schema.provider].contains(&Provider::SqlServer);
    if !is_sql_server || schema.relation_mode() == RelationMode::Application {
        return;
    }
    let mut edges: Edges<'_> = HashMap::new();
    for relation in &schema.relations {
        if let RelationKind::ForeignKey(key) = &relation.kind
            && key.from.model != key.to.model
            && acts(schema, key)
        {
            edges.entry(key.from.model).or_default().push(key);
        }
    }
    for (model, declared) in schema.models() {
        let Some(keys) = edges.get(&model).filter(|keys| keys.len() > 1) else { continue };
        let reached: Vec<BTreeSet<ModelId>> = keys.iter().map(|key| reach(&edges, key.to.model)).collect();
        // A circle is reported as such.
        if reached.iter().any(|models| models.contains(&model)) {
            continue;
        }
        let is_shared = |origin: &&ModelId| reached.iter().filter(|models| models.contains(origin)).count() > 1;
        let origins: BTreeSet<ModelId> = reached.iter().flatten().filter(is_shared).copied().collect();
        let ways = keys.iter().zip(&reached).filter(|(_, models)| !models.is_disjoint(&origins));
        let mut places: Vec<Span> = ways.map(|(key, _)| schema.field(model, key.from.field).name_span).collect();
        places.sort_unstable();
        if !places.is_empty() {
            let origins = origins.iter().map(|&origin| schema.model(origin).name.to_string()).collect();
            diagnostics.push(SeveralPaths { model: declared.name.to_string(), origins, places });
        }
    }
}

/// The models whose changes come through this one, with itself.
fn reach(edges: &Edges<'_>, from: ModelId) -> BTreeSet<ModelId> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(model) = next.pop() {
        if seen.insert(model) {
            next.extend(edges.get(&model).into_iter().flatten().map(|key| key.to.model));
        }
    }
    seen
}

impl From<SeveralPaths> for Diagnostic {
    fn from(rule: SeveralPaths) -> Self {
        let origins = rule.origins.iter().map(|origin| format!("`{origin}`")).collect::<Vec<_>>().join(", ");
        let message = format!("a change of {origins} reaches `{}` on several ways, which SQL Server refuses", rule.model);
        let first = Self::error(SeveralPaths::CODE, rule.places[0], message).label("one way");
        let all = rule.places[1..].iter().fold(first, |diagnostic, place| diagnostic.also(*place, "another way"));
        all.help("write `onDelete: NoAction, onUpdate: NoAction` on all of these relations but one")
    }
}
