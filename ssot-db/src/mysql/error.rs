//! What MariaDB's error codes mean to a caller, and to us.
//!
//! Source: MariaDB Server documentation, "MariaDB Error Codes".

use mysql_async::ServerError;

use crate::failure::{Failure, Remedy};
use crate::{Error, ErrorKind};

impl From<mysql_async::Error> for Failure {
    fn from(error: mysql_async::Error) -> Self {
        match error {
            mysql_async::Error::Server(refusal) => refused(&refusal),
            mysql_async::Error::Io(error) => Self {
                error: Error { kind: ErrorKind::Unavailable, detail: error.to_string() },
                remedy: Remedy::Reconnect,
            },
            other => {
                Self { error: Error { kind: ErrorKind::Other, detail: other.to_string() }, remedy: Remedy::Reconnect }
            }
        }
    }
}

fn refused(refusal: &ServerError) -> Failure {
    let remedy = match refusal.code {
        // A dead lock; a row that has changed since the transaction has seen it.
        1213 | 1020 => Remedy::Repeat,
        // The server goes down, or has ended the connection.
        1053 | 1077 | 1079 | 1927 | 4031 => Remedy::Reconnect,
        _ => Remedy::None,
    };
    let kind = kind(refusal.code, &refusal.message);
    // What the message quotes are values.
    let quotes = !matches!(kind, ErrorKind::Other | ErrorKind::Unavailable | ErrorKind::Timeout);
    let detail = if quotes {
        format!("error {}", refusal.code)
    } else {
        format!("{} (error {})", refusal.message, refusal.code)
    };
    Failure { error: Error { kind, detail }, remedy }
}

fn kind(code: u16, message: &str) -> ErrorKind {
    match code {
        // The last quoted word is the key; the value before it is the caller's.
        1062 | 1169 | 1586 => ErrorKind::Unique { constraint: last_between(message, '\''), columns: Vec::new() },
        1216 | 1217 | 1451 | 1452 => ErrorKind::ForeignKey { constraint: constraint(message) },
        1048 | 1364 => ErrorKind::NotNull { column: behind(message, "'", '\'') },
        4025 => ErrorKind::Check { constraint: constraint(message) },
        // Out of range, too long, cut, of the wrong form; numbers that no type holds; division by zero.
        1264 | 1265 | 1292 | 1365 | 1366 | 1367 | 1406 | 1411 | 1441 | 1690 | 4078 | 4079 => ErrorKind::OutOfRange,
        // `max_statement_time`, and what was killed.
        1969 | 1317 => ErrorKind::Timeout,
        1040
        | 1041
        | 1053
        | 1077
        | 1079
        | 1158..=1161
        | 1203
        | 1205
        | 1213
        | 1020
        | 1226
        | 1290
        | 1792
        | 1836
        | 1927
        | 4031 => ErrorKind::Unavailable,
        _ => ErrorKind::Other,
    }
}

/// The name behind the word, in quotes of either kind: which one depends on the mode of the session.
fn constraint(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("CONSTRAINT ")?;
    let quote = rest.chars().next().filter(|first| matches!(first, '`' | '"'))?;
    rest[1..].split(quote).next().map(str::to_owned)
}

/// What stands behind `start` up to `end`.
fn behind(message: &str, start: &str, end: char) -> Option<String> {
    let (_, rest) = message.split_once(start)?;
    rest.split(end).next().map(str::to_owned)
}

/// The last text in quotes.
fn last_between(message: &str, quote: char) -> Option<String> {
    let (rest, _) = message.rsplit_once(quote)?;
    rest.rsplit_once(quote).map(|(_, word)| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_constraints_are_found_behind_any_value() {
        let unique = kind(1062, "Duplicate entry 'x' for key 'y'' for key 'users_email_key'");
        assert_eq!(unique, ErrorKind::Unique { constraint: Some("users_email_key".into()), columns: Vec::new() });
        let message = "Cannot add or update a child row: a foreign key constraint fails (`d`.`posts`, CONSTRAINT \
            `posts_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `users` (`id`))";
        assert_eq!(kind(1452, &message.replace('`', "\"")), kind(1452, message));
        assert_eq!(kind(1452, message), ErrorKind::ForeignKey { constraint: Some("posts_author_id_fkey".into()) });
        assert_eq!(kind(1048, "Column 'name' cannot be null"), ErrorKind::NotNull { column: Some("name".into()) });
    }

    #[test]
    fn no_value_of_a_caller_reaches_the_log() {
        let refusal =
            ServerError { code: 1062, message: "Duplicate entry 'secret' for key 'k'".into(), state: "23000".into() };
        assert_eq!(refused(&refusal).error.detail, "error 1062");
    }
}
