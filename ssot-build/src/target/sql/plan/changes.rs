//! The table of changes, and the triggers that fill it, for models with `@@api(changes)`.
//!
//! Triggers see every change, whoever makes it: single and bulk statements, what foreign keys do by themselves, other programs.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{Model, ModelKind, Schema};

use crate::target::sql::names::table;
use crate::target::sql::nodes::{Followed, ImagePart, Statement};
use crate::target::sql::rule::ChangesUnwritten;
use crate::text::sql::{Dialect, SqlIdent, SqlLiteral};

use super::Planner;

fn followed(schema: &Schema) -> impl Iterator<Item = &Model> {
    schema.models().map(|(_, model)| model).filter(|model| model.api.changes && model.kind == ModelKind::Table)
}

/// Reports models whose changes the database cannot write down.
pub(super) fn check(schema: &Schema, dialect: Dialect, diagnostics: &mut Diagnostics) {
    if matches!(dialect, Dialect::Postgres | Dialect::Sqlite) {
        return;
    }
    for model in followed(schema) {
        let (model, span) = (model.name.to_string(), model.name_span);
        diagnostics.push(ChangesUnwritten { model, provider: schema.provider.title(), span });
    }
}

impl Planner<'_> {
    /// The table, once, then the triggers of each model.
    pub(super) fn changes(self) -> Vec<Statement> {
        let models = followed(self.schema).map(|model| Statement::FollowTable(self.followed(model)));
        let models: Vec<Statement> = models.collect();
        if models.is_empty() || !matches!(self.dialect, Dialect::Postgres | Dialect::Sqlite) {
            return Vec::new();
        }
        std::iter::once(Statement::CreateChanges).chain(models).collect()
    }

    fn followed(self, model: &Model) -> Followed {
        let trigger = |event: &str| SqlIdent::new(format!("_ssot_changed_{}_{event}", model.table));
        let columns = model.fields().filter(|(_, field)| field.is_column());
        Followed {
            table: table(self.dialect, model),
            model: SqlLiteral::string(model.name.as_str(), self.dialect),
            triggers: ["insert", "update", "delete"].map(trigger),
            image: columns
                .map(|(_, field)| ImagePart {
                    key: SqlLiteral::string(&format!("\"{}\":", field.name), self.dialect),
                    column: SqlIdent::new(&field.column),
                })
                .collect(),
        }
    }
}
