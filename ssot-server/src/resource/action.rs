//! Actions as data: what a caller can ask for beside creating, reading, changing and removing rows.

use super::{Expression, Field, Kind, Path, Resource, Rules};

/// Something that can be asked for. Its steps are one transaction.
#[derive(Debug)]
pub struct Action {
    /// Its name, as in its path.
    pub name: &'static str,
    /// Whether it is about one row, or about the model as a whole.
    pub on_row: bool,
    /// What its body has.
    pub parameters: &'static [Parameter],
    /// What it does, in order.
    pub steps: &'static [Step],
}

/// A value that a body or an event has.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it is a list of them.
    pub list: bool,
    /// Whether it may be left out.
    pub nullable: bool,
    /// Rules beyond the kind's own.
    pub rules: Rules,
}

impl Parameter {
    /// The same as a column that nobody has.
    pub(crate) fn as_field(&self) -> Field {
        let mut field = Field::new(self.name, self.name, self.kind);
        field.list = self.list;
        field.nullable = self.nullable;
        field.rules = self.rules;
        field
    }
}

/// Something that is told.
#[derive(Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub fields: &'static [Parameter],
}

/// What is done. Pairs are the index of a field or parameter, and its value.
#[derive(Debug)]
pub enum Step {
    /// Fails unless a condition is true.
    Require {
        /// The condition.
        condition: Expression,
        /// The error's code.
        code: &'static str,
    },
    /// Fails.
    Reject {
        /// The error's code.
        code: &'static str,
    },
    /// Changes the row.
    Set {
        /// Which field.
        field: usize,
        /// What it becomes.
        value: Expression,
    },
    /// Makes a row.
    Create {
        /// Whose.
        resource: &'static Resource,
        /// Its fields.
        values: &'static [(usize, Expression)],
    },
    /// Removes the row.
    Delete,
    /// Goes one way or the other.
    If {
        /// What decides; unknown is false.
        condition: Expression,
        /// If it is true.
        then: &'static [Step],
        /// If it is not.
        otherwise: &'static [Step],
    },
    /// Tells an event.
    Emit {
        /// Which.
        event: &'static Event,
        /// Its fields.
        values: &'static [(usize, Expression)],
    },
    /// Does another action as a part of this one.
    Call {
        /// Whose.
        resource: &'static Resource,
        /// Which of its actions.
        action: usize,
        /// The row that it is about, from this one.
        row: Option<Path>,
        /// Its parameters.
        arguments: &'static [(usize, Expression)],
    },
    /// Ends the action; what was done holds.
    Return,
}

impl Step {
    /// Whether it, or one inside of it, tells an event.
    pub(crate) fn tells(&self) -> bool {
        match self {
            Self::Emit { .. } => true,
            Self::If { then, otherwise, .. } => then.iter().chain(*otherwise).any(Self::tells),
            Self::Call { resource, action, .. } => resource.actions[*action].steps.iter().any(Self::tells),
            _ => false,
        }
    }
}
