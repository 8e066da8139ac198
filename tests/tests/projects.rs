//! Schemas as projects have them, written by hand in `tests/projects`, and mistakes as people make them: our verdict, our error
//! lines and our layout are those of Prisma's engine.
//!
//! A file, or a folder of files that are one schema. `// prisma: 6` in the first line asks Prisma 6, otherwise Prisma 7 is asked.

#![allow(clippy::unwrap_used, reason = "a schema that cannot be read is a failed test")]

use similar::TextDiff;
use ssot_tests::layout;
use ssot_tests::oracle::{File, Oracle, batch};
use ssot_tests::project::Project;
use ssot_tests::toolchain::workspace;
use ssot_tests::verdict;

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
    let projects = Project::all(&workspace().join("tests/projects").join(kind)).unwrap();
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
