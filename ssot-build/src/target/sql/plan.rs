//! The schema as statements, in the order in which Prisma runs them.

mod changes;
mod check;
mod default;
mod rule;
mod security;
mod table;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{End, FieldId, ModelId, ModelKind, Relation, RelationKind, RelationMode, Schema, Type};
use ssot_core::source::Span;

use crate::files::RelativePath;
use crate::text::sql::{Dialect, SqlIdent, SqlLiteral};

use super::names::{dialect, qualified, schemas};
use super::nodes::{Enumeration, Extension, ForeignKey, Plan, Statement};
use super::rule::UnsupportedProvider;

/// Decides every statement.
pub(super) fn plan(schema: &Schema, role: Option<&str>, diagnostics: &mut Diagnostics) -> Plan {
    let path = RelativePath::new("schema.sql").expect("a fixed legal path");
    let Some(dialect) = dialect(schema.provider) else {
        let span = schema.datasource.as_ref().map_or_else(Span::default, |datasource| datasource.span);
        diagnostics.push(UnsupportedProvider { provider: schema.provider.title(), span });
        return Plan { dialect: Dialect::Sqlite, path, statements: Vec::new(), security: None };
    };
    check::check(schema, dialect, diagnostics);
    changes::check(schema, dialect, diagnostics);
    let security = role.and_then(|role| security::plan(schema, dialect, role, diagnostics));
    Plan { dialect, path, statements: Planner { schema, dialect }.statements(), security }
}

/// What every step of the plan looks at.
#[derive(Clone, Copy)]
struct Planner<'a> {
    schema: &'a Schema,
    dialect: Dialect,
}

/// Relation fields in declaration order, each with its relation.
fn relation_fields(schema: &Schema) -> impl Iterator<Item = (End, &Relation)> {
    schema.models().flat_map(move |(id, model)| {
        model.fields().filter_map(move |(field, found)| match found.ty {
            Type::Relation(relation) => Some((End { model: id, field }, schema.relation(relation))),
            _ => None,
        })
    })
}

impl<'a> Planner<'a> {
    fn statements(self) -> Vec<Statement> {
        let mut statements = Vec::new();
        statements.extend(schemas(self.schema, self.dialect).into_iter().map(Statement::CreateSchema));
        if self.dialect == Dialect::Postgres {
            statements.extend(self.extensions().map(Statement::CreateExtension));
        }
        if self.dialect.is_postgres_like() {
            statements.extend(self.enumerations().map(Statement::CreateEnum));
        }
        let tables = || self.schema.models().filter(|(_, model)| model.kind == ModelKind::Table);
        let joins: Vec<&Relation> = self.join_tables().collect();
        statements.extend(tables().map(|(id, _)| Statement::CreateTable(self.table(id))));
        statements.extend(joins.iter().map(|relation| Statement::CreateTable(self.join_table(relation))));
        statements.extend(tables().flat_map(|(id, _)| self.indexes(id)).map(Statement::CreateIndex));
        statements.extend(joins.iter().flat_map(|relation| self.join_indexes(relation)).map(Statement::CreateIndex));
        if self.dialect != Dialect::Sqlite {
            let keys =
                self.foreign_keys(None).chain(joins.iter().flat_map(|relation| self.join_foreign_keys(relation)));
            statements.extend(keys.map(Statement::AddForeignKey));
        }
        statements.extend(self.changes());
        statements
    }

    fn extensions(self) -> impl Iterator<Item = Extension> {
        let extensions = self.schema.datasource.iter().flat_map(|datasource| &datasource.extensions);
        let mut extensions: Vec<_> = extensions.collect();
        extensions.sort_by(|one, other| one.name.cmp(&other.name));
        extensions.into_iter().map(|extension| Extension {
            name: SqlIdent::new(extension.map.as_ref().unwrap_or(&extension.name)),
            namespace: extension.schema.as_ref().map(SqlIdent::new),
            version: extension.version.as_ref().map(SqlIdent::new),
        })
    }

    fn enumerations(self) -> impl Iterator<Item = Enumeration> {
        self.schema.enumerations.iter().map(move |enumeration| Enumeration {
            name: qualified(self.dialect, enumeration.namespace.as_deref(), &enumeration.database_name),
            values: enumeration
                .variants
                .iter()
                .map(|variant| SqlLiteral::string(&variant.database_name, self.dialect))
                .collect(),
        })
    }

    /// Implicit many-to-many relations in the order of their A-side fields.
    fn join_tables(self) -> impl Iterator<Item = &'a Relation> {
        relation_fields(self.schema).filter_map(|(end, relation)| match &relation.kind {
            RelationKind::JoinTable(table) if table.a == end => Some(relation),
            _ => None,
        })
    }

    /// Foreign keys in the order of the fields that hold them: of one model, or of all.
    fn foreign_keys(self, of: Option<ModelId>) -> impl Iterator<Item = ForeignKey> {
        let kept = self.schema.relation_mode() == RelationMode::ForeignKeys;
        relation_fields(self.schema)
            .filter(move |(end, _)| kept && of.is_none_or(|model| end.model == model))
            .filter_map(move |(end, relation)| match &relation.kind {
                RelationKind::ForeignKey(key) if key.from == end => self.foreign_key(key),
                _ => None,
            })
    }

    fn columns(self, model: ModelId, fields: &[FieldId]) -> Vec<SqlIdent> {
        fields.iter().map(|&field| SqlIdent::new(&self.schema.field(model, field).column)).collect()
    }
}
