//! The texts of a schema and places in them.

use std::fmt;
use std::sync::OnceLock;

/// Which file of a [`SourceMap`]. Ids are given in the order of loading, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of **bytes** in one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// From the start of `self` to the end of `other`; both are in one file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span where `self` ends.
    #[must_use]
    pub const fn after(self) -> Self {
        Self { file: self.file, start: self.end, end: self.end }
    }

    /// The empty span where `self` starts.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { file: self.file, start: self.start, end: self.start }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A run of bytes of a decoded text that were written as they are; it may be empty. The runs of a text stand in order, the first one at its
/// start and the last one at its end, and between two of them stands what was written otherwise: one character, or nothing.
#[cfg(any(feature = "toml", feature = "rust"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// The first byte in the decoded text.
    pub(crate) decoded: u32,
    /// The first byte in the file.
    pub(crate) written: u32,
    /// How many bytes.
    pub(crate) length: u32,
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A line and column for people: both from 1, columns in Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The byte offset in the file, from 0.
    pub byte: u32,
    /// The line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// One file: its path as the user wrote it (`/` between parts) and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path for messages.
    pub path: String,
    /// The path for outputs: the same on every machine and from every working directory.
    pub name: String,
    /// The whole text, at most 4 GiB.
    pub text: String,
    /// Found when a place is asked for: most texts have nothing to be said of.
    layout: OnceLock<Layout>,
}

/// Where lines and characters of a text are.
#[derive(Debug, Clone)]
struct Layout {
    /// Where lines start.
    lines: Vec<u32>,
    /// The characters before each [`BLOCK`] of bytes: a line may be a megabyte long, and many places may be asked for on it.
    characters: Vec<u32>,
}

/// A block of bytes whose characters are counted once.
const BLOCK: usize = 512;

impl Layout {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut lines = vec![0];
        for (index, &byte) in bytes.iter().enumerate() {
            // Hardly any byte is below this one, so one comparison is enough for most.
            let is_end = byte <= b'\r' && (byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')));
            if is_end {
                lines.push(index as u32 + 1);
            }
        }
        let is_ascii = text.is_ascii();
        let mut counted = vec![0];
        for block in bytes.chunks(BLOCK) {
            let count = if is_ascii { block.len() as u32 } else { characters(block) };
            counted.push(counted[counted.len() - 1] + count);
        }
        Self { lines, characters: counted }
    }
}

impl SourceFile {
    fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::of(&self.text))
    }

    /// The lines in order, each with its break.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = &self.layout().lines;
        let ends = lines.iter().skip(1).map(|&start| start as usize).chain([self.text.len()]);
        lines.iter().zip(ends).map(|(&start, end)| self.text.get(start as usize..end).unwrap_or(""))
    }

    /// How many characters stand before a byte.
    fn characters_before(&self, byte: usize) -> u32 {
        let block = byte / BLOCK;
        self.layout().characters[block] + characters(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

/// All files of one compilation.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and names it. Its name in outputs is its path.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let path = path.into();
        self.add_named(path.clone(), path, text)
    }

    /// Adds a file with a name of its own in outputs.
    pub fn add_named(&mut self, path: impl Into<String>, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.files.len() as u32);
        let [path, name, text] = [path.into(), name.into(), text.into()];
        self.files.push(SourceFile { path, name, text, layout: OnceLock::new() });
        id
    }

    /// The file with that id.
    ///
    /// # Panics
    /// If `id` comes from another map.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in the order of loading.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The text that a span covers; empty if the span leaves the file.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The bytes of a line (from 1) without its break; empty at the end of the text if there is no such line.
    pub fn line_range(&self, file: FileId, line: u32) -> (u32, u32) {
        let source = self.file(file);
        let index = (line as usize).saturating_sub(1);
        let length = source.text.len() as u32;
        let start = source.layout().lines.get(index).copied().unwrap_or(length);
        let next = source.layout().lines.get(index + 1).copied().unwrap_or(length);
        let text = source.text.get(start as usize..next as usize).unwrap_or("");
        (start, start + text.trim_end_matches(['\n', '\r']).len() as u32)
    }

    /// The line and column of a byte offset.
    pub fn position(&self, file: FileId, byte: u32) -> Position {
        let source = self.file(file);
        let line = self.line(file, byte);
        let start = source.layout().lines[line as usize - 1] as usize;
        let end = (byte as usize).clamp(start, source.text.len());
        let column = source.characters_before(end) - source.characters_before(start) + 1;
        Position { byte, line, column }
    }

    /// The line of a byte offset.
    pub fn line(&self, file: FileId, byte: u32) -> u32 {
        self.file(file).layout().lines.partition_point(|&start| start <= byte).max(1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts() {
        let mut map = SourceMap::new();
        let file = map.add("a", "é1\r\nb\rc\nd");
        assert_eq!(map.position(file, 2), Position { byte: 2, line: 1, column: 2 });
        assert_eq!(map.position(file, 5).line, 2);
        assert_eq!(map.position(file, 7).line, 3);
        assert_eq!(map.position(file, 9), Position { byte: 9, line: 4, column: 1 });
    }

    #[test]
    fn columns_of_a_long_line_count_characters_too() {
        let mut map = SourceMap::new();
        let text = format!("first\n{}", "é1".repeat(2000));
        let file = map.add("a", text.clone());
        for (column, (at, _)) in text[6..].char_indices().enumerate() {
            let byte = 6 + at as u32;
            assert_eq!(map.position(file, byte), Position { byte, line: 2, column: column as u32 + 1 });
        }
        let byte = text.len() as u32;
        assert_eq!(map.position(file, byte), Position { byte, line: 2, column: 4001 });
    }
}
