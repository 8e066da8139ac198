//! Who may do what, decided: as far as that is known before a row is looked at, and of rows in memory.
//!
//! What rows have to say goes into every statement (`query::guard`).

mod evaluate;
mod number;
mod verdict;
mod viewer;

pub use self::evaluate::{Evaluation, Lookup};
pub use self::verdict::Truths;
pub(crate) use self::verdict::{is_fixed, looks_around};
pub use self::viewer::Viewer;

use crate::resource::{Effect, Operation, Policy};

/// The policies about one operation.
pub(crate) fn about(policies: &'static [Policy], operation: Operation) -> impl Iterator<Item = &'static Policy> {
    policies.iter().filter(move |policy| policy.operations.contains(&operation))
}

/// Those that allow, and those that deny.
pub(crate) fn sides(policies: &'static [Policy], operation: Operation) -> [Vec<&'static Policy>; 2] {
    let (allow, deny) = about(policies, operation).partition(|policy| policy.effect == Effect::Allow);
    [allow, deny]
}
