//! Actions and events as written.

use crate::source::{Span, Spanned};

use super::{Argument, Attribute, Doc, Expression, Field, Type};

/// `action publish(reason: String) on Post { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its name.
    pub name: Spanned<String>,
    /// In the order of the text.
    pub parameters: Vec<Parameter>,
    /// The model behind `on`, if there is one.
    pub model: Option<Spanned<String>>,
    /// Whether `[]` stands behind the model: the action is about its rows as a whole, and not about one.
    pub on_all: bool,
    /// Directives of its documentation.
    pub attributes: Vec<Attribute>,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// Whether a part of it could not be read and was left out.
    pub incomplete: bool,
    /// Its documentation, directives taken out.
    pub doc: Doc,
    /// From keyword to closing brace.
    pub span: Span,
}

/// `reason: String?`
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Spanned<String>,
    /// Its type.
    pub ty: Type,
    /// Rules for its value: `@length(max: 80)`.
    pub attributes: Vec<Attribute>,
    /// Its documentation.
    pub doc: Doc,
    /// From the name to the end of the last attribute.
    pub span: Span,
}

/// One step of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// From its keyword to its last character.
    pub span: Span,
}

impl Step {
    /// Whether nothing behind it is reached.
    pub fn ends(&self) -> bool {
        match &self.kind {
            StepKind::Reject { .. } | StepKind::Return => true,
            StepKind::If { then, otherwise, .. } => then.iter().any(Self::ends) && otherwise.iter().any(Self::ends),
            _ => false,
        }
    }
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// `require condition else "code"`
    Require {
        /// What must be true.
        condition: Expression,
        /// The error's code.
        code: Option<Spanned<String>>,
    },
    /// `reject "code"`
    Reject {
        /// The error's code.
        code: Spanned<String>,
    },
    /// `set field = value`
    Set {
        /// The field.
        field: Spanned<String>,
        /// Its new value.
        value: Expression,
    },
    /// `create Model { field: value }`
    Create {
        /// The model.
        model: Spanned<String>,
        /// Its fields.
        entries: Vec<(Spanned<String>, Expression)>,
    },
    /// `delete`
    Delete,
    /// `if condition { … } else { … }`
    If {
        /// What decides.
        condition: Expression,
        /// If it is true.
        then: Vec<Step>,
        /// If it is false or unknown; `else if` is a single step in here.
        otherwise: Vec<Step>,
    },
    /// `emit Event { field: value }`
    Emit {
        /// The event.
        event: Spanned<String>,
        /// Its fields.
        entries: Vec<(Spanned<String>, Expression)>,
    },
    /// `call action(parameter: value)`
    Call {
        /// What leads to the action, and its name: `archive`, `author.notify`, `Post.importFeed`.
        action: Spanned<String>,
        /// What it is given.
        arguments: Vec<Argument>,
    },
    /// `return`
    Return,
}

/// `event PostPublished { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name.
    pub name: Spanned<String>,
    /// In the order of the text.
    pub fields: Vec<Field>,
    /// Block attributes, directives from doc comments included.
    pub attributes: Vec<Attribute>,
    /// Whether a part of it could not be read and was left out.
    pub incomplete: bool,
    /// Its documentation.
    pub doc: Doc,
    /// From keyword to closing brace.
    pub span: Span,
}
