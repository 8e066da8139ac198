//! A policy whose condition is always the same.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id
//!   published Boolean
//!
//!   @@allow("read", published || true)
//!   @@allow("update", id == null)
//!   @@deny("delete", false)
//! }
//! ```
//!
//! `@@allow("read", true)` says that everybody may read; any other condition that never changes is a mistake.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    ComparisonOperator, Effect, Expression, ExpressionKind, LogicOperator, Policy, Schema, Value,
};

pub(crate) struct PolicyConstant {
    effect: Effect,
    truth: Truth,
    span: crate::source::Span,
}

impl PolicyConstant {
    pub(crate) const CODE: Code = Code(763);
}

/// What a condition always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    True,
    False,
    Unknown,
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        let all = model.policies.iter().chain(model.fields.iter().flat_map(|field| &field.policies));
        all.for_each(|policy| judge(policy, diagnostics));
    }
}

fn judge(policy: &Policy, diagnostics: &mut Diagnostics) {
    if policy.condition.kind == ExpressionKind::Literal(Value::Boolean(true)) {
        return;
    }
    if let Some(truth) = constant(&policy.condition) {
        diagnostics.push(PolicyConstant { effect: policy.effect, truth, span: policy.condition.span });
    }
}

/// What the expression always is, by the truth tables of three values; `None`: it depends.
fn constant(expression: &Expression) -> Option<Truth> {
    match &expression.kind {
        ExpressionKind::Literal(Value::Boolean(true)) => Some(Truth::True),
        ExpressionKind::Literal(Value::Boolean(false)) => Some(Truth::False),
        ExpressionKind::Null => Some(Truth::Unknown),
        ExpressionKind::Not(operand) => constant(operand).map(not),
        ExpressionKind::Logic { operator, left, right } => {
            let deciding = if *operator == LogicOperator::And { Truth::False } else { Truth::True };
            match (constant(left), constant(right)) {
                (Some(truth), _) | (_, Some(truth)) if truth == deciding => Some(deciding),
                (Some(Truth::Unknown), Some(_)) | (Some(_), Some(Truth::Unknown)) => Some(Truth::Unknown),
                (Some(left), Some(_)) => Some(left),
                _ => None,
            }
        }
        ExpressionKind::IsNull { operand, negated } => {
            (!operand.ty.nullable).then_some(if *negated { Truth::True } else { Truth::False })
        }
        ExpressionKind::Compare { operator, left, right } => compared(*operator, left, right),
        _ => None,
    }
}

const fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// Two equal literals, or a value that is always there and itself.
fn compared(operator: ComparisonOperator, left: &Expression, right: &Expression) -> Option<Truth> {
    let is_same = match (&left.kind, &right.kind) {
        (ExpressionKind::Literal(one), ExpressionKind::Literal(other)) => one == other,
        (ExpressionKind::Field(one), ExpressionKind::Field(other)) if one == other && !left.ty.nullable => true,
        _ => return None,
    };
    match operator {
        ComparisonOperator::Equal => Some(if is_same { Truth::True } else { Truth::False }),
        ComparisonOperator::NotEqual => Some(if is_same { Truth::False } else { Truth::True }),
        ComparisonOperator::LessEqual | ComparisonOperator::GreaterEqual => is_same.then_some(Truth::True),
        ComparisonOperator::Less | ComparisonOperator::Greater => is_same.then_some(Truth::False),
    }
}

impl From<PolicyConstant> for Diagnostic {
    fn from(rule: PolicyConstant) -> Self {
        let always = match rule.truth {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Unknown => "unknown",
        };
        let effect = match (rule.effect, rule.truth) {
            (Effect::Allow, Truth::True) => "the policy allows it to everybody",
            (Effect::Allow, _) => "the policy allows nothing",
            (Effect::Deny, Truth::False) => "the policy denies nothing",
            (Effect::Deny, _) => "the policy denies it to everybody",
        };
        let help = match (rule.effect, rule.truth) {
            (_, Truth::True) | (Effect::Deny, Truth::Unknown) => "if this is meant, write `true`",
            _ => "remove the policy",
        };
        Self::warning(PolicyConstant::CODE, rule.span, format!("this condition is always {always}"))
            .label(effect)
            .help(help)
    }
}
