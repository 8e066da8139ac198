//! Measures parsing and checking, in this process, from text in memory to a proven schema, and formatting.
//!
//! `cargo xtask bench parsing` runs this in release mode. Every figure is the median of its runs; where growth is measured, it is the least of
//! them, after one that does not count: what else the machine does, and fetching memory for the first time, do not grow with the text. The
//! reference splits the same text into words with the standard library, which is the least that any reader of it does.
//!
//! `bench-parsing 5000` and `bench-parsing 5000 toml` read one schema of so many models ten times and print nothing: for a profiler.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, TomlStyle, compile, format, to_toml};
use ssot_tests::generator::generate;

/// The allocator of the `ssot` command, whose time this is.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The budgets of the design, section 10, and the schema languages.
const LARGE_LINES: usize = 8_000;
const LARGE_BUDGET: f64 = 10.0;
const MEGABYTE: usize = 1_000_000;
const MEGABYTE_BUDGET: f64 = 60.0;
const FORMAT_BUDGET: f64 = 50.0;
const DOUBLING_BUDGET: f64 = 2.2;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

/// The least, the first one apart.
fn least(times: Vec<Duration>) -> f64 {
    times.into_iter().skip(1).min().unwrap_or_default().as_secs_f64() * 1000.0
}

/// Milliseconds from the text of a file to the schema, and of the reference, taken in turn; `of` picks from the runs.
fn measure(path: &str, text: &str, runs: usize, of: fn(Vec<Duration>) -> f64) -> (f64, f64) {
    let mut ours = Vec::new();
    let mut reference = Vec::new();
    for _ in 0..runs {
        let mut sources = SourceMap::new();
        sources.add(path, text);
        let start = Instant::now();
        let compilation = compile(sources, &Options::default());
        ours.push(start.elapsed());
        assert!(compilation.schema.is_ok(), "the generated schema is valid");
        drop(compilation);
        let start = Instant::now();
        black_box(text.split_whitespace().map(str::to_owned).collect::<Vec<String>>());
        reference.push(start.elapsed());
    }
    (of(ours), of(reference))
}

/// Milliseconds from text to formatted text, and of the reference, taken in turn.
fn measure_format(text: &str, runs: usize) -> (f64, f64) {
    let mut ours = Vec::new();
    let mut reference = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        black_box(format(text));
        ours.push(start.elapsed());
        let start = Instant::now();
        black_box(text.split_whitespace().map(str::to_owned).collect::<Vec<String>>());
        reference.push(start.elapsed());
    }
    (median(ours), median(reference))
}

/// A generated schema of at least so many bytes or lines.
fn schema(enough: impl Fn(&str) -> bool) -> (usize, String) {
    let mut models = 50;
    loop {
        let text = generate(11, models, Provider::Postgres);
        if enough(&text) {
            return (models, text);
        }
        models += models / 8;
    }
}

/// The same schema in TOML, a line a field.
fn toml(text: &str) -> String {
    let mut sources = SourceMap::new();
    sources.add(PRISMA, text);
    let compilation = compile(sources, &Options::default());
    to_toml(&compilation.documents[0], TomlStyle::Lines).expect("the generated schema has a form in TOML")
}

const PRISMA: &str = "schema.prisma";
const TOML: &str = "schema.toml";

/// Rows of the table, and which of them are over their budgets.
#[derive(Default)]
struct Table {
    over: Vec<String>,
}

impl Table {
    fn row(&mut self, what: &str, measured: (f64, f64), budget: Option<f64>) {
        let verdict = self.verdict(what, measured.0, budget);
        let allowed = budget.map(|budget| format!("≤ {budget} ms")).unwrap_or_default();
        println!("| {what} | {:.2} ms{verdict} | {:.2} ms | {allowed} |", measured.0, measured.1);
    }

    fn verdict(&mut self, what: &str, measured: f64, budget: Option<f64>) -> &'static str {
        if budget.is_none_or(|budget| measured <= budget) {
            return "";
        }
        self.over.push(what.to_owned());
        " **over**"
    }

    /// Twice the models, again and again: the times, and how they grow beside the reference. The mean is judged (ADR 13).
    fn doubling(&mut self, path: &str, language: &str, text: impl Fn(usize) -> String) {
        const SIZES: [usize; 4] = [1_250, 2_500, 5_000, 10_000];
        let measured = SIZES.map(|models| {
            let text = text(models);
            let measured = measure(path, &text, 9, least);
            self.row(&format!("{models} models{language}, {:.2} MB", text.len() as f64 / 1e6), measured, None);
            measured
        });
        for (pair, half) in measured.windows(2).zip(SIZES) {
            let (ours, reference) = (pair[1].0 / pair[0].0, pair[1].1 / pair[0].1);
            println!("| {half} to {} models{language} | {ours:.2} × | {reference:.2} × | |", half * 2);
        }
        let doublings = f64::from(SIZES.len() as u32 - 1);
        let mean = |first: f64, last: f64| (last / first).powf(doublings.recip());
        let ((ours, words), (last, last_words)) = (measured[0], measured[SIZES.len() - 1]);
        let (ours, words) = (mean(ours, last), mean(words, last_words));
        let what = format!("twice the models{language}, mean of the doublings");
        let verdict = self.verdict(&what, ours, Some(DOUBLING_BUDGET));
        println!("| {what} | {ours:.2} ×{verdict} | {words:.2} × | ≤ {DOUBLING_BUDGET} × |");
    }
}

fn main() -> ExitCode {
    let mut given = std::env::args().skip(1);
    if let Some(models) = given.next().and_then(|models| models.parse().ok()) {
        let text = generate(11, models, Provider::Postgres);
        let (path, text) = if given.next().is_some() { (TOML, toml(&text)) } else { (PRISMA, text) };
        black_box(measure(path, &text, 10, median));
        return ExitCode::SUCCESS;
    }
    let mut table = Table::default();
    println!("| text | measured | words of it (reference) | budget |\n|---|---|---|---|");
    let (models, large) = schema(|text| text.lines().count() >= LARGE_LINES);
    let lines = large.lines().count();
    table.row(&format!("{models} models, {lines} lines"), measure(PRISMA, &large, 31, median), Some(LARGE_BUDGET));
    table.row("the same in TOML", measure(TOML, &toml(&large), 31, median), Some(LARGE_BUDGET));
    let (models, text) = schema(|text| text.len() >= MEGABYTE);
    let what = format!("{models} models, {:.2} MB", text.len() as f64 / 1e6);
    table.row(&what, measure(PRISMA, &text, 15, median), Some(MEGABYTE_BUDGET));
    table.row("the same in TOML", measure(TOML, &toml(&text), 15, median), Some(MEGABYTE_BUDGET));
    table.row(&format!("{what}, formatted"), measure_format(&text, 15), Some(FORMAT_BUDGET));
    let generated = |models| generate(11, models, Provider::Postgres);
    table.doubling(PRISMA, "", generated);
    table.doubling(TOML, " in TOML", |models| toml(&generated(models)));
    for what in &table.over {
        eprintln!("over budget: {what}");
    }
    if table.over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
