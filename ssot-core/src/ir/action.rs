//! What actions are given.

use crate::source::Span;

use super::ValueType;

/// A parameter of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type: a scalar or an enumeration, or a list of one; never a row.
    pub ty: ValueType,
    /// Name and type.
    pub span: Span,
}
