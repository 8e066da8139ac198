//! The schema has actions, which the TypeScript client does not call yet.
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
//! The client has no methods for them, and no types for what they tell. What they say is checked, and in the JSON of the IR.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::ir::Schema;
use ssot_core::source::Span;

pub(crate) struct ActionUncalled {
    name: String,
    is_action: bool,
    /// How many more there are.
    others: usize,
    span: Span,
}

impl ActionUncalled {
    pub(crate) const CODE: Code = Code(606);

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

impl From<ActionUncalled> for Diagnostic {
    fn from(rule: ActionUncalled) -> Self {
        let ActionUncalled { name, is_action, others, span } = rule;
        let more = match others {
            0 => String::new(),
            count => format!(" and {count} more"),
        };
        let message = if is_action {
            format!("the TypeScript client does not call actions yet: `{name}`{more}")
        } else {
            format!("the TypeScript client has no types for events yet: `{name}`{more}")
        };
        Self::warning(ActionUncalled::CODE, span, message).help("the rest of the client is made")
    }
}
