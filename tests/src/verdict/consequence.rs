//! Which errors of the engine say again what another one said.
//!
//! - *Repetition*: of the lines in a row that "do not start with any known keyword" all but the first, and of an attribute that goes
//!   over several lines all but the first.
//! - *Misread*: a line with a brace that could not be read ends or opens a block; until the next closing brace the engine takes what
//!   stands there for something else.
//! - *Consequence*: the error names a word of a line that the engine did not understand (a line it could not read, a field whose
//!   type it does not know, a second declaration of a name), or a block that has such a line: what it misses may stand there. Or it
//!   stands in a second declaration, or says that a relation points at no key of a model of which it says that it has none, or that
//!   there is "no such argument" where another argument is wrong.

use std::collections::HashSet;

use crate::oracle::{File, Finding};

/// For each error whether it repeats another or follows from it.
pub(super) fn follow_ups(files: &[File], engine: &[Finding]) -> Vec<bool> {
    let scene = Scene::new(files, engine);
    engine.iter().map(|finding| scene.follows(finding)).collect()
}

/// What the errors of a schema know about each other.
struct Scene<'a> {
    texts: Vec<Text<'a>>,
    engine: &'a [Finding],
    /// Words of lines that the engine did not understand, and the blocks these stand in.
    lost: HashSet<&'a str>,
    /// The blocks alone.
    lost_blocks: HashSet<&'a str>,
    /// Names that are declared twice.
    twice: HashSet<&'a str>,
    /// Models without a key.
    keyless: HashSet<&'a str>,
}

impl<'a> Scene<'a> {
    fn new(files: &'a [File], engine: &'a [Finding]) -> Self {
        let texts = files.iter().map(Text::new).collect();
        let (lost, lost_blocks) = (HashSet::new(), HashSet::new());
        let (twice, keyless) = (HashSet::new(), HashSet::new());
        let mut scene = Self { texts, engine, lost, lost_blocks, twice, keyless };
        for finding in engine {
            let Some(text) = scene.texts.iter().find(|text| text.path == finding.file) else { continue };
            if is_not_understood(finding) {
                scene.lost.extend(words(text.line(finding.line)));
                scene.lost.extend(text.block(finding.line));
                scene.lost_blocks.extend(text.block(finding.line));
            }
            if finding.text.contains("because a ") {
                scene.twice.extend(words(text.line(finding.line)).nth(1));
            }
            if finding.text.contains("must have at least one unique criteria") {
                scene.keyless.extend(named(&finding.text).next());
            }
        }
        scene
    }

    fn follows(&self, finding: &Finding) -> bool {
        let Some(text) = self.texts.iter().find(|text| text.path == finding.file) else { return false };
        if is_outside(finding) {
            let mut outside = self.engine.iter().filter(|other| other.file == finding.file && is_outside(other));
            return text.above(finding.line).is_some_and(|line| outside.any(|other| other.line == line));
        }
        if self.is_misread(finding, text) {
            return true;
        }
        if is_unreadable(finding) {
            return text.continues(finding.line);
        }
        let misses =
            ["not exist", "unknown field", "valid value of the enum"].iter().any(|words| finding.text.contains(words));
        let keys = ["does not have an `@id` field", "must refer to a unique criterion"];
        let needs_key = keys.iter().any(|words| finding.text.contains(words));
        named(&finding.text).any(|word| self.lost.contains(word))
            || (misses && words(text.line(finding.line)).any(|word| self.lost_blocks.contains(word)))
            || (misses && text.block(finding.line).is_some_and(|block| self.lost_blocks.contains(block)))
            || text.block(finding.line).is_some_and(|block| self.twice.contains(block))
            || (finding.text == "No such argument." && self.has_company(finding))
            || (needs_key && named(&finding.text).any(|word| self.keyless.contains(word)))
            || words(text.line(finding.line)).any(|word| self.twice.contains(word))
    }

    /// Whether something else is said about the same line.
    fn has_company(&self, finding: &Finding) -> bool {
        let mut others = self.engine.iter().filter(|other| other.file == finding.file && other.line == finding.line);
        others.any(|other| other.text != finding.text)
    }

    /// Whether it, or the other half of its clash, stands where the engine takes one thing for another.
    fn is_misread(&self, finding: &Finding, text: &Text<'_>) -> bool {
        let regions = self.engine.iter().filter(|other| other.file == finding.file && is_unreadable(other));
        let regions: Vec<std::ops::Range<usize>> = regions.map(|other| text.misread(other.line)).collect();
        let twins = self.engine.iter().filter(|other| other.file == finding.file && other.text == finding.text);
        twins
            .filter(|twin| twin.line == finding.line || finding.text.contains("only be defined once"))
            .any(|twin| regions.iter().any(|region| region.contains(&twin.line)))
    }
}

fn is_outside(finding: &Finding) -> bool {
    finding.text.contains("does not start with any known Prisma schema keyword")
}

/// Whether the engine could not read the line.
fn is_unreadable(finding: &Finding) -> bool {
    const TEXTS: [&str; 10] = [
        "This line is not",
        "This block is invalid",
        "This field declaration is invalid",
        "does not start with any known Prisma schema keyword",
        "Unknown escape sequence",
        "must not start with a number",
        "Optional lists are not supported",
        "don't require a",
        "is no longer required",
        "To specify a list",
    ];
    TEXTS.iter().any(|text| finding.text.contains(text))
}

/// Whether what stands on the line is nothing to the engine.
fn is_not_understood(finding: &Finding) -> bool {
    const TEXTS: [&str; 3] = ["is neither a built-in type", "because a ", "is already defined on"];
    is_unreadable(finding) || TEXTS.iter().any(|text| finding.text.contains(text))
}

/// The names in a text: in quotes, or listed after a colon. Words of the language are none.
fn named(text: &str) -> impl Iterator<Item = &str> {
    const WORDS: [&str; 6] = ["fields", "references", "map", "name", "onDelete", "onUpdate"];
    let quoted = text.split(['`', '"', '\'']).skip(1).step_by(2);
    let list = text.rsplit_once(": ").map_or("", |(_, list)| list).trim_end_matches('.');
    let listed = list.split(", ").flat_map(|item| item.split(" in type "));
    let is_name = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    quoted.chain(listed).filter(is_name).filter(|word| !WORDS.contains(word))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

struct Text<'a> {
    path: &'a str,
    lines: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn new((path, text): &'a File) -> Self {
        Self { path, lines: lines(text) }
    }

    /// A line by its number, from 1.
    fn line(&self, number: usize) -> &'a str {
        self.lines.get(number.wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// The next line above that says something.
    fn above(&self, number: usize) -> Option<usize> {
        let silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with("//");
        (1..number).rev().find(|&line| !silent(self.line(line)))
    }

    /// The name of the block in which a line stands.
    fn block(&self, number: usize) -> Option<&'a str> {
        let opens = |line: &str| line.contains('{') && line.starts_with(char::is_alphabetic);
        let head = (1..=number).rev().map(|line| self.line(line)).find(|line| opens(line))?;
        words(head).nth(1)
    }

    /// Whether the lines above leave a parenthesis open.
    fn continues(&self, number: usize) -> bool {
        let mut open = false;
        for line in (1..number).rev().map(|line| self.line(line)) {
            let (opened, closed) = (line.matches('(').count(), line.matches(')').count());
            if opened == 0 && closed == 0 && !line.trim().is_empty() && !line.contains(['{', '}']) {
                continue;
            }
            open = opened > closed;
            break;
        }
        open
    }

    /// The lines below an unreadable line with a brace, up to the next closing one.
    fn misread(&self, number: usize) -> std::ops::Range<usize> {
        let line = self.line(number);
        if !line.contains(['{', '}']) {
            return number..number;
        }
        let end = (number + 1..=self.lines.len()).find(|&line| self.line(line).starts_with('}'));
        number + 1..end.unwrap_or(self.lines.len()) + 1
    }
}

/// Lines end with a line feed, a carriage return or both.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').flat_map(|line| line.trim_end_matches(['\r', '\n']).split('\r')).collect()
}
