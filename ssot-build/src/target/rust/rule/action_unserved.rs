//! An action of the schema as a whole, which has no address yet.
//!
//! ```ssot
//! model Post {
//!   id Int @id @default(autoincrement())
//! }
//!
//! action tidy {
//!   reject "not_today"
//! }
//! ```
//!
//! The contract has addresses for actions on a row (`on Post`) and on a model (`on Post[]`).

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::ir::{Owner, Schema};
use ssot_core::source::Span;

pub(crate) struct ActionUnserved {
    name: String,
    /// How many more there are.
    others: usize,
    span: Span,
}

impl ActionUnserved {
    pub(crate) const CODE: Code = Code(507);

    /// About the first such action of the schema.
    pub(crate) fn of(schema: &Schema) -> Option<Self> {
        let mut found = schema.actions.iter().filter(|action| action.owner == Owner::Schema);
        let first = found.next()?;
        Some(Self { name: first.name.to_string(), others: found.count(), span: first.name_span })
    }
}

impl From<ActionUnserved> for Diagnostic {
    fn from(rule: ActionUnserved) -> Self {
        let ActionUnserved { name, others, span } = rule;
        let more = match others {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!("the contract has no address for `{name}`{more}: it is about no model");
        Self::warning(ActionUnserved::CODE, span, message).help("say what it is about: `on Post` or `on Post[]`; the rest of the server is made")
    }
}
