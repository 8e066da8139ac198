//! The section of `docs/benchmarks.md` that belongs to a benchmark.

use std::{fs, io};

use ssot_tests::toolchain::workspace;

/// Replaces what stands in `docs/benchmarks.md` between the marks of `cargo xtask bench NAME`.
///
/// # Errors
/// If there are no such marks, or the file cannot be written.
pub fn document(name: &str, section: &str) -> io::Result<()> {
    let (start, end) = (format!("<!-- cargo xtask bench {name} -->\n"), "<!-- end -->\n");
    let path = workspace().join("docs/benchmarks.md");
    let text = fs::read_to_string(&path)?;
    let (before, rest) =
        text.split_once(&start).ok_or_else(|| io::Error::other("docs/benchmarks.md has no mark for this benchmark"))?;
    let (_, after) = rest.split_once(end).ok_or_else(|| io::Error::other("the mark of this benchmark has no end"))?;
    fs::write(&path, [before, &start, section, end, after].concat())
}
