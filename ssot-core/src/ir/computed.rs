//! Fields that no column holds.

use crate::source::Span;

use super::{Arity, Field, FieldId, Model, Operation, Policy};

/// `@computed(from: [body])`: a field that is worked out when a row is read, by the program that serves it.
///
/// It is no part of [`Model::fields`]: whoever reads those (tables, keys, conditions, bodies) has nothing to leave out.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// What it is to clients: a required or optional value of a scalar or an enumeration. Its column means nothing.
    pub field: Field,
    /// The columns that it is worked out from, in the order of the text; at least one.
    pub from: Vec<FieldId>,
    /// The attribute.
    pub span: Span,
}

impl Computed {
    /// Whether it may be null in what somebody sees: its type says so, or a caller may be kept from reading what it is worked out
    /// from, and so from reading it.
    pub fn is_nullable(&self, model: &Model) -> bool {
        let is_kept = |&field: &FieldId| Policy::restrict(&model.field(field).policies, Operation::Read);
        self.field.arity == Arity::Optional || self.from.iter().any(is_kept)
    }
}
