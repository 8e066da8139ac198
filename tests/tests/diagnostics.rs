//! Every rule has a bad sample in `tests/diagnostics`, and what is said about it is written beside it.
//!
//! A sample is a file `SSOT0012-some-words.prisma`, or a folder of that name with several files that are one schema. The text
//! beside it, `SSOT0012-some-words.txt`, is the plain rendering; `UPDATE_EXPECT=1` writes it anew.

#![allow(clippy::unwrap_used, reason = "a sample that cannot be read is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;
use ssot_build::target::typescript::TypeScript;
use ssot_build::{Target as _, rules};
use ssot_core::diagnostic::{Diagnostic, Diagnostics, render_plain};
use ssot_core::ir::{Provider, Schema};
use ssot_core::source::SourceMap;
use ssot_core::{Compilation, Options, Valid, compile};

struct Sample {
    /// `SSOT0012-some-words`
    name: String,
    /// Path and text of each file.
    files: Vec<(String, String)>,
}

impl Sample {
    /// `SSOT0012`
    fn code(&self) -> &str {
        self.name.split('-').next().unwrap()
    }

    fn compile(&self) -> Compilation {
        compile_files(&self.files)
    }
}

fn compile_files(files: &[(String, String)]) -> Compilation {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    let text = &files[0].1;
    let mut options = Options::default();
    options.provider = setting(text, "provider").map(|name| Provider::parse(name).unwrap());
    let mut result = compile(sources, &options);
    if let (Some(target), Ok(schema)) = (setting(text, "target"), &result.schema) {
        result.diagnostics.extend(plan(target, schema));
        result.diagnostics.sort();
    }
    result
}

/// What a first line `// provider: sqlite` or `// target: rust` says; the second may say the other.
fn setting<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = |line: &'a str| line.strip_prefix("// ")?.strip_prefix(key)?.strip_prefix(": ");
    text.lines().take(2).find_map(rest)
}

/// What the target says about a schema that is valid so far.
fn plan(target: &str, schema: &Valid<Schema>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    match target {
        Rust::NAME => _ = Rust::new().plan(schema, &mut diagnostics),
        Sql::NAME => _ = Sql::new().plan(schema, &mut diagnostics),
        "sql with row-level security" => _ = Sql::new().row_security("app").plan(schema, &mut diagnostics),
        TypeScript::NAME => _ = TypeScript::new().plan(schema, &mut diagnostics),
        _ => panic!("there is no target `{target}`"),
    }
    diagnostics
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostics")
}

fn file(path: &Path, name: String) -> (String, String) {
    (name, fs::read_to_string(path).unwrap())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for path in sorted(&folder()) {
        let full = name_of(&path);
        let name = full.split('.').next().unwrap().to_owned();
        if path.is_dir() {
            let files = sorted(&path).iter().map(|inner| file(inner, format!("{full}/{}", name_of(inner)))).collect();
            samples.push(Sample { name, files });
        } else if path.extension().is_none_or(|extension| extension != "txt") {
            samples.push(Sample { name, files: vec![file(&path, full)] });
        }
    }
    // Too large to be kept.
    let line = format!("// {}\n", "x".repeat(60));
    let text = line.repeat((16 << 20) / line.len() + 1);
    let name = "SSOT0002-large";
    samples.push(Sample { name: name.to_owned(), files: vec![(format!("{name}.prisma"), text)] });
    samples
}

#[test]
fn every_sample_says_what_is_written_beside_it() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for sample in samples() {
        let result = sample.compile();
        let found = render_plain(&result.diagnostics, &result.sources);
        let path = folder().join(format!("{}.txt", sample.name));
        if update {
            fs::write(&path, &found).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != found {
            wrong.push(format!("--- {}\n{found}", sample.name));
        }
        let has_code = result.diagnostics.iter().any(|diagnostic| diagnostic.code.to_string() == sample.code());
        assert!(has_code, "{} does not show its code:\n{found}", sample.name);
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 writes these anew:\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_sample_and_every_sample_a_rule() {
    let samples = samples();
    let rules = rules();
    for rule in &rules {
        let code = rule.code.to_string();
        assert!(samples.iter().any(|sample| sample.code() == code), "{code} ({}) has no sample", rule.name);
    }
    for sample in &samples {
        let known = rules.iter().any(|rule| rule.code.to_string() == sample.code());
        assert!(known, "{} is a sample of no rule", sample.name);
    }
}

#[test]
fn every_text_belongs_to_a_sample() {
    let samples = samples();
    for path in sorted(&folder()) {
        if let Some(name) = name_of(&path).strip_suffix(".txt") {
            assert!(samples.iter().any(|sample| sample.name == name), "{name}.txt belongs to nothing");
        }
    }
}

#[test]
fn every_fix_mends_its_mistake() {
    for sample in samples().iter().filter(|sample| sample.name != "SSOT0002-large") {
        let result = sample.compile();
        for (index, diagnostic) in result.diagnostics.iter().enumerate() {
            if diagnostic.fix.is_none() {
                continue;
            }
            let mended = compile_files(&apply(diagnostic, &result.sources));
            let count = |found: &Diagnostics| found.iter().filter(|other| other.code == diagnostic.code).count();
            assert!(
                count(&mended.diagnostics) < count(&result.diagnostics),
                "{} #{index}: {} still stands after its fix:\n{}\n{}",
                sample.name,
                diagnostic.code,
                apply(diagnostic, &result.sources)[0].1,
                render_plain(&mended.diagnostics, &mended.sources)
            );
        }
    }
}

/// The files after the fix of a finding.
fn apply(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        sources.files().map(|(_, file)| (file.path.clone(), file.text.clone())).collect();
    let mut edits = diagnostic.fix.clone().unwrap().edits;
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    for edit in edits {
        let text = &mut files[edit.span.file.0 as usize].1;
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    files
}
