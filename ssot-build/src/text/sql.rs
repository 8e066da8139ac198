//! SQL text: identifiers, literals and raw expressions as types of their own, and a writer that takes nothing else.
//!
//! A name or a value from a schema becomes text only here, quoted for its dialect.

mod identifier;
mod literal;
mod moment;
mod raw;
mod writer;

pub use identifier::{NameFault, Qualified, SqlIdent, check_name};
pub use literal::{SqlLiteral, SqlWord};
pub use moment::Moment;
pub use raw::SqlRaw;
pub use writer::{SqlFragment, SqlWriter};

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// PostgreSQL: `"a"`, `'a'`.
    Postgres,
    /// SQLite: `"a"`, `'a'`.
    Sqlite,
    /// MySQL and MariaDB: `` `a` ``, `'a'` with backslash escapes.
    Mysql,
    /// Microsoft SQL Server: `[a]`, `'a'` or `N'a'`.
    SqlServer,
    /// CockroachDB: PostgreSQL's forms.
    Cockroach,
}

impl Dialect {
    /// Whether names, texts and bytes are written as PostgreSQL writes them.
    pub const fn is_postgres_like(self) -> bool {
        matches!(self, Self::Postgres | Self::Cockroach)
    }
}
