//! What PostgreSQL's error codes mean to a caller, and to us.

use tokio_postgres::error::{DbError, SqlState};

use crate::failure::{Failure, Remedy};
use crate::{Error, ErrorKind};

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(refusal) = error.as_db_error() else {
            return without_code(&error);
        };
        let remedy = remedy(refusal);
        let kind = kind(refusal);
        // Without the server's "detail": it quotes values.
        let detail = format!("{} (SQLSTATE {})", refusal.message(), refusal.code().code());
        Self { error: Error { kind, detail }, remedy }
    }
}

fn without_code(error: &tokio_postgres::Error) -> Failure {
    use std::error::Error as _;
    let cause = error.source();
    let lost = error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
    let (kind, remedy) =
        if lost { (ErrorKind::Unavailable, Remedy::Reconnect) } else { (ErrorKind::Other, Remedy::None) };
    let detail = match cause {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    };
    Failure { error: Error { kind, detail }, remedy }
}

fn remedy(refusal: &DbError) -> Remedy {
    match *refusal.code() {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Remedy::Repeat,
        SqlState::QUERY_CANCELED => Remedy::Patience,
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN => Remedy::Reconnect,
        // "cached plan must not change result type"; and a type that was made anew has another number.
        SqlState::FEATURE_NOT_SUPPORTED if refusal.message().contains("cached plan") => Remedy::Prepare,
        SqlState::INVALID_SQL_STATEMENT_NAME => Remedy::Prepare,
        _ if refusal.message().starts_with("cache lookup failed") => Remedy::Prepare,
        _ => Remedy::None,
    }
}

fn kind(refusal: &DbError) -> ErrorKind {
    let constraint = || refusal.constraint().map(str::to_owned);
    match *refusal.code() {
        SqlState::UNIQUE_VIOLATION | SqlState::EXCLUSION_VIOLATION => {
            ErrorKind::Unique { constraint: constraint(), columns: Vec::new() }
        }
        SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => {
            ErrorKind::ForeignKey { constraint: constraint() }
        }
        SqlState::NOT_NULL_VIOLATION => ErrorKind::NotNull { column: refusal.column().map(str::to_owned) },
        SqlState::CHECK_VIOLATION => ErrorKind::Check { constraint: constraint() },
        SqlState::INSUFFICIENT_PRIVILEGE => ErrorKind::Denied,
        SqlState::QUERY_CANCELED => ErrorKind::Timeout,
        SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => ErrorKind::Unavailable,
        ref code => kind_of_class(&code.code()[..2]),
    }
}

/// Source: PostgreSQL manual, appendix A, "PostgreSQL Error Codes": the first two characters are the class.
fn kind_of_class(class: &str) -> ErrorKind {
    match class {
        // Data exception: the value does not fit the type.
        "22" => ErrorKind::OutOfRange,
        // Connection, insufficient resources, operator intervention, system error.
        "08" | "53" | "57" | "58" => ErrorKind::Unavailable,
        _ => ErrorKind::Other,
    }
}
