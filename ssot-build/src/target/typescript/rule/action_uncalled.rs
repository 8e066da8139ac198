//! An action of the schema as a whole, which the TypeScript client cannot call.
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

pub(crate) struct ActionUncalled {
    name: String,
    /// How many more there are.
    others: usize,
    span: Span,
}

impl ActionUncalled {
    pub(crate) const CODE: Code = Code(606);

    /// About the first such action of the schema.
    pub(crate) fn of(schema: &Schema) -> Option<Self> {
        let mut found = schema.actions.iter().filter(|action| action.owner == Owner::Schema);
        let first = found.next()?;
        Some(Self { name: first.name.to_string(), others: found.count(), span: first.name_span })
    }
}

impl From<ActionUncalled> for Diagnostic {
    fn from(rule: ActionUncalled) -> Self {
        let ActionUncalled { name, others, span } = rule;
        let more = match others {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = format!("the client has no method for `{name}`{more}: it is about no model");
        Self::warning(ActionUncalled::CODE, span, message).help("say what it is about: `on Post` or `on Post[]`; the rest of the client is made")
    }
}
