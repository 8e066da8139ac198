//! Puts SQL together from fixed words and typed parts.

use super::{Dialect, Qualified, SqlIdent, SqlLiteral, SqlRaw, SqlWord};

/// A text under construction. Fixed text is `&'static str`; everything from a schema comes as a type of this module.
#[derive(Debug)]
pub struct SqlWriter {
    out: String,
    dialect: Dialect,
}

impl SqlWriter {
    /// An empty text.
    pub fn new(dialect: Dialect) -> Self {
        Self { out: String::new(), dialect }
    }

    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Fixed text.
    pub fn text(&mut self, text: &'static str) -> &mut Self {
        self.out.push_str(text);
        self
    }

    /// A quoted name.
    pub fn ident(&mut self, name: &SqlIdent) -> &mut Self {
        name.push_to(self.dialect, &mut self.out);
        self
    }

    /// A quoted name, in its schema if it has one.
    pub fn qualified(&mut self, name: &Qualified) -> &mut Self {
        if let Some(namespace) = &name.namespace {
            self.ident(namespace).text(".");
        }
        self.ident(&name.name)
    }

    /// A value.
    pub fn literal(&mut self, literal: &SqlLiteral) -> &mut Self {
        self.out.push_str(literal.as_str());
        self
    }

    /// The user's own SQL.
    pub fn raw(&mut self, raw: &SqlRaw) -> &mut Self {
        self.out.push_str(raw.as_str());
        self
    }

    /// A keyword or type.
    pub fn word(&mut self, word: &SqlWord) -> &mut Self {
        word.push_to(&mut self.out);
        self
    }

    /// Parts with `separator` between them.
    pub fn list<T>(&mut self, parts: &[T], separator: &'static str, mut each: impl FnMut(&mut Self, &T)) -> &mut Self {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.out.push_str(separator);
            }
            each(self, part);
        }
        self
    }

    /// The text.
    pub fn finish(self) -> String {
        self.out
    }
}
