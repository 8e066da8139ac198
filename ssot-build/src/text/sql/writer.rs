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

    /// A table's name inside a statement: `t0`.
    pub fn alias(&mut self, number: usize) -> &mut Self {
        self.out.push_str(&format!("t{number}"));
        self
    }

    /// A parameter of a function: `$1`.
    pub fn parameter(&mut self, number: usize) -> &mut Self {
        self.out.push_str(&format!("${number}"));
        self
    }

    /// A part that was put together before.
    pub fn fragment(&mut self, fragment: &SqlFragment) -> &mut Self {
        self.out.push_str(&fragment.0);
        self
    }

    /// A part as the body of a function, between dollar signs that do not occur in it (PostgreSQL).
    pub fn quoted(&mut self, body: &SqlFragment) -> &mut Self {
        let mut tag = String::from("$ssot");
        while body.0.contains(&tag) {
            tag.push('_');
        }
        self.out.push_str(&format!("{tag}$\n{}\n{tag}$", body.0));
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

    /// The text as a part of another one.
    pub fn into_fragment(self) -> SqlFragment {
        SqlFragment(self.out)
    }
}

/// A part of a statement, put together by a [`SqlWriter`]: an expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SqlFragment(String);

impl SqlFragment {
    /// A number that no other text has, as hexadecimal digits.
    pub fn digest(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex()[..16].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec4_a_body_cannot_end_its_quotes() {
        let mut body = SqlWriter::new(Dialect::Postgres);
        body.literal(&SqlLiteral::string("$ssot$; DROP TABLE x; $ssot_$", Dialect::Postgres));
        let mut writer = SqlWriter::new(Dialect::Postgres);
        writer.quoted(&body.into_fragment());
        assert_eq!(writer.finish(), "$ssot__$\n'$ssot$; DROP TABLE x; $ssot_$'\n$ssot__$");
    }
}
