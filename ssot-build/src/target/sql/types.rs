//! Types of the schema as column types.
//!
//! Source: Prisma's reference of native types per connector; what its engines print for each.

mod native;

use native::native_word;

use std::borrow::Cow;

use ssot_core::ir::native::carried;
use ssot_core::ir::{Arity, Enumeration, Field, Function, NativeType, Scalar, Schema, Type};

use crate::text::sql::{Dialect, SqlLiteral, SqlRaw, SqlWord};

use super::names::qualified;
use super::nodes::ColumnType;

/// The type of a field's column. Relation fields have none.
pub(super) fn column_type(schema: &Schema, dialect: Dialect, field: &Field) -> ColumnType {
    let list = is_array(dialect, field);
    if field.arity == Arity::List && !list {
        return ColumnType::Word(scalar(dialect, Scalar::Json));
    }
    match &field.ty {
        Type::Scalar(scalar) => {
            let word = scalar_word(schema, dialect, *scalar, field);
            if list { ColumnType::WordList(word) } else { ColumnType::Word(word) }
        }
        Type::Enumeration(id) => enumeration_type(dialect, schema.enumeration(*id), list),
        Type::Unsupported(text) => ColumnType::Raw(SqlRaw::new(text)),
        Type::Composite(_) | Type::Relation(_) => ColumnType::Word(scalar(dialect, Scalar::Json)),
    }
}

/// Whether the database has a list as an array; elsewhere it is a JSON document.
pub(super) fn is_array(dialect: Dialect, field: &Field) -> bool {
    let kept = match (dialect, &field.ty) {
        (_, Type::Composite(_)) | (Dialect::Cockroach, Type::Scalar(Scalar::Json)) => false,
        (dialect, _) => dialect.is_postgres_like(),
    };
    kept && field.arity == Arity::List
}

fn enumeration_type(dialect: Dialect, enumeration: &Enumeration, list: bool) -> ColumnType {
    let name = || qualified(dialect, enumeration.namespace.as_deref(), &enumeration.database_name);
    match dialect {
        Dialect::Postgres | Dialect::Cockroach if list => ColumnType::EnumerationList(name()),
        Dialect::Postgres | Dialect::Cockroach => ColumnType::Enumeration(name()),
        Dialect::Sqlite | Dialect::SqlServer => ColumnType::Word(scalar(dialect, Scalar::String)),
        Dialect::Mysql => ColumnType::Values(
            enumeration.variants.iter().map(|variant| SqlLiteral::string(&variant.database_name, dialect)).collect(),
        ),
    }
}

/// The native type of a field on the database that is written for.
pub(super) fn native<'a>(schema: &Schema, field: &'a Field) -> Option<Cow<'a, NativeType>> {
    carried(schema, field)
}

fn scalar_word(schema: &Schema, dialect: Dialect, ty: Scalar, field: &Field) -> SqlWord {
    let counts = field.default.as_ref().is_some_and(|default| default.kind == Function::Autoincrement);
    let native = native(schema, field);
    if dialect == Dialect::Postgres && counts && field.arity != Arity::List {
        match (ty, native.as_ref().map(|native| native.name.as_str())) {
            (_, Some("SmallInt")) => return SqlWord::new("SMALLSERIAL"),
            (Scalar::BigInt, _) => return SqlWord::new("BIGSERIAL"),
            (Scalar::Int, None | Some("Integer")) => return SqlWord::new("SERIAL"),
            _ => {}
        }
    }
    native.and_then(|native| native_word(dialect, &native, ty)).unwrap_or_else(|| scalar(dialect, ty))
}

/// The type that a scalar has unless the schema asks for another.
fn scalar(dialect: Dialect, ty: Scalar) -> SqlWord {
    let sized = |word, numbers: &[u32]| SqlWord::with(word, numbers.to_vec(), "", dialect == Dialect::Mysql);
    match (dialect, ty) {
        (Dialect::Postgres | Dialect::Sqlite, Scalar::String) => SqlWord::new("TEXT"),
        (Dialect::Mysql, Scalar::String) => sized("VARCHAR", &[191]),
        (Dialect::SqlServer, Scalar::String) => sized("NVARCHAR", &[1000]),
        (Dialect::Cockroach, Scalar::String) => SqlWord::new("STRING"),
        (Dialect::SqlServer, Scalar::Int) => SqlWord::new("INT"),
        (Dialect::Cockroach, Scalar::Int) => SqlWord::new("INT4"),
        (_, Scalar::Int) => SqlWord::new("INTEGER"),
        (Dialect::Cockroach, Scalar::BigInt) => SqlWord::new("INT8"),
        (_, Scalar::BigInt) => SqlWord::new("BIGINT"),
        (Dialect::Postgres, Scalar::Float) => SqlWord::new("DOUBLE PRECISION"),
        (Dialect::Sqlite, Scalar::Float) => SqlWord::new("REAL"),
        (Dialect::Mysql, Scalar::Float) => SqlWord::new("DOUBLE"),
        (Dialect::SqlServer, Scalar::Float) => sized("FLOAT", &[53]),
        (Dialect::Cockroach, Scalar::Float) => SqlWord::new("FLOAT8"),
        (Dialect::Sqlite, Scalar::Decimal) => SqlWord::new("DECIMAL"),
        (Dialect::SqlServer, Scalar::Decimal) => sized("DECIMAL", &[32, 16]),
        (_, Scalar::Decimal) => sized("DECIMAL", &[65, 30]),
        (Dialect::SqlServer, Scalar::Boolean) => SqlWord::new("BIT"),
        (Dialect::Cockroach, Scalar::Boolean) => SqlWord::new("BOOL"),
        (_, Scalar::Boolean) => SqlWord::new("BOOLEAN"),
        (Dialect::Postgres | Dialect::Cockroach, Scalar::DateTime) => sized("TIMESTAMP", &[3]),
        (Dialect::Sqlite, Scalar::DateTime) => SqlWord::new("DATETIME"),
        (Dialect::Mysql, Scalar::DateTime) => sized("DATETIME", &[3]),
        (Dialect::SqlServer, Scalar::DateTime) => SqlWord::new("DATETIME2"),
        (Dialect::Postgres | Dialect::Sqlite | Dialect::Cockroach, Scalar::Json) => SqlWord::new("JSONB"),
        (Dialect::Mysql, Scalar::Json) => SqlWord::new("JSON"),
        (Dialect::SqlServer, Scalar::Json) => SqlWord::new("NVARCHAR(max)"),
        (Dialect::Postgres, Scalar::Bytes) => SqlWord::new("BYTEA"),
        (Dialect::Sqlite, Scalar::Bytes) => SqlWord::new("BLOB"),
        (Dialect::Mysql, Scalar::Bytes) => SqlWord::new("LONGBLOB"),
        (Dialect::SqlServer, Scalar::Bytes) => SqlWord::new("VARBINARY(max)"),
        (Dialect::Cockroach, Scalar::Bytes) => SqlWord::new("BYTES"),
    }
}
