//! Our layout of a schema beside the one of Prisma's formatter.

use ssot_core::format;

use crate::generator::Random;
use crate::oracle::{File, Oracle, Version};
use crate::scramble::scramble;
use crate::specimen::specimen;
use ssot_core::ir::Provider;

/// Two layouts of one text that are not the same.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What Prisma makes of the text.
    pub theirs: String,
    /// What we make of it.
    pub ours: String,
}

/// How the two layouts differ.
///
/// # Panics
/// If the engine does not answer.
pub fn compare(oracle: &mut Oracle, version: Version, text: &str) -> Option<Difference> {
    let theirs = prisma(oracle, version, text);
    let ours = format(text);
    let is_same = theirs == ours || (!ours.is_ascii() && squeezed(&theirs) == squeezed(&ours));
    (!is_same).then_some(Difference { theirs, ours })
}

/// The text as Prisma lays it out.
///
/// # Panics
/// If the engine does not answer.
pub fn prisma(oracle: &mut Oracle, version: Version, text: &str) -> String {
    oracle.format(version, &files(text)).expect()[0][1].as_str().expect("a text").to_owned()
}

/// The version of Prisma that accepts the schema.
pub fn accepts(oracle: &mut Oracle, text: &str) -> Option<Version> {
    let mut is_valid =
        |version| oracle.lint(version, &files(text)).is_ok_and(|found| found.iter().all(|one| one.warning));
    [Version::Seven, Version::Six].into_iter().find(|&version| is_valid(version))
}

/// A text with one blank for each run of them: Prisma makes columns as wide as the bytes of their widest cell.
pub fn squeezed(text: &str) -> String {
    let words = |line: &str| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    text.lines().map(words).collect::<Vec<_>>().join("\n")
}

/// The schema of a seed, without its layout.
pub fn scrambled(seed: u64) -> String {
    let mut random = Random::new(seed ^ 0x1a_707);
    let provider = Provider::ALL[(seed % Provider::ALL.len() as u64) as usize];
    let version = if random.one_in(4) { Version::Six } else { Version::Seven };
    let files: Vec<String> = specimen(random.number(), provider, version).into_iter().map(|(_, text)| text).collect();
    scramble(&files.join("\n"), &mut random)
}

fn files(text: &str) -> Vec<File> {
    vec![("schema.prisma".into(), text.into())]
}
