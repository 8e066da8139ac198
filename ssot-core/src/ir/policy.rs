//! Who may do what.
//!
//! As soon as a model has a policy, everything that no policy allows is denied. Something is allowed if the condition of an `allow`
//! is true and the condition of every `deny` is false: an unknown condition never opens anything.

use crate::source::Span;

use super::{Expression, ExpressionKind, FieldId, Value};

/// `@@allow(…)`, `@@deny(…)`, `@allow(…)` or `@deny(…)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What it does where its condition is true.
    pub effect: Effect,
    /// What it is about; at least one.
    pub operations: Operations,
    /// When: a truth value about the row, [`Root::This`](super::Root::This).
    pub condition: Expression,
    /// The attribute.
    pub span: Span,
}

impl Policy {
    /// Whether the policies of a model or a field can keep somebody from an operation: none do, nor do those that allow it
    /// where `true` and deny nothing.
    pub fn restrict(policies: &[Self], operation: Operation) -> bool {
        let is_open = |policy: &Self| matches!(policy.condition.kind, ExpressionKind::Literal(Value::Boolean(true)));
        let about = |effect| policies.iter().filter(move |it| it.effect == effect && it.operations.has(operation));
        !policies.is_empty() && (about(Effect::Deny).next().is_some() || !about(Effect::Allow).any(is_open))
    }
}

/// What a policy does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Allows.
    Allow,
    /// Denies, whatever is allowed.
    Deny,
}

/// One thing that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// To make a row: the condition is about the row as it would be.
    Create,
    /// To see it, to filter by it, to count it.
    Read,
    /// To change it: the condition is about the row before and after.
    Update,
    /// To remove it.
    Delete,
}

/// Some of the four operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Operations(u8);

impl Operation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Create, Self::Read, Self::Update, Self::Delete];

    /// As written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl Operations {
    /// None yet.
    pub const NONE: Self = Self(0);

    /// With one more.
    #[must_use]
    pub const fn with(self, operation: Operation) -> Self {
        Self(self.0 | (1 << operation as u8))
    }

    /// Whether it is among them.
    pub const fn has(self, operation: Operation) -> bool {
        self.0 & (1 << operation as u8) != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// They, in the order of [`Operation::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Operation> {
        Operation::ALL.into_iter().filter(move |operation| self.has(*operation))
    }
}

/// `@@tenant(field)`: the rows of other tenants do not exist for a caller. The server sets the field, from who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenant {
    /// The column that holds the tenant's key.
    pub field: FieldId,
    /// The attribute.
    pub span: Span,
}
