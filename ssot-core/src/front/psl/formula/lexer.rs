//! The tokens of formulas, one at a time. Never fails: what starts nothing becomes [`Kind::Other`].

use super::super::lexer as outer;
use super::super::token;
use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// Blanks and comments.
    Blank,
    Newline,
    /// Starts with a letter or `_`, goes on with those and digits.
    Word,
    /// Digits, perhaps with a point among them.
    Number,
    /// A number as other languages write it.
    ForeignNumber,
    String,
    ForeignString,
    UnclosedString,
    /// One of [`SYMBOLS`].
    Symbol(&'static str),
    ForeignComment,
    UnclosedComment,
    Other,
    End,
}

/// A token and its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// Longer ones first.
const SYMBOLS: [&str; 33] = [
    "===", "!==", "&&", "||", "==", "!=", "<>", "<=", ">=", "=>", "=<", "@@", "=", "<", ">", "!", "&", "|", "+", "-",
    "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ":", ".", "@",
];

/// The first token of a text and its length in bytes.
pub(in super::super) fn next(text: &str) -> (Kind, usize) {
    let Some(first) = text.bytes().next() else { return (Kind::End, 0) };
    if first.is_ascii_digit() {
        return number(text);
    }
    let is_sign = matches!(first, b'-' | b'+') && !text.starts_with("--");
    if !is_sign && let Some((kind, length)) = shared(text) {
        return (kind, length);
    }
    match SYMBOLS.into_iter().find(|symbol| text.starts_with(symbol)) {
        Some(symbol) => (Kind::Symbol(symbol), symbol.len()),
        None => (Kind::Other, text.chars().next().map_or(1, char::len_utf8)),
    }
}

/// What is a token of the language around, too.
fn shared(text: &str) -> Option<(Kind, usize)> {
    let (kind, length) = outer::next(text);
    let kind = match kind {
        token::Kind::Blank | token::Kind::Comment | token::Kind::DocComment | token::Kind::BlockComment => Kind::Blank,
        token::Kind::Newline => Kind::Newline,
        // In an expression `-` is an operator.
        token::Kind::Word => return Some((Kind::Word, text[..length].find('-').unwrap_or(length))),
        token::Kind::String => Kind::String,
        token::Kind::ForeignString => Kind::ForeignString,
        token::Kind::UnclosedString => Kind::UnclosedString,
        token::Kind::ForeignComment => Kind::ForeignComment,
        token::Kind::UnclosedComment => Kind::UnclosedComment,
        _ => return None,
    };
    Some((kind, length))
}

/// A number; with letters behind it one of another language.
fn number(text: &str) -> (Kind, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if text[end..].starts_with('.') && digits(&text[end + 1..]) > 0 {
        end += 1 + digits(&text[end + 1..]);
    }
    let is_part = |c: char| c == '_' || unicode_ident::is_xid_continue(c);
    let tail = text[end..].find(|c| !is_part(c)).unwrap_or(text.len() - end);
    (if tail == 0 { Kind::Number } else { Kind::ForeignNumber }, end + tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(mut text: &str) -> Vec<(Kind, &str)> {
        let mut tokens = Vec::new();
        loop {
            let (kind, length) = next(text);
            if kind == Kind::End {
                return tokens;
            }
            tokens.push((kind, &text[..length]));
            text = &text[length..];
        }
    }

    #[test]
    fn a_sign_is_an_operator_wherever_it_stands() {
        let signs = |text| kinds(text).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(signs("a-b+1-2"), ["a", "-", "b", "+", "1", "-", "2"]);
        assert_eq!(signs("a===b<=c"), ["a", "===", "b", "<=", "c"]);
        assert_eq!(signs("1.5%x.y"), ["1.5", "%", "x", ".", "y"]);
    }

    #[test]
    fn strings_and_comments_are_those_of_the_language_around() {
        assert_eq!(
            kinds("\"a)\"'b'//c\n"),
            [(Kind::String, "\"a)\""), (Kind::ForeignString, "'b'"), (Kind::Blank, "//c"), (Kind::Newline, "\n"),]
        );
        assert_eq!(kinds("1e5")[0].0, Kind::ForeignNumber);
        assert_eq!(kinds("--x")[0].0, Kind::ForeignComment);
    }
}
