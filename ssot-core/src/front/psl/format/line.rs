//! The lines of blocks: fields, values of enumerations, properties and block attributes as cells.

use std::ops::Range;

use super::super::formula::has_formulas;
use super::super::token::Kind;
use super::formula::formula;
use super::spacing::{even, one_break};
use super::table::Row;
use super::tape::Tape;

/// How deep the lines of a block stand.
const DEPTH: usize = 1;

/// Attributes come in this order, all others behind them as written.
const ORDER: [&str; 9] = ["id", "unique", "default", "updatedAt", "index", "fulltext", "map", "relation", "ignore"];

/// An attribute of a block.
#[derive(Debug)]
pub(super) struct BlockAttribute {
    pub(super) rank: usize,
    pub(super) row: Row,
}

/// Reads the tokens of a line from left to right.
struct Reader<'t, 'a> {
    tape: &'t Tape<'a>,
    at: usize,
    end: usize,
}

/// `name Type @attribute…`; `None` if the line is something else.
pub(super) fn field(tape: &Tape<'_>, line: Range<usize>) -> Option<Row> {
    let mut reader = Reader { tape, at: line.start, end: line.end };
    let name = reader.name()?;
    reader.eat(Kind::Colon);
    let ty = reader.field_type()?;
    let mut cells = vec![name, ty];
    reader.attributes(&mut cells)?;
    reader.finish(cells)
}

/// `NAME @attribute…`
pub(super) fn variant(tape: &Tape<'_>, line: Range<usize>) -> Option<Row> {
    let mut reader = Reader { tape, at: line.start, end: line.end };
    let mut cells = vec![reader.name()?];
    reader.attributes(&mut cells)?;
    reader.finish(cells)
}

/// `key = value`
pub(super) fn property(tape: &Tape<'_>, line: Range<usize>) -> Option<Row> {
    let mut reader = Reader { tape, at: line.start, end: line.end };
    let name = reader.name()?;
    reader.eat(Kind::Equals)?;
    let value = reader.value()?;
    reader.finish(vec![name, format!("= {value}")])
}

/// `@@attribute`
pub(super) fn block_attribute(tape: &Tape<'_>, line: Range<usize>) -> Option<BlockAttribute> {
    let mut reader = Reader { tape, at: line.start, end: line.end };
    let (rank, text) = reader.attribute(Kind::AtAt)?;
    Some(BlockAttribute { rank, row: reader.finish(vec![text])? })
}

impl Reader<'_, '_> {
    /// The kind of what comes next on the line, blanks not counted.
    fn peek(&mut self) -> Kind {
        self.at = self.tape.solid(self.at);
        self.touching()
    }

    /// The kind of the token that touches the one before it.
    fn touching(&self) -> Kind {
        if self.at < self.end { self.tape.kind(self.at) } else { Kind::End }
    }

    /// Takes a token of that kind.
    fn eat(&mut self, kind: Kind) -> Option<usize> {
        (self.peek() == kind).then(|| {
            self.at += 1;
            self.at - 1
        })
    }

    fn name(&mut self) -> Option<String> {
        self.eat(Kind::Word).map(|word| self.tape.slice(word).to_owned())
    }

    /// `a.b.c`; the dots touch the words.
    fn path(&mut self) -> Option<String> {
        let first = self.eat(Kind::Word)?;
        while self.touching() == Kind::Dot && self.tape.kind(self.at + 1) == Kind::Word {
            self.at += 2;
        }
        Some(self.tape.text_of(first..self.at).to_owned())
    }

    /// A bracket and everything up to its other half. `None` if a bracket in between has none.
    fn group(&mut self, open: Kind) -> Option<Range<usize>> {
        let first = self.eat(open)?;
        self.at = self.tape.partner(first)? + 1;
        let group = first..self.at;
        self.tape.is_paired(group.clone()).then_some(group)
    }

    /// A type with its `?` or `[]`; `[T]` of old is `T[]`, and `!` of old goes.
    fn field_type(&mut self) -> Option<String> {
        let is_old_list = self.eat(Kind::BracketOpen).is_some();
        let mut text = self.path()?;
        if is_old_list {
            self.eat(Kind::BracketClose)?;
            text += "[]";
        } else if self.touching() == Kind::ParenOpen {
            let arguments = self.group(Kind::ParenOpen)?;
            // What stands between the parentheses of `Unsupported` is the database's.
            let is_raw = text == "Unsupported";
            if is_raw {
                text += &one_break(self.tape.text_of(arguments));
            } else {
                text += &even(self.tape, arguments, DEPTH);
            }
        }
        loop {
            match self.peek() {
                Kind::Question => text.push('?'),
                Kind::Bang => {}
                Kind::BracketOpen => {
                    self.at += 1;
                    if self.peek() != Kind::BracketClose {
                        return None;
                    }
                    text += "[]";
                }
                _ => return Some(text),
            }
            self.at += 1;
        }
    }

    /// `@a @b(…)` in their order, as one more cell if there are any. `None` if one of them cannot be read.
    fn attributes(&mut self, cells: &mut Vec<String>) -> Option<()> {
        let mut list = Vec::new();
        while self.peek() == Kind::At {
            list.push(self.attribute(Kind::At)?);
        }
        list.sort_by_key(|(rank, _)| *rank);
        let texts: Vec<String> = list.into_iter().map(|(_, text)| text).collect();
        if !texts.is_empty() {
            cells.push(texts.join(" "));
        }
        Some(())
    }

    /// An attribute, and its place in the order.
    fn attribute(&mut self, sign: Kind) -> Option<(usize, String)> {
        self.eat(sign)?;
        let name = self.path()?;
        let rank = ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
        let mut text = if sign == Kind::AtAt { format!("@@{name}") } else { format!("@{name}") };
        if self.peek() == Kind::ParenOpen {
            let arguments = self.group(Kind::ParenOpen)?;
            text += &if rank == ORDER.len() && has_formulas(&name) {
                formula(self.tape.text_of(arguments), DEPTH)
            } else {
                even(self.tape, arguments, DEPTH)
            };
        }
        Some((rank, text))
    }

    /// Everything up to a comment; not empty, and its brackets are closed.
    fn value(&mut self) -> Option<String> {
        self.peek();
        let first = self.at;
        let mut end = first;
        loop {
            match self.peek() {
                Kind::End | Kind::Comment | Kind::DocComment | Kind::BlockComment => break,
                open @ (Kind::BraceOpen | Kind::BracketOpen | Kind::ParenOpen) => _ = self.group(open)?,
                Kind::BraceClose | Kind::BracketClose | Kind::ParenClose | Kind::UnclosedString => return None,
                _ => self.at += 1,
            }
            end = self.at;
        }
        (end > first).then(|| even(self.tape, first..end, DEPTH))
    }

    /// Comments up to the end of the line. `None` if something else stands there.
    fn finish(mut self, cells: Vec<String>) -> Option<Row> {
        let mut comments = Vec::new();
        while matches!(self.peek(), Kind::Comment | Kind::DocComment | Kind::BlockComment) {
            comments.push(one_break(self.tape.slice(self.at)).into_owned());
            self.at += 1;
        }
        (self.peek() == Kind::End).then(|| Row::Cells { cells, comments: comments.join(" ") })
    }
}
