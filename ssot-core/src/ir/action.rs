//! What a schema can do: actions, step by step, and the events that they emit.

use crate::name::Name;
use crate::source::{Span, Spanned};

use super::{EventId, Expression, Field, FieldId, ModelId, ValueType};

/// `action publish(reason: String) on Post { … }`: runs in one transaction; a failure undoes all of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Procedure {
    /// Its name.
    pub name: Name,
    /// The model of the row that it is about; `None`: it is about no row.
    pub model: Option<ModelId>,
    /// In the order of the text.
    pub parameters: Vec<Parameter>,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// Documentation, lines joined by `\n`.
    pub doc: String,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

/// What an action is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type: a scalar or an enumeration, or a list of one; never a row.
    pub ty: ValueType,
    /// Name and type.
    pub span: Span,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// Its place.
    pub span: Span,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// Fails with the code unless the condition is true; unknown fails, too.
    Require {
        /// What must be true.
        condition: Expression,
        /// The error's code.
        code: Spanned<String>,
    },
    /// Fails with the code.
    Reject {
        /// The error's code.
        code: Spanned<String>,
    },
    /// Changes a column of the row.
    Set {
        /// The column.
        field: FieldId,
        /// Its new value, of the column's type.
        value: Expression,
    },
    /// Makes a row.
    Create {
        /// Of this model.
        model: ModelId,
        /// Its columns, in the order of the text; those left out get their default or null.
        values: Vec<(FieldId, Expression)>,
    },
    /// Removes the row.
    Delete,
    /// Does one thing or another.
    If {
        /// What decides: unknown counts as false.
        condition: Expression,
        /// If it is true.
        then: Vec<Step>,
        /// Otherwise.
        otherwise: Vec<Step>,
    },
    /// Emits an event, in the same transaction.
    Emit {
        /// The event.
        event: EventId,
        /// Its fields, in the order of the text; those left out are null.
        values: Vec<(FieldId, Expression)>,
    },
    /// Ends the action well.
    Return,
}

/// `event PostPublished { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name.
    pub name: Name,
    /// What it tells: scalars and enumerations.
    pub fields: Vec<Field>,
    /// Whether a part of it could not be read; never in a valid schema.
    pub incomplete: bool,
    /// Documentation, lines joined by `\n`.
    pub doc: String,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}
