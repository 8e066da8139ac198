//! Our verdict on a schema beside the one of Prisma's engine.
//!
//! **Verdict**: both accept, or both refuse; warnings do not count.
//!
//! **Error lines**, where both refuse. The engine stops before its seventh phase if anything was wrong until then, repeats
//! mistakes and reports their consequences, and spans whole blocks where one line is guilty; we go on, say each thing once, and
//! point at the guilty line. So:
//!
//! 1. An error of the engine is *met* if one of our errors, or a label of one, stands on the first line of its span, or, where the
//!    span has several lines, on any of them. Every error of the engine has to be met, but for repetitions and consequences
//!    (`consequence.rs` says what these are).
//! 2. Our first error has to stand in the span of an error of the engine. "First" leaves out what the engine looks for last
//!    (`is_late`), for it may not have come to that.

mod consequence;
mod known;

pub use known::{KNOWN, Known, reason};

use std::fmt;

use ssot_core::ir::Provider;
use ssot_core::source::{FileId, SourceMap, Span};
use ssot_core::{Options, PrismaVersion, compile};

use crate::generator::Random;
use crate::mutator::mutate;
use crate::oracle::{File, Finding, Oracle, Version};
use crate::specimen::specimen;

/// A schema to be judged.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it was made of.
    pub seed: u64,
    /// The database it was made for, if it was made; a mistake may have named another.
    pub provider: Option<Provider>,
    /// Whose rules hold.
    pub version: Version,
    /// How many mistakes were made on purpose.
    pub mistakes: usize,
    /// The schema.
    pub files: Vec<File>,
}

/// The schema of a seed. Seeds in a row go through the providers; every eighth schema is left as it was made.
pub fn case(seed: u64) -> Case {
    let mut random = Random::new(seed ^ 0x5eed);
    let provider = Provider::ALL[(seed % Provider::ALL.len() as u64) as usize];
    let version = if random.one_in(4) { Version::Six } else { Version::Seven };
    let mistakes = random.pick(&[0, 1, 1, 1, 1, 1, 2, 3]);
    let files = mutate(&specimen(random.number(), provider, version), random.number(), mistakes);
    Case { seed, provider: Some(provider), version, mistakes, files }
}

/// An error of ours: its code, and the lines of its span and labels, the span's first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// `SSOT0123`
    pub code: u16,
    /// Paths and lines, lines from 1.
    pub places: Vec<(String, usize)>,
    /// What we say.
    pub message: String,
}

/// Our errors, in the order of the text.
pub fn judge(files: &[File], version: Version) -> Vec<Ours> {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    let mut options = Options::default();
    options.prisma = Some(match version {
        Version::Six => PrismaVersion::Six,
        Version::Seven => PrismaVersion::Seven,
    });
    let result = compile(sources, &options);
    let paths: Vec<(FileId, String)> = result.sources.files().map(|(id, file)| (id, file.path.clone())).collect();
    let place = |span: Span| {
        let path = paths.iter().find(|(id, _)| *id == span.file).map(|(_, path)| path.clone()).unwrap_or_default();
        (path, result.sources.position(span.file, span.start).line as usize)
    };
    let errors = result.diagnostics.iter().filter(|found| found.is_error());
    errors
        .map(|found| {
            let labels = found.labels.iter().map(|label| label.span);
            let places = std::iter::once(found.span).chain(labels).map(place).collect();
            Ours { code: found.code.0, places, message: found.message.clone() }
        })
        .collect()
}

/// How the two judgements differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The engine refuses with this text, and we accept.
    WeAccept(String),
    /// We refuse with this code, and the engine accepts.
    WeRefuse(u16),
    /// We do not point where the engine points; its text.
    Unmet(String),
    /// Our first error, with this code, is nothing to the engine.
    First(u16),
    /// The engine crashes.
    Crash,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WeAccept(text) => write!(f, "we accept, the engine says: {text}"),
            Self::WeRefuse(code) => write!(f, "the engine accepts, we say SSOT{code:04}"),
            Self::Unmet(text) => write!(f, "we do not point where the engine says: {text}"),
            Self::First(code) => write!(f, "the engine does not point where we first say SSOT{code:04}"),
            Self::Crash => f.write_str("the engine crashes"),
        }
    }
}

/// What both said.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The engine's errors.
    pub engine: Vec<Finding>,
    /// Ours.
    pub ours: Vec<Ours>,
    /// `None` if they agree.
    pub difference: Option<Difference>,
}

impl Comparison {
    /// Whether the first error by file and line stands on the same line, and whether each error of the engine starts on a line of ours:
    /// without any allowance.
    pub fn to_the_letter(&self, files: &[File]) -> (bool, bool) {
        let index = |path: &str| files.iter().position(|(known, _)| known == path);
        let ours: Vec<_> = self.ours.iter().map(|error| (index(&error.places[0].0), error.places[0].1)).collect();
        let engine: Vec<_> = self.engine.iter().map(|finding| (index(&finding.file), finding.line)).collect();
        (ours.iter().min() == engine.iter().min(), engine.iter().all(|line| ours.contains(line)))
    }

    /// Whether both refuse.
    pub fn both_refuse(&self) -> bool {
        !self.engine.is_empty() && !self.ours.is_empty()
    }

    /// Whether the verdicts differ.
    pub fn verdicts_differ(&self) -> bool {
        matches!(self.difference, Some(Difference::WeAccept(_) | Difference::WeRefuse(_) | Difference::Crash))
    }
}

/// How often both agree.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// All schemas.
    pub total: usize,
    /// Those that the engine accepts.
    pub valid: usize,
    /// Those on which the verdicts are the same.
    pub agreed: usize,
    /// Those that both refuse.
    pub both_refuse: usize,
    /// Those that both refuse for the same lines.
    pub same_lines: usize,
}

impl Tally {
    /// Counts.
    pub fn of(results: &[Comparison]) -> Self {
        let count = |fits: &dyn Fn(&Comparison) -> bool| results.iter().filter(|result| fits(result)).count();
        Self {
            total: results.len(),
            valid: count(&|result| result.engine.is_empty()),
            agreed: count(&|result| !result.verdicts_differ()),
            both_refuse: count(&Comparison::both_refuse),
            same_lines: count(&|result| result.both_refuse() && result.difference.is_none()),
        }
    }

    /// Agreement of verdicts, in percent.
    pub fn verdicts(&self) -> f64 {
        percent(self.agreed, self.total)
    }

    /// Agreement of error lines, in percent.
    pub fn error_lines(&self) -> f64 {
        percent(self.same_lines, self.both_refuse)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { total, valid, agreed, both_refuse, same_lines } = self;
        writeln!(f, "{total} schemas, {valid} of them valid")?;
        writeln!(f, "verdicts    {agreed} of {total}: {:.2} %", self.verdicts())?;
        write!(f, "error lines {same_lines} of {both_refuse}: {:.2} %", self.error_lines())
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Asks both.
pub fn compare(oracle: &mut Oracle, version: Version, files: &[File]) -> Comparison {
    let ours = judge(files, version);
    match oracle.lint(version, files) {
        Err(_) => Comparison { engine: Vec::new(), ours, difference: Some(Difference::Crash) },
        Ok(findings) => {
            let engine: Vec<Finding> = findings.into_iter().filter(|finding| !finding.warning).collect();
            let difference = difference(files, &engine, &ours);
            Comparison { engine, ours, difference }
        }
    }
}

fn difference(files: &[File], engine: &[Finding], ours: &[Ours]) -> Option<Difference> {
    match (engine, ours) {
        ([], []) => return None,
        ([first, ..], []) => return Some(Difference::WeAccept(pattern(&first.text))),
        ([], [first, ..]) => return Some(Difference::WeRefuse(first.code)),
        _ => {}
    }
    let places: Vec<&(String, usize)> = ours.iter().flat_map(|error| &error.places).collect();
    let follow_ups = consequence::follow_ups(files, engine);
    let unmet = (0..engine.len())
        .find(|&at| !follow_ups[at] && !places.iter().any(|(path, line)| covers(&engine[at], path, *line)));
    if let Some(unmet) = unmet {
        return Some(Difference::Unmet(pattern(&engine[unmet].text)));
    }
    let first = ours.iter().find(|error| !is_late(error.code))?;
    let meets = |place: &(String, usize)| engine.iter().any(|finding| covers(finding, &place.0, place.1));
    (!first.places.iter().any(meets)).then_some(Difference::First(first.code))
}

fn covers(finding: &Finding, path: &str, line: usize) -> bool {
    finding.file == path && (finding.line..=finding.last).contains(&line)
}

/// What the engine looks for only in a schema that is right so far: its seventh phase.
fn is_late(code: u16) -> bool {
    matches!(code, 103 | 111 | 121..=122 | 127..=128 | 130..=134 | 142 | 151..=155 | 157..=158 | 160 | 208 | 211..=212 | 250..=299)
}

/// The first sentence of a text, without the prefix that says where, and without the names in it.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => {
                quote = None;
                out.push(c);
            }
            Some(_) => {}
            None => {
                out.push(c);
                if c == '`' || c == '"' {
                    quote = Some(c);
                    out.push('…');
                }
            }
        }
    }
    let said = ["Error validating model \"…\": ", "Error validating: ", "Error parsing attribute \"…\": "];
    let rest = said.iter().find_map(|prefix| out.strip_prefix(prefix)).unwrap_or(&out);
    let rest = rest.split(". ").next().unwrap_or(rest);
    let rest = rest.split(" fields: ").next().unwrap_or(rest);
    rest.split(" fields ").next().unwrap_or(rest).trim_end_matches('.').to_owned()
}

/// The smallest schema that still differs in the same way: files, blocks, lines and pieces of lines are left out as long as it does.
pub fn shrink(oracle: &mut Oracle, version: Version, files: &[File], wanted: &Difference) -> Vec<File> {
    let mut files = files.to_vec();
    loop {
        let before: usize = files.iter().map(|(_, text)| text.len()).sum();
        let mut differs = |files: &[File]| compare(oracle, version, files).difference.as_ref() == Some(wanted);
        for at in (0..files.len()).rev() {
            let mut fewer = files.clone();
            fewer.remove(at);
            if !fewer.is_empty() && differs(&fewer) {
                files = fewer;
            }
        }
        for size in [12, 6, 3, 2, 1] {
            for at in 0..files.len() {
                shrink_lines(&mut files, at, size, &mut differs);
            }
        }
        for at in 0..files.len() {
            shrink_words(&mut files, at, &mut differs);
        }
        if files.iter().map(|(_, text)| text.len()).sum::<usize>() == before {
            return files;
        }
    }
}

fn shrink_lines(files: &mut [File], at: usize, size: usize, differs: &mut impl FnMut(&[File]) -> bool) {
    let mut from = 0;
    loop {
        let lines: Vec<&str> = files[at].1.split_inclusive('\n').collect();
        if from >= lines.len() {
            return;
        }
        let end = (from + size).min(lines.len());
        let text = [&lines[..from], &lines[end..]].concat().concat();
        let old = std::mem::replace(&mut files[at].1, text);
        if !differs(files) {
            files[at].1 = old;
            from += size;
        }
    }
}

fn shrink_words(files: &mut [File], at: usize, differs: &mut impl FnMut(&[File]) -> bool) {
    let mut from = 0;
    loop {
        let text = &files[at].1;
        let Some(blank) = text[from..].find(' ').map(|blank| from + blank) else { return };
        let end = text[blank + 1..].find([' ', '\n']).map_or(text.len(), |end| blank + 1 + end);
        let shorter = format!("{}{}", &text[..blank], &text[end..]);
        let old = std::mem::replace(&mut files[at].1, shorter);
        if !differs(files) {
            files[at].1 = old;
            from = blank + 1;
        }
    }
}
