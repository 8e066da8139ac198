//! The schema has actions, which the Rust server does not run yet.
//!
//! ```ssot
//! model Post {
//!   id        Int     @id @default(autoincrement())
//!   published Boolean @default(false)
//! }
//!
//! event Published {
//!   postId Int
//! }
//!
//! action publish on Post {
//!   set published = true
//!   emit Published { postId: id }
//! }
//! ```
//!
//! The server answers 404 where the contract has them. What they say is checked, and in the JSON of the IR.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::ir::Schema;
use ssot_core::source::Span;

pub(crate) struct ActionUnserved {
    name: String,
    is_action: bool,
    /// How many more there are.
    others: usize,
    span: Span,
}

impl ActionUnserved {
    pub(crate) const CODE: Code = Code(507);

    /// About the first action of the schema, or the first event.
    pub(crate) fn of(schema: &Schema) -> Option<Self> {
        let first = |name: &ssot_core::Name, is_action, count: usize, span| Self {
            name: name.to_string(),
            is_action,
            others: count - 1,
            span,
        };
        match (schema.actions.first(), schema.events.first()) {
            (Some(action), _) => Some(first(&action.name, true, schema.actions.len(), action.name_span)),
            (None, Some(event)) => Some(first(&event.name, false, schema.events.len(), event.name_span)),
            (None, None) => None,
        }
    }
}

impl From<ActionUnserved> for Diagnostic {
    fn from(rule: ActionUnserved) -> Self {
        let ActionUnserved { name, is_action, others, span } = rule;
        let more = match others {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = if is_action {
            format!("the Rust server does not run actions yet: `{name}`{more}")
        } else {
            format!("the Rust server does not tell events yet: `{name}`{more}")
        };
        Self::warning(ActionUnserved::CODE, span, message).help("the rest of the server is made; write a handler of your own for it")
    }
}
