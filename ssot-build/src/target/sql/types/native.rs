//! The SQL words of native types.

use ssot_core::ir::{NativeType, Scalar};

use crate::text::sql::{Dialect, SqlWord};

/// The words of a native type of that database with its arguments; `None` if it has no such type.
pub(super) fn native_word(dialect: Dialect, native: &NativeType, ty: Scalar) -> Option<SqlWord> {
    let name = native.name.as_str();
    let numbers = native.arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    match dialect {
        Dialect::Postgres => postgres(name).map(|word| SqlWord::with(word, numbers, "", false)),
        Dialect::Mysql => mysql(name, ty).map(|(word, suffix)| SqlWord::with(word, numbers, suffix, true)),
        Dialect::SqlServer => {
            let suffix = if native.arguments == ["Max"] { "(max)" } else { "" };
            sql_server(name).map(|word| SqlWord::with(word, numbers, suffix, false))
        }
        Dialect::Cockroach => cockroach(name).map(|word| SqlWord::with(word, numbers, "", false)),
        Dialect::Sqlite => None,
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

fn sql_server(name: &str) -> Option<&'static str> {
    Some(match name {
        "Bit" => "BIT",
        "TinyInt" => "TINYINT",
        "SmallInt" => "SMALLINT",
        "Int" => "INT",
        "BigInt" => "BIGINT",
        "Decimal" => "DECIMAL",
        "Money" => "MONEY",
        "SmallMoney" => "SMALLMONEY",
        "Float" => "FLOAT",
        "Real" => "REAL",
        "Date" => "DATE",
        "Time" => "TIME",
        "DateTime" => "DATETIME",
        "DateTime2" => "DATETIME2",
        "DateTimeOffset" => "DATETIMEOFFSET",
        "SmallDateTime" => "SMALLDATETIME",
        "Char" => "CHAR",
        "NChar" => "NCHAR",
        "VarChar" => "VARCHAR",
        "NVarChar" => "NVARCHAR",
        "Text" => "TEXT",
        "NText" => "NTEXT",
        "Xml" => "XML",
        "UniqueIdentifier" => "UNIQUEIDENTIFIER",
        "Binary" => "BINARY",
        "VarBinary" => "VARBINARY",
        "Image" => "IMAGE",
        _ => return None,
    })
}

fn cockroach(name: &str) -> Option<&'static str> {
    Some(match name {
        "String" => "STRING",
        "Char" => "CHAR",
        "CatalogSingleChar" => "\"char\"",
        "Bit" => "BIT",
        "VarBit" => "VARBIT",
        "Uuid" => "UUID",
        "Inet" => "INET",
        "Bool" => "BOOL",
        "Bytes" => "BYTES",
        "Date" => "DATE",
        "Time" => "TIME",
        "Timetz" => "TIMETZ",
        "Timestamp" => "TIMESTAMP",
        "Timestamptz" => "TIMESTAMPTZ",
        "Decimal" => "DECIMAL",
        "Float4" => "FLOAT4",
        "Float8" => "FLOAT8",
        "Int2" => "INT2",
        "Int4" => "INT4",
        "Oid" => "OID",
        "Int8" => "INT8",
        "JsonB" => "JSONB",
        _ => return None,
    })
}
