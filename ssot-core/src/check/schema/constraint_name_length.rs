//! The name of a constraint or index is longer than the database keeps, or empty.
//!
//! ```prisma
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id Int @id
//!   a  Int @unique(map: "a_name_that_goes_on_and_on_and_on_until_the_database_cuts_it_off_somewhere")
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::constraint_name::limit;
use crate::ir::{Provider, RelationKind, Schema};
use crate::source::Span;

pub(crate) struct ConstraintNameLength {
    bytes: usize,
    provider: Provider,
    span: Span,
}

impl ConstraintNameLength {
    pub(crate) const CODE: Code = Code(264);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut judge = |name: Option<&String>, span: Option<Span>| {
        if let (Some(name), Some(span)) = (name, span)
            && (name.is_empty() || name.len() > limit(schema.provider))
        {
            diagnostics.push(ConstraintNameLength { bytes: name.len(), provider: schema.provider, span });
        }
    };
    for model in &schema.models {
        for key in model.unique_keys().chain(model.indexes.iter().map(|index| &index.key)) {
            judge(key.map.as_ref(), key.map_span);
        }
    }
    for relation in &schema.relations {
        if let RelationKind::ForeignKey(key) = &relation.kind {
            judge(key.map.as_ref(), key.spans.map);
        }
    }
}

impl From<ConstraintNameLength> for Diagnostic {
    fn from(rule: ConstraintNameLength) -> Self {
        if rule.bytes == 0 {
            return Self::error(ConstraintNameLength::CODE, rule.span, "a key or index cannot have an empty name")
                .help("give it a name, or remove `map`");
        }
        let (title, limit) = (rule.provider.title(), limit(rule.provider));
        let message = format!("this name has {} bytes, and {title} keeps {limit}", rule.bytes);
        Self::error(ConstraintNameLength::CODE, rule.span, message).help("shorten it")
    }
}
