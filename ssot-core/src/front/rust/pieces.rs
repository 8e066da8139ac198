//! A long file, read in pieces side by side, into the document that reading it in one go gives.
//!
//! A piece ends behind a line that is `}` and nothing else: mostly the end of an item. Where it is not, the tokens of the piece end inside
//! a bracket, a text or a comment, which is a mistake, or its last item has not ended. Such a file is read in one go, as is one with
//! findings. What `use` brings in counts for the whole file: it is looked up beforehand in what stands up to the last line that begins
//! with it or `extern crate`, and the file is read in one go, too, if the pieces know of more.

use std::ops::Range;

use super::FilePlaces;
use super::reader::Reader;
use super::scan::{self, Brought};
use crate::ast::{Code, Document};
use crate::data::IntegerForm;
use crate::diagnostic::Diagnostics;
use crate::parallel;
use crate::source::FileId;

/// How long a piece is: its tokens take many times as much memory, which the next one takes again while it is still at hand.
const PIECE: usize = 4 << 10;

/// A file.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) id: FileId,
    /// Its name in outputs.
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    /// How integers stand that a double does not hold, unless an item or a field says so.
    pub(super) int64: IntegerForm,
}

/// A part of a file, read by itself.
struct Piece {
    document: Document,
    found: Diagnostics,
    brought: Brought,
    has_ended: bool,
    /// Whether it can be told only in the whole of the file what something is.
    needs_whole: bool,
}

/// Reads a file of any length.
pub(super) fn read(file: File<'_>) -> (Document, Diagnostics) {
    let threads = parallel::threads(file.text.len());
    let (rest, offset) = scan::without_head(file.text);
    let pieces = if threads < 2 { 1 } else { rest.len() / PIECE };
    let cuts: Vec<usize> =
        (1..pieces).filter_map(|index| parallel::cut_behind_block(&rest, rest.len() / pieces * index)).collect();
    in_pieces(file, &rest, offset, threads, &cuts).unwrap_or_else(|| {
        let whole = piece(file, &rest, offset, 0..rest.len(), None);
        (whole.document, whole.found)
    })
}

/// Reads the pieces between the cuts, which are in order; one may be there twice. `None` if that is not the same as to read it in one go.
fn in_pieces(
    file: File<'_>,
    rest: &str,
    offset: usize,
    threads: usize,
    cuts: &[usize],
) -> Option<(Document, Diagnostics)> {
    cuts.first()?;
    let brought = brought(rest)?;
    let starts: Vec<usize> = [0].into_iter().chain(cuts.iter().copied()).collect();
    let end = |index: usize| starts.get(index + 1).copied().unwrap_or(rest.len());
    let read = parallel::map(threads, starts.len(), |index| {
        piece(file, rest, offset, starts[index]..end(index), Some(&brought))
    });
    let mut document = Document { code: Some(Code::default()), ..Document::default() };
    document.declarations.reserve(read.iter().map(|piece| piece.document.declarations.len()).sum());
    let mut all = Brought::default();
    for (index, piece) in read.into_iter().enumerate() {
        if !piece.found.is_empty() || piece.needs_whole || !(piece.has_ended || index + 1 == starts.len()) {
            return None;
        }
        all.add(piece.brought);
        append(&mut document, piece.document);
    }
    (all == brought).then(|| (document, Diagnostics::new()))
}

/// What is brought in up to the last line that begins with `use`.
fn brought(text: &str) -> Option<Brought> {
    let mut end = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("use ")
            || line.starts_with("extern crate ")
            || (line.starts_with("pub") && line.contains("use "))
        {
            end = at + text[at..].find(';')? + 1;
        }
        at += line.len();
    }
    Brought::by_text(&text[..end])
}

/// Reads a part of a file by itself; `brought` is what the file brings in, that of the part alone unless it is known.
fn piece(file: File<'_>, rest: &str, offset: usize, part: Range<usize>, brought: Option<&Brought>) -> Piece {
    let text = &rest[part.clone()];
    let mut places = FilePlaces::new(file.id, text, offset + part.start);
    let mut reader = Reader::new(&mut places, Some(file.text));
    reader.int64 = file.int64;
    let own = reader.file(file.name, text, brought);
    let (has_ended, needs_whole) = (reader.has_ended, reader.needs_whole);
    let (document, found) = reader.finish();
    // The tokens of a thread's texts stay in memory until it is told that nobody asks for their places any more.
    proc_macro2::extra::invalidate_current_thread_spans();
    Piece { document, found, brought: own, has_ended, needs_whole }
}

/// Puts what stands behind a document into it.
fn append(document: &mut Document, next: Document) {
    let Document { imports, declarations, incomplete, code } = next;
    document.imports.extend(imports);
    document.declarations.extend(declarations);
    document.incomplete |= incomplete;
    let all = document.code.get_or_insert_default();
    let Code { aliases, uses, modules, types } = code.unwrap_or_default();
    all.aliases.extend(aliases);
    all.uses.extend(uses);
    all.modules.extend(modules);
    all.types.extend(types);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File<'_> {
        File { id: FileId::default(), name: "lib.rs", text, int64: IntegerForm::default() }
    }

    /// All places where a piece may end.
    fn all_cuts(text: &str) -> Vec<usize> {
        let mut cuts = Vec::new();
        while let Some(next) = parallel::cut_behind_block(text, cuts.last().map_or(0, |&last: &usize| last - 1)) {
            cuts.push(next);
        }
        cuts
    }

    /// Reads it cut at each place, and at all of them; says how often it could be.
    #[track_caller]
    fn assert_same(text: &str) -> usize {
        let (rest, offset) = scan::without_head(text);
        let whole = piece(file(text), &rest, offset, 0..rest.len(), None);
        let whole = format!("{:#?}", (whole.document, whole.found));
        let cuts = all_cuts(&rest);
        assert!(!cuts.is_empty(), "{text}");
        let mut ways: Vec<Vec<usize>> = cuts.iter().map(|cut| vec![*cut]).collect();
        ways.push(cuts);
        let read = ways.iter().filter_map(|cuts| {
            let pieces = in_pieces(file(text), &rest, offset, 2, cuts)?;
            assert_eq!(format!("{pieces:#?}"), whole, "cut at {cuts:?}:\n{text}");
            Some(())
        });
        read.count()
    }

    #[test]
    fn cut_behind_any_item_a_file_reads_the_same() {
        let blog = include_str!("../../../../examples/inline/src/models.rs");
        let types = include_str!("../../../../tests/wire/src/presence.rs");
        assert!(assert_same(blog) > 3);
        assert!(assert_same(types) > 3);
    }

    #[test]
    fn what_a_use_brings_in_counts_in_all_pieces() {
        for text in [
            "use ssot::model;\nuse other::{\n    Name,\n};\n\n#[model(data)]\nstruct A {\n    a: i32,\n}\n\n#[model(data)]\nstruct B {\n    a: Name,\n}\n",
            "#!/usr/bin/env x\nuse ssot::model;\n#[model(data)]\nstruct A {\n    é: i32,\n}\n#[model(data)]\nstruct B {\n    a: A,\n}\n",
            "#![allow(dead_code)]\n#[ssot::model(data)]\nstruct A {\n    a: i32,\n}\r\n#[ssot::model(data)]\nstruct B {\r\n}\r\nmod c;\n",
        ] {
            assert!(assert_same(text) > 1, "{text}");
        }
    }

    #[test]
    fn what_a_use_renames_counts_in_all_pieces() {
        for (text, is_cut) in [
            (
                "extern crate ssot as s;\nuse ssot::model as m;\n#[m(data)]\nstruct A {\n    a: i32,\n}\n#[s::model(data)]\nstruct B {\n    a: A,\n}\n",
                true,
            ),
            (
                "use other::model;\n#[model]\nstruct A {\n    a: i32,\n}\n#[ssot::model(data)]\nstruct B {\n    a: i32,\n}\n",
                false,
            ),
            (
                "use other::model;\n#[model]\nstruct A {\n    a: i32,\n}\n#[ssot::model(data)]\nstruct B {\n    a: i32,\n}\nmod other;\n",
                false,
            ),
            (
                "use other::*;\n#[model]\nstruct A {\n    a: i32,\n}\n#[ssot::model(data)]\nstruct B {\n    a: i32,\n}\nmod other;\n",
                false,
            ),
        ] {
            assert_eq!(assert_same(text) > 0, is_cut, "{text}");
        }
    }

    #[test]
    fn a_brace_that_ends_no_item_is_no_end() {
        for text in [
            "#[ssot::model(data)]\nstruct A {\n    a: i32,\n}\nuse other::Name;\n#[ssot::model(data)]\nstruct B {\n    a: Name,\n}\n",
            "const A: B = B {\n}\n;\n#[ssot::model(data)]\nstruct C {\n    a: i32,\n}\n",
            "const A: &str = r#\" \" x {\n}\n \"#;\n#[ssot::model(data)]\nstruct C {\n    a: i32,\n}\n",
            "/* {\n}\n */\n#[ssot::model(data)]\nstruct C {\n    a: i32,\n}\n",
            "mod a {\n#[ssot::model(data)]\nstruct C {\n    a: i32,\n}\n}\n#[ssot::model(data)]\nstruct D {\n    a: i32,\n}\n",
            "#[ssot::model(data)]\nstruct C {\n    a: i32,\n}\n#[a(b = {\n}\n)]\n#[ssot::model(data)]\nstruct D {\n    a: i32\n}\n",
            "#[ssot::model(data)]\nstruct C {\n    a: &i32,\n    b: dyn D,\n}\n#[ssot::model(data)]\nstruct D {\n    a: Cell<i32>,\n}\n}\n",
            "fn a() {\n    \"\n}\n{\";\n}\n#[ssot::model(data)]\nstruct D {\n    a: i32,\n}\n",
        ] {
            assert_same(text);
        }
    }

    #[test]
    fn a_broken_file_reads_the_same() {
        let blog = include_str!("../../../../examples/inline/src/models.rs");
        let lines: Vec<&str> = blog.split_inclusive('\n').collect();
        for gone in (0..lines.len()).step_by(31) {
            let text: String = lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect();
            assert_same(&text);
        }
    }

    #[test]
    fn an_item_that_is_taken_apart_again_reads_the_same() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
        let folders = [folder.join("diagnostics"), folder.join("wire/src")];
        let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut read = 0;
        for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
            // A plain item with a value in too many brackets lacks the value, any other one is no item.
            if path.ends_with("SSOT0091-nested-too-deep.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text");
            // Letters of several bytes in front of an item, and in it; and what is half typed.
            let mut texts = vec![text.clone(), format!("// é\n{}", text.replace(" {\n", " { // é\n"))];
            texts.extend(text.char_indices().step_by(211).map(|(at, letter)| {
                let (before, rest) = text.split_at(at);
                [before, &rest[letter.len_utf8()..]].concat()
            }));
            for text in texts {
                let taken = piece(file(&text), &text, 0, 0..text.len(), None);
                let mut places = FilePlaces::new(FileId::default(), &text, 0);
                let mut reader = Reader::new(&mut places, Some(&text));
                reader.again = true;
                reader.file("lib.rs", &text, None);
                let kept = reader.finish();
                assert_eq!(format!("{:#?}", (taken.document, taken.found)), format!("{kept:#?}"), "{}", path.display());
                read += 1;
            }
        }
        assert!(read > 500, "{read}");
    }

    #[test]
    fn a_long_file_is_read_as_a_short_one() {
        let blog = include_str!("../../../../examples/inline/src/models.rs");
        let uses = "use other::Name;\n";
        let text = format!("{uses}{}", blog.repeat(3 * parallel::ENOUGH / blog.len() + 1));
        let whole = piece(file(&text), &text, 0, 0..text.len(), None);
        assert_eq!(format!("{:?}", read(file(&text))), format!("{:?}", (whole.document, whole.found)));
    }
}
