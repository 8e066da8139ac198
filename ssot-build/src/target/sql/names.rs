//! Names of the schema as names of SQL.

use ssot_core::ir::{Model, Provider, Schema};

use crate::text::sql::{Dialect, Qualified, SqlIdent};

/// The dialect of a provider that has one.
pub(super) const fn dialect(provider: Provider) -> Option<Dialect> {
    match provider {
        Provider::Postgres => Some(Dialect::Postgres),
        Provider::Sqlite => Some(Dialect::Sqlite),
        Provider::Mysql => Some(Dialect::Mysql),
        Provider::SqlServer | Provider::MongoDb | Provider::CockroachDb => None,
    }
}

/// A name in a database schema. Only PostgreSQL has schemas inside a database; elsewhere the name stands alone.
pub(super) fn qualified(dialect: Dialect, namespace: Option<&str>, name: &str) -> Qualified {
    let namespace = namespace.filter(|_| dialect == Dialect::Postgres).map(SqlIdent::new);
    Qualified { namespace, name: SqlIdent::new(name) }
}

/// The table of a model.
pub(super) fn table(dialect: Dialect, model: &Model) -> Qualified {
    qualified(dialect, model.namespace.as_deref(), &model.table)
}

/// The database schemas to create: those named, else PostgreSQL's own if there is anything to put in.
pub(super) fn schemas(schema: &Schema) -> Vec<SqlIdent> {
    let named = schema.datasource.as_ref().map(|datasource| datasource.schemas.as_slice()).unwrap_or_default();
    if !named.is_empty() {
        return named.iter().map(SqlIdent::new).collect();
    }
    let tables = schema.models.iter().any(|model| model.kind == ssot_core::ir::ModelKind::Table);
    if tables || !schema.enumerations.is_empty() { vec![SqlIdent::new("public")] } else { Vec::new() }
}
