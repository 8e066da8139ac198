//! `ssot-oracle --schemas 5000 --seed 1`: how often our verdicts and error lines are those of Prisma's engine, and the smallest
//! schemas on which they are not.

#![allow(clippy::print_stdout, clippy::exit, reason = "a program that reports")]

use std::collections::BTreeMap;
use std::path::Path;

use ssot_tests::layout;
use ssot_tests::mutator::mutate;
use ssot_tests::oracle::{self, Oracle, Version};
use ssot_tests::project::Project;
use ssot_tests::verdict::{self, Case, Comparison, Difference, Tally};

const USAGE: &str = "usage: ssot-oracle [--schemas N] [--seed S] [--classes N] [--valid] | ssot-oracle --layouts N [--seed S] | ssot-oracle --case \
     SEED | ssot-oracle FILE… | ssot-oracle --mutations N [--seed S] SCHEMA…";

struct Arguments {
    schemas: u64,
    seed: u64,
    /// How many schemas are laid out, instead.
    layouts: u64,
    /// How many kinds of differences are shown.
    classes: usize,
    /// Whether only schemas without mistakes are made.
    valid: bool,
    /// One seed of [`verdict::case`], as a failed test prints it.
    case: Option<u64>,
    /// How often mistakes are made in each of the schemas that are named.
    mutations: Option<u64>,
    files: Vec<String>,
}

fn arguments() -> Option<Arguments> {
    let mut given = std::env::args().skip(1);
    let mut read = Arguments {
        schemas: 5000,
        seed: 1,
        layouts: 0,
        classes: 20,
        valid: false,
        case: None,
        mutations: None,
        files: Vec::new(),
    };
    while let Some(word) = given.next() {
        match word.as_str() {
            "--schemas" => read.schemas = given.next()?.parse().ok()?,
            "--seed" => read.seed = given.next()?.parse().ok()?,
            "--layouts" => read.layouts = given.next()?.parse().ok()?,
            "--classes" => read.classes = given.next()?.parse().ok()?,
            "--mutations" => read.mutations = Some(given.next()?.parse().ok()?),
            "--valid" => read.valid = true,
            "--case" => read.case = Some(given.next()?.parse().ok()?),
            option if option.starts_with("--") => return None,
            file => read.files.push(file.to_owned()),
        }
    }
    Some(read)
}

fn main() {
    let Some(arguments) = arguments() else {
        println!("{USAGE}");
        std::process::exit(2);
    };
    if let Some(mutations) = arguments.mutations {
        return judge_projects(&arguments, mutations);
    }
    if !arguments.files.is_empty() {
        return show_files(&arguments.files);
    }
    if let Some(seed) = arguments.case {
        return show_case(&verdict::case(seed));
    }
    if arguments.layouts > 0 {
        return show_layouts(arguments.seed, arguments.layouts);
    }
    let cases: Vec<Case> = (0..arguments.schemas)
        .map(|index| verdict::case(arguments.seed.wrapping_mul(1_000_003) + index))
        .filter(|case| !arguments.valid || case.mistakes == 0)
        .collect();
    judge(&cases, arguments.classes);
}

/// Judges all, and shows the kinds of differences.
fn judge(cases: &[Case], shown: usize) {
    let Some(results) = oracle::batch(cases, |oracle, case| verdict::compare(oracle, case.version, &case.files)) else {
        return;
    };
    let classes = summarize(cases, &results);
    let Some(mut oracle) = Oracle::start() else { return };
    for (difference, members) in classes.into_iter().take(shown) {
        println!("\n==== {} × {difference}", members.len());
        if let Some(reason) = verdict::reason(&difference) {
            println!("known: {reason}");
        }
        let smallest =
            members.into_iter().min_by_key(|case| case.files.iter().map(|(_, text)| text.len()).sum::<usize>());
        let Some(case) = smallest else { continue };
        show_shrunk(&mut oracle, case, &difference);
    }
}

/// Prints the smallest schema that differs in the same way.
fn show_shrunk(oracle: &mut Oracle, case: &Case, difference: &Difference) {
    let files = verdict::shrink(oracle, case.version, &case.files, difference);
    let provider = case.provider.map(|provider| format!(" {provider}")).unwrap_or_default();
    println!("seed {}{provider} {:?}", case.seed, case.version);
    show(oracle, case.version, &files);
}

fn show_case(case: &Case) {
    let Some(mut oracle) = Oracle::start() else { return };
    match verdict::compare(&mut oracle, case.version, &case.files).difference {
        Some(difference) => {
            println!("{difference}");
            show_shrunk(&mut oracle, case, &difference);
        }
        None => show(&mut oracle, case.version, &case.files),
    }
}

/// Prints the figures; the differences with their schemas, most frequent first.
fn summarize<'a>(cases: &'a [Case], results: &[Comparison]) -> Vec<(Difference, Vec<&'a Case>)> {
    let sound = cases.iter().zip(results).filter(|(case, _)| case.mistakes == 0);
    let (valid, all) =
        sound.fold((0, 0), |(valid, all), (_, result)| (valid + usize::from(result.engine.is_empty()), all + 1));
    println!("{}\n{valid} of {all} that were made without a mistake are valid", Tally::of(results));
    let strict = cases.iter().zip(results).filter(|(_, result)| result.both_refuse());
    let strict = strict
        .map(|(case, result)| result.to_the_letter(&case.files))
        .fold((0, 0, 0), |sum, (first, all)| (sum.0 + usize::from(first), sum.1 + usize::from(all), sum.2 + 1));
    println!("without allowance: first line {} of {2}, all lines {} of {2}", strict.0, strict.1, strict.2);
    for (case, result) in cases.iter().zip(results).filter(|(case, _)| case.mistakes == 0) {
        if let Some(finding) = result.engine.first() {
            println!("  seed {} is not: {}:{} {}", case.seed, finding.file, finding.line, finding.text);
        }
    }
    let mut classes: BTreeMap<Difference, Vec<&Case>> = BTreeMap::new();
    for (case, result) in cases.iter().zip(results) {
        if let Some(difference) = &result.difference {
            classes.entry(difference.clone()).or_default().push(case);
        }
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    classes
}

fn show(oracle: &mut Oracle, version: Version, files: &[oracle::File]) {
    for (path, text) in files {
        println!("-- {path}\n{text}");
    }
    let result = verdict::compare(oracle, version, files);
    for finding in &result.engine {
        println!("  engine {}:{}-{} {}", finding.file, finding.line, finding.last, finding.text);
    }
    for error in &result.ours {
        println!("  ours   SSOT{:04} {:?} {}", error.code, error.places, error.message);
    }
}

/// What both say about a schema in files.
fn show_files(paths: &[String]) {
    let read = |path: &String| (path.clone(), std::fs::read_to_string(path).unwrap_or_default());
    let files: Vec<oracle::File> = paths.iter().map(read).collect();
    let Some(mut oracle) = Oracle::start() else { return };
    for version in [Version::Seven, Version::Six] {
        println!("-- {version:?}: {:?}", verdict::compare(&mut oracle, version, &files).difference);
        show(&mut oracle, version, &files);
    }
}

/// Judges the layout of schemas in files, each with itself alone, then the schemas and what mistakes make of them.
fn judge_projects(arguments: &Arguments, mutations: u64) {
    let projects: Vec<Project> = match arguments.files.iter().map(|path| Project::read(Path::new(path))).collect() {
        Ok(projects) => projects,
        Err(error) => {
            println!("{error}");
            std::process::exit(1);
        }
    };
    let Some(mut oracle) = Oracle::start() else { return };
    for project in &projects {
        for (path, text) in &project.files {
            let is_valid = layout::accepts(&mut oracle, text) == Some(project.version);
            if let Some(differs) = layout::compare(&mut oracle, project.version, text).filter(|_| is_valid) {
                println!("== layout of {path}\n{}\n== ssot\n{}", differs.theirs, differs.ours);
            }
        }
    }
    let cases: Vec<Case> = projects
        .iter()
        .enumerate()
        .flat_map(|(at, project)| mutants(arguments.seed, at as u64, project, mutations))
        .collect();
    judge(&cases, arguments.classes);
}

/// A schema as it is, and with mistakes made in it.
fn mutants(seed: u64, at: u64, project: &Project, count: u64) -> Vec<Case> {
    let Project { version, files, .. } = project;
    let case = |seed, mistakes, files| Case { seed, provider: None, version: *version, mistakes, files };
    let mut cases = vec![case(at, 0, files.clone())];
    for index in 0..count {
        let seed = seed.wrapping_mul(1_000_003) + at * 100_003 + index;
        let mistakes = 1 + (index % 3) as usize;
        cases.push(case(seed, mistakes, mutate(files, seed, mistakes)));
    }
    cases
}

/// How often our layout of schemas without one is Prisma's, and the shortest where it is not.
fn show_layouts(seed: u64, count: u64) {
    let seeds: Vec<u64> = (0..count).map(|index| seed.wrapping_mul(1_000_003) + index).collect();
    let judged = oracle::batch(&seeds, |oracle, &seed| {
        let text = layout::scrambled(seed);
        let version = layout::accepts(oracle, &text)?;
        Some((text.clone(), layout::compare(oracle, version, &text)))
    });
    let Some(judged) = judged else { return };
    let valid = judged.iter().flatten().count();
    let mut wrong: Vec<_> = judged.into_iter().flatten().filter_map(|(text, found)| Some((text, found?))).collect();
    println!("{count} schemas without a layout, {valid} of them valid, {} laid out in another way", wrong.len());
    wrong.sort_by_key(|(text, _)| text.len());
    for (text, differs) in wrong.iter().take(3) {
        println!("== text\n{text}\n== prisma\n{}\n== ssot\n{}", differs.theirs, differs.ours);
    }
}
