//! The formatter: text in, the same text well laid out.
//!
//! It works on the tokens with their trivia, not on the document, so that nothing can be lost: every token that is not blank is
//! written again, apart from commas in front of a closing bracket and the marks of old spellings. What cannot be read stays as it is
//! and is only indented. The layout is that of `prisma format`; `docs/format.md` lists the differences.

mod block;
mod comment;
mod formula;
mod line;
mod page;
mod spacing;
mod table;
mod tape;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::lexer::is_blank;
use super::token::Kind;
use crate::front::MAX_BYTES;
use block::Block;
use page::Page;
use tape::Tape;

/// One level of indentation.
const INDENT: usize = 2;

/// Lays out a schema in the Prisma language or in `.ssot`, as `prisma format` does. Formatting again changes nothing.
///
/// The text may have mistakes: what cannot be read is only indented. A text of more than 16 MiB comes back unchanged.
///
/// ```
/// let formatted = ssot_core::format("model A {\n id   Int  @default(autoincrement()) @id // key\n}");
/// assert_eq!(formatted, "model A {\n  id Int @id @default(autoincrement()) // key\n}\n");
/// ```
pub fn format(text: &str) -> String {
    if text.len() > MAX_BYTES {
        return text.to_owned();
    }
    // A byte order mark goes, also if blanks stand before it: nothing may move one to the start.
    let text = text.trim_start_matches(|c| matches!(c, '\u{feff}' | '\n' | '\r') || is_blank(c));
    let mut tape = Tape::new(text);
    if let Some(start) = tape.unclosed_comment() {
        // Nothing may come to stand behind it: it would be swallowed.
        let (before, comment) = text.split_at(start);
        let before = if before.trim().is_empty() { String::new() } else { format(before) };
        return before + &spacing::one_break(comment.trim_end()) + "\n";
    }
    let mut page = Page::with_capacity(text.len() + text.len() / 4);
    while top_level(&mut tape, &mut page) {}
    page.finish()
}

/// A statement that is no block of fields, values or settings.
fn statement(tape: &Tape<'_>, range: Range<usize>) -> String {
    if starts_action(tape, range.start) {
        return formula::formula(tape.text_of(range), 0);
    }
    if is_import(tape, range.start) {
        return spacing::even(tape, range, 0);
    }
    spacing::verbatim(tape, range, 0)
}

/// `action name(`, `action name on` or `action name {`
fn starts_action(tape: &Tape<'_>, start: usize) -> bool {
    let second = tape.solid(start + 1);
    let third = tape.solid(second + 1);
    tape.slice(start) == "action"
        && tape.kind(second) == Kind::Word
        // In a formula it would become three tokens.
        && !tape.slice(second).contains('-')
        && match tape.kind(third) {
            Kind::ParenOpen | Kind::BraceOpen => true,
            Kind::Word => tape.slice(third) == "on",
            _ => false,
        }
}

/// `import "`
fn is_import(tape: &Tape<'_>, start: usize) -> bool {
    tape.slice(start) == "import" && tape.kind(tape.solid(start + 1)) == Kind::String
}

/// Writes one thing that stands outside of blocks. Gives false at the end.
fn top_level(tape: &mut Tape<'_>, page: &mut Page) -> bool {
    let start = tape.peek();
    match tape.kind(start) {
        Kind::End => return false,
        Kind::Newline => {
            page.blank_line();
            tape.seek(start + 1);
        }
        Kind::Comment | Kind::DocComment => {
            page.line(tape.slice(start));
            tape.end_line(start + 1);
        }
        Kind::BlockComment => {
            page.lines(&comment::own_line(tape.slice(start), 0));
            tape.end_line(start + 1);
        }
        _ => {
            if let Some(block) = Block::read(tape, start) {
                page.block(&block.text);
                page.end_block();
                return true;
            }
            let end = tape.statement_end(start, false);
            if is_import(tape, start) {
                page.import(&statement(tape, start..end));
            } else {
                page.lines(&statement(tape, start..end));
            }
            if tape.closes_block(start, end) {
                page.end_block();
            }
            tape.end_line(end);
        }
    }
    true
}
