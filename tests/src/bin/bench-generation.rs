//! Measures `ssot generate` as whole processes, start to exit, beside the time that writing the same bytes takes.
//!
//! `cargo xtask bench generation` builds `ssot` in release mode and runs this. Every figure is the median of its runs; the
//! reference writes the same files with plain file operations from memory, in this process, and takes turns with what it is
//! compared with, as sizes do whose ratio is wanted. The output goes below the system's folder for temporary files (`TMPDIR`
//! chooses another); the table ends with the load of the machine.

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

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
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
        let mut command = self.command(schema, out);
        let start = Instant::now();
        let output = command.output().expect("ssot starts");
        let time = start.elapsed();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        time
    }

    /// The median of `runs` runs into a folder that does not exist yet.
    fn cold(&self, schema: &Path, runs: usize) -> (Duration, PathBuf) {
        let out = self.scratch.0.join("out");
        let times = (0..runs)
            .map(|_| {
                let _ = fs::remove_dir_all(&out);
                self.run(schema, &out)
            })
            .collect();
        (median(times), out)
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
        self.row("2 models, all targets, start to exit", milliseconds(median(times)), "ms", 10.0);
    }

    fn shop(&mut self) {
        let schema = workspace().join("examples/shop/schema.prisma");
        let (_, out) = self.cold(&schema, 1);
        let (mut ours, mut references) = (Vec::new(), Vec::new());
        for _ in 0..15 {
            ours.push(self.cold(&schema, 1).0);
            references.push(copy(&out, &self.scratch.0.join("copy")));
        }
        let (cold, reference) = (median(ours), median(references));
        self.row("shop, all targets, cold, with writing", milliseconds(cold), "ms", 25.0);
        println!("| writing the same bytes (reference) | {:.2} ms | |", milliseconds(reference));
        self.row("shop ÷ writing the same bytes", cold.as_secs_f64() / reference.as_secs_f64(), "×", 2.0);
        let (unchanged, touched) = self.unchanged(&schema, &out);
        self.row("shop, nothing changed", milliseconds(unchanged), "ms", 5.0);
        self.row("files written when nothing changed", touched as f64, "files", 0.0);
    }

    /// The median of runs over a finished tree, and how many files they touched.
    fn unchanged(&self, schema: &Path, out: &Path) -> (Duration, usize) {
        let before = stamps(out);
        let times = (0..21).map(|_| self.run(schema, out)).collect();
        let after = stamps(out);
        (
            median(times),
            before.iter().zip(&after).filter(|(one, two)| one != two).count() + before.len().abs_diff(after.len()),
        )
    }

    fn two_hundred(&mut self) {
        let schema = self.schema("200", &generate(1, 200, Provider::Postgres));
        let (cold, _) = self.cold(&schema, 7);
        self.row("200 models, all targets, cold", milliseconds(cold), "ms", 150.0);
        let memory = self.memory(&schema);
        self.row("200 models, memory", memory, "MiB", 100.0);
    }

    fn linearity(&mut self) {
        const SIZES: [usize; 5] = [625, 1250, 2500, 5000, 10_000];
        let schemas = SIZES.map(|models| {
            let text = generate(1, models, Provider::Postgres);
            self.schema(&format!("{models}"), &text)
        });
        let mut times = SIZES.map(|_| Vec::new());
        for _ in 0..3 {
            for (schema, times) in schemas.iter().zip(&mut times) {
                times.push(self.cold(schema, 1).0);
            }
        }
        let times = times.map(median);
        for (models, time) in SIZES.iter().zip(&times) {
            println!("| {models} models, cold | {:.0} ms | |", milliseconds(*time));
        }
        for (pair, models) in times.windows(2).zip(&SIZES[1..]) {
            let ratio = pair[1].as_secs_f64() / pair[0].as_secs_f64();
            self.row(&format!("time({models}) ÷ time({})", models / 2), ratio, "×", 2.2);
        }
    }
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
