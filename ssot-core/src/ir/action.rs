//! Actions: what a caller can ask to be done to a row, to a model or to the schema as a whole.
//!
//! The steps run in order, in one transaction, each on what the ones before it left; the first that fails undoes all of them.

use crate::name::Name;
use crate::source::{Span, Spanned};

use super::{
    ActionId, Bounds, Check, EventFieldId, EventId, Expression, FieldId, ModelId, ParameterId, RichScalar, RowPath,
    ValueType,
};

/// `action publish(reason: String?) on Post { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its name; no other action of its owner has it.
    pub name: Name,
    /// What it is about.
    pub owner: Owner,
    /// In the order of the text.
    pub parameters: Vec<Parameter>,
    /// In order.
    pub steps: Vec<Step>,
    /// Whether a part of it could not be read or resolved; never in a valid schema.
    pub incomplete: bool,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

/// What an action is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// `on Post`: one row of the model, which is [`Root::This`](super::Root::This) in expressions.
    Row(ModelId),
    /// `on Post[]`: the model, no row of it.
    Model(ModelId),
    /// Nothing: the schema as a whole.
    Schema,
}

impl Owner {
    /// The model, if there is one.
    pub const fn model(self) -> Option<ModelId> {
        match self {
            Self::Row(id) | Self::Model(id) => Some(id),
            Self::Schema => None,
        }
    }

    /// The model of the row that expressions are about, if there is one.
    pub const fn row(self) -> Option<ModelId> {
        match self {
            Self::Row(id) => Some(id),
            Self::Model(_) | Self::Schema => None,
        }
    }
}

/// A parameter of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type: a scalar or an enumeration, or a list of one; never a row.
    pub ty: ValueType,
    /// The scalar of the catalogue whose rules hold for it, too.
    pub scalar: Option<RichScalar>,
    /// Rules for its value, besides those of type and scalar; on a list for each item.
    pub checks: Vec<Check>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// From the name to the end of the last attribute.
    pub span: Span,
}

impl Parameter {
    /// The tightest limits of scalar and rules together.
    pub fn bounds(&self) -> Bounds<'_> {
        Bounds::of(self.scalar, &self.checks)
    }

    /// The scalar whose text rules hold.
    pub fn format(&self) -> Option<RichScalar> {
        super::field::format(self.scalar, &self.checks)
    }

    /// What a text must match besides.
    pub fn pattern(&self) -> Option<&str> {
        super::field::pattern(&self.checks)
    }
}

/// One step of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// From its keyword to its last character.
    pub span: Span,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// `require condition else "code"`: fails with the code unless the condition is true.
    Require {
        /// What must be true; unknown is not.
        condition: Expression,
        /// The error's code.
        code: Spanned<String>,
    },
    /// `reject "code"`: fails.
    Reject {
        /// The error's code.
        code: Spanned<String>,
    },
    /// `set field = value`: changes the row that the action is about.
    Set(Assignment),
    /// `create Model { field: value }`
    Create {
        /// Whose row is made.
        model: ModelId,
        /// Its fields; those that are not here get their default, null, or the empty list.
        values: Vec<Assignment>,
    },
    /// `delete`: removes the row that the action is about. What it held can still be read.
    Delete,
    /// `if condition { … } else { … }`
    If {
        /// What decides.
        condition: Expression,
        /// If it is true.
        then: Vec<Step>,
        /// If it is false or unknown.
        otherwise: Vec<Step>,
    },
    /// `emit Event { field: value }`: told once the transaction holds.
    Emit {
        /// Which.
        event: EventId,
        /// Its fields; those that are not here are null, or the empty list.
        values: Vec<Payload>,
    },
    /// `call action(parameter: value)`: the steps of another action, in the same transaction.
    Call {
        /// Which.
        action: ActionId,
        /// The row that it is about, if it is about one: this one, or one that relations lead to. It is there.
        row: Option<RowPath>,
        /// What it is given; parameters that are not here are null, or the empty list.
        arguments: Vec<Argument>,
    },
    /// `return`: ends the action; what was done holds.
    Return,
}

/// What a field becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// A column of the row's model.
    pub field: FieldId,
    /// A value of the field's type, or one that widens to it; null only if the field can be.
    pub value: Expression,
    /// From the name to the end of the value.
    pub span: Span,
}

/// What a field of an event holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    /// A field of the event.
    pub field: EventFieldId,
    /// A value of the field's type, or one that widens to it; null only if the field can be.
    pub value: Expression,
    /// From the name to the end of the value.
    pub span: Span,
}

/// What a parameter of another action gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// A parameter of the action that is called.
    pub parameter: ParameterId,
    /// A value of the parameter's type, or one that widens to it; null only if the parameter can be.
    pub value: Expression,
    /// From the name to the end of the value.
    pub span: Span,
}

impl Step {
    /// Calls `visit` with this step and those inside of it, outer ones first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        if let StepKind::If { then, otherwise, .. } = &self.kind {
            then.iter().chain(otherwise).for_each(|step| step.walk(visit));
        }
    }

    /// The expressions of the step itself, in the order of the text.
    pub fn expressions(&self) -> Vec<&Expression> {
        match &self.kind {
            StepKind::Require { condition, .. } | StepKind::If { condition, .. } => vec![condition],
            StepKind::Set(assignment) => vec![&assignment.value],
            StepKind::Create { values, .. } => values.iter().map(|it| &it.value).collect(),
            StepKind::Emit { values, .. } => values.iter().map(|it| &it.value).collect(),
            StepKind::Call { arguments, .. } => arguments.iter().map(|it| &it.value).collect(),
            StepKind::Reject { .. } | StepKind::Delete | StepKind::Return => Vec::new(),
        }
    }
}
