//! Types of the schema as column types.
//!
//! Source: Prisma's reference of native types per connector; what its engines print for each.

use ssot_core::ir::native::carried;
use ssot_core::ir::{Arity, Enumeration, Field, Function, NativeType, Scalar, Schema, Type};

use crate::text::sql::{Dialect, SqlLiteral, SqlRaw, SqlWord};

use super::names::qualified;
use super::nodes::ColumnType;

/// The type of a field's column. Relation fields have none.
pub(super) fn column_type(schema: &Schema, dialect: Dialect, field: &Field) -> ColumnType {
    let list = field.arity == Arity::List;
    if list && dialect != Dialect::Postgres {
        return ColumnType::Word(SqlWord::new(if dialect == Dialect::Mysql { "JSON" } else { "JSONB" }));
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

fn enumeration_type(dialect: Dialect, enumeration: &Enumeration, list: bool) -> ColumnType {
    let name = || qualified(dialect, enumeration.namespace.as_deref(), &enumeration.database_name);
    match dialect {
        Dialect::Postgres if list => ColumnType::EnumerationList(name()),
        Dialect::Postgres => ColumnType::Enumeration(name()),
        Dialect::Sqlite => ColumnType::Word(SqlWord::new("TEXT")),
        Dialect::Mysql => ColumnType::Values(
            enumeration.variants.iter().map(|variant| SqlLiteral::string(&variant.database_name, dialect)).collect(),
        ),
    }
}

/// The native type of a field, if the database that is written for has it too.
pub(super) fn native<'a>(schema: &Schema, field: &'a Field) -> Option<&'a NativeType> {
    carried(schema.provider, field)
}

fn scalar_word(schema: &Schema, dialect: Dialect, ty: Scalar, field: &Field) -> SqlWord {
    let counts = field.default.as_ref().is_some_and(|default| default.kind == Function::Autoincrement);
    let native = native(schema, field);
    if dialect == Dialect::Postgres && counts && field.arity != Arity::List {
        match (ty, native.map(|native| native.name.as_str())) {
            (_, Some("SmallInt")) => return SqlWord::new("SMALLSERIAL"),
            (Scalar::BigInt, _) => return SqlWord::new("BIGSERIAL"),
            (Scalar::Int, None | Some("Integer")) => return SqlWord::new("SERIAL"),
            _ => {}
        }
    }
    let Some(native) = native else { return scalar(dialect, ty) };
    let numbers = native.arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let word = match dialect {
        Dialect::Postgres => postgres(&native.name).map(|word| SqlWord::with(word, numbers, "", false)),
        Dialect::Mysql => mysql(&native.name, ty).map(|(word, suffix)| SqlWord::with(word, numbers, suffix, true)),
        Dialect::Sqlite => None,
    };
    word.unwrap_or_else(|| scalar(dialect, ty))
}

/// The type that a scalar has unless the schema asks for another.
fn scalar(dialect: Dialect, ty: Scalar) -> SqlWord {
    match (dialect, ty) {
        (Dialect::Postgres | Dialect::Sqlite, Scalar::String) => SqlWord::new("TEXT"),
        (Dialect::Mysql, Scalar::String) => SqlWord::with("VARCHAR", vec![191], "", true),
        (_, Scalar::Int) => SqlWord::new("INTEGER"),
        (_, Scalar::BigInt) => SqlWord::new("BIGINT"),
        (Dialect::Postgres, Scalar::Float) => SqlWord::new("DOUBLE PRECISION"),
        (Dialect::Sqlite, Scalar::Float) => SqlWord::new("REAL"),
        (Dialect::Mysql, Scalar::Float) => SqlWord::new("DOUBLE"),
        (Dialect::Postgres, Scalar::Decimal) => SqlWord::with("DECIMAL", vec![65, 30], "", false),
        (Dialect::Sqlite, Scalar::Decimal) => SqlWord::new("DECIMAL"),
        (Dialect::Mysql, Scalar::Decimal) => SqlWord::with("DECIMAL", vec![65, 30], "", true),
        (_, Scalar::Boolean) => SqlWord::new("BOOLEAN"),
        (Dialect::Postgres, Scalar::DateTime) => SqlWord::with("TIMESTAMP", vec![3], "", false),
        (Dialect::Sqlite, Scalar::DateTime) => SqlWord::new("DATETIME"),
        (Dialect::Mysql, Scalar::DateTime) => SqlWord::with("DATETIME", vec![3], "", true),
        (Dialect::Postgres | Dialect::Sqlite, Scalar::Json) => SqlWord::new("JSONB"),
        (Dialect::Mysql, Scalar::Json) => SqlWord::new("JSON"),
        (Dialect::Postgres, Scalar::Bytes) => SqlWord::new("BYTEA"),
        (Dialect::Sqlite, Scalar::Bytes) => SqlWord::new("BLOB"),
        (Dialect::Mysql, Scalar::Bytes) => SqlWord::new("LONGBLOB"),
    }
}

fn postgres(name: &str) -> Option<&'static str> {
    Some(match name {
        "SmallInt" => "SMALLINT",
        "Integer" => "INTEGER",
        "Oid" => "OID",
        "BigInt" => "BIGINT",
        "Decimal" => "DECIMAL",
        "Money" => "MONEY",
        "Real" => "REAL",
        "DoublePrecision" => "DOUBLE PRECISION",
        "Boolean" => "BOOLEAN",
        "Text" => "TEXT",
        "VarChar" => "VARCHAR",
        "Char" => "CHAR",
        "Bit" => "BIT",
        "VarBit" => "VARBIT",
        "Uuid" => "UUID",
        "Xml" => "XML",
        "Inet" => "INET",
        "Citext" => "CITEXT",
        "ByteA" => "BYTEA",
        "Timestamp" => "TIMESTAMP",
        "Timestamptz" => "TIMESTAMPTZ",
        "Date" => "DATE",
        "Time" => "TIME",
        "Timetz" => "TIMETZ",
        "Json" => "JSON",
        "JsonB" => "JSONB",
        _ => return None,
    })
}

fn mysql(name: &str, ty: Scalar) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "Int" => ("INTEGER", ""),
        "UnsignedInt" => ("INTEGER", " UNSIGNED"),
        "SmallInt" => ("SMALLINT", ""),
        "UnsignedSmallInt" => ("SMALLINT", " UNSIGNED"),
        "MediumInt" => ("MEDIUMINT", ""),
        "UnsignedMediumInt" => ("MEDIUMINT", " UNSIGNED"),
        "TinyInt" if ty == Scalar::Boolean => ("BOOLEAN", ""),
        "TinyInt" => ("TINYINT", ""),
        "UnsignedTinyInt" => ("TINYINT", " UNSIGNED"),
        "Year" => ("YEAR", ""),
        "Bit" => ("BIT", ""),
        "BigInt" => ("BIGINT", ""),
        "UnsignedBigInt" => ("BIGINT", " UNSIGNED"),
        "Decimal" => ("DECIMAL", ""),
        "Float" => ("FLOAT", ""),
        "Double" => ("DOUBLE", ""),
        "Char" => ("CHAR", ""),
        "VarChar" => ("VARCHAR", ""),
        "TinyText" => ("TINYTEXT", ""),
        "Text" => ("TEXT", ""),
        "MediumText" => ("MEDIUMTEXT", ""),
        "LongText" => ("LONGTEXT", ""),
        "Binary" => ("BINARY", ""),
        "VarBinary" => ("VARBINARY", ""),
        "TinyBlob" => ("TINYBLOB", ""),
        "Blob" => ("BLOB", ""),
        "MediumBlob" => ("MEDIUMBLOB", ""),
        "LongBlob" => ("LONGBLOB", ""),
        "Date" => ("DATE", ""),
        "Time" => ("TIME", ""),
        "DateTime" => ("DATETIME", ""),
        "Timestamp" => ("TIMESTAMP", ""),
        "Json" => ("JSON", ""),
        _ => return None,
    })
}
