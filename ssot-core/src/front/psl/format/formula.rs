//! Expressions with operators, and the steps of actions: cut into the tokens of formulas, with line breaks where they were.

use super::super::formula::lexer::{Kind, next};
use super::spacing::{indentation, one_break};

/// Words that are no names: they stand apart from brackets.
const WORDS: [&str; 10] = ["and", "else", "if", "in", "is", "not", "on", "or", "require", "return"];

/// Symbols that stand apart from what is on either side, or only from what is before them if nothing is.
const OPERATORS: [&str; 19] =
    ["&&", "||", "==", "!=", "===", "!==", "<>", "<=", ">=", "=>", "=<", "=", "<", ">", "&", "|", "+", "*", "%"];

/// A token that is no blank.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    is_name: bool,
    is_keyword: bool,
    /// Whether something that is complete ends with it, so that a `-` behind it takes away.
    ends_value: bool,
}

impl<'a> Piece<'a> {
    fn new(kind: Kind, text: &'a str, after_dot: bool) -> Self {
        let is_keyword = kind == Kind::Word && !after_dot && WORDS.contains(&text);
        let is_name = kind == Kind::Word && !is_keyword;
        let is_value = matches!(kind, Kind::Number | Kind::ForeignNumber | Kind::String | Kind::ForeignString);
        Self { text, is_name, is_keyword, ends_value: is_name || is_value || matches!(text, ")" | "]" | "}") }
    }

    fn is_comment(self) -> bool {
        self.text.starts_with("//") || self.text.starts_with("/*")
    }

    /// Whether it joins what is before it and what is behind it.
    fn is_operator(self) -> bool {
        OPERATORS.contains(&self.text) || matches!(self.text, "-" | "/")
    }
}

/// An open bracket.
struct Open {
    is_brace: bool,
    /// How deep the line stands that it is on.
    line: usize,
}

/// What has been written.
struct Writer<'a> {
    out: String,
    /// How deep the first line stands.
    base: usize,
    line: usize,
    open: Vec<Open>,
    before: Option<Piece<'a>>,
    /// Whether the `-` that was written last belongs to what follows.
    after_sign: bool,
    /// Blanks and line breaks since then.
    apart: bool,
    breaks: usize,
}

/// Lays out the text of a formula, or of a whole action, that starts on a line of that depth.
pub(super) fn formula(text: &str, base: usize) -> String {
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        base,
        line: base,
        open: Vec::new(),
        before: None,
        after_sign: false,
        apart: false,
        breaks: 0,
    };
    let mut rest = text;
    loop {
        let (kind, length) = next(rest);
        if kind == Kind::End {
            return writer.out;
        }
        let (piece, behind) = rest.split_at(length);
        rest = behind;
        match kind {
            Kind::Newline => writer.breaks += 1,
            Kind::Blank if !piece.starts_with('/') => writer.apart = true,
            Kind::Symbol(",") if closes(rest) && !writer.after_comma() => {}
            _ => {
                let after_dot = writer.before.is_some_and(|before| before.text == ".");
                writer.write(Piece::new(kind, piece, after_dot));
            }
        }
    }
}

/// Whether a closing bracket is next on the line.
fn closes(text: &str) -> bool {
    let (kind, length) = next(text);
    match kind {
        Kind::Blank if !text.starts_with('/') => closes(&text[length..]),
        kind => matches!(kind, Kind::Symbol(")" | "]" | "}")),
    }
}

impl<'a> Writer<'a> {
    fn after_comma(&self) -> bool {
        self.before.is_some_and(|before| before.text == ",")
    }

    fn write(&mut self, piece: Piece<'a>) {
        let is_close = matches!(piece.text, ")" | "]" | "}");
        match self.before {
            Some(before) if self.breaks > 0 => self.break_line(before, piece, is_close),
            Some(before) if self.is_apart(before, piece) => self.out.push(' '),
            _ => {}
        }
        self.out += &one_break(piece.text);
        match piece.text {
            "(" | "[" | "{" => self.open.push(Open { is_brace: piece.text == "{", line: self.line }),
            // What follows on the line belongs to the line that the bracket was opened on.
            _ if is_close => self.line = self.open.pop().map_or(self.line, |open| open.line),
            _ => {}
        }
        self.after_sign = piece.text == "-" && !self.before.is_some_and(|before| before.ends_value);
        self.before = Some(piece);
        (self.apart, self.breaks) = (false, 0);
    }

    fn break_line(&mut self, before: Piece<'_>, piece: Piece<'_>, is_close: bool) {
        let among_steps = self.open.last().is_none_or(|open| open.is_brace);
        let after_open = matches!(before.text, "(" | "[" | "{");
        self.out.push('\n');
        if self.breaks > 1 && among_steps && !after_open && !is_close {
            self.out.push('\n');
        }
        let goes_on = !is_close && (piece.is_operator() || (before.is_operator() && !before.is_comment()));
        let depth = match self.open.last() {
            Some(open) if is_close => open.line,
            Some(open) => open.line + 1 + usize::from(goes_on && among_steps),
            None => self.base + usize::from(goes_on),
        };
        self.line = depth;
        self.out += &indentation(depth);
    }

    /// Whether a blank stands between two tokens of a line; what has no rule stays as it was.
    fn is_apart(&self, before: Piece<'_>, here: Piece<'_>) -> bool {
        if before.is_comment() || here.is_comment() {
            return true;
        }
        match (before.text, here.text) {
            (_, "," | ":" | ")" | "]") | ("(" | "[" | "@" | "@@", _) | ("{", "}") => false,
            // Two `-` would start a comment; a rule behind a type is a word of its own.
            (_, "@" | "{" | "}") | ("," | ":" | "{", _) | ("-", "-") => true,
            ("-", _) if self.after_sign => false,
            ("!", text) => !(here.ends_value || here.is_keyword || matches!(text, "(" | "!")) && self.apart,
            (_, "(") if before.is_name => false,
            _ if before.is_operator() || here.is_operator() => true,
            _ if here.is_keyword => true,
            (_, "(" | "[") if before.is_keyword => true,
            _ => self.apart,
        }
    }
}
