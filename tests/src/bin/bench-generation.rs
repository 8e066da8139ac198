//! Measures `ssot generate` as whole processes, start to exit, beside the time that writing the same bytes takes.
//!
//! `cargo xtask bench generation` builds `ssot` in release mode and runs this. Every figure is the median of its runs, with the
//! least beside it; the reference writes the same files with plain file operations from memory, in this process. What is
//! compared takes turns, and waits until the disk has what was written before. How time grows with the number of models is
//! judged by the least of the rounds and over all doublings (ADR 13), for the whole run by the clock and for the program alone by
//! the processors' time outside the kernel, which neither the disk nor other work on the machine changes much; beside both stands
//! how writing the same bytes grows. The output goes below the system's folder for temporary files (`TMPDIR` chooses another); the table ends with the
//! load of the machine.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use ssot_core::ir::Provider;
use ssot_tests::generator::generate;
use ssot_tests::toolchain::workspace;

const TARGETS: [&str; 3] = ["sql", "rust", "typescript"];

const TWO_MODELS: &str = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel Author {\n  id    Int    @id @default(autoincrement())\n  name  String\n  posts Post[]\n}\n\nmodel Post {\n  id       Int    @id @default(autoincrement())\n  title    String\n  authorId Int\n  author   Author @relation(fields: [authorId], references: [id])\n}\n";

/// A folder for the run, removed at its end.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Bench {
    ssot: PathBuf,
    scratch: Scratch,
    failures: Vec<String>,
}

fn main() -> ExitCode {
    let Some(ssot) = build() else {
        eprintln!("ssot does not build");
        return ExitCode::FAILURE;
    };
    let scratch = Scratch(std::env::temp_dir().join(format!("ssot-bench-{}", std::process::id())));
    fs::create_dir_all(&scratch.0).expect("a scratch folder");
    let mut bench = Bench { ssot, scratch, failures: Vec::new() };
    println!("| what | measured | budget |\n|---|---|---|");
    bench.start_up();
    bench.shop();
    bench.two_hundred();
    bench.linearity();
    println!("\nOutput in {}; load {}.", std::env::temp_dir().display(), load());
    for failure in &bench.failures {
        eprintln!("over budget: {failure}");
    }
    if bench.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn build() -> Option<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let arguments = ["build", "--release", "-q", "-p", "ssot-cli", "--bin", "ssot"];
    let built = Command::new(cargo).args(arguments).current_dir(workspace()).status().ok()?.success();
    let ssot = std::env::current_exe().ok()?.parent()?.join("ssot");
    (built && ssot.is_file()).then_some(ssot)
}

/// How many processes wanted a processor, over 1, 5 and 15 minutes; empty where the system does not say.
fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// The times of several runs of one thing, sorted.
#[derive(Debug)]
struct Times(Vec<Duration>);

impl Times {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    fn least(&self) -> Duration {
        self.0[0]
    }
}

/// Waits until the disk has what was written, so that no run pays for the one before.
fn settle() {
    let _ = Command::new("sync").status();
}

/// The processors' time that all processes which this one has started and seen end spent outside the kernel, as the kernel counts it
/// in hundredths of a second. Source: `proc_pid_stat(5)`, field 16.
fn children_time() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or("").split_whitespace();
    let ticks: u64 = fields.skip(13).take(1).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

impl Bench {
    fn row(&mut self, what: &str, measured: f64, unit: &str, budget: f64) {
        let verdict = if measured <= budget { "" } else { " **over**" };
        println!("| {what} | {measured:.2} {unit}{verdict} | ≤ {budget} {unit} |");
        if measured > budget {
            self.failures.push(format!("{what}: {measured:.2} {unit}, budget {budget} {unit}"));
        }
    }

    fn times(&mut self, what: &str, times: &Times, budget: f64) {
        let (median, least) = (milliseconds(times.median()), milliseconds(times.least()));
        let verdict = if median <= budget { "" } else { " **over**" };
        println!("| {what} | {median:.2} ms, least {least:.2}{verdict} | ≤ {budget} ms |");
        if median > budget {
            self.failures.push(format!("{what}: {median:.2} ms, budget {budget} ms"));
        }
    }

    fn schema(&self, name: &str, text: &str) -> PathBuf {
        let path = self.scratch.0.join(format!("{name}.prisma"));
        fs::write(&path, text).expect("a schema is written");
        path
    }

    fn command(&self, schema: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.ssot);
        command.current_dir(&self.scratch.0).arg("generate").arg("--schema").arg(schema).arg("--out").arg(out);
        for target in TARGETS {
            command.args(["--target", target]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// One run, start to exit.
    fn run(&self, schema: &Path, out: &Path) -> Duration {
        start_to_exit(&mut self.command(schema, out))
    }

    /// Runs into a folder that does not exist yet.
    fn cold(&self, schema: &Path, runs: usize) -> (Times, PathBuf) {
        let out = self.scratch.0.join("out");
        let times = (0..runs)
            .map(|_| {
                let _ = fs::remove_dir_all(&out);
                self.run(schema, &out)
            })
            .collect();
        (Times::new(times), out)
    }

    /// The most memory that a run holds, in MiB, as the kernel counts it.
    fn memory(&self, schema: &Path) -> f64 {
        let out = self.scratch.0.join("memory");
        let mut child = self.command(schema, &out).spawn().expect("ssot starts");
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0.0_f64;
        while child.try_wait().expect("a child to wait for").is_none() {
            let text = fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
            most = most.max(kilobytes.unwrap_or(0.0) / 1024.0);
            std::thread::sleep(Duration::from_micros(200));
        }
        most
    }

    fn start_up(&mut self) {
        let schema = self.schema("two", TWO_MODELS);
        let (_, out) = self.cold(&schema, 1);
        let times = (0..21).map(|_| self.run(&schema, &out)).collect();
        self.times("2 models, all targets, start to exit", &Times::new(times), 10.0);
    }

    fn shop(&mut self) {
        let schema = workspace().join("examples/shop/schema.prisma");
        let (_, out) = self.cold(&schema, 1);
        let (mut ours, mut references) = (Vec::new(), Vec::new());
        for _ in 0..25 {
            let _ = fs::remove_dir_all(&out);
            settle();
            ours.push(self.cold(&schema, 1).0.median());
            let copied = self.scratch.0.join("copy");
            let _ = fs::remove_dir_all(&copied);
            settle();
            references.push(copy(&out, &copied));
        }
        let (cold, reference) = (Times::new(ours), Times::new(references));
        self.times("shop, all targets, cold, with writing", &cold, 25.0);
        let (median, least) = (milliseconds(reference.median()), milliseconds(reference.least()));
        println!("| writing the same bytes (reference) | {median:.2} ms, least {least:.2} | |");
        let ratio = cold.median().as_secs_f64() / reference.median().as_secs_f64();
        println!("| shop ÷ writing the same bytes | {ratio:.2} × | |");
        let (unchanged, anew, touched) = self.unchanged(&schema, &out);
        self.times("shop, nothing changed", &unchanged, 5.0);
        let (median, least) = (milliseconds(anew.median()), milliseconds(anew.least()));
        println!("| shop, nothing changed, with `--no-cache` | {median:.2} ms, least {least:.2} | |");
        self.row("files written when nothing changed", touched as f64, "files", 0.0);
        let starts = Times::new((0..21).map(|_| start_to_exit(Command::new(&self.ssot).arg("--version"))).collect());
        let (median, least) = (milliseconds(starts.median()), milliseconds(starts.least()));
        println!("| `ssot --version`, start to exit | {median:.2} ms, least {least:.2} | |");
    }

    /// Runs over a finished tree, with what the last one left and without, and how many files they touched.
    fn unchanged(&self, schema: &Path, out: &Path) -> (Times, Times, usize) {
        let before = stamps(out);
        let (mut known, mut anew) = (Vec::new(), Vec::new());
        for _ in 0..21 {
            known.push(self.run(schema, out));
            anew.push(start_to_exit(self.command(schema, out).arg("--no-cache")));
        }
        let after = stamps(out);
        let touched =
            before.iter().zip(&after).filter(|(one, two)| one != two).count() + before.len().abs_diff(after.len());
        (Times::new(known), Times::new(anew), touched)
    }

    fn two_hundred(&mut self) {
        let schema = self.schema("200", &generate(1, 200, Provider::Postgres));
        let (cold, _) = self.cold(&schema, 7);
        self.times("200 models, all targets, cold", &cold, 150.0);
        let memory = self.memory(&schema);
        self.row("200 models, memory", memory, "MiB", 100.0);
    }

    fn linearity(&mut self) {
        const SIZES: [usize; 5] = [625, 1250, 2500, 5000, 10_000];
        let schemas = SIZES.map(|models| {
            let text = generate(1, models, Provider::Postgres);
            self.schema(&format!("{models}"), &text)
        });
        let mut rounds = SIZES.map(|_| [Vec::new(), Vec::new(), Vec::new()]);
        for round in 0..5 {
            let mut turn: Vec<_> = schemas.iter().zip(&mut rounds).collect();
            if round % 2 == 1 {
                turn.reverse();
            }
            for (schema, [clock, outside, reference]) in turn {
                let (out, copied) = (self.scratch.0.join("out"), self.scratch.0.join("copy"));
                for folder in [&out, &copied] {
                    let _ = fs::remove_dir_all(folder);
                }
                settle();
                let before = children_time();
                clock.push(self.run(schema, &out));
                outside.push(children_time().saturating_sub(before));
                settle();
                reference.push(copy(&out, &copied));
            }
        }
        let least = rounds.map(|figures| figures.map(|times| Times::new(times).least()));
        for (models, figures) in SIZES.iter().zip(&least) {
            let [clock, outside, reference] = figures.map(milliseconds);
            let what = "cold: by the clock, processors outside the kernel, writing the same bytes";
            println!("| {models} models, {what} | {clock:.0} ms, {outside:.0} ms, {reference:.0} ms | |");
        }
        for (pair, models) in least.windows(2).zip(&SIZES[1..]) {
            let growth = |which: usize| pair[1][which].as_secs_f64() / pair[0][which].as_secs_f64();
            let [clock, outside, reference] = [0, 1, 2].map(growth);
            let half = models / 2;
            println!(
                "| {half} to {models} models: time, processors' time, reference | {clock:.2}, {outside:.2}, {reference:.2} × | |"
            );
        }
        let doublings = f64::from(SIZES.len() as u32 - 1);
        let mean = |which: usize| {
            let growth = least[SIZES.len() - 1][which].as_secs_f64() / least[0][which].as_secs_f64();
            growth.powf(doublings.recip())
        };
        self.row("time of twice the models, mean of the doublings", mean(0), "×", 2.2);
        self.row("processors' time of twice the models, outside the kernel, mean", mean(1), "×", 2.2);
        println!("| writing the bytes of twice the models (reference), mean | {:.2} × | |", mean(2));
    }
}

fn start_to_exit(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().expect("ssot starts");
    let time = start.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    time
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { list.push(path) }
        }
    }
    list.sort();
    list
}

fn stamps(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let stamp = |path: PathBuf| {
        let time = fs::metadata(&path).and_then(|data| data.modified()).expect("a file has a time");
        (path, time)
    };
    files(folder).into_iter().map(stamp).collect()
}

/// Writes the files of `from` into a new folder and says how long the writing took.
fn copy(from: &Path, to: &Path) -> Duration {
    let _ = fs::remove_dir_all(to);
    let content: Vec<(PathBuf, Vec<u8>)> = files(from)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).expect("a file is readable");
            (to.join(path.strip_prefix(from).expect("below the folder")), bytes)
        })
        .collect();
    let start = Instant::now();
    for (path, bytes) in &content {
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }
    start.elapsed()
}
