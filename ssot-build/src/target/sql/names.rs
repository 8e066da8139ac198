//! Names of the schema as names of SQL.

use std::collections::BTreeSet;

use ssot_core::ir::{Model, ModelKind, Provider, Schema};

use crate::text::sql::{Dialect, Qualified, SqlIdent};

/// The dialect of a provider that has one.
pub(super) const fn dialect(provider: Provider) -> Option<Dialect> {
    match provider {
        Provider::Postgres => Some(Dialect::Postgres),
        Provider::Sqlite => Some(Dialect::Sqlite),
        Provider::Mysql => Some(Dialect::Mysql),
        Provider::SqlServer => Some(Dialect::SqlServer),
        Provider::CockroachDb => Some(Dialect::Cockroach),
        Provider::MongoDb => None,
    }
}

/// A name in a database schema: on SQL Server always in one, on SQLite and MySQL, which have none, never.
pub(super) fn qualified(dialect: Dialect, namespace: Option<&str>, name: &str) -> Qualified {
    let namespace = match dialect {
        Dialect::Postgres | Dialect::Cockroach => namespace,
        Dialect::SqlServer => namespace.or(Some("dbo")),
        Dialect::Sqlite | Dialect::Mysql => None,
    };
    Qualified { namespace: namespace.map(SqlIdent::new), name: SqlIdent::new(name) }
}

/// The table of a model.
pub(super) fn table(dialect: Dialect, model: &Model) -> Qualified {
    qualified(dialect, model.namespace.as_deref(), &model.table)
}

/// The database schemas to create: those that something is put in, in alphabetical order. Tables without one are in the
/// database's own, which SQL Server always has.
pub(super) fn schemas(schema: &Schema, dialect: Dialect) -> Vec<SqlIdent> {
    if matches!(dialect, Dialect::Sqlite | Dialect::Mysql) {
        return Vec::new();
    }
    let tables = schema.models.iter().filter(|model| model.kind == ModelKind::Table);
    let enumerations = schema.enumerations.iter().filter(|_| dialect.is_postgres_like());
    let extensions = schema.datasource.iter().flat_map(|datasource| &datasource.extensions);
    let extensions = extensions.filter(|_| dialect == Dialect::Postgres);
    let own = if dialect == Dialect::SqlServer { None } else { Some("public") };
    let used = tables
        .map(|model| model.namespace.as_deref().or(own))
        .chain(enumerations.map(|enumeration| enumeration.namespace.as_deref().or(own)))
        .chain(extensions.map(|extension| extension.schema.as_deref()));
    used.flatten().collect::<BTreeSet<_>>().into_iter().map(SqlIdent::new).collect()
}
