//! What relations lose.

use super::Losses;
use crate::ir::{ReferentialAction, ForeignKey, JoinTable, Provider, RelationKind, RelationMode, Schema};

pub(super) fn check(schema: &Schema, losses: &mut Losses) {
    for relation in &schema.relations {
        match &relation.kind {
            RelationKind::ForeignKey(key) => actions(schema, key, losses),
            RelationKind::JoinTable(table) => lists(schema, table, losses),
        }
    }
}

fn actions(schema: &Schema, key: &ForeignKey, losses: &mut Losses) {
    if schema.relation_mode() == RelationMode::Application {
        return;
    }
    let written = [(key.on_delete, key.spans.on_delete), (key.on_update, key.spans.on_update)];
    let carried = key.carried_actions(schema);
    for ((action, span), carried) in written.into_iter().zip(carried) {
        let span = span.unwrap_or(key.spans.attribute);
        if schema.provider == Provider::Mysql && action == ReferentialAction::SetDefault {
            let message = "MySQL refuses tables with the action `SetDefault`".to_owned();
            losses.refuse(message, "use another action", span);
        }
        let refuses = |action| matches!(action, ReferentialAction::Restrict | ReferentialAction::NoAction);
        if carried != action && !refuses(action) {
            let message = "SQL Server lets no row be reached on two ways: actions that are not written become `NoAction`";
            losses.lose(message.to_owned(), "write `onDelete` and `onUpdate` where rows have to follow", span);
        }
    }
}

/// The lists of keys that MongoDB keeps in documents.
fn lists(schema: &Schema, table: &JoinTable, losses: &mut Losses) {
    let Some(lists) = &table.lists else { return };
    if schema.provider == Provider::MongoDb {
        return;
    }
    for (end, (field, _)) in [(table.a, lists.a), (table.b, lists.b)] {
        let field = schema.field(end.model, field);
        let message = format!("{} joins by a table: nothing fills `{}`", schema.provider.title(), field.name);
        losses.lose(message, "leave the field out", field.name_span);
    }
}
