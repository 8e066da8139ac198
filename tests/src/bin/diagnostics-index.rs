//! Writes `docs/diagnostics.md` from the rules and their samples.
//!
//! `cargo xtask codegen` runs this; with `--check` nothing is written, and a file that is not as it should be is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ssot_build::rules;
use ssot_core::diagnostic::Rule;
use ssot_tests::toolchain::workspace;

const HEAD: &str = "# Diagnostics

<!-- Written by `cargo xtask codegen` from the rules and their samples in `tests/diagnostics`. Do not edit. -->

Everything that ssot has to say about a schema has a code. A code keeps its meaning and is never given to another rule.
`ssot explain SSOT0015` prints the page of a rule, `ssot explain` lists all of them.

Each section below says what is wrong, shows a schema that breaks the rule, and what `ssot validate` or `ssot generate` says about a
sample of the tests: the place, the help, and where a machine can mend it, the edit.

";

fn main() -> ExitCode {
    let check = std::env::args().skip(1).any(|argument| argument == "--check");
    let path = workspace().join("docs/diagnostics.md");
    let text = index(&rules(), &workspace().join("tests/diagnostics"));
    if fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return ExitCode::SUCCESS;
    }
    if check {
        eprintln!("docs/diagnostics.md is stale: run `cargo xtask codegen`");
        return ExitCode::FAILURE;
    }
    match fs::write(&path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("docs/diagnostics.md: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The whole page.
fn index(rules: &[Rule], samples: &Path) -> String {
    let mut text = HEAD.to_owned();
    text += "| code | what is wrong |\n|---|---|\n";
    for rule in rules {
        let anchor = rule.code.to_string().to_lowercase();
        text += &format!("| [{}](#{anchor}) | {} |\n", rule.code, rule.title());
    }
    for rule in rules {
        text += &format!("\n## {}\n\n{}\n", rule.code, rule.explanation().trim_end());
        if let Some(finding) = finding(&rule.code.to_string(), samples) {
            text += &format!("\n```text\n{finding}\n```\n");
        }
    }
    text
}

/// The first thing that is said about a sample of the rule, by that rule.
fn finding(code: &str, samples: &Path) -> Option<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(samples).ok()?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_text = |path: &Path| path.extension().is_some_and(|extension| extension == "txt");
    let path = paths.iter().find(|path| is_text(path) && name(path).starts_with(&format!("{code}-")))?;
    let text = fs::read_to_string(path).ok()?;
    let is_head = |line: &str| ["error", "warning", "note"].iter().any(|word| line.contains(&format!(": {word}[SSOT")));
    let mut lines = text.lines().skip_while(|line| !(is_head(line) && line.contains(&format!("[{code}]"))));
    let head = lines.next()?;
    let rest: Vec<&str> = lines.take_while(|line| !is_head(line)).collect();
    Some([&[head], rest.as_slice()].concat().join("\n").trim_end().to_owned())
}
