//! Expressions of policies in memory: the same logic as in SQL.

use std::cmp::Ordering;

use ssot_db::Value;

use super::Viewer;
use super::number::{decimal, decimals, float, reckon};
use crate::resource::{Aggregate, Class, Comparison, Expression, Function, Literal, Path, Quantifier, Root};

/// A row in memory, and the rows behind its relations.
pub trait Lookup {
    /// The value of a field; lists are never null.
    fn field(&self, field: usize) -> Value;

    /// The rows that a relation leads to; at most one if it is no list.
    fn related(&self, relation: usize) -> Vec<&dyn Lookup>;
}

/// One evaluation: for whom, and about which rows.
#[derive(Clone, Copy)]
pub struct Evaluation<'e> {
    /// Who asks.
    pub viewer: &'e Viewer,
    /// The row that the policy is about.
    pub this: Option<&'e dyn Lookup>,
    /// The row that the innermost quantifier looks at.
    pub element: Option<&'e dyn Lookup>,
}

impl std::fmt::Debug for Evaluation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evaluation").field("viewer", self.viewer).finish_non_exhaustive()
    }
}

fn truth(value: Option<bool>) -> Value {
    value.map_or(Value::Null, Value::Boolean)
}

impl<'e> Evaluation<'e> {
    /// The truth value of a condition; `None`: unknown.
    pub fn truth(&self, expression: &Expression) -> Option<bool> {
        match self.value(expression) {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The value of an expression; null is [`Value::Null`].
    pub fn value(&self, expression: &Expression) -> Value {
        use Expression as E;
        match expression {
            E::Literal(literal) => of_literal(literal),
            E::Null => Value::Null,
            E::List(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
            E::Field { row, field } => self.row(*row).map_or(Value::Null, |row| row.field(*field)),
            E::Row(path) => self.row(*path).map_or(Value::Null, |_| Value::Boolean(true)),
            E::Principal => self.viewer.principal().map_or(Value::Null, |_| Value::Boolean(true)),
            E::Parameter(index) => self.viewer.argument(*index),
            E::Claim { claim, kind, list } => self.viewer.claim(*claim, *kind, *list),
            E::Not(one) => truth(self.truth(one).map(|value| !value)),
            E::And(left, right) => truth(match (self.truth(left), self.truth(right)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            }),
            E::Or(left, right) => truth(match (self.truth(left), self.truth(right)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            }),
            E::IsNull(one) => Value::Boolean(self.value(one) == Value::Null),
            E::Compare { comparison, class, left, right } => {
                truth(order(*class, &self.value(left), &self.value(right)).map(|order| holds(*comparison, order)))
            }
            E::In { class, value, list } => truth(self.is_in(*class, value, list)),
            E::Arithmetic { arithmetic, class, left, right } => {
                reckon(*arithmetic, *class, &self.value(left), &self.value(right))
            }
            E::Quantified { quantifier, rows, condition } => {
                let mut rows = self.rows(*rows).into_iter();
                let fulfils = |row: &dyn Lookup| condition.is_none_or(|one| self.of(row).truth(one) == Some(true));
                Value::Boolean(match quantifier {
                    Quantifier::Some => rows.any(fulfils),
                    Quantifier::Every => rows.all(fulfils),
                    Quantifier::None => !rows.any(fulfils),
                })
            }
            E::Aggregate { aggregate, rows, value, condition } => self.aggregate(*aggregate, *rows, *value, *condition),
            E::Call { function, arguments } => self.call(*function, arguments),
        }
    }

    fn of<'r>(&self, element: &'r dyn Lookup) -> Evaluation<'r>
    where
        'e: 'r,
    {
        Evaluation { viewer: self.viewer, this: self.this, element: Some(element) }
    }

    /// The row at the end of a path over relations to one.
    fn row(&self, path: Path) -> Option<&'e dyn Lookup> {
        let mut row = match path.root {
            Root::This => self.this,
            Root::Element => self.element,
        }?;
        for &step in path.steps {
            row = row.related(step).into_iter().next()?;
        }
        Some(row)
    }

    fn rows(&self, path: Path) -> Vec<&'e dyn Lookup> {
        let Some((&last, before)) = path.steps.split_last() else { return Vec::new() };
        // The steps of a path are static, so a shorter one is made of the same.
        self.row(Path { steps: before, ..path }).map_or_else(Vec::new, |row| row.related(last))
    }

    fn is_in(&self, class: Class, value: &Expression, list: &Expression) -> Option<bool> {
        let value = self.value(value);
        let Value::List(items) = self.value(list) else { return None };
        if value == Value::Null {
            return None;
        }
        let mut unknown = false;
        for item in &items {
            match order(class, &value, item) {
                Some(Ordering::Equal) => return Some(true),
                Some(_) => {}
                None => unknown = true,
            }
        }
        if unknown { None } else { Some(false) }
    }

    fn aggregate(
        &self,
        aggregate: Aggregate,
        rows: Path,
        value: Option<(&Expression, Class)>,
        condition: Option<&Expression>,
    ) -> Value {
        let rows = self.rows(rows).into_iter().map(|row| self.of(row));
        let rows = rows.filter(|row| condition.is_none_or(|one| row.truth(one) == Some(true)));
        let Some((value, class)) = value else { return Value::Integer(rows.count() as i64) };
        let values = rows.map(|row| row.value(value)).filter(|value| *value != Value::Null);
        let better = |wanted: Ordering| {
            move |one: Value, two: Value| if order(class, &two, &one) == Some(wanted) { two } else { one }
        };
        match aggregate {
            Aggregate::Count => Value::Integer(values.count() as i64),
            Aggregate::Sum => values.fold(Value::Integer(0), |sum, value| {
                reckon(crate::resource::Arithmetic::Add, Class::Integer, &sum, &value)
            }),
            Aggregate::Minimum => values.reduce(better(Ordering::Less)).unwrap_or(Value::Null),
            Aggregate::Maximum => values.reduce(better(Ordering::Greater)).unwrap_or(Value::Null),
        }
    }

    fn call(&self, function: Function, arguments: &[Expression]) -> Value {
        let values: Vec<Value> = arguments.iter().map(|argument| self.value(argument)).collect();
        match (function, values.as_slice()) {
            (Function::Now, _) => Value::Timestamp(self.viewer.now()),
            (Function::Coalesce, values) => {
                values.iter().find(|value| **value != Value::Null).cloned().unwrap_or(Value::Null)
            }
            (Function::Contains, [Value::Text(text), Value::Text(part)]) => {
                Value::Boolean(text.contains(part.as_str()))
            }
            (Function::StartsWith, [Value::Text(text), Value::Text(part)]) => {
                Value::Boolean(text.starts_with(part.as_str()))
            }
            (Function::EndsWith, [Value::Text(text), Value::Text(part)]) => {
                Value::Boolean(text.ends_with(part.as_str()))
            }
            (Function::Characters, [Value::Text(text)]) => Value::Integer(text.chars().count() as i64),
            (Function::Bytes, [Value::Bytes(bytes)]) => Value::Integer(bytes.len() as i64),
            (Function::Items, [Value::List(items)]) => Value::Integer(items.len() as i64),
            (Function::Lower, [Value::Text(text)]) => Value::Text(text.to_ascii_lowercase()),
            (Function::Upper, [Value::Text(text)]) => Value::Text(text.to_ascii_uppercase()),
            (Function::Trim, [Value::Text(text)]) => Value::Text(text.trim_matches(' ').to_owned()),
            (Function::Abs, [Value::Integer(number)]) => number.checked_abs().map_or(Value::Null, Value::Integer),
            (Function::Abs, [Value::Float(number)]) => Value::Float(number.abs()),
            _ => Value::Null,
        }
    }
}

fn of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Boolean(value) => Value::Boolean(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Float(value) => Value::Float(*value),
        Literal::Decimal(text) => Value::Decimal((*text).to_owned()),
        Literal::Text(text) => Value::Text((*text).to_owned()),
        Literal::Moment(millis) => Value::Timestamp(*millis),
        Literal::Variant(enumeration, name) => {
            let variant = enumeration.variants.iter().find(|(wire, _)| wire == name);
            variant.map_or(Value::Null, |(_, database)| Value::Text((*database).to_owned()))
        }
    }
}

/// The order of two values; `None` if a side is null.
fn order(class: Class, left: &Value, right: &Value) -> Option<Ordering> {
    match (class, left, right) {
        (_, Value::Null, _) | (_, _, Value::Null) => None,
        (Class::Integer | Class::Decimal, left, right) => Some(decimals(&decimal(left)?, &decimal(right)?)),
        (Class::Float, left, right) => float(left)?.partial_cmp(&float(right)?),
        (_, Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (_, Value::Timestamp(left), Value::Timestamp(right)) => Some(left.cmp(right)),
        (_, Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (_, Value::Bytes(left), Value::Bytes(right)) => Some(left.cmp(right)),
        (_, Value::Uuid(left), Value::Uuid(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
    }
}
