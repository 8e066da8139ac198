//! Referential actions go round in a circle.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model Employee {
//!   id        Int        @id
//!   managerId Int?
//!   manager   Employee?  @relation("Team", fields: [managerId], references: [id])
//!   team      Employee[] @relation("Team")
//! }
//! ```
//!
//! SQL Server refuses such a circle, and so does `relationMode = "prisma"`, where the application would never come to an end.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{ForeignKey, ModelId, Provider, RelationKind, RelationMode, Schema};
use crate::source::Span;

use super::acts;

pub(crate) struct ActionCycle {
    field: String,
    is_self: bool,
    span: Span,
}

impl ActionCycle {
    pub(crate) const CODE: Code = Code(258);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let applies = schema.relation_mode() == RelationMode::Application
        || [schema.declared(), schema.provider].contains(&Provider::SqlServer);
    if !applies {
        return;
    }
    let keys = schema.relations.iter().filter_map(|relation| match &relation.kind {
        RelationKind::ForeignKey(key) if acts(schema, key) => Some(key),
        _ => None,
    });
    let mut edges: HashMap<ModelId, Vec<ModelId>> = HashMap::new();
    let keys: Vec<&ForeignKey> = keys.collect();
    for key in &keys {
        edges.entry(key.from.model).or_default().push(key.to.model);
    }
    for key in keys {
        let is_self = key.from.model == key.to.model;
        if is_self || leads(&edges, key.to.model, key.from.model) {
            let field = schema.field(key.from.model, key.from.field);
            diagnostics.push(ActionCycle { field: field.name.clone(), is_self, span: field.name_span });
        }
    }
}

fn leads(edges: &HashMap<ModelId, Vec<ModelId>>, from: ModelId, to: ModelId) -> bool {
    let mut seen: HashSet<ModelId> = HashSet::new();
    let mut next = vec![from];
    while let Some(model) = next.pop() {
        if model == to {
            return true;
        }
        if seen.insert(model) {
            next.extend(edges.get(&model).into_iter().flatten().copied());
        }
    }
    false
}

impl From<ActionCycle> for Diagnostic {
    fn from(rule: ActionCycle) -> Self {
        let what = if rule.is_self { "points at its own model" } else { "is part of a circle of relations" };
        Self::error(ActionCycle::CODE, rule.span, format!("`{}` {what}, so its actions could go on for ever", rule.field))
            .help("write `onDelete: NoAction, onUpdate: NoAction` on one of the relations of the circle")
    }
}
