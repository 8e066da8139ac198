//! Takes the layout out of a schema: blanks, tabs, blank lines, comments and the order of attributes become random, and what the
//! schema says stays the same.
//!
//! The input is a valid schema of the Prisma language. Left out is what Prisma's formatter is known to do wrong; those places
//! have tests of their own in `tests/format.rs`.

use crate::generator::Random;

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// A name, a path, a number or a string.
    Word(&'a str),
    /// `[]`, `?`, `@`, `@@` or one character.
    Sign(&'a str),
    /// `// …` or `/* …`, to the end of the line.
    Comment(&'a str),
}

/// What the lines of a block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Fields,
    Values,
    Settings,
}

/// Makes another text of the same schema. The same stream of numbers gives the same text.
pub fn scramble(text: &str, random: &mut Random) -> String {
    let mut out = Scrambler { lines: Vec::new(), random, after_comment: false };
    let mut place = Place::Outside;
    let mut attributes: Vec<String> = Vec::new();
    let mut in_comment = false;
    for line in text.lines() {
        let line = line.trim();
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
            out.lines.push(line.to_owned());
            out.after_comment = true;
        } else if line.is_empty() {
            out.blank_lines();
        } else if line.starts_with("//") {
            let indent = out.gap();
            out.lines.push(indent + line);
            out.after_comment = true;
        } else if place == Place::Outside {
            place = match line.split(' ').next().unwrap_or("") {
                "enum" => Place::Values,
                "datasource" | "generator" => Place::Settings,
                _ => Place::Fields,
            };
            out.header(line);
        } else if line == "}" {
            for attribute in attributes.drain(..) {
                out.line(&attribute, false);
            }
            place = Place::Outside;
            let (before, behind) = (out.gap(), out.gap());
            out.lines.push(before + "}" + &behind);
            out.after_comment = false;
        } else if line.starts_with("@@") {
            let pieces = pieces(line);
            attributes.push(out.spaced(&pieces));
        } else {
            let scrambled = out.item(line, place);
            out.line(&scrambled, true);
            // Some attributes of the block go up among its lines.
            if !attributes.is_empty() && out.random.one_in(2) {
                let attribute = attributes.remove(0);
                out.line(&attribute, false);
            }
        }
    }
    out.finish()
}

struct Scrambler<'r> {
    lines: Vec<String>,
    random: &'r mut Random,
    /// Whether a comment is the last line.
    after_comment: bool,
}

impl Scrambler<'_> {
    /// Blanks that may be none.
    fn gap(&mut self) -> String {
        self.random.pick(&["", "", " ", "  ", "\t", " \t "]).to_owned()
    }

    /// Blanks, at least one.
    fn space(&mut self) -> String {
        self.random.pick(&[" ", " ", "   ", "\t", " \t\t"]).to_owned()
    }

    fn blank_lines(&mut self) {
        for _ in 0..self.random.below(3) {
            let blank = self.gap();
            self.lines.push(blank);
            // Behind a blank line a comment starts a run of its own.
            self.after_comment = false;
        }
    }

    /// Comments and blank lines between two lines of a block.
    fn between(&mut self, documents: bool) {
        if self.random.one_in(6) {
            self.blank_lines();
        }
        if self.random.one_in(5) {
            let indent = self.gap();
            let comment = match self.random.below(if documents { 4 } else { 2 }) {
                0 => "//  a comment\t of mine ",
                1 => "//",
                2 => "/// Says what the next one is. ",
                _ => "///",
            };
            self.lines.push(indent + comment);
            self.after_comment = true;
        } else if !self.after_comment && self.random.one_in(12) {
            let comment = self.random.pick(&["/* one */", "/*one\n   two*/", "/**\n  * one\n\n* two\n*/"]);
            let indent = self.gap();
            self.lines.push(indent + comment);
            self.after_comment = true;
        }
    }

    /// A field, value, setting or block attribute that is scrambled already.
    fn line(&mut self, line: &str, documents: bool) {
        // Documentation never comes to stand above an attribute of the block: it would be the next field's.
        if documents || !self.lines.last().is_some_and(|last| last.trim_start().starts_with("///")) {
            self.between(documents);
        }
        let mut line = self.gap() + line;
        if !line.contains("//") && !line.contains("/*") && self.random.one_in(6) {
            let comment = match self.random.below(if documents { 4 } else { 3 }) {
                0 => "// why \t",
                1 => "//why",
                2 => "/* why */",
                _ => "/// Why.",
            };
            line = line + &self.gap() + comment;
        } else if !line.contains("//") {
            line += &self.gap();
        }
        self.lines.push(line);
        self.after_comment = false;
    }

    /// `model A {`
    fn header(&mut self, line: &str) {
        let words: Vec<&str> = line.trim_end_matches('{').split_whitespace().collect();
        let mut text = self.gap();
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                text += &self.space();
            }
            text += word;
        }
        text = text + &self.gap() + "{" + &self.gap();
        self.lines.push(text);
        self.after_comment = false;
    }

    /// A field, a value or a setting, its attributes in another order.
    fn item(&mut self, line: &str, place: Place) -> String {
        let pieces = pieces(line);
        let first = attribute_starts(&pieces);
        let head = &pieces[..first.first().copied().unwrap_or(pieces.len())];
        let (head, comment) = match head.split_last() {
            Some((&Piece::Comment(comment), rest)) => (rest, Some(comment)),
            _ => (head, None),
        };
        let mut text = self.spaced(head);
        let mut comment = comment;
        let mut attributes: Vec<String> = Vec::new();
        if place != Place::Settings {
            for (index, &start) in first.iter().enumerate() {
                let end = first.get(index + 1).copied().unwrap_or(pieces.len());
                let mut attribute = &pieces[start..end];
                if let Some((&Piece::Comment(found), rest)) = attribute.split_last() {
                    comment = Some(found);
                    attribute = rest;
                }
                let spaced = self.spaced(attribute);
                attributes.push(spaced);
            }
        }
        // Only attributes that have an order are shuffled; those without keep theirs in the formatter, too.
        while !attributes.is_empty() {
            let index = self.random.below(attributes.len());
            let gap = self.gap();
            text = text + &gap + &attributes.remove(index);
        }
        if let Some(comment) = comment {
            text = text + &self.gap() + comment;
        }
        text
    }

    /// Pieces with random blanks wherever blanks may stand.
    fn spaced(&mut self, pieces: &[Piece<'_>]) -> String {
        let mut text = String::new();
        let mut before: Option<Piece<'_>> = None;
        let mut raw = 0_u32;
        for &piece in pieces {
            let (Piece::Word(here) | Piece::Sign(here) | Piece::Comment(here)) = piece;
            // What stands in `Unsupported("…")` is kept as it is.
            raw += u32::from(before == Some(Piece::Word("Unsupported")));
            text += &match (before, piece) {
                (None, _) => String::new(),
                (Some(Piece::Word(_)), Piece::Word(_)) => self.space(),
                _ if raw > 0 => String::new(),
                _ => self.gap(),
            };
            if here == ")" && raw > 0 {
                raw = 0;
            }
            text += here;
            before = Some(piece);
        }
        text
    }

    fn finish(self) -> String {
        let end = self.random.pick(&["\n", "\n", "\n", "\r\n"]);
        let text = self.lines.join("\n").replace('\n', end);
        if self.random.one_in(3) { text } else { text + end }
    }
}

/// Where attributes start, among the pieces of a line.
fn attribute_starts(pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut depth = 0_u32;
    let mut starts = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Sign("(") => depth += 1,
            Piece::Sign(")") => depth = depth.saturating_sub(1),
            Piece::Sign("@") if depth == 0 => starts.push(index),
            _ => {}
        }
    }
    starts
}

/// Cuts a line of a schema.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut list = Vec::new();
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '/' => rest.len(),
            '@' if rest.starts_with("@@") => 2,
            '[' if rest.starts_with("[]") => 2,
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (piece, behind) = rest.split_at(length);
        list.push(match first {
            '/' => Piece::Comment(piece),
            _ if first == '"' || is_word(first) => Piece::Word(piece),
            _ => Piece::Sign(piece),
        });
        rest = behind.trim_start();
    }
    list
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The length of the string that a text starts with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}
