//! Blanks and line breaks between tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::super::token::Kind;
use super::INDENT;
use super::tape::Tape;

/// Deeper lines are indented no further, so that nesting without end cannot blow up a text.
const MAX_DEPTH: usize = 40;

/// Indentation by the brackets that are open.
struct Depth {
    /// How deep the statement stands.
    base: usize,
    /// For each open bracket, how deep the line stands that it is on.
    open: Vec<usize>,
    /// How deep the current line stands.
    line: usize,
}

impl Depth {
    fn new(base: usize) -> Self {
        Self { base, open: Vec::new(), line: base }
    }

    /// Takes account of a token.
    fn pass(&mut self, tape: &Tape<'_>, index: usize) {
        match tape.kind(index) {
            Kind::BraceOpen | Kind::BracketOpen | Kind::ParenOpen if tape.partner(index).is_some() => {
                self.open.push(self.line);
            }
            Kind::BraceClose | Kind::BracketClose | Kind::ParenClose if tape.partner(index).is_some() => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Starts a line with a token, and gives its indentation.
    fn start_line(&mut self, tape: &Tape<'_>, index: usize) -> String {
        let is_close = matches!(tape.kind(index), Kind::BraceClose | Kind::BracketClose | Kind::ParenClose);
        self.line = match self.open.last() {
            Some(&line) if is_close && tape.partner(index).is_some() => line,
            Some(&line) => line + 1,
            None => self.base,
        };
        indentation(self.line)
    }
}

/// The blanks in front of a line.
pub(super) fn indentation(depth: usize) -> String {
    " ".repeat(depth.min(MAX_DEPTH) * INDENT)
}

/// Tokens as they stand; only their lines are indented, and blank lines are joined. Without the last line break.
pub(super) fn verbatim(tape: &Tape<'_>, range: Range<usize>, base: usize) -> String {
    let mut depth = Depth::new(base);
    let mut text = String::new();
    let mut breaks = 1;
    let mut after_open = true;
    let mut gap = "";
    for index in range {
        match tape.kind(index) {
            Kind::Blank => gap = tape.slice(index),
            Kind::Newline => {
                breaks += 1;
                gap = "";
            }
            kind => {
                if breaks > 0 {
                    let closes = matches!(kind, Kind::BraceClose | Kind::BracketClose | Kind::ParenClose);
                    if !text.is_empty() {
                        text.push('\n');
                        if breaks > 1 && !after_open && !closes {
                            text.push('\n');
                        }
                    }
                    text += &depth.start_line(tape, index);
                } else {
                    text += gap;
                }
                text += &one_break(tape.slice(index));
                depth.pass(tape, index);
                after_open = matches!(kind, Kind::BraceOpen | Kind::BracketOpen | Kind::ParenOpen);
                breaks = 0;
                gap = "";
            }
        }
    }
    text
}

/// Values and lists of them: `name: value`, `, ` between, no comma before a closing bracket on the same line. Line breaks stay where they are.
pub(super) fn even(tape: &Tape<'_>, range: Range<usize>, base: usize) -> String {
    let mut depth = Depth::new(base);
    let mut text = String::new();
    let mut before: Option<Kind> = None;
    let (mut blank, mut line_break) = (false, false);
    for index in range {
        match tape.kind(index) {
            Kind::Blank => blank = true,
            Kind::Newline => line_break = true,
            Kind::Comma if ends_list(tape, index + 1) && before != Some(Kind::Comma) => {}
            kind => {
                if line_break && before.is_some() {
                    text.push('\n');
                    text += &depth.start_line(tape, index);
                } else if let Some(before) = before
                    && is_apart(before, kind, blank)
                {
                    text.push(' ');
                }
                text += &one_break(tape.slice(index));
                depth.pass(tape, index);
                before = Some(kind);
                (blank, line_break) = (false, false);
            }
        }
    }
    text
}

/// Whether a closing bracket is next on the line.
fn ends_list(tape: &Tape<'_>, index: usize) -> bool {
    matches!(tape.kind(tape.solid(index)), Kind::ParenClose | Kind::BracketClose | Kind::BraceClose)
}

/// Whether a blank stands between two tokens of a line; what has no rule stays as it was.
fn is_apart(before: Kind, here: Kind, was_apart: bool) -> bool {
    match (before, here) {
        (_, Kind::Comma | Kind::Colon | Kind::ParenClose | Kind::BracketClose)
        | (Kind::ParenOpen | Kind::BracketOpen | Kind::At | Kind::AtAt, _)
        | (Kind::BraceOpen, Kind::BraceClose)
        | (Kind::Word, Kind::ParenOpen) => false,
        (Kind::Comma | Kind::Colon | Kind::BraceOpen | Kind::BlockComment, _)
        | (_, Kind::BraceClose | Kind::Comment | Kind::DocComment | Kind::BlockComment) => true,
        _ => was_apart,
    }
}

/// A text, its line breaks as `\n`.
pub(super) fn one_break(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}
