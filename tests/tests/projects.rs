//! Schemas as projects have them, written by hand in `tests/projects`, and mistakes as people make them: our verdict, our error
//! lines and our layout are those of Prisma's engine.
//!
//! A file, or a folder of files that are one schema. `// prisma: 6` in the first line asks Prisma 6, otherwise Prisma 7 is asked.

#![allow(clippy::unwrap_used, reason = "a schema that cannot be read is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use ssot_tests::layout;
use ssot_tests::oracle::{File, Oracle, Version, batch};
use ssot_tests::toolchain::workspace;
use ssot_tests::verdict;

#[derive(Debug)]
struct Project {
    name: String,
    version: Version,
    files: Vec<File>,
}

/// The schemas in `tests/projects/<kind>`.
fn projects(kind: &str) -> Vec<Project> {
    let folder = workspace().join("tests/projects").join(kind);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| project(path)).collect()
}

fn project(path: &Path) -> Project {
    let mut paths = Vec::new();
    collect(path, &mut paths);
    paths.sort();
    let base = if path.is_dir() { path } else { path.parent().unwrap() };
    let name = |path: &Path| path.strip_prefix(base).unwrap().to_str().unwrap().to_owned();
    let files: Vec<File> = paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect();
    let is_six = files.iter().any(|(_, text)| text.starts_with("// prisma: 6\n"));
    let version = if is_six { Version::Six } else { Version::Seven };
    Project { name: path.file_stem().unwrap().to_str().unwrap().to_owned(), version, files }
}

fn collect(path: &Path, list: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), list);
        }
    } else {
        list.push(path.to_owned());
    }
}

/// What differs, as text; nothing if all is the same.
fn judge(oracle: &mut Oracle, project: &Project, is_valid: bool) -> String {
    let Project { name, version, files } = project;
    let judged = verdict::compare(oracle, *version, files);
    if judged.engine.is_empty() != is_valid {
        return format!("{name}: Prisma says {:#?}\n", judged.engine);
    }
    if let Some(difference) = &judged.difference {
        return format!("{name}: {difference}\n{:#?}\n{:#?}\n", judged.engine, judged.ours);
    }
    if !is_valid {
        return String::new();
    }
    let differs = |(path, text): &File| {
        let differs = layout::compare(oracle, *version, text)?;
        let diff = TextDiff::from_lines(&differs.theirs, &differs.ours);
        Some(format!("{name}, {path}\n{}", diff.unified_diff().header("prisma", "ssot")))
    };
    files.iter().filter_map(differs).collect()
}

fn assert_same(kind: &str, least: usize) {
    let projects = projects(kind);
    assert!(projects.len() >= least, "{} schemas are {kind}", projects.len());
    let Some(judged) = batch(&projects, |oracle, project| judge(oracle, project, kind == "valid")) else { return };
    assert!(judged.concat().is_empty(), "{}", judged.concat());
}

#[test]
fn valid_projects_are_valid_and_laid_out_alike() {
    assert_same("valid", 20);
}

#[test]
fn mistakes_are_found_on_the_same_lines() {
    assert_same("wrong", 40);
}
