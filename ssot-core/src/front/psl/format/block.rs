//! Blocks: the first line, the lines in between sorted into fields and attributes, and `}`.

use std::ops::Range;

use super::super::block::BlockKind;
use super::super::doc::is_field_directive;
use super::super::token::Kind;
use super::line::{BlockAttribute, block_attribute, field, property, variant};
use super::spacing::{one_break, verbatim};
use super::table::{self, Row};
use super::tape::Tape;
use super::{INDENT, comment};

/// How deep the lines of a block stand.
const DEPTH: usize = 1;

/// A block, laid out.
#[derive(Debug)]
pub(super) struct Block {
    /// Without the last line break.
    pub(super) text: String,
}

/// The first line of a block.
struct Header {
    kind: BlockKind,
    /// Keyword, name and what else stands before `{`.
    text: String,
    /// `{`
    brace: usize,
}

/// What stands in a block, in the order of the source.
enum Item {
    Blank,
    /// A comment; the text is laid out.
    Comment {
        text: String,
        /// Whether it says something about the next field, whatever stands between.
        is_directive: bool,
    },
    Line(Row),
    Attribute(BlockAttribute),
}

/// A block attribute and the comments above it.
struct Attached {
    rank: usize,
    rows: Vec<Row>,
}

impl Block {
    /// Reads the block that starts at a token, if one of the language does, and goes behind it.
    pub(super) fn read(tape: &mut Tape<'_>, start: usize) -> Option<Self> {
        let header = header(tape, start)?;
        let mut text = header.text;
        text += " {";
        let body = tape.partner(header.brace).filter(|&close| !tape.has_break(header.brace..close));
        let rest = if body.is_some() { header.brace + 1..header.brace + 1 } else { rest_of_line(tape, header.brace) };
        if rest.is_empty() {
            tape.seek(header.brace + 1);
        } else {
            // To Prisma it is not there, so it must not come to life on a line of its own.
            text = text + " " + &one_break(tape.text_of(rest.clone()));
            tape.seek(rest.end);
        }
        text.push('\n');
        let (items, is_closed) = items(tape, header.kind);
        write(items, &mut text);
        if is_closed {
            text.push('}');
        } else {
            text.truncate(text.trim_end_matches('\n').len());
        }
        Some(Self { text })
    }
}

/// `keyword name {`, also with more than a name between them.
fn header(tape: &Tape<'_>, start: usize) -> Option<Header> {
    if tape.kind(start) != Kind::Word {
        return None;
    }
    let word = tape.slice(start);
    let next = tape.solid(start + 1);
    if let Some(kind) = BlockKind::of(word) {
        let brace = brace_of(tape, next)?;
        let mut text = word.to_owned();
        let mut before = None;
        for index in (next..brace).filter(|&index| tape.kind(index) != Kind::Blank) {
            let touches = before.is_some_and(|before| before + 1 == index && tape.kind(before) != Kind::Comma);
            if tape.kind(index) != Kind::Comma && !touches {
                text.push(' ');
            }
            text += tape.slice(index);
            before = Some(index);
        }
        return Some(Header { kind, text, brace });
    }
    // `modelA {` is `model A {` to Prisma.
    let keyword = BlockKind::KEYWORDS.into_iter().find(|keyword| word.starts_with(keyword))?;
    let kind = BlockKind::of(keyword)?;
    let is_block = tape.kind(next) == Kind::BraceOpen;
    is_block.then(|| Header { kind, text: format!("{keyword} {}", &word[keyword.len()..]), brace: next })
}

/// The `{` of a header, on the line of its keyword.
fn brace_of(tape: &Tape<'_>, mut index: usize) -> Option<usize> {
    loop {
        match tape.kind(index) {
            Kind::BraceOpen => return Some(index),
            Kind::Blank | Kind::Word | Kind::Number | Kind::ForeignNumber | Kind::Other | Kind::Comma | Kind::Dot => {
                index += 1;
            }
            _ => return None,
        }
    }
}

/// What stands behind `{` on its line and has to stay there: nothing, if it is a comment that may as well stand below.
fn rest_of_line(tape: &Tape<'_>, brace: usize) -> Range<usize> {
    let start = tape.solid(brace + 1);
    let mut end = start;
    let mut index = start;
    let mut stays = false;
    while !matches!(tape.kind(index), Kind::Newline | Kind::End) {
        stays |= !matches!(tape.kind(index), Kind::Blank | Kind::Comment | Kind::BlockComment);
        if tape.kind(index) != Kind::Blank {
            end = index + 1;
        }
        index += 1;
    }
    if stays { start..end } else { start..start }
}

/// Reads the lines of a block up to and with `}`. Tells whether there was one.
fn items(tape: &mut Tape<'_>, kind: BlockKind) -> (Vec<Item>, bool) {
    let mut items = Vec::new();
    // The first of the comments that stand directly above what comes next.
    let mut comments: Option<usize> = None;
    // Behind `{` its line ends, which is no blank line.
    tape.end_line(tape.peek());
    loop {
        let start = tape.peek();
        let found = tape.kind(start);
        let is_comment = matches!(found, Kind::Comment | Kind::DocComment | Kind::BlockComment);
        let above = comments.filter(|_| !matches!(found, Kind::Newline | Kind::End));
        comments = if is_comment { Some(above.unwrap_or(start)) } else { None };
        match found {
            Kind::End => return (items, false),
            Kind::BraceClose => {
                tape.end_line(start + 1);
                return (items, true);
            }
            Kind::Newline => {
                items.push(Item::Blank);
                tape.seek(start + 1);
            }
            _ if is_comment => {
                items.push(comment_item(tape, start));
                tape.end_line(start + 1);
            }
            Kind::Word if header(tape, start).is_some() => {
                // The comments belong to the block that starts here.
                if let Some(above) = above {
                    items.truncate(
                        items.iter().rposition(|item| !matches!(item, Item::Comment { .. })).map_or(0, |at| at + 1),
                    );
                    tape.seek(above);
                }
                return (items, false);
            }
            _ => {
                let end = tape.statement_end(start, true);
                items.push(item(tape, kind, start..end));
                tape.end_line(end);
            }
        }
    }
}

fn comment_item(tape: &Tape<'_>, index: usize) -> Item {
    let text = tape.slice(index);
    if tape.kind(index) == Kind::BlockComment {
        return Item::Comment { text: comment::own_line(text, DEPTH), is_directive: false };
    }
    let is_directive = tape.kind(index) == Kind::DocComment && is_field_directive(text);
    Item::Comment { text: format!("{}{text}", " ".repeat(DEPTH * INDENT)), is_directive }
}

fn item(tape: &Tape<'_>, kind: BlockKind, line: Range<usize>) -> Item {
    let is_configuration = matches!(kind, BlockKind::Datasource | BlockKind::Generator);
    if tape.kind(line.start) == Kind::AtAt
        && !is_configuration
        && let Some(attribute) = block_attribute(tape, line.clone())
    {
        return Item::Attribute(attribute);
    }
    let row = match kind {
        BlockKind::Model(_) | BlockKind::Event => field(tape, line.clone()),
        BlockKind::Enumeration => variant(tape, line.clone()),
        BlockKind::Datasource | BlockKind::Generator => property(tape, line.clone()),
    };
    Item::Line(row.unwrap_or_else(|| Row::Text(verbatim(tape, line, DEPTH))))
}

/// Writes the lines, then the block attributes, sorted, each with the comments directly above it.
fn write(items: Vec<Item>, out: &mut String) {
    let last_line = items.iter().rposition(|item| matches!(item, Item::Line(_)));
    let mut lines = Lines::default();
    let mut attributes: Vec<Attached> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        match item {
            Item::Blank => {
                lines.settle();
                lines.blank = true;
            }
            Item::Comment { text, is_directive } => lines.comments.push((text, is_directive)),
            Item::Line(row) => {
                lines.flush();
                lines.rows.push(row);
            }
            Item::Attribute(BlockAttribute { rank, row }) => {
                // A directive is the next field's, if there is one.
                let is_last = last_line.is_none_or(|last| last < index);
                let (stay, go) = std::mem::take(&mut lines.comments)
                    .into_iter()
                    .partition(|(_, is_directive)| *is_directive && !is_last);
                lines.comments = stay;
                lines.blank &= !lines.comments.is_empty();
                let above: Vec<(String, bool)> = go;
                let rows = above.into_iter().map(|(text, _)| Row::Text(text)).chain([row]).collect();
                attributes.push(Attached { rank, rows });
            }
        }
    }
    lines.settle();
    let pad = " ".repeat(DEPTH * INDENT);
    table::write(&lines.rows, &pad, out);
    if !attributes.is_empty() {
        out.push('\n');
    }
    attributes.sort_by_key(|attribute| attribute.rank);
    for attribute in attributes {
        table::write(&attribute.rows, &pad, out);
    }
}

/// The lines of a block that are no attributes of it.
#[derive(Default)]
struct Lines {
    rows: Vec<Row>,
    /// Whether a blank line comes before what comes next.
    blank: bool,
    /// Comments that may yet belong to an attribute, and whether they are directives of a field.
    comments: Vec<(String, bool)>,
}

impl Lines {
    /// Writes the comments that belong to no attribute.
    fn settle(&mut self) {
        if !self.comments.is_empty() {
            self.flush();
        }
    }

    /// Writes what is due before a line.
    fn flush(&mut self) {
        if std::mem::take(&mut self.blank) && !self.rows.is_empty() {
            self.rows.push(Row::Blank);
        }
        self.rows.extend(self.comments.drain(..).map(|(text, _)| Row::Text(text)));
    }
}
