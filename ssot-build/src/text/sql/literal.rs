//! Values and words.

use std::fmt::Write as _;

use super::{Dialect, Moment};

/// A value, quoted for its dialect when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlLiteral(String);

impl SqlLiteral {
    /// A string in single quotes, single quotes doubled; on MySQL backslashes doubled too. Only MySQL can write U+0000, and
    /// plans refuse it elsewhere.
    ///
    /// On SQL Server a text beyond ASCII gets `N` before it, and what clients would act upon is taken apart: line breaks
    /// (`GO` on a line of its own ends a batch, a backslash before one swallows it) and `$(`, which begins a variable.
    pub fn string(text: &str, dialect: Dialect) -> Self {
        if dialect == Dialect::SqlServer {
            return Self(sql_server_string(text));
        }
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

    /// A truth value: `true`, on SQL Server `1`.
    pub fn boolean(value: bool, dialect: Dialect) -> Self {
        let text = match (value, dialect) {
            (true, Dialect::SqlServer) => "1",
            (false, Dialect::SqlServer) => "0",
            (true, _) => "true",
            (false, _) => "false",
        };
        Self(text.to_owned())
    }

    /// Bytes: `'\x6869'` on PostgreSQL and CockroachDB, `0x6869` on SQL Server, `X'6869'` elsewhere.
    pub fn bytes(bytes: &[u8], dialect: Dialect) -> Self {
        let (open, close) = match dialect {
            Dialect::Postgres | Dialect::Cockroach => ("'\\x", "'"),
            Dialect::SqlServer => ("0x", ""),
            Dialect::Sqlite | Dialect::Mysql => ("X'", "'"),
        };
        let mut out = String::from(open);
        for byte in bytes {
            let _ = write!(out, "{byte:02x}");
        }
        out.push_str(close);
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

    /// A moment in UTC as SQL Server reads it whatever the session's language: `'2020-01-02T01:04:05.678'`.
    pub fn iso_utc(moment: &Moment) -> Self {
        Self(format!("'{}T{}'", moment.utc_date(), moment.utc_time(3)))
    }

    /// A moment with its offset in the same form: `'2020-01-02T03:04:05.678+02:00'`.
    pub fn iso_offset(moment: &Moment) -> Self {
        Self(format!("'{}'", moment.iso_with_offset()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

fn sql_server_string(text: &str) -> String {
    let prefix = if text.is_ascii() { "'" } else { "N'" };
    let apart = text.contains(['\n', '\r']) || text.contains("$(");
    let (open, close) = if apart { ("(", "')") } else { ("", "'") };
    let mut out = format!("{open}{prefix}");
    let mut before = None;
    for c in text.chars() {
        match (before, c) {
            (_, '\'') => out.push_str("''"),
            (_, '\n' | '\r') => {
                let _ = write!(out, "' + NCHAR({}) + {prefix}", c as u32);
            }
            (Some('$'), '(') => {
                let _ = write!(out, "' + {prefix}(");
            }
            _ => out.push(c),
        }
        before = Some(c);
    }
    out.push_str(close);
    out
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
        assert_eq!(SqlLiteral::string("a'b\\", Dialect::SqlServer).as_str(), "'a''b\\'");
    }

    #[test]
    fn sec4_clients_of_sql_server_find_no_command_in_a_text() {
        let string = |text| SqlLiteral::string(text, Dialect::SqlServer).as_str().to_owned();
        assert_eq!(string("é'"), "N'é'''");
        assert_eq!(string("a\\\nGO\r\n"), "('a\\' + NCHAR(10) + 'GO' + NCHAR(13) + '' + NCHAR(10) + '')");
        assert_eq!(string("ß$(id) $ ("), "(N'ß$' + N'(id) $ (')");
    }

    #[test]
    fn truth_and_bytes_are_written_as_each_server_reads_them() {
        let both = |dialect| {
            let bytes = SqlLiteral::bytes(b"hi", dialect).as_str().to_owned();
            (SqlLiteral::boolean(true, dialect).as_str().to_owned(), bytes)
        };
        assert_eq!(both(Dialect::Postgres), ("true".into(), "'\\x6869'".into()));
        assert_eq!(both(Dialect::Cockroach), both(Dialect::Postgres));
        assert_eq!(both(Dialect::Sqlite), ("true".into(), "X'6869'".into()));
        assert_eq!(both(Dialect::SqlServer), ("1".into(), "0x6869".into()));
    }

    #[test]
    fn what_is_no_number_is_a_string() {
        assert_eq!(SqlLiteral::number("-1.50", Dialect::Sqlite).as_str(), "-1.50");
        for text in ["1;drop", "", "-", "1.", ".5", "1.2.3", "1e5"] {
            assert!(SqlLiteral::number(text, Dialect::Sqlite).as_str().starts_with('\''), "{text}");
        }
    }
}
