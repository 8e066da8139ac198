//! What SQLite's result codes mean to a caller.

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::{Error, ErrorKind};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        let kind = match &error {
            rusqlite::Error::SqliteFailure(code, message) => {
                kind_of(code.code, code.extended_code, message.as_deref().unwrap_or_default())
            }
            rusqlite::Error::SqlInputError { error, msg, .. } => kind_of(error.code, error.extended_code, msg),
            _ => ErrorKind::Other,
        };
        Self { kind, detail }
    }
}

fn kind_of(code: ErrorCode, extended: i32, message: &str) -> ErrorKind {
    match code {
        ErrorCode::ConstraintViolation => constraint(extended, message),
        ErrorCode::TypeMismatch | ErrorCode::TooBig => ErrorKind::OutOfRange,
        ErrorCode::OperationInterrupted => ErrorKind::Timeout,
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::DiskFull
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::OutOfMemory
        | ErrorCode::ReadOnly
        | ErrorCode::FileLockingProtocolFailed => ErrorKind::Unavailable,
        _ => ErrorKind::Other,
    }
}

/// The messages are part of SQLite since 3.8 and end in what was hit: `UNIQUE constraint failed: users.email, users.tenant`.
fn constraint(extended: i32, message: &str) -> ErrorKind {
    let what = message.split_once(": ").map(|(_, what)| what);
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            unique(what.unwrap_or_default())
        }
        // RESTRICT is a trigger inside SQLite and reports that code.
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKey { constraint: None },
        ffi::SQLITE_CONSTRAINT_TRIGGER if message.starts_with("FOREIGN KEY") => {
            ErrorKind::ForeignKey { constraint: None }
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            ErrorKind::NotNull { column: what.map(|what| what.rsplit('.').next().unwrap_or(what).to_owned()) }
        }
        ffi::SQLITE_CONSTRAINT_CHECK => ErrorKind::Check { constraint: what.map(str::to_owned) },
        ffi::SQLITE_CONSTRAINT_DATATYPE => ErrorKind::OutOfRange,
        _ => ErrorKind::Check { constraint: Some(message.to_owned()) },
    }
}

fn unique(what: &str) -> ErrorKind {
    if let Some(index) = what.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return ErrorKind::Unique { constraint: Some(index.to_owned()), columns: Vec::new() };
    }
    ErrorKind::Unique {
        constraint: None,
        columns: what.split(", ").filter(|column| !column.is_empty()).map(str::to_owned).collect(),
    }
}
