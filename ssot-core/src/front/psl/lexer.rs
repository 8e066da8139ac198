//! Text to tokens. Never fails: what starts nothing becomes [`Kind::Other`].

use super::token::{Kind, Token};

/// Cuts `text` into tokens that tile it, with a [`Kind::End`] behind them. `offset` is added to every position.
pub(crate) fn lex(text: &str, offset: u32) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3 + 1);
    let mut at = 0;
    if offset == 0 && text.starts_with('\u{feff}') {
        tokens.push(Token { kind: Kind::ByteOrderMark, start: 0 });
        at = '\u{feff}'.len_utf8();
    }
    let bytes = text.as_bytes();
    while let Some(&first) = bytes.get(at) {
        let start = at;
        // Most tokens are these; everything else, and what goes on in other characters than those of ASCII, takes the long way.
        let kind = match first {
            b' ' | b'\t' => skip(bytes, &mut at, |byte| matches!(byte, b' ' | b'\t')).then_some(Kind::Blank),
            b'a'..=b'z' | b'A'..=b'Z' => skip(bytes, &mut at, |byte| WORD[usize::from(byte)]).then_some(Kind::Word),
            b'\n' => {
                at += 1;
                Some(Kind::Newline)
            }
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| {
            let (kind, length) = next(&text[start..]);
            at = start + length;
            kind
        });
        tokens.push(Token { kind, start: offset + start as u32 });
    }
    tokens.push(Token { kind: Kind::End, start: offset + text.len() as u32 });
    tokens
}

/// Goes over the byte here and those that follow and belong to it. Whether what stands behind them is sure to be something else.
fn skip(bytes: &[u8], at: &mut usize, belongs: impl Fn(u8) -> bool) -> bool {
    *at += 1;
    while let Some(&byte) = bytes.get(*at) {
        if !belongs(byte) {
            return byte.is_ascii();
        }
        *at += 1;
    }
    true
}

/// The first token of a text that is not empty, and its length in bytes.
pub(super) fn next(text: &str) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let second = bytes.get(1).copied().unwrap_or(0);
    match bytes[0] {
        b' ' | b'\t' => (Kind::Blank, blank(text)),
        b'\n' => (Kind::Newline, 1),
        b'\r' => (Kind::Newline, if second == b'\n' { 2 } else { 1 }),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => (Kind::Word, word(text)),
        b'0'..=b'9' => number(text),
        b'-' if second.is_ascii_digit() => number(text),
        b'-' if second == b'-' => (Kind::ForeignComment, line(text)),
        b'+' if second.is_ascii_digit() => (Kind::ForeignNumber, 1 + number(&text[1..]).1),
        b'#' => (Kind::ForeignComment, line(text)),
        b'/' if text.starts_with("///") => (Kind::DocComment, line(text)),
        b'/' if second == b'/' => (Kind::Comment, line(text)),
        b'/' if second == b'*' => match text[2..].find("*/") {
            Some(end) => (Kind::BlockComment, end + 4),
            None => (Kind::UnclosedComment, text.len()),
        },
        b'"' => string(text),
        b'\'' | b'`' => foreign_string(text, text.chars().next().unwrap_or_default()),
        b'@' if second == b'@' => (Kind::AtAt, 2),
        byte => match punctuation(byte) {
            Some(kind) => (kind, 1),
            None => character(text),
        },
    }
}

fn punctuation(byte: u8) -> Option<Kind> {
    Some(match byte {
        b'{' => Kind::BraceOpen,
        b'}' => Kind::BraceClose,
        b'[' => Kind::BracketOpen,
        b']' => Kind::BracketClose,
        b'(' => Kind::ParenOpen,
        b')' => Kind::ParenClose,
        b'@' => Kind::At,
        b',' => Kind::Comma,
        b':' => Kind::Colon,
        b'.' => Kind::Dot,
        b'=' => Kind::Equals,
        b'?' => Kind::Question,
        b'!' => Kind::Bang,
        b';' => Kind::Semicolon,
        b'|' => Kind::Pipe,
        _ => return None,
    })
}

/// A token that starts with a character of more than one byte, or with one that starts nothing.
fn character(text: &str) -> (Kind, usize) {
    let first = text.chars().next().unwrap_or_default();
    match first {
        '“' | '”' | '„' => foreign_string(text, '”'),
        '‘' | '’' => foreign_string(text, '’'),
        _ if is_blank(first) => (Kind::Blank, blank(text)),
        _ if unicode_ident::is_xid_continue(first) => (Kind::Word, word(text)),
        _ => (Kind::Other, first.len_utf8()),
    }
}

/// Whether PSL takes the character for a blank: tab and the Unicode class Zs.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn blank(text: &str) -> usize {
    run(text, |byte| matches!(byte, b' ' | b'\t'), is_blank)
}

fn word(text: &str) -> usize {
    run(text, |byte| WORD[usize::from(byte)], unicode_ident::is_xid_continue)
}

/// The ASCII characters of words.
static WORD: [bool; 256] = {
    let mut set = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        set[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'_' | b'-');
        byte += 1;
    }
    set
};

/// How many bytes at the start of the text are of some ASCII characters and some others.
fn run(text: &str, is_ascii_part: impl Fn(u8) -> bool, is_part: impl Fn(char) -> bool) -> usize {
    let mut end = 0;
    loop {
        let rest = &text.as_bytes()[end..];
        end += rest.iter().position(|&byte| !is_ascii_part(byte)).unwrap_or(rest.len());
        match text[end..].chars().next() {
            Some(c) if !c.is_ascii() && is_part(c) => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// To the end of the line, without the break.
fn line(text: &str) -> usize {
    text.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len())
}

fn digits(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len())
}

/// A number; with letters behind it a word (`2fa`) if it could be a name, else a foreign number.
fn number(text: &str) -> (Kind, usize) {
    let sign = usize::from(text.starts_with('-'));
    let mut end = sign + digits(&text[sign..]);
    let whole = end;
    if text[end..].starts_with('.') && digits(&text[end + 1..]) > 0 {
        end += 1 + digits(&text[end + 1..]);
    }
    let tail = word(&text[end..]);
    match tail {
        0 => (Kind::Number, end),
        _ if sign == 0 && end == whole => (Kind::Word, end + tail),
        _ => (Kind::ForeignNumber, end + tail),
    }
}

fn string(text: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' | b'\r' => return (Kind::UnclosedString, index),
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (Kind::String, index + 1),
            _ => {}
        }
    }
    (Kind::UnclosedString, text.len())
}

/// To `close`, or to the end of the line if it does not stand there.
fn foreign_string(text: &str, close: char) -> (Kind, usize) {
    for (index, c) in text.char_indices().skip(1) {
        if c == close {
            return (Kind::ForeignString, index + close.len_utf8());
        }
        if matches!(c, '\n' | '\r') {
            return (Kind::UnclosedString, index);
        }
    }
    (Kind::UnclosedString, text.len())
}
