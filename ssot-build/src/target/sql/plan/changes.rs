//! The table of changes, and the triggers that fill it, for models with `@@api(changes)`.
//!
//! Triggers see every change, whoever makes it: single and bulk statements, other programs, and, but for MySQL, what foreign keys do
//! by themselves.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::constraint_name::limit;
use ssot_core::ir::{Arity, Field, Model, ModelKind, Provider, Scalar, Schema, Type};

use crate::target::sql::names::table;
use crate::target::sql::nodes::{Followed, ImageForm, ImagePart, Statement};
use crate::target::sql::rule::ChangesUnwritten;
use crate::text::sql::{Dialect, SqlIdent, SqlLiteral};

use super::Planner;

fn followed(schema: &Schema) -> impl Iterator<Item = &Model> {
    schema.models().map(|(_, model)| model).filter(|model| model.api.changes && model.kind == ModelKind::Table)
}

const fn writes(dialect: Dialect) -> bool {
    matches!(dialect, Dialect::Postgres | Dialect::Sqlite | Dialect::Mysql)
}

/// Reports models whose changes the database cannot write down.
pub(super) fn check(schema: &Schema, dialect: Dialect, diagnostics: &mut Diagnostics) {
    if writes(dialect) {
        return;
    }
    for model in followed(schema) {
        let (model, span) = (model.name.to_string(), model.name_span);
        diagnostics.push(ChangesUnwritten { model, provider: schema.provider.title(), span });
    }
}

fn form(field: &Field) -> ImageForm {
    match field.ty {
        _ if field.arity == Arity::List => ImageForm::Document,
        Type::Scalar(Scalar::Json) | Type::Composite(_) => ImageForm::Document,
        Type::Scalar(Scalar::Bytes) => ImageForm::Bytes,
        Type::Scalar(Scalar::Decimal | Scalar::Float) => ImageForm::Text,
        _ => ImageForm::Plain,
    }
}

impl Planner<'_> {
    /// The table, once, then the triggers of each model.
    pub(super) fn changes(self) -> Vec<Statement> {
        let models = followed(self.schema).enumerate();
        let models: Vec<Statement> =
            models.map(|(number, model)| Statement::FollowTable(self.followed(number, model))).collect();
        if models.is_empty() || !writes(self.dialect) {
            return Vec::new();
        }
        std::iter::once(Statement::CreateChanges).chain(models).collect()
    }

    fn followed(self, number: usize, model: &Model) -> Followed {
        let trigger = |event: &str| {
            let name = format!("_ssot_changed_{}_{event}", model.table);
            let fits = self.dialect != Dialect::Mysql || name.chars().count() <= limit(Provider::Mysql);
            SqlIdent::new(if fits { name } else { format!("_ssot_changed_{number}_{event}") })
        };
        let key = |name: &str| match self.dialect {
            Dialect::Mysql => SqlLiteral::string(name, self.dialect),
            _ => SqlLiteral::string(&format!("\"{name}\":"), self.dialect),
        };
        let columns = model.fields().filter(|(_, field)| field.is_column());
        Followed {
            table: table(self.dialect, model),
            model: SqlLiteral::string(model.name.as_str(), self.dialect),
            triggers: ["insert", "update", "delete"].map(trigger),
            image: columns
                .map(|(_, field)| ImagePart {
                    key: key(&field.name),
                    column: SqlIdent::new(&field.column),
                    form: form(field),
                })
                .collect(),
        }
    }
}
