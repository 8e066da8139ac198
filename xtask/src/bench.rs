//! The benchmarks; each is a program of its own that prints ratios against a reference measured in the same run.

use crate::run::{Failure, cargo, step};

/// Name, package and binary.
const BENCHES: [(&str, &str, &str); 6] = [
    ("parsing", "ssot-tests", "bench-parsing"),
    ("generation", "ssot-tests", "bench-generation"),
    ("consumer", "ssot-tests", "bench-consumer"),
    ("inline", "ssot-tests", "bench-inline"),
    ("server", "ssot-bench", "ssot-bench"),
    ("load", "ssot-bench", "bench-load"),
];

/// Runs the named benchmarks, or all.
pub(crate) fn bench(names: &[&str]) -> Result<(), Failure> {
    if let Some(unknown) = names.iter().find(|name| !BENCHES.iter().any(|(known, _, _)| known == *name)) {
        let known: Vec<&str> = BENCHES.iter().map(|(name, _, _)| *name).collect();
        return Err(format!("no benchmark `{unknown}`; there are: {}", known.join(", ")));
    }
    for (name, package, binary) in BENCHES.iter().filter(|(name, _, _)| names.is_empty() || names.contains(name)) {
        step(&format!("benchmark {name}"), &mut cargo(&["run", "--release", "-p", package, "--bin", binary]))?;
    }
    Ok(())
}
