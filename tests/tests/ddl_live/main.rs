//! Our DDL makes the database that Prisma's engine would make. Each schema is brought to a live database twice, by our script
//! and by the engine's own; then the engine reads that database and says what is left to do to reach the schema.
//!
//! Nothing may be left after ours, or exactly what is left after the engine's own script; a server that refuses ours has to
//! refuse the engine's for the same reason. Each kind of leftover and refusal stands in `exception.rs` with its reason, and in
//! `docs/languages/verdicts.md`.
//!
//! The engine asks its queries back; they are run here, on `SQLite` in this process and on a throwaway `PostgreSQL`.

mod database;
mod exception;
mod loadable;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use database::{Judge, judge_postgres, judge_sqlite};
use exception::{EXCEPTIONS, Exception, SAMPLES, Side, explain};
use loadable::loadable;
use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, diagnostic::render_plain};
use ssot_tests::generator::generate;
use ssot_tests::oracle::{File, Oracle, Version, batch};
use ssot_tests::specimen::specimen;
use ssot_tests::toolchain::{Postgres, workspace};

/// What the engine says when there is nothing to do.
const NOTHING: &str = "-- This is an empty migration.";

/// How many schemas of each generator are judged on each database.
const GENERATED: u64 = 30;
const SPECIMENS: u64 = 150;
/// How many are judged as they are, though most of them name what the server does not have.
const REFUSED: u64 = 50;

fn ddl(files: &[File]) -> String {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    let mut compilation = compile(sources, &Options::default());
    let Ok(schema) = &compilation.schema else {
        panic!("{}", render_plain(&compilation.diagnostics, &compilation.sources));
    };
    let target = Sql::new();
    let plan = target.plan(schema, &mut compilation.diagnostics);
    let files = target.emit(&plan);
    String::from_utf8(files.get("schema.sql").expect("the script").to_vec()).expect("SQL is UTF-8")
}

/// What became of a schema.
#[derive(Debug)]
enum Outcome {
    /// Nothing is left to do after our script. With the exceptions that the engine's script needs and ours does not.
    Content(Vec<&'static Exception>),
    /// Something is left to do, and known.
    Left(Vec<&'static Exception>),
    /// The server refuses both scripts for the same reason, and it is known.
    Refused(Vec<&'static Exception>),
    /// Something else.
    Wrong(String),
}

fn outcome(provider: Provider, oracle: &mut Oracle, files: &[File], judge: &Judge<'_>) -> Outcome {
    let script = oracle.ddl(files).expect();
    let ours = judge(oracle, files, &ddl(files));
    let engines = judge(oracle, files, script.as_str().expect("a text"));
    let wrong = |why: String| {
        let both = format!("after our script:\n{ours:?}\nafter the engine's:\n{engines:?}");
        Outcome::Wrong(format!("{why}\n{both}"))
    };
    let explained = |result: &Result<String, String>, side| explain(provider, result, side);
    let (on_ours, on_engines) = match (explained(&ours, Side::Ours), explained(&engines, Side::Engine)) {
        (Ok(on_ours), Ok(on_engines)) => (on_ours, on_engines),
        (Err(why), _) | (_, Err(why)) => return wrong(why),
    };
    let is_allowed = ours == engines || on_ours.iter().all(|exception| exception.side == Side::Ours);
    match &ours {
        Ok(left) if left == NOTHING => Outcome::Content(on_engines),
        _ if !is_allowed => wrong("these differ".into()),
        Ok(_) => Outcome::Left(on_ours.into_iter().chain(on_engines).collect()),
        Err(_) => Outcome::Refused(on_ours),
    }
}

/// Judges all: nothing may be wrong, none of our own may be refused, and so many have to be content.
fn assert_content(provider: Provider, items: &[(String, Vec<File>)], own: usize, least: usize, judge: &Judge<'_>) {
    let judged = batch(items, |oracle, (_, files)| outcome(provider, oracle, files, judge));
    let Some(judged) = judged else { return };
    let mut wrong = Vec::new();
    let mut tally = [0; 3];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, ((name, _), outcome)) in items.iter().zip(&judged).enumerate() {
        let (place, exceptions) = match outcome {
            Outcome::Content(exceptions) => (0, exceptions),
            Outcome::Left(exceptions) => (1, exceptions),
            Outcome::Refused(exceptions) => (2, exceptions),
            Outcome::Wrong(text) => {
                wrong.push(format!("== {name}: {text}"));
                continue;
            }
        };
        assert!(place < 2 || index >= own, "{name} is ours, and refused: {exceptions:?}");
        tally[place] += 1;
        let titles: BTreeSet<&str> = exceptions.iter().map(|exception| exception.title).collect();
        for title in titles {
            *counts.entry(title).or_default() += 1;
        }
    }
    let [content, left, refused] = tally;
    eprintln!("{provider}: of {} schemas {content} are content, {left} not, {refused} refused", judged.len());
    eprintln!("{counts:#?}");
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(content >= least, "{content} of {} are content", judged.len());
    for exception in EXCEPTIONS.iter().filter(|exception| exception.provider == provider) {
        assert!(counts.contains_key(exception.title), "no schema needs the exception {:?}", exception.title);
    }
}

/// The project's own schemas for that database, how many they are, and behind them generated ones: those that should load, and
/// for PostgreSQL also some that should not.
fn schemas(provider: Provider) -> (Vec<(String, Vec<File>)>, usize) {
    let mut items: Vec<(String, Vec<File>)> = Vec::new();
    for folder in ["tests/cases", "examples"] {
        for entry in fs::read_dir(workspace().join(folder)).expect("a folder").flatten() {
            let path = entry.path().join("schema.prisma");
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if text.contains(&format!("= \"{provider}\"")) {
                items.push((path.display().to_string(), vec![("schema.prisma".into(), text)]));
            }
        }
    }
    items.sort();
    let own = items.len();
    let text = |seed| vec![("schema.prisma".into(), generate(seed, 12, provider))];
    items.extend((0..GENERATED).map(|seed| (format!("generated {seed}"), text(seed))));
    let specimens = |seeds: std::ops::Range<u64>| {
        seeds.map(|seed| (format!("specimen {seed}"), specimen(seed, provider, Version::Seven)))
    };
    items.extend(specimens(0..SPECIMENS));
    // Our own load on PostgreSQL as they are.
    let from = if provider == Provider::Postgres { own } else { 0 };
    for (_, files) in &mut items[from..] {
        for (_, text) in files {
            *text = loadable(provider, text);
        }
    }
    if provider == Provider::Postgres {
        items.extend(specimens(SPECIMENS..SPECIMENS + REFUSED));
    }
    let sample =
        |(title, text): &(&str, &str)| ((*title).to_owned(), vec![("schema.prisma".into(), (*text).to_owned())]);
    items.extend(SAMPLES.iter().filter(|(_, text)| text.contains(&format!("= \"{provider}\""))).map(sample));
    (items, own)
}

#[test]
fn nothing_is_left_to_do_on_sqlite() {
    let (items, own) = schemas(Provider::Sqlite);
    assert_content(Provider::Sqlite, &items, own, 100, &judge_sqlite);
}

#[test]
fn nothing_is_left_to_do_on_postgresql() {
    let Some(server) = Postgres::shared() else { return };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let (items, own) = schemas(Provider::Postgres);
    let judge =
        |oracle: &mut Oracle, files: &[File], script: &str| judge_postgres(server, &runtime, oracle, files, script);
    assert_content(Provider::Postgres, &items, own, 100, &judge);
}

#[test]
fn every_exception_is_in_the_book() {
    let page = fs::read_to_string(workspace().join("docs/languages/verdicts.md")).expect("the page of the verdicts");
    for exception in EXCEPTIONS {
        let Exception { provider, title, side, reason, .. } = exception;
        let row = format!("| {provider} | {title} | {side} | {reason} |");
        assert!(page.contains(&row), "docs/languages/verdicts.md has no row\n{row}");
    }
}
