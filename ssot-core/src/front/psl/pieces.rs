//! A long text, read in pieces side by side, into the document that reading it in one go gives.
//!
//! A piece ends behind a line that is `}` and nothing else: mostly the end of a block. Where it is not, the text ends inside something, and
//! whatever a text ends inside of, that is a mistake. So a piece without findings has ended between blocks, where the parser knows nothing
//! of what it has read. From the first piece with findings on, the text is read again in one go.

use super::Dialect;
use super::cursor::Cursor;
use super::lexer::lex;
use crate::ast::Document;
use crate::diagnostic::Diagnostics;
use crate::parallel::{self, cut_behind_block};
use crate::source::FileId;

/// Reads a text of any length.
pub(super) fn read(file: FileId, text: &str, dialect: Dialect) -> (Document, Diagnostics) {
    let threads = parallel::threads(text.len());
    if threads == 1 {
        return piece(file, text, 0..text.len(), dialect);
    }
    let cuts: Vec<usize> =
        (1..threads).filter_map(|index| cut_behind_block(text, text.len() / threads * index)).collect();
    in_pieces(file, text, dialect, threads, &cuts)
}

/// Reads the pieces between the cuts, which are in order; one may be there twice.
fn in_pieces(file: FileId, text: &str, dialect: Dialect, threads: usize, cuts: &[usize]) -> (Document, Diagnostics) {
    let starts: Vec<usize> = [0].into_iter().chain(cuts.iter().copied()).collect();
    let end = |index: usize| starts.get(index + 1).copied().unwrap_or(text.len());
    let read = parallel::map(threads, starts.len(), |index| piece(file, text, starts[index]..end(index), dialect));
    let mut document = Document::default();
    for (index, (next, found)) in read.into_iter().enumerate() {
        let is_last = index + 1 == starts.len();
        if !is_last && !found.is_empty() {
            let (rest, found) = piece(file, text, starts[index]..text.len(), dialect);
            append(&mut document, rest);
            return (document, found);
        }
        append(&mut document, next);
        if is_last {
            return (document, found);
        }
    }
    (document, Diagnostics::new())
}

/// Reads a part of a text by itself.
fn piece(file: FileId, text: &str, part: std::ops::Range<usize>, dialect: Dialect) -> (Document, Diagnostics) {
    let tokens = lex(text.get(part.clone()).unwrap_or(""), part.start as u32);
    let mut cursor = Cursor::new(file, text, tokens);
    cursor.dialect = dialect;
    let document = cursor.document();
    (document, cursor.diagnostics)
}

/// Puts what stands behind a document into it.
fn append(document: &mut Document, next: Document) {
    let Document { imports, declarations, incomplete, code } = next;
    document.imports.extend(imports);
    document.declarations.extend(declarations);
    document.incomplete |= incomplete;
    debug_assert!(code.is_none(), "only Rust has code");
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileId = FileId(0);

    /// All places where a piece may end.
    fn all_cuts(text: &str) -> Vec<usize> {
        let mut cuts = Vec::new();
        while let Some(next) = cut_behind_block(text, cuts.last().map_or(0, |&last: &usize| last - 1)) {
            cuts.push(next);
        }
        cuts
    }

    #[track_caller]
    fn assert_same(text: &str, dialect: Dialect, cuts: &[usize]) {
        let whole = piece(FILE, text, 0..text.len(), dialect);
        let pieces = in_pieces(FILE, text, dialect, 2, cuts);
        assert_eq!(format!("{pieces:#?}"), format!("{whole:#?}"), "cut at {cuts:?}:\n{text}");
    }

    #[test]
    fn cut_behind_any_block_a_text_reads_the_same() {
        let ssot = include_str!("../../../../tests/cases/newsroom/schema.ssot");
        let shop = include_str!("../../../../examples/shop/schema.prisma");
        for (text, dialect) in [(ssot, Dialect::Ssot), (shop, Dialect::Prisma)] {
            let cuts = all_cuts(text);
            assert!(cuts.len() > 5);
            assert_same(text, dialect, &cuts);
            for cut in cuts {
                assert_same(text, dialect, &[cut]);
            }
        }
    }

    #[test]
    fn a_brace_that_ends_no_block_is_no_end() {
        for text in [
            "model A {\n  id Int @id\n}\n\n/* not\n}\nyet */\n\nmodel B {\n  id Int @id\n}\n/// lost\n",
            "model A {\n  id Int @id /* in\n}\na comment */\n}\n\nmodel B {\n  id Int @id\n}\n",
            "model A {\n  id Int @id\n}\n}\nmodel B {\n  id Int @id\n}\n",
            "/// of A\nmodel A {\n  id Int @id\n}\r\n/// of B\r\nmodel B {\r\n  id Int @id\r\n}\r\n\r\n/// of nothing\r\n",
            "table A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\nmodel C\n{\n}\nmodel D {\n",
            "model A {\n  id Int @id @default(\n}\n)\n}\nmodel B {\n  id Int\n}\n",
            "action a on A {\n  if x {\n}\n}\naction b {\n  if x {\n}\n  reject \"}\n\"\n}\nmodel A {\n  id Int @id\n}\n",
            "model A\n}\n{\n}\nmodel B {\n}\nimport \"x\"\nmodel C {\n  id Int @id\n}\n",
        ] {
            for dialect in [Dialect::Prisma, Dialect::Ssot] {
                let cuts = all_cuts(text);
                assert!(!cuts.is_empty(), "{text}");
                assert_same(text, dialect, &cuts);
                for cut in cuts {
                    assert_same(text, dialect, &[cut]);
                }
            }
        }
    }

    #[test]
    fn a_broken_text_reads_the_same() {
        let shop = include_str!("../../../../examples/shop/schema.prisma");
        let lines: Vec<&str> = shop.split_inclusive('\n').collect();
        for gone in (0..lines.len()).step_by(7) {
            let text: String = lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect();
            let cuts = [cut_behind_block(&text, text.len() / 3), cut_behind_block(&text, text.len() / 2)]
                .map(|cut| cut.expect("a block"));
            assert_same(&text, Dialect::Prisma, &cuts);
        }
    }

    #[test]
    fn a_long_text_is_read_as_a_short_one() {
        let shop = include_str!("../../../../examples/shop/schema.prisma");
        let text = shop.repeat(3 * parallel::ENOUGH / shop.len() + 1);
        let whole = piece(FILE, &text, 0..text.len(), Dialect::Prisma);
        assert_eq!(format!("{:?}", read(FILE, &text, Dialect::Prisma)), format!("{whole:?}"));
    }
}
