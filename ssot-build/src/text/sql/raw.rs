//! SQL that a user wrote: the one door for it.

use super::Dialect;

/// Text that the user wrote in SQL: `dbgenerated("…")`, `Unsupported("…")`, `raw("…")`. Printed verbatim; it comes from those
/// places only and goes to SQL only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlRaw(String);

impl SqlRaw {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text can stand behind `DEFAULT` without parentheses in that dialect: a literal, a time function, or an
    /// expression that has its parentheses already. PostgreSQL, CockroachDB and SQL Server take any expression.
    ///
    /// Source: SQLite, "CREATE TABLE" 3.2; MySQL manual 13.6.
    pub fn is_plain_default(&self, dialect: Dialect) -> bool {
        let text = self.0.trim();
        match dialect {
            Dialect::Postgres | Dialect::Cockroach | Dialect::SqlServer => true,
            Dialect::Sqlite => is_literal(text) || is_word(text, SQLITE_WORDS) || is_parenthesized(text),
            Dialect::Mysql => {
                is_literal(text)
                    || is_word(text, MYSQL_WORDS)
                    || is_parenthesized(text)
                    || is_mysql_now(&text.to_ascii_uppercase())
            }
        }
    }
}

const SQLITE_WORDS: &[&str] = &["NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"];
const MYSQL_WORDS: &[&str] = &["NULL", "TRUE", "FALSE"];

fn is_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `CURRENT_TIMESTAMP`, `NOW(3)` and their synonyms, perhaps with `ON UPDATE` and another one; in capitals.
fn is_mysql_now(text: &str) -> bool {
    let mut parts = text.split(" ON UPDATE ");
    parts.all(|part| {
        let part = part.trim();
        let (word, rest) = part.split_at(part.find('(').unwrap_or(part.len()));
        let digits = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let argument =
            rest.is_empty() || digits.is_some_and(|digits| digits.trim().bytes().all(|b| b.is_ascii_digit()));
        let known = match word.trim_end() {
            "CURRENT_TIMESTAMP" | "LOCALTIME" | "LOCALTIMESTAMP" => true,
            "NOW" => !rest.is_empty(),
            _ => false,
        };
        known && argument
    })
}

/// A number, or one string in single quotes, perhaps with an `X` before it.
fn is_literal(text: &str) -> bool {
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    if number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return true;
    }
    let string = text.strip_prefix(['x', 'X', 'b', 'B']).unwrap_or(text);
    string.starts_with('\'') && quoted(string) == Some(string.len())
}

/// Whether one pair of parentheses holds the whole text.
fn is_parenthesized(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'(') {
        return false;
    }
    let (mut depth, mut at) = (0_u32, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\'' | b'"' | b'`' => match quoted(&text[at..]) {
                Some(length) => at += length - 1,
                None => return false,
            },
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1 == bytes.len();
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// How many bytes a quoted text at the start takes, its quotes included; a doubled quote does not end it.
fn quoted(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.first()?;
    let mut at = 1;
    while at < bytes.len() {
        if bytes[at] == quote {
            if bytes.get(at + 1) != Some(&quote) {
                return Some(at + 1);
            }
            at += 1;
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_need_parentheses_and_literals_do_not() {
        let plain = |dialect, text| SqlRaw::new(text).is_plain_default(dialect);
        for text in ["1", "-1.5", "'it''s'", "x'00'", "null", "CURRENT_TIMESTAMP", "(f(')'))", " (1) "] {
            assert!(plain(Dialect::Sqlite, text), "{text}");
        }
        for text in ["f()", "1 + 1", "'a' || 'b'", "(1) + (2)", "now()", "('"] {
            assert!(!plain(Dialect::Sqlite, text), "{text}");
        }
        for text in ["now(3)", "CURRENT_TIMESTAMP", "current_timestamp(3) ON UPDATE current_timestamp(3)", "b'1'"] {
            assert!(plain(Dialect::Mysql, text), "{text}");
        }
        for text in ["uuid()", "now", "CURRENT_DATE", "now(3) + 1"] {
            assert!(!plain(Dialect::Mysql, text), "{text}");
        }
        assert!(plain(Dialect::Postgres, "gen_random_uuid()"));
    }
}
