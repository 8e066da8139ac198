//! Nodes to text, byte for byte as Prisma lays it out.
#![warn(clippy::disallowed_macros)]

mod changes;
mod security;

pub(super) use security::emit_security;

use crate::files::Files;
use crate::text::sql::{Dialect, SqlIdent, SqlLiteral, SqlWord, SqlWriter};

use super::nodes::{
    Check, Column, ColumnKey, ColumnType, Compared, Condition, DefaultValue, Enumeration, Extension, ForeignKey,
    Identity, Index, KeyColumn, Kind, Plan, Predicate, PrimaryKey, Statement, Table, Test,
};

/// What stands around a script for SQL Server: all of it happens, or nothing.
const TRANSACTION: (&str, &str) = (
    "BEGIN TRY\n\nBEGIN TRAN;\n\n",
    "\n\nCOMMIT TRAN;\n\nEND TRY\nBEGIN CATCH\n\nIF @@TRANCOUNT > 0\nBEGIN\n    ROLLBACK TRAN;\nEND;\nTHROW\n\nEND CATCH",
);

/// The collation that compares and sorts texts by code point, blanks at the end included, as every other database does. MariaDB and
/// MySQL have different names for it, and each reads only its own comment.
const BY_CODE_POINT: &str = "/*M! COLLATE utf8mb4_nopad_bin *//*!80017 COLLATE utf8mb4_0900_bin */";

/// Prints the script.
pub(super) fn emit(plan: &Plan) -> Files {
    let mut writer = SqlWriter::new(plan.dialect);
    let (begin, end) = match (plan.statements.is_empty(), plan.dialect) {
        (true, _) => ("-- This is an empty migration.", ""),
        (false, Dialect::SqlServer) => TRANSACTION,
        (false, _) => ("", ""),
    };
    writer.text(begin).list(&plan.statements, "\n\n", emit_statement).text(end).text("\n");
    let mut files = Files::new();
    files.add(plan.path.clone(), writer.finish());
    if let Some(security) = &plan.security {
        files.add(security.path.clone(), security::emit_security(security));
    }
    files
}

fn emit_statement(out: &mut SqlWriter, statement: &Statement) {
    match statement {
        Statement::CreateSchema(name) => emit_schema(out, name),
        Statement::CreateExtension(extension) => emit_extension(out, extension),
        Statement::CreateEnum(enumeration) => emit_enumeration(out, enumeration),
        Statement::CreateTable(table) => emit_table(out, table),
        Statement::CreateIndex(index) => emit_index(out, index),
        Statement::AddForeignKey(key) => {
            out.text("-- AddForeignKey\nALTER TABLE ").qualified(&key.table).text(" ADD ");
            emit_foreign_key(out, key);
            out.text(";");
        }
        Statement::CreateChanges => changes::emit_table(out),
        Statement::FollowTable(followed) => changes::emit_triggers(out, followed),
    }
}

fn emit_schema(out: &mut SqlWriter, name: &SqlIdent) {
    out.text("-- CreateSchema\n");
    if out.dialect() != Dialect::SqlServer {
        out.text("CREATE SCHEMA IF NOT EXISTS ").ident(name).text(";");
        return;
    }
    // SQL Server wants the statement in a batch of its own.
    let dialect = out.dialect();
    let statement = name.in_text("CREATE SCHEMA ", dialect);
    out.text("IF SCHEMA_ID(")
        .literal(&name.to_literal(dialect))
        .text(") IS NULL EXEC (")
        .literal(&statement)
        .text(");");
}

fn emit_extension(out: &mut SqlWriter, extension: &Extension) {
    out.text("-- CreateExtension\nCREATE EXTENSION IF NOT EXISTS ").ident(&extension.name);
    if extension.namespace.is_some() || extension.version.is_some() {
        out.text(" WITH");
    }
    if let Some(namespace) = &extension.namespace {
        out.text(" SCHEMA ").ident(namespace);
    }
    if let Some(version) = &extension.version {
        out.text(" VERSION ").ident(version);
    }
    out.text(";");
}

fn emit_enumeration(out: &mut SqlWriter, enumeration: &Enumeration) {
    out.text("-- CreateEnum\nCREATE TYPE ").qualified(&enumeration.name).text(" AS ENUM (");
    out.list(&enumeration.values, ", ", |out, value| {
        out.literal(value);
    });
    out.text(");");
}

fn emit_table(out: &mut SqlWriter, table: &Table) {
    out.text("-- CreateTable\nCREATE TABLE ").qualified(&table.name).text(" (\n");
    out.list(&table.columns, ",\n", emit_column);
    match out.dialect() {
        Dialect::Mysql => {
            emit_mysql_keys(out, table);
            out.text("\n) DEFAULT CHARACTER SET utf8mb4 ").text(BY_CODE_POINT).text(";");
            return;
        }
        Dialect::SqlServer => emit_sql_server_keys(out, table),
        Dialect::Postgres | Dialect::Sqlite | Dialect::Cockroach => {
            if let Some(key) = &table.primary_key {
                out.text(",\n\n    ");
                emit_primary_key(out, key);
            }
        }
    }
    for check in &table.checks {
        out.text(",\n    ");
        emit_check(out, check);
    }
    for key in &table.foreign_keys {
        out.text(",\n    ");
        emit_foreign_key(out, key);
    }
    out.text("\n);");
}

fn emit_mysql_keys(out: &mut SqlWriter, table: &Table) {
    let mut separator = ",\n\n    ";
    for key in &table.keys {
        out.text(separator).text(match key.kind {
            Kind::Plain => "INDEX ",
            Kind::Unique => "UNIQUE INDEX ",
            Kind::Fulltext => "FULLTEXT INDEX ",
        });
        out.ident(&key.name).text("(").list(&key.columns, ", ", emit_key_column).text(")");
        separator = ",\n    ";
    }
    if let Some(key) = &table.primary_key {
        out.text(separator).text("PRIMARY KEY (").list(&key.columns, ", ", emit_key_column).text(")");
    }
    for check in &table.checks {
        out.text(",\n    ");
        emit_check(out, check);
    }
}

fn emit_check(out: &mut SqlWriter, check: &Check) {
    out.text("CONSTRAINT ").ident(&check.name).text(" CHECK (");
    out.list(&check.tests, " AND ", |out, test| emit_test(out, &check.column, test));
    out.text(")");
}

fn emit_test(out: &mut SqlWriter, column: &SqlIdent, test: &Test) {
    match test {
        Test::Length { function, least, most } => emit_range(out, least.as_ref(), most.as_ref(), |out| {
            out.word(function).text("(").ident(column).text(")");
        }),
        Test::Range { of: Compared::Value, least, most } => emit_range(out, least.as_ref(), most.as_ref(), |out| {
            out.ident(column);
        }),
        Test::Range { of: Compared::Real, least, most } => emit_range(out, least.as_ref(), most.as_ref(), |out| {
            out.text("CAST(").ident(column).text(" AS REAL)");
        }),
        Test::Range { of: Compared::Items, least, most } => {
            if let Some(least) = least {
                out.literal(least).text(" <= ALL (").ident(column).text(")");
            }
            if let Some(most) = most {
                out.text(if least.is_some() { " AND " } else { "" });
                out.literal(most).text(" >= ALL (").ident(column).text(")");
            }
        }
        Test::Pattern(pattern) => {
            out.ident(column).text(" ~ ").literal(pattern);
        }
        Test::Finite => {
            out.text("isfinite(").ident(column).text(")");
        }
    }
}

/// `value BETWEEN least AND most`, or the one end that is there.
fn emit_range(
    out: &mut SqlWriter,
    least: Option<&SqlLiteral>,
    most: Option<&SqlLiteral>,
    value: impl Fn(&mut SqlWriter),
) {
    value(out);
    match (least, most) {
        (Some(least), Some(most)) => {
            out.text(" BETWEEN ").literal(least).text(" AND ").literal(most);
        }
        (Some(least), None) => {
            out.text(" >= ").literal(least);
        }
        (None, Some(most)) => {
            out.text(" <= ").literal(most);
        }
        (None, None) => {}
    }
}

fn emit_sql_server_keys(out: &mut SqlWriter, table: &Table) {
    if let Some(key) = &table.primary_key {
        out.text(",\n    ");
        emit_primary_key(out, key);
    }
    for key in &table.keys {
        out.text(",\n    CONSTRAINT ").ident(&key.name).text(" UNIQUE ");
        emit_clustering(out, key.clustering.as_ref());
        out.text("(").list(&key.columns, ",", emit_key_column).text(")");
    }
}

fn emit_clustering(out: &mut SqlWriter, clustering: Option<&SqlWord>) {
    if let Some(word) = clustering {
        out.word(word).text(" ");
    }
}

fn emit_column(out: &mut SqlWriter, column: &Column) {
    out.text("    ").ident(&column.name).text(" ");
    emit_type(out, &column.ty);
    out.text(match (column.nullable, out.dialect()) {
        (false, _) => " NOT NULL",
        (true, Dialect::Mysql) => " NULL",
        (true, _) => "",
    });
    out.text(match column.key {
        ColumnKey::Primary => " PRIMARY KEY",
        ColumnKey::PrimaryCounting => " PRIMARY KEY AUTOINCREMENT",
        ColumnKey::None | ColumnKey::Counting => "",
    });
    if let Some(identity) = &column.identity {
        emit_identity(out, identity);
    }
    if let Some(name) = &column.default_name {
        out.text(" CONSTRAINT ").ident(name);
    }
    if let Some(default) = &column.default {
        out.text(" DEFAULT ");
        emit_default(out, default, &column.ty);
    }
    if column.key == ColumnKey::Counting {
        out.text(if out.dialect() == Dialect::SqlServer { " IDENTITY(1,1)" } else { " AUTO_INCREMENT" });
    }
}

fn emit_identity(out: &mut SqlWriter, identity: &Identity) {
    out.text(" GENERATED BY DEFAULT AS IDENTITY");
    if identity.options.is_empty() {
        return;
    }
    out.text(" (").list(&identity.options, " ", |out, (word, number)| {
        out.word(word);
        if let Some(number) = number {
            out.text(" ").literal(number);
        }
    });
    out.text(")");
}

fn emit_type(out: &mut SqlWriter, ty: &ColumnType) {
    match ty {
        ColumnType::Word(word) => out.word(word),
        ColumnType::WordList(word) => out.word(word).text("[]"),
        ColumnType::Enumeration(name) => out.qualified(name),
        ColumnType::EnumerationList(name) => out.qualified(name).text("[]"),
        ColumnType::Values(values) => out
            .text("ENUM(")
            .list(values, ", ", |out, value| {
                out.literal(value);
            })
            .text(")"),
        ColumnType::Raw(raw) => out.raw(raw),
    };
}

fn emit_default(out: &mut SqlWriter, default: &DefaultValue, ty: &ColumnType) {
    match default {
        DefaultValue::Literal(literal) => {
            out.literal(literal);
        }
        DefaultValue::ParenthesizedLiteral(literal) => {
            out.text("(").literal(literal).text(")");
        }
        DefaultValue::Array(values) => {
            out.text("ARRAY[").list(values, ", ", |out, value| {
                out.literal(value);
            });
            out.text("]::");
            emit_type(out, ty);
        }
        DefaultValue::Word(word) => {
            out.word(word);
        }
        DefaultValue::ParenthesizedWord(word) => {
            out.text("(").word(word).text(")");
        }
        DefaultValue::Raw(raw) => {
            out.raw(raw);
        }
        DefaultValue::ParenthesizedRaw(raw) => {
            out.text("(").raw(raw).text(")");
        }
    }
}

fn emit_primary_key(out: &mut SqlWriter, key: &PrimaryKey) {
    if let Some(name) = &key.name {
        out.text("CONSTRAINT ").ident(name).text(" ");
    }
    out.text("PRIMARY KEY ");
    emit_clustering(out, key.clustering.as_ref());
    let separator = match out.dialect() {
        Dialect::Postgres | Dialect::Cockroach | Dialect::SqlServer => ",",
        Dialect::Sqlite | Dialect::Mysql => ", ",
    };
    out.text("(").list(&key.columns, separator, emit_key_column).text(")");
}

fn emit_key_column(out: &mut SqlWriter, column: &KeyColumn) {
    out.ident(&column.name);
    if let Some(length) = &column.length {
        out.text("(").literal(length).text(")");
    }
    if let Some(operator) = &column.operator {
        out.text(" ").raw(operator);
    }
    if let Some(sort) = &column.sort {
        out.text(" ").word(sort);
    }
}

fn emit_index(out: &mut SqlWriter, index: &Index) {
    out.text("-- CreateIndex\nCREATE ");
    out.text(if index.kind == Kind::Unique { "UNIQUE " } else { "" });
    emit_clustering(out, index.clustering.as_ref());
    out.text("INDEX ").ident(&index.name).text(" ON ").qualified(&index.table);
    if let Some(method) = &index.method {
        out.text(" USING ").word(method).text(" ");
    }
    out.text("(").list(&index.columns, ", ", emit_key_column).text(")");
    if let Some(predicate) = &index.predicate {
        let (open, close) = if out.dialect().is_postgres_like() { (" WHERE (", ")") } else { (" WHERE ", "") };
        out.text(open);
        emit_predicate(out, predicate);
        out.text(close);
    }
    out.text(";");
}

fn emit_predicate(out: &mut SqlWriter, predicate: &Predicate) {
    match predicate {
        Predicate::Raw(raw) => out.raw(raw),
        Predicate::All(conditions) => out.list(conditions, " AND ", emit_condition),
    };
}

fn emit_condition(out: &mut SqlWriter, condition: &Condition) {
    out.ident(&condition.column);
    match (&condition.value, condition.negated) {
        (None, false) => out.text(" IS NULL"),
        (None, true) => out.text(" IS NOT NULL"),
        (Some(value), false) => out.text(" = ").literal(value),
        (Some(value), true) => out.text(" != ").literal(value),
    };
}

fn emit_foreign_key(out: &mut SqlWriter, key: &ForeignKey) {
    let ident = |out: &mut SqlWriter, name: &SqlIdent| {
        out.ident(name);
    };
    out.text("CONSTRAINT ").ident(&key.name).text(" FOREIGN KEY (").list(&key.columns, ", ", ident);
    out.text(") REFERENCES ").qualified(&key.target);
    out.text(if out.dialect() == Dialect::Sqlite { " (" } else { "(" }).list(&key.references, ", ", ident);
    out.text(") ON DELETE ").word(&key.on_delete).text(" ON UPDATE ").word(&key.on_update);
}
