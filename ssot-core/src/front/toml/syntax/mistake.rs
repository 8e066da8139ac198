//! What is wrong with a text that should be TOML.

use toml_parser::{Expected, ParseError};

use crate::source::{FileId, Span};

/// One mistake and its place.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What is wrong.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The text is no TOML.
    Syntax {
        message: String,
        /// What could stand there.
        expected: Option<String>,
    },
    /// A key or table is there already.
    Duplicate {
        /// Its first place.
        first: Option<Span>,
    },
}

impl Mistake {
    /// Something is no TOML.
    pub(super) fn syntax(span: Span, message: impl Into<String>) -> Self {
        Self { span, kind: Kind::Syntax { message: message.into(), expected: None } }
    }

    /// A key or table stands there a second time.
    pub(super) fn duplicate(span: Span, first: Option<Span>) -> Self {
        Self { span, kind: Kind::Duplicate { first } }
    }

    /// What the parser found.
    pub(super) fn of(file: FileId, error: &ParseError) -> Self {
        let place = error.unexpected().unwrap_or_default();
        let span = Span::new(file, place.start() as u32, place.end() as u32);
        let message = error.description().to_owned();
        Self { span, kind: Kind::Syntax { message, expected: error.expected().map(list) } }
    }

    pub(super) fn is_syntax(&self) -> bool {
        matches!(self.kind, Kind::Syntax { .. })
    }
}

/// What could stand there, in words.
fn list(expected: &[Expected]) -> String {
    let each = |expected: &Expected| match expected {
        Expected::Literal("\n") => "newline".to_owned(),
        Expected::Literal(text) if text.contains(char::is_control) => format!("`{}`", text.escape_debug()),
        Expected::Literal(text) => format!("`{text}`"),
        Expected::Description(text) => (*text).to_owned(),
        _ => "something else".to_owned(),
    };
    match expected {
        [] => "nothing".to_owned(),
        all => all.iter().map(each).collect::<Vec<_>>().join(", "),
    }
}
