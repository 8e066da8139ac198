//! Numbers in policies, in memory.

use std::cmp::Ordering;

use ssot_db::Value;

use crate::resource::{Arithmetic, Class};

/// The order of two exact numbers in canonical form.
pub(super) fn decimals(one: &str, two: &str) -> Ordering {
    let (below_one, below_two) = (one.starts_with('-'), two.starts_with('-'));
    match (below_one, below_two) {
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        _ => {}
    }
    let split = |text: &'_ str| -> (String, String) {
        let text = text.trim_start_matches('-');
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        (whole.trim_start_matches('0').to_owned(), part.trim_end_matches('0').to_owned())
    };
    let ((whole_one, part_one), (whole_two, part_two)) = (split(one), split(two));
    let order = whole_one.len().cmp(&whole_two.len()).then(whole_one.cmp(&whole_two)).then(part_one.cmp(&part_two));
    if below_one { order.reverse() } else { order }
}

/// A number as an exact one.
pub(super) fn decimal(value: &Value) -> Option<String> {
    match value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Decimal(text) => Some(text.clone()),
        _ => None,
    }
}

/// A number as a double.
pub(super) fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// `a + b`; null if a side is null, if it is divided by zero, or if the number does not fit.
pub(super) fn reckon(arithmetic: Arithmetic, class: Class, left: &Value, right: &Value) -> Value {
    let number = match (class, left, right) {
        (Class::Text, Value::Text(left), Value::Text(right)) => return Value::Text(format!("{left}{right}")),
        (Class::Integer, Value::Integer(left), Value::Integer(right)) => match arithmetic {
            Arithmetic::Add => left.checked_add(*right),
            Arithmetic::Subtract => left.checked_sub(*right),
            Arithmetic::Multiply => left.checked_mul(*right),
            Arithmetic::Divide => left.checked_div(*right),
            Arithmetic::Remainder => left.checked_rem(*right),
        },
        (Class::Float, left, right) => {
            let (Some(left), Some(right)) = (float(left), float(right)) else { return Value::Null };
            return match arithmetic {
                Arithmetic::Add => Value::Float(left + right),
                Arithmetic::Subtract => Value::Float(left - right),
                Arithmetic::Multiply => Value::Float(left * right),
                Arithmetic::Divide if right != 0.0 => Value::Float(left / right),
                _ => Value::Null,
            };
        }
        _ => None,
    };
    number.map_or(Value::Null, Value::Integer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_numbers_are_ordered_exactly() {
        let sorted =
            ["-10", "-9.5", "-0.01", "0", "0.001", "0.01", "9", "9.99", "10", "123456789012345678901234567890.5"];
        for (index, one) in sorted.iter().enumerate() {
            for (other, two) in sorted.iter().enumerate() {
                assert_eq!(decimals(one, two), index.cmp(&other), "{one} {two}");
            }
        }
    }
}
