//! What a trace shows of a statement: its text, in which no value of a caller is, and how it ended.
//!
//! Source: OpenTelemetry Semantic Conventions, "Database client spans". The fields `otel.…` are those that
//! `tracing-opentelemetry` reads.

use tracing::field::Empty;
use tracing::{Instrument as _, Level, Span, span_enabled};

use crate::{Dialect, Error, ErrorKind, Script, ScriptError, Statement};

/// What went wrong, in one word of few; none if the database did what it was asked for.
pub(crate) trait Failed {
    fn word(&self) -> Option<&'static str>;
}

impl Failed for Error {
    fn word(&self) -> Option<&'static str> {
        Some(match self.kind {
            ErrorKind::Unique { .. } => "unique",
            ErrorKind::ForeignKey { .. } => "foreign_key",
            ErrorKind::NotNull { .. } => "not_null",
            ErrorKind::Check { .. } => "check",
            ErrorKind::Denied => "denied",
            ErrorKind::OutOfRange => "out_of_range",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Unavailable => "unavailable",
            ErrorKind::Other => "_OTHER",
        })
    }
}

impl Failed for ScriptError {
    fn word(&self) -> Option<&'static str> {
        match self {
            Self::Database { error, .. } => error.word(),
            Self::Missing { .. } | Self::TooMany { .. } => None,
        }
    }
}

/// Does the work inside of the span, which ends with it.
pub(crate) async fn within<T, E: Failed>(span: Span, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let result = work.instrument(span.clone()).await;
    if let Err(error) = &result
        && let Some(word) = error.word()
    {
        span.record("error.type", word);
        span.record("otel.status_code", "ERROR");
    }
    result
}

/// A read.
pub(crate) fn read(dialect: Dialect, statement: &Statement) -> Span {
    texts(dialect, std::iter::once(&*statement.sql))
}

/// Reads that do not depend on each other.
pub(crate) fn reads<S>(dialect: Dialect, reads: &[(Statement, S)]) -> Span {
    texts(dialect, reads.iter().map(|(statement, _)| &*statement.sql))
}

/// A transaction. What its steps only make up as they go is not shown.
pub(crate) fn script(dialect: Dialect, script: &Script) -> Span {
    texts(dialect, script.steps.iter().map(|step| &*step.sql))
}

/// Text that somebody wrote: it may hold values, and is not shown.
pub(crate) fn batch(dialect: Dialect) -> Span {
    span(dialect, None, None, None)
}

/// A span of nothing where nobody looks: then no text is made for it.
fn texts<'a>(dialect: Dialect, texts: impl ExactSizeIterator<Item = &'a str> + Clone) -> Span {
    if !span_enabled!(target: "ssot::database", Level::INFO) {
        return Span::none();
    }
    let size = Some(texts.len()).filter(|count| *count > 1);
    let operation = operation(texts.clone());
    let text = texts.collect::<Vec<_>>().join("; ");
    span(dialect, Some(&*operation).filter(|it| !it.is_empty()), size, Some(&text))
}

fn span(dialect: Dialect, operation: Option<&str>, size: Option<usize>, text: Option<&str>) -> Span {
    let system = match dialect {
        Dialect::Sqlite => "sqlite",
        Dialect::Postgres => "postgresql",
        Dialect::Mysql => "mariadb",
    };
    tracing::info_span!(
        target: "ssot::database",
        "statement",
        otel.name = operation.unwrap_or(system),
        otel.kind = "client",
        otel.status_code = Empty,
        db.system.name = system,
        db.operation.name = operation,
        db.operation.batch.size = size,
        db.query.text = text,
        error.type = Empty,
    )
}

/// The operation of one statement; of several, `BATCH` and theirs if it is the same.
fn operation<'a>(mut texts: impl ExactSizeIterator<Item = &'a str>) -> String {
    let is_batch = texts.len() > 1;
    let first = texts.next().map_or("", word);
    match (is_batch, texts.all(|text| word(text) == first)) {
        (false, _) => first.to_owned(),
        (true, true) if !first.is_empty() => format!("BATCH {first}"),
        (true, _) => "BATCH".to_owned(),
    }
}

/// The word that a statement begins with; none where that says nothing of what it does.
fn word(text: &str) -> &str {
    let word = text.split(|next: char| !next.is_ascii_alphabetic()).next().unwrap_or_default();
    if word == "WITH" { "" } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_named_by_their_first_word() {
        let of = |texts: &[&'static str]| operation(texts.iter().copied());
        assert_eq!(of(&["SELECT 1"]), "SELECT");
        assert_eq!(of(&["WITH t AS (SELECT 1) DELETE FROM t"]), "");
        assert_eq!(of(&["(SELECT 1)"]), "");
        assert_eq!(of(&["INSERT INTO a", "INSERT INTO b"]), "BATCH INSERT");
        assert_eq!(of(&["INSERT INTO a", "SELECT 1"]), "BATCH");
        assert_eq!(of(&[]), "");
    }
}
