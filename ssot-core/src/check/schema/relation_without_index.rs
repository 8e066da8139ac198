//! Without foreign keys, nothing speeds up the way back along a relation.
//!
//! ```prisma
//! datasource db {
//!   provider     = "mysql"
//!   relationMode = "prisma"
//! }
//!
//! model Author {
//!   id    Int    @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id       Int    @id
//!   authorId Int
//!   author   Author @relation(fields: [authorId], references: [id])
//! }
//! ```
//!
//! With `relationMode = "prisma"` the database does not know the relation, so an index on its fields has to be asked for.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Provider, RelationKind, RelationMode, Schema};
use crate::source::Span;

use super::{fields, names};

pub(crate) struct RelationWithoutIndex {
    fields: String,
    span: Span,
}

impl RelationWithoutIndex {
    pub(crate) const CODE: Code = Code(259);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.relation_mode() != RelationMode::Application || schema.declared() == Provider::MongoDb {
        return;
    }
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        let from = schema.model(key.from.model);
        let keys = from.unique_keys().chain(from.indexes.iter().map(|index| &index.key));
        if !keys.map(fields).any(|indexed| indexed.starts_with(&key.fields)) {
            diagnostics.push(RelationWithoutIndex { fields: names(from, &key.fields), span: key.spans.attribute });
        }
    }
}

impl From<RelationWithoutIndex> for Diagnostic {
    fn from(rule: RelationWithoutIndex) -> Self {
        let message = format!("no index starts with `{}`, so following this relation back is slow", rule.fields);
        Self::warning(RelationWithoutIndex::CODE, rule.span, message)
            .help(format!("add `@@index([{}])`", rule.fields))
    }
}
