//! SQL text: identifiers, literals and raw expressions as types of their own, and a writer that takes nothing else.
//!
//! A name or a value from a schema becomes text only here, quoted for its dialect.

mod identifier;
mod literal;
mod writer;

pub use identifier::{Qualified, SqlIdent};
pub use literal::{SqlLiteral, SqlRaw, SqlWord};
pub use writer::SqlWriter;

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PostgreSQL: `"a"`, `'a'`.
    Postgres,
    /// SQLite: `"a"`, `'a'`.
    Sqlite,
    /// MySQL and MariaDB: `` `a` ``, `'a'` with backslash escapes.
    Mysql,
}
