//! Quoted names.

use std::fmt;

use super::{Dialect, SqlLiteral};

/// The name of a table, column, type or constraint. Always printed in quotes, so that any text is a legal name and none is a
/// keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlIdent(String);

impl SqlIdent {
    /// Takes a name as the database stores it.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Appends the name in the dialect's quotes, the closing one doubled inside.
    pub(super) fn push_to(&self, dialect: Dialect, out: &mut String) {
        let (open, close) = match dialect {
            Dialect::Mysql => ('`', '`'),
            Dialect::SqlServer => ('[', ']'),
            Dialect::Postgres | Dialect::Sqlite | Dialect::Cockroach => ('"', '"'),
        };
        out.push(open);
        for c in self.0.chars() {
            if c == close {
                out.push(c);
            }
            out.push(c);
        }
        out.push(close);
    }

    /// A string that holds `before` and the name in its quotes: a statement for a statement to run.
    pub fn in_text(&self, before: &'static str, dialect: Dialect) -> SqlLiteral {
        let mut text = before.to_owned();
        self.push_to(dialect, &mut text);
        SqlLiteral::string(&text, dialect)
    }

    /// The name as a string.
    pub fn to_literal(&self, dialect: Dialect) -> SqlLiteral {
        SqlLiteral::string(&self.0, dialect)
    }
}

/// Why a text is no name in a dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// It is empty.
    Empty,
    /// It has U+0000.
    Nul,
    /// It ends in a blank, which MySQL refuses.
    FinalBlank,
    /// It has a character beyond U+FFFF, which MySQL refuses in names.
    Astral(char),
    /// It has a line break, where clients of SQL Server look for commands of their own (`GO`).
    LineBreak,
    /// It has `$(`, which clients of SQL Server replace by a variable.
    ClientVariable,
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a name in the database cannot be empty"),
            Self::Nul => f.write_str("a name in the database cannot hold U+0000"),
            Self::FinalBlank => f.write_str("a name in MySQL cannot end in a blank"),
            Self::Astral(c) => {
                write!(f, "a name in MySQL cannot hold U+{:04X}: characters beyond U+FFFF are refused", *c as u32)
            }
            Self::LineBreak => f.write_str(
                "a name in SQL Server cannot hold a line break: its clients read `GO` on a line as a command",
            ),
            Self::ClientVariable => {
                f.write_str("a name in SQL Server cannot hold `$(`: its clients put the value of a variable there")
            }
        }
    }
}

/// Checks that a server of the dialect takes a name.
///
/// # Errors
/// Why it does not. Source: PostgreSQL manual 4.1.1; SQLite, `tokenize.c`; MySQL manual 11.2; SQL Server, "sqlcmd utility".
pub fn check_name(dialect: Dialect, name: &str) -> Result<(), NameFault> {
    if name.is_empty() {
        return Err(NameFault::Empty);
    }
    if name.contains('\0') {
        return Err(NameFault::Nul);
    }
    if dialect == Dialect::Mysql {
        if name.ends_with(' ') {
            return Err(NameFault::FinalBlank);
        }
        if let Some(c) = name.chars().find(|&c| c > '\u{ffff}') {
            return Err(NameFault::Astral(c));
        }
    }
    if dialect == Dialect::SqlServer {
        if name.contains(['\n', '\r']) {
            return Err(NameFault::LineBreak);
        }
        if name.contains("$(") {
            return Err(NameFault::ClientVariable);
        }
    }
    Ok(())
}

/// A name in a database schema: `"shop"."orders"`, or without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualified {
    /// The database schema.
    pub namespace: Option<SqlIdent>,
    /// The name in it.
    pub name: SqlIdent,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec4_quotes_are_doubled_and_everything_else_is_kept() {
        let printed = |dialect, text: &str| {
            let mut out = String::new();
            SqlIdent::new(text).push_to(dialect, &mut out);
            out
        };
        for dialect in [Dialect::Postgres, Dialect::Sqlite, Dialect::Cockroach] {
            assert_eq!(printed(dialect, "a\"; --\n`'"), "\"a\"\"; --\n`'\"");
        }
        assert_eq!(printed(Dialect::Mysql, "a`b\"\\"), "`a``b\"\\`");
        assert_eq!(printed(Dialect::SqlServer, "a]b[c]]'"), "[a]]b[c]]]]']");
    }

    #[test]
    fn sec4_a_name_in_a_text_is_quoted_twice() {
        let literal = SqlIdent::new("a]'b").in_text("CREATE SCHEMA ", Dialect::SqlServer);
        assert_eq!(literal.as_str(), "'CREATE SCHEMA [a]]\x27\x27b]'");
    }

    #[test]
    fn names_that_no_server_takes_are_refused() {
        assert_eq!(check_name(Dialect::Sqlite, ""), Err(NameFault::Empty));
        assert_eq!(check_name(Dialect::Postgres, "a\0"), Err(NameFault::Nul));
        assert_eq!(check_name(Dialect::Mysql, "a "), Err(NameFault::FinalBlank));
        assert_eq!(check_name(Dialect::SqlServer, "a\nGO\nb"), Err(NameFault::LineBreak));
        assert_eq!(check_name(Dialect::SqlServer, "$(id)"), Err(NameFault::ClientVariable));
        assert_eq!(check_name(Dialect::Mysql, "😀"), Err(NameFault::Astral('😀')));
        assert_eq!(check_name(Dialect::Postgres, "😀 "), Ok(()));
    }
}
