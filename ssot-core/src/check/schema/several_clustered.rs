//! A table of SQL Server is stored in two orders at once.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([name], clustered: true)
//! }
//! ```
//!
//! One key or index can be clustered. The primary key is, unless it says `clustered: false`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Key, Model, Provider, Schema};
use crate::source::Span;

pub(crate) struct SeveralClustered {
    model: String,
    /// In the order of the text; at least two.
    keys: Vec<Span>,
    has_id: bool,
}

impl SeveralClustered {
    pub(crate) const CODE: Code = Code(289);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.declared() == Provider::SqlServer {
        for model in &schema.models {
            check_model(model, diagnostics);
        }
    }
}

fn check_model(model: &Model, diagnostics: &mut Diagnostics) {
    let id = model.primary_key.as_ref().map(|id| &id.key).filter(|key| key.clustered != Some(false));
    let uniques = model.uniques.iter().map(|unique| &unique.key);
    let others = uniques.chain(model.indexes.iter().map(|index| &index.key)).filter(|key| key.clustered == Some(true));
    let mut keys: Vec<Span> = id.into_iter().chain(others).map(|key: &Key| key.span).collect();
    keys.sort_unstable();
    if keys.len() > 1 {
        diagnostics.push(SeveralClustered { model: model.name.to_string(), keys, has_id: id.is_some() });
    }
}

impl From<SeveralClustered> for Diagnostic {
    fn from(rule: SeveralClustered) -> Self {
        let message = format!("`{}` can be stored in the order of one key only", rule.model);
        let first = Self::error(SeveralClustered::CODE, rule.keys[0], message).label("clustered");
        let all = rule.keys[1..].iter().fold(first, |diagnostic, key| diagnostic.also(*key, "clustered too"));
        all.help(if rule.has_id {
            "write `clustered: false` on the primary key, which is clustered by default, or on the others"
        } else {
            "write `clustered: true` once"
        })
    }
}
