//! What a script of DDL holds, everything decided.

use crate::files::RelativePath;
use crate::text::sql::{Dialect, Qualified, SqlFragment, SqlIdent, SqlLiteral, SqlRaw, SqlWord};

/// One script.
#[derive(Debug)]
pub struct Plan {
    /// Whose SQL.
    pub dialect: Dialect,
    /// Where it goes.
    pub path: RelativePath,
    /// In the order of execution.
    pub statements: Vec<Statement>,
    /// Row-level security, a script of its own.
    pub security: Option<Security>,
}

/// The script of row-level security (PostgreSQL).
#[derive(Debug)]
pub struct Security {
    /// Where it goes.
    pub path: RelativePath,
    /// The role of the application.
    pub role: SqlIdent,
    /// Its name as a value.
    pub role_name: SqlLiteral,
    /// The database schemas that tables are put in.
    pub namespaces: Vec<SqlIdent>,
    /// What policies call.
    pub functions: Vec<RowFunction>,
    /// The tables and their policies.
    pub tables: Vec<SecuredTable>,
    /// Views, which have no policies.
    pub views: Vec<Qualified>,
    /// Tables of the server's own.
    pub own: Vec<Own>,
    /// Indexes that policies want.
    pub indexes: Vec<PolicyIndex>,
}

/// A condition that looks at other rows, as a function of columns of the row at hand.
#[derive(Debug)]
pub struct RowFunction {
    /// Its name.
    pub name: SqlIdent,
    /// The columns.
    pub arguments: Vec<Argument>,
    /// The condition.
    pub body: SqlFragment,
}

/// A column that a function gets.
#[derive(Debug)]
pub struct Argument {
    /// Its table.
    pub table: Qualified,
    /// The column.
    pub column: SqlIdent,
}

/// A table with row-level security.
#[derive(Debug)]
pub struct SecuredTable {
    /// The table.
    pub name: Qualified,
    /// Its policies.
    pub policies: Vec<RowPolicy>,
}

/// A policy of the application's role.
#[derive(Debug)]
pub struct RowPolicy {
    /// Its name.
    pub name: SqlIdent,
    /// `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub command: SqlWord,
    /// What holds of rows that are there.
    pub using: Option<SqlFragment>,
    /// What holds of rows as they are to be.
    pub check: Option<SqlFragment>,
}

/// A table of the server's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Changes of rows.
    Changes,
    /// Answers of repeated requests.
    Idempotency,
    /// Events that actions tell.
    Events,
}

/// An index on columns that policies compare or go by.
#[derive(Debug)]
pub struct PolicyIndex {
    /// Its name.
    pub name: SqlIdent,
    /// The table.
    pub table: Qualified,
    /// Its columns.
    pub columns: Vec<SqlIdent>,
}

/// A statement.
#[derive(Debug)]
pub enum Statement {
    /// `CREATE SCHEMA`.
    CreateSchema(SqlIdent),
    /// `CREATE EXTENSION`.
    CreateExtension(Extension),
    /// `CREATE TYPE … AS ENUM`.
    CreateEnum(Enumeration),
    /// `CREATE TABLE`.
    CreateTable(Table),
    /// `CREATE INDEX`.
    CreateIndex(Index),
    /// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY`.
    AddForeignKey(ForeignKey),
    /// The table of changes, and what fills it.
    CreateChanges,
    /// The triggers of a table whose changes are written down.
    FollowTable(Followed),
}

/// A table whose changes are written down.
#[derive(Debug)]
pub struct Followed {
    /// The table.
    pub table: Qualified,
    /// The model's name, which the changes are found by.
    pub model: SqlLiteral,
    /// The names of the triggers for new, changed and removed rows (SQLite and MySQL, where they share one space of names).
    pub triggers: [SqlIdent; 3],
    /// What is written down of a row (SQLite and MySQL).
    pub image: Vec<ImagePart>,
}

/// A column in the image of a row.
#[derive(Debug)]
pub struct ImagePart {
    /// The field's name as the key of a JSON object; on SQLite in quotes and with its colon.
    pub key: SqlLiteral,
    /// The column.
    pub column: SqlIdent,
    /// How its values become JSON (MySQL; SQLite asks each value for its type).
    pub form: ImageForm,
}

/// How the values of a column become JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageForm {
    /// As they are.
    Plain,
    /// As hexadecimal digits.
    Bytes,
    /// As text: numbers that a double might change.
    Text,
    /// They are JSON.
    Document,
}

/// A PostgreSQL extension.
#[derive(Debug)]
pub struct Extension {
    /// Its name in the database.
    pub name: SqlIdent,
    /// Where it goes.
    pub namespace: Option<SqlIdent>,
    /// Its version.
    pub version: Option<SqlIdent>,
}

/// An enumeration type.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: Qualified,
    /// Its values.
    pub values: Vec<SqlLiteral>,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: Qualified,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The primary key, unless it stands with its only column.
    pub primary_key: Option<PrimaryKey>,
    /// Keys that stand inside: on MySQL all keys and indexes, on SQL Server the unique keys that hold for all rows.
    pub keys: Vec<Index>,
    /// Rules for the values of columns.
    pub checks: Vec<Check>,
    /// Foreign keys that stand inside (SQLite).
    pub foreign_keys: Vec<ForeignKey>,
}

/// `CONSTRAINT … CHECK (…)`: what the values of a column must be; NULL passes.
#[derive(Debug)]
pub struct Check {
    /// Its name.
    pub name: SqlIdent,
    /// The column.
    pub column: SqlIdent,
    /// What must hold, all of it.
    pub tests: Vec<Test>,
}

/// A part of a [`Check`]; at least one end of a range is there, and both are included.
#[derive(Debug)]
pub enum Test {
    /// How long a value is.
    Length {
        /// What counts.
        function: SqlWord,
        /// The fewest.
        least: Option<SqlLiteral>,
        /// The most.
        most: Option<SqlLiteral>,
    },
    /// How large a number is.
    Range {
        /// What the column is compared as.
        of: Compared,
        /// The smallest.
        least: Option<SqlLiteral>,
        /// The largest.
        most: Option<SqlLiteral>,
    },
    /// `column ~ 'pattern'` (PostgreSQL).
    Pattern(SqlLiteral),
    /// Neither infinity (PostgreSQL).
    Finite,
}

/// How a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// As it is.
    Value,
    /// As a number, whatever SQLite keeps it as.
    Real,
    /// Each item of an array (PostgreSQL).
    Items,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: SqlIdent,
    /// Its type.
    pub ty: ColumnType,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Whether it is the table's primary key by itself (SQLite), and whether it counts.
    pub key: ColumnKey,
    /// `DEFAULT`.
    pub default: Option<DefaultValue>,
    /// The name of the default's constraint (SQL Server).
    pub default_name: Option<SqlIdent>,
    /// `GENERATED BY DEFAULT AS IDENTITY` (CockroachDB).
    pub identity: Option<Identity>,
}

/// How a column of CockroachDB counts.
#[derive(Debug)]
pub struct Identity {
    /// Each a word and its number, if it takes one: `VIRTUAL`, `START 7`.
    pub options: Vec<(SqlWord, Option<SqlLiteral>)>,
}

/// What a column is beside its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKey {
    /// Nothing.
    None,
    /// `PRIMARY KEY`.
    Primary,
    /// `PRIMARY KEY AUTOINCREMENT`.
    PrimaryCounting,
    /// `AUTO_INCREMENT` (MySQL), `IDENTITY(1,1)` (SQL Server).
    Counting,
}

/// The type of a column.
#[derive(Debug)]
pub enum ColumnType {
    /// A type of the database.
    Word(SqlWord),
    /// An array of it.
    WordList(SqlWord),
    /// An enumeration type.
    Enumeration(Qualified),
    /// An array of it.
    EnumerationList(Qualified),
    /// `ENUM('a', 'b')` (MySQL).
    Values(Vec<SqlLiteral>),
    /// The user's own.
    Raw(SqlRaw),
}

/// What an absent column gets.
#[derive(Debug)]
pub enum DefaultValue {
    /// A value.
    Literal(SqlLiteral),
    /// A value in parentheses, where the database takes no plain literal.
    ParenthesizedLiteral(SqlLiteral),
    /// `ARRAY[…]::T[]`; the type is the column's.
    Array(Vec<SqlLiteral>),
    /// A fixed expression.
    Word(SqlWord),
    /// A fixed expression, in parentheses.
    ParenthesizedWord(SqlWord),
    /// The user's own.
    Raw(SqlRaw),
    /// The user's own, in parentheses.
    ParenthesizedRaw(SqlRaw),
}

/// A primary key.
#[derive(Debug)]
pub struct PrimaryKey {
    /// Its name, where the database names it.
    pub name: Option<SqlIdent>,
    /// `CLUSTERED` or `NONCLUSTERED` (SQL Server).
    pub clustering: Option<SqlWord>,
    /// Its columns.
    pub columns: Vec<KeyColumn>,
}

/// An index or unique key.
#[derive(Debug)]
pub struct Index {
    /// The table.
    pub table: Qualified,
    /// Its name.
    pub name: SqlIdent,
    /// Which kind.
    pub kind: Kind,
    /// `CLUSTERED` or `NONCLUSTERED` (SQL Server).
    pub clustering: Option<SqlWord>,
    /// `USING`.
    pub method: Option<SqlWord>,
    /// Its columns.
    pub columns: Vec<KeyColumn>,
    /// `WHERE`.
    pub predicate: Option<Predicate>,
}

/// Which kind of index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `INDEX`.
    Plain,
    /// `UNIQUE INDEX`.
    Unique,
    /// `FULLTEXT INDEX`.
    Fulltext,
}

/// A column of a key.
#[derive(Debug)]
pub struct KeyColumn {
    /// The column.
    pub name: SqlIdent,
    /// The prefix, in characters.
    pub length: Option<SqlLiteral>,
    /// The operator class.
    pub operator: Option<SqlRaw>,
    /// `ASC` or `DESC`.
    pub sort: Option<SqlWord>,
}

/// The condition of a partial index.
#[derive(Debug)]
pub enum Predicate {
    /// The user's own.
    Raw(SqlRaw),
    /// All hold.
    All(Vec<Condition>),
}

/// One comparison.
#[derive(Debug)]
pub struct Condition {
    /// The column.
    pub column: SqlIdent,
    /// Whether it is negated.
    pub negated: bool,
    /// What it is compared with; `None` is NULL.
    pub value: Option<SqlLiteral>,
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKey {
    /// The table that holds it.
    pub table: Qualified,
    /// Its name.
    pub name: SqlIdent,
    /// Its columns.
    pub columns: Vec<SqlIdent>,
    /// The table pointed at.
    pub target: Qualified,
    /// The columns pointed at.
    pub references: Vec<SqlIdent>,
    /// `ON DELETE`.
    pub on_delete: SqlWord,
    /// `ON UPDATE`.
    pub on_update: SqlWord,
}
