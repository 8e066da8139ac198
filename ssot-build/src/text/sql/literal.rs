//! Values and words.

use std::fmt::Write as _;

use super::{Dialect, Moment};

/// A value, quoted for its dialect when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlLiteral(String);

impl SqlLiteral {
    /// A string in single quotes, single quotes doubled; on MySQL backslashes doubled too. Only MySQL can write U+0000, and
    /// plans refuse it elsewhere.
    pub fn string(text: &str, dialect: Dialect) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('\'');
        for c in text.chars() {
            match (c, dialect) {
                ('\0', Dialect::Mysql) => out.push_str("\\0"),
                ('\'', _) | ('\\', Dialect::Mysql) => out.extend([c, c]),
                _ => out.push(c),
            }
        }
        out.push('\'');
        Self(out)
    }

    /// A whole number.
    pub fn integer(value: i64) -> Self {
        Self(value.to_string())
    }

    /// A number of digits, at most one point and a leading minus; anything else becomes a string.
    pub fn number(text: &str, dialect: Dialect) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let numeric = digits.chars().all(|c| c.is_ascii_digit() || c == '.') && digits.matches('.').count() < 2;
        let complete =
            digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
        if numeric && complete { Self(text.to_owned()) } else { Self::string(text, dialect) }
    }

    /// A truth value.
    pub fn boolean(value: bool) -> Self {
        Self(if value { "true" } else { "false" }.to_owned())
    }

    /// Bytes: `'\x6869'` on PostgreSQL, `X'6869'` elsewhere.
    pub fn bytes(bytes: &[u8], dialect: Dialect) -> Self {
        let mut out = String::from(if dialect == Dialect::Postgres { "'\\x" } else { "X'" });
        for byte in bytes {
            let _ = write!(out, "{byte:02x}");
        }
        out.push('\'');
        Self(out)
    }

    /// A moment with its offset: `'2020-01-02 03:04:05.678 +02:00'`.
    pub fn moment(moment: &Moment) -> Self {
        Self(format!("'{}'", moment.with_offset()))
    }

    /// The day of a moment in UTC: `'2020-01-02'`.
    pub fn utc_date(moment: &Moment) -> Self {
        Self(format!("'{}'", moment.utc_date()))
    }

    /// The time of day of a moment in UTC, with so many digits of the second: `'01:04:05.678'`.
    pub fn utc_time(moment: &Moment, precision: u32) -> Self {
        Self(format!("'{}'", moment.utc_time(precision)))
    }

    /// A moment in UTC, with so many digits of the second: `'2020-01-02 01:04:05.678'`.
    pub fn utc_date_time(moment: &Moment, precision: u32) -> Self {
        Self(format!("'{} {}'", moment.utc_date(), moment.utc_time(precision)))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A keyword, type or operator class of SQL: a fixed text of ours, with numbers in parentheses behind it if it takes any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlWord {
    word: &'static str,
    numbers: Vec<u32>,
    suffix: &'static str,
    spaced: bool,
}

impl SqlWord {
    /// `TEXT`.
    pub const fn new(word: &'static str) -> Self {
        Self { word, numbers: Vec::new(), suffix: "", spaced: false }
    }

    /// `DECIMAL(10,2)`; no parentheses without numbers. `spaced` puts a blank behind the comma, `suffix` follows.
    pub const fn with(word: &'static str, numbers: Vec<u32>, suffix: &'static str, spaced: bool) -> Self {
        Self { word, numbers, suffix, spaced }
    }

    pub(super) fn push_to(&self, out: &mut String) {
        out.push_str(self.word);
        for (index, number) in self.numbers.iter().enumerate() {
            out.push_str(match (index, self.spaced) {
                (0, _) => "(",
                (_, true) => ", ",
                (_, false) => ",",
            });
            let _ = write!(out, "{number}");
        }
        if !self.numbers.is_empty() {
            out.push(')');
        }
        out.push_str(self.suffix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_stay_inside() {
        assert_eq!(SqlLiteral::string("a'b\\", Dialect::Postgres).as_str(), "'a''b\\'");
        assert_eq!(SqlLiteral::string("a'b\\", Dialect::Mysql).as_str(), "'a''b\\\\'");
    }

    #[test]
    fn what_is_no_number_is_a_string() {
        assert_eq!(SqlLiteral::number("-1.50", Dialect::Sqlite).as_str(), "-1.50");
        for text in ["1;drop", "", "-", "1.", ".5", "1.2.3", "1e5"] {
            assert!(SqlLiteral::number(text, Dialect::Sqlite).as_str().starts_with('\''), "{text}");
        }
    }
}
