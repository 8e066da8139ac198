//! What is known not to be null at a place: that comes from the conditions on the way there.
//!
//! `require reason != null else "…"` lets the steps behind it use `reason` where a value is needed, and `if author == null { reject "…" }`
//! does for `author`. A comparison that is true had two values.

use crate::ir::{
    ArithmeticOperator, Arity, Builtin, Claim, Expression, ExpressionKind, FieldId, LogicOperator, Root, RowPath,
    Schema, Value,
};

/// Places that are known to hold a value: fields, rows, parameters and claims.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    places: Vec<ExpressionKind>,
}

impl Known {
    /// Learns from a condition that is true.
    pub(super) fn learn_true(&mut self, condition: &Expression) {
        match &condition.kind {
            ExpressionKind::IsNull { operand, negated: true } => self.add(operand),
            ExpressionKind::Logic { operator: LogicOperator::And, left, right } => {
                self.learn_true(left);
                self.learn_true(right);
            }
            ExpressionKind::Compare { left, right, .. } | ExpressionKind::In { operand: left, list: right, .. } => {
                self.add(left);
                self.add(right);
            }
            ExpressionKind::Not(operand) => self.learn_false(operand),
            ExpressionKind::Field(_) | ExpressionKind::Parameter(_) => self.add(condition),
            _ => {}
        }
    }

    /// Learns from a condition that is false, and not unknown.
    fn learn_false(&mut self, condition: &Expression) {
        match &condition.kind {
            ExpressionKind::IsNull { operand, negated: false } => self.add(operand),
            ExpressionKind::Logic { operator: LogicOperator::Or, left, right } => {
                self.learn_false(left);
                self.learn_false(right);
            }
            ExpressionKind::Compare { left, right, .. } | ExpressionKind::In { operand: left, list: right, .. } => {
                self.add(left);
                self.add(right);
            }
            ExpressionKind::Not(operand) => self.learn_true(operand),
            _ => {}
        }
    }

    /// Learns from a condition that is false or unknown.
    pub(super) fn learn_not_true(&mut self, condition: &Expression) {
        match &condition.kind {
            ExpressionKind::Logic { operator: LogicOperator::Or, left, right } => {
                self.learn_not_true(left);
                self.learn_not_true(right);
            }
            // What is never unknown is false.
            _ if !condition.ty.nullable => self.learn_false(condition),
            _ => {}
        }
    }

    fn add(&mut self, operand: &Expression) {
        let is_place = matches!(
            operand.kind,
            ExpressionKind::Field(_)
                | ExpressionKind::Row(_)
                | ExpressionKind::Parameter(_)
                | ExpressionKind::Principal
                | ExpressionKind::Claim(_)
        );
        let is_here = operand.path().is_none_or(|path| path.root == Root::This);
        if is_place && is_here && !self.has(&operand.kind) {
            self.places.push(operand.kind.clone());
        }
    }

    fn has(&self, place: &ExpressionKind) -> bool {
        self.places.contains(place)
    }

    /// Learns what a field holds that was just set.
    pub(super) fn set(&mut self, field: FieldId, value: &ExpressionKind, holds_value: bool) {
        // Another key leads to another row.
        self.places.retain(|place| match place {
            ExpressionKind::Field(path) => path.row.steps.is_empty() && path.field != field,
            ExpressionKind::Row(_) => false,
            _ => true,
        });
        if holds_value {
            self.places.push(value.clone());
        }
    }

    /// Forgets everything about rows: they may have been changed.
    pub(super) fn forget_rows(&mut self) {
        self.places.retain(|place| !matches!(place, ExpressionKind::Field(_) | ExpressionKind::Row(_)));
    }

    /// Keeps what another way knows, too.
    pub(super) fn meet(&mut self, other: &Self) {
        self.places.retain(|place| other.has(place));
    }

    /// Whether there may be no row at the end of the path.
    pub(super) fn may_lack(&self, schema: &Schema, path: &RowPath) -> bool {
        (1..=path.steps.len()).any(|length| {
            let step = path.steps[length - 1];
            let prefix = RowPath { root: path.root, steps: path.steps[..length].to_vec() };
            schema.field(step.model, step.field).arity == Arity::Optional && !self.has(&ExpressionKind::Row(prefix))
        })
    }

    /// Whether the value may be null.
    pub(super) fn may_be_null(&self, schema: &Schema, value: &Expression) -> bool {
        if !value.ty.nullable || self.has(&value.kind) {
            return false;
        }
        let any = |items: &[Expression]| items.iter().any(|item| self.may_be_null(schema, item));
        match &value.kind {
            ExpressionKind::Field(path) => {
                let is_optional = schema.field(path.model, path.field).arity == Arity::Optional;
                is_optional || self.may_lack(schema, &path.row)
            }
            ExpressionKind::Row(path) => self.may_lack(schema, path),
            // Who is known has a key.
            ExpressionKind::Claim(Claim::Id) => !self.has(&ExpressionKind::Principal),
            ExpressionKind::Negate(operand) | ExpressionKind::Not(operand) => self.may_be_null(schema, operand),
            ExpressionKind::Arithmetic { operator, left, right } => {
                let divides = matches!(operator, ArithmeticOperator::Divide | ArithmeticOperator::Remainder);
                let by_zero = divides && !is_other_than_zero(right);
                by_zero || self.may_be_null(schema, left) || self.may_be_null(schema, right)
            }
            ExpressionKind::Logic { left, right, .. }
            | ExpressionKind::Compare { left, right, .. }
            | ExpressionKind::In { operand: left, list: right, .. } => {
                self.may_be_null(schema, left) || self.may_be_null(schema, right)
            }
            ExpressionKind::Call { function: Builtin::Coalesce, arguments } => {
                arguments.iter().all(|argument| self.may_be_null(schema, argument))
            }
            ExpressionKind::Call { arguments, .. } => any(arguments),
            _ => true,
        }
    }
}

fn is_other_than_zero(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Literal(Value::Integer(number)) => *number != 0,
        ExpressionKind::Literal(Value::Float(digits) | Value::Decimal(digits)) => {
            digits.bytes().any(|digit| matches!(digit, b'1'..=b'9'))
        }
        _ => false,
    }
}
