//! What a policy may still say before a row is known.

use ssot_db::Value;

use super::{Viewer, sides};
use crate::resource::{Expression, Operation, Policy, Quantifier};

/// The truth values that a condition can still have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truths(u8);

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const UNKNOWN: u8 = 4;

impl Truths {
    const ANY: Self = Self(TRUE | FALSE | UNKNOWN);

    /// Of whether the policies let the viewer do something.
    pub fn of(policies: &'static [Policy], operation: Operation, viewer: &Viewer) -> Self {
        let [allow, deny] = sides(policies, operation);
        let allowed = allow.iter().any(|policy| condition(&policy.condition, viewer).may_be_true());
        let denied = deny.iter().any(|policy| !condition(&policy.condition, viewer).may_be_false());
        if allowed && !denied { Self(TRUE | FALSE) } else { Self(FALSE) }
    }

    /// Whether it may be true.
    pub const fn may_be_true(self) -> bool {
        self.0 & TRUE != 0
    }

    /// Whether it may be false.
    pub const fn may_be_false(self) -> bool {
        self.0 & FALSE != 0
    }

    fn one(value: &Value) -> Self {
        match value {
            Value::Boolean(true) => Self(TRUE),
            Value::Boolean(false) => Self(FALSE),
            _ => Self(UNKNOWN),
        }
    }

    fn not(self) -> Self {
        let swapped = (self.0 & TRUE) << 1 | (self.0 & FALSE) >> 1;
        Self(self.0 & UNKNOWN | swapped)
    }

    fn and(self, other: Self) -> Self {
        let both = self.0 & other.0 & TRUE;
        let either = (self.0 | other.0) & FALSE;
        // Unknown if one is unknown and the other one unknown or true.
        let open = |one: u8, two: u8| one & UNKNOWN != 0 && two & (UNKNOWN | TRUE) != 0;
        let unknown = if open(self.0, other.0) || open(other.0, self.0) { UNKNOWN } else { 0 };
        Self(both | either | unknown)
    }
}

/// Whether no row has a part in an expression.
pub(crate) fn is_fixed(expression: &Expression) -> bool {
    use Expression as E;
    match expression {
        E::Literal(_) | E::Null | E::Principal | E::Parameter(_) | E::Claim { .. } => true,
        E::Field { .. } | E::Row(_) | E::Quantified { .. } | E::Aggregate { .. } => false,
        E::Not(one) | E::IsNull(one) => is_fixed(one),
        E::And(left, right)
        | E::Or(left, right)
        | E::Compare { left, right, .. }
        | E::Arithmetic { left, right, .. }
        | E::In { value: left, list: right, .. } => is_fixed(left) && is_fixed(right),
        E::List(items) | E::Call { arguments: items, .. } => items.iter().all(is_fixed),
    }
}

/// Whether an expression looks at other rows than the one that it is about.
pub(crate) fn looks_around(expression: &Expression) -> bool {
    use Expression as E;
    match expression {
        E::Literal(_) | E::Null | E::Principal | E::Parameter(_) | E::Claim { .. } => false,
        E::Field { row, .. } | E::Row(row) => !row.steps.is_empty(),
        E::Quantified { .. } | E::Aggregate { .. } => true,
        E::Not(one) | E::IsNull(one) => looks_around(one),
        E::And(left, right)
        | E::Or(left, right)
        | E::Compare { left, right, .. }
        | E::Arithmetic { left, right, .. }
        | E::In { value: left, list: right, .. } => looks_around(left) || looks_around(right),
        E::List(items) | E::Call { arguments: items, .. } => items.iter().any(looks_around),
    }
}

/// What a condition may say of some row.
fn condition(expression: &Expression, viewer: &Viewer) -> Truths {
    use Expression as E;
    if is_fixed(expression) {
        return Truths::one(&viewer.value(expression));
    }
    let is_null = |one: &Expression| is_fixed(one) && viewer.value(one) == Value::Null;
    match expression {
        E::Not(one) => condition(one, viewer).not(),
        E::And(left, right) => condition(left, viewer).and(condition(right, viewer)),
        E::Or(left, right) => condition(left, viewer).not().and(condition(right, viewer).not()).not(),
        E::Compare { left, right, .. } if is_null(left) || is_null(right) => Truths(UNKNOWN),
        E::In { value, list, .. } if is_null(value) || is_null(list) => Truths(UNKNOWN),
        E::In { list, .. } if is_fixed(list) && viewer.value(list) == Value::List(Vec::new()) => {
            Truths(FALSE | UNKNOWN)
        }
        E::Quantified { quantifier, condition: Some(inner), .. } => {
            let may = condition(inner, viewer);
            match quantifier {
                Quantifier::Some if !may.may_be_true() => Truths(FALSE),
                Quantifier::None if !may.may_be_true() => Truths(TRUE),
                _ => Truths(TRUE | FALSE),
            }
        }
        E::Quantified { .. } | E::IsNull(_) => Truths(TRUE | FALSE),
        _ => Truths::ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::{Caller, Principal};
    use crate::config::Access;
    use crate::resource::{Claim, Class, Comparison, Kind, Path, Root};

    static OWN: Expression = Expression::Compare {
        comparison: Comparison::Equal,
        class: Class::Text,
        left: &Expression::Field { row: Path { root: Root::This, steps: &[] }, field: 0 },
        right: &Expression::Claim { claim: Claim::Id, kind: Kind::String, list: false },
    };
    static PUBLIC: Expression = Expression::Field { row: Path { root: Root::This, steps: &[] }, field: 1 };

    #[test]
    fn what_compares_with_nobody_is_unknown_for_every_row() {
        let anonymous = Viewer::new(Caller::Anonymous, Access::Public, 0);
        let somebody = Viewer::new(Caller::principal(Principal::default()), Access::Public, 0);
        assert_eq!(condition(&OWN, &anonymous), Truths(UNKNOWN));
        assert_eq!(condition(&Expression::Not(&OWN), &anonymous), Truths(UNKNOWN));
        assert_eq!(condition(&OWN, &somebody), Truths::ANY);
        assert!(condition(&Expression::Or(&OWN, &PUBLIC), &anonymous).may_be_true());
        assert!(!condition(&Expression::And(&OWN, &PUBLIC), &anonymous).may_be_true());
    }

    #[test]
    fn sets_of_truth_values_follow_the_truth_tables() {
        let bit = |value: Option<bool>| value.map_or(UNKNOWN, |value| if value { TRUE } else { FALSE });
        let values = [Some(true), Some(false), None];
        for one in 0..8_u8 {
            for two in 0..8_u8 {
                let mut expected = 0;
                for a in values.into_iter().filter(|value| one & bit(*value) != 0) {
                    for b in values.into_iter().filter(|value| two & bit(*value) != 0) {
                        expected |= bit(match (a, b) {
                            (Some(false), _) | (_, Some(false)) => Some(false),
                            (Some(true), Some(true)) => Some(true),
                            _ => None,
                        });
                    }
                }
                if one != 0 && two != 0 {
                    assert_eq!(Truths(one).and(Truths(two)).0, expected, "{one} {two}");
                }
            }
            assert_eq!(Truths(one).not().not(), Truths(one));
        }
    }
}
