//! Quoted names.

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

/// A name in a database schema: `"shop"."orders"`, or without one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Qualified {
    /// The database schema.
    pub namespace: Option<SqlIdent>,
    /// The name in it.
    pub name: SqlIdent,
}
