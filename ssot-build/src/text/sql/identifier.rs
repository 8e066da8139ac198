//! Quoted names.

use std::fmt;

use super::Dialect;

/// The name of a table, column, type or constraint. Always printed in quotes, so that any text is a legal name and none is a
/// keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlIdent(String);

impl SqlIdent {
    /// Takes a name as the database stores it.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Appends the name in `quote`, the quote itself doubled.
    pub(super) fn push_to(&self, quote: char, out: &mut String) {
        out.push(quote);
        for c in self.0.chars() {
            if c == quote {
                out.push(c);
            }
            out.push(c);
        }
        out.push(quote);
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
        }
    }
}

/// Checks that a server of the dialect takes a name.
///
/// # Errors
/// Why it does not. Source: PostgreSQL manual 4.1.1; SQLite, `tokenize.c`; MySQL manual 11.2.
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
        let printed = |quote, text: &str| {
            let mut out = String::new();
            SqlIdent::new(text).push_to(quote, &mut out);
            out
        };
        assert_eq!(printed('"', "a\"; --\n`'"), "\"a\"\"; --\n`'\"");
        assert_eq!(printed('`', "a`b\"\\"), "`a``b\"\\`");
    }

    #[test]
    fn names_that_no_server_takes_are_refused() {
        assert_eq!(check_name(Dialect::Sqlite, ""), Err(NameFault::Empty));
        assert_eq!(check_name(Dialect::Postgres, "a\0"), Err(NameFault::Nul));
        assert_eq!(check_name(Dialect::Mysql, "a "), Err(NameFault::FinalBlank));
        assert_eq!(check_name(Dialect::Mysql, "😀"), Err(NameFault::Astral('😀')));
        assert_eq!(check_name(Dialect::Postgres, "😀 "), Ok(()));
    }
}
