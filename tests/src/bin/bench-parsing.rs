//! Measures parsing and checking, in this process, from text in memory to a proven schema, and formatting.
//!
//! `cargo xtask bench parsing` runs this in release mode. Every figure is the median of its runs. The reference splits the
//! same text into words with the standard library, which is the least that any reader of it does.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, format};
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

/// Milliseconds from text to schema, the schema's models, and milliseconds of the reference, taken in turn.
fn measure(text: &str, runs: usize) -> (f64, f64) {
    let mut ours = Vec::new();
    let mut reference = Vec::new();
    for _ in 0..runs {
        let mut sources = SourceMap::new();
        sources.add("schema.prisma", text);
        let start = Instant::now();
        let compilation = compile(sources, &Options::default());
        ours.push(start.elapsed());
        assert!(compilation.schema.is_ok(), "the generated schema is valid");
        drop(compilation);
        let start = Instant::now();
        black_box(text.split_whitespace().map(str::to_owned).collect::<Vec<String>>());
        reference.push(start.elapsed());
    }
    (median(ours), median(reference))
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

fn main() -> ExitCode {
    let mut over = Vec::new();
    println!("| text | measured | words of it (reference) | budget |\n|---|---|---|---|");
    let mut row = |what: String, measured: (f64, f64), budget: Option<f64>| {
        let verdict = if budget.is_some_and(|budget| measured.0 > budget) { " **over**" } else { "" };
        let allowed = budget.map(|budget| format!("≤ {budget} ms")).unwrap_or_default();
        println!("| {what} | {:.2} ms{verdict} | {:.2} ms | {allowed} |", measured.0, measured.1);
        if !verdict.is_empty() {
            over.push(what);
        }
    };
    let (models, text) = schema(|text| text.lines().count() >= LARGE_LINES);
    row(format!("{models} models, {} lines", text.lines().count()), measure(&text, 31), Some(LARGE_BUDGET));
    let (models, text) = schema(|text| text.len() >= MEGABYTE);
    row(format!("{models} models, {:.2} MB", text.len() as f64 / 1e6), measure(&text, 15), Some(MEGABYTE_BUDGET));
    row(
        format!("{models} models, {:.2} MB, formatted", text.len() as f64 / 1e6),
        measure_format(&text, 15),
        Some(FORMAT_BUDGET),
    );
    let mut last: Option<(usize, f64)> = None;
    let mut ratios = Vec::new();
    for models in [1_250, 2_500, 5_000, 10_000] {
        let text = generate(11, models, Provider::Postgres);
        let measured = measure(&text, 7);
        row(format!("{models} models, {:.2} MB", text.len() as f64 / 1e6), measured, None);
        if let Some((half, before)) = last {
            ratios.push((half, models, measured.0 / before));
        }
        last = Some((models, measured.0));
    }
    for (half, models, ratio) in ratios {
        let verdict = if ratio > DOUBLING_BUDGET { " **over**" } else { "" };
        println!("| time({models}) ÷ time({half}) | {ratio:.2} ×{verdict} | | ≤ {DOUBLING_BUDGET} × |");
        if !verdict.is_empty() {
            over.push(format!("time({models}) ÷ time({half})"));
        }
    }
    for what in &over {
        eprintln!("over budget: {what}");
    }
    if over.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
