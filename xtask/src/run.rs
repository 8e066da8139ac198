//! Starting commands and saying so.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Why a task ended early.
pub(crate) type Failure = String;

/// Prints a line to standard error.
pub(crate) fn say(text: &str) {
    eprintln!("{}", text.trim_end());
}

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// A command in the root of the workspace.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// Runs a step and says how long it took.
pub(crate) fn step(title: &str, command: &mut Command) -> Result<(), Failure> {
    say(&format!("── {title}"));
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("{title}: {error}"))?;
    if !status.success() {
        return Err(format!("{title} failed ({status})"));
    }
    say(&format!("── {title}: {:.1} s", start.elapsed().as_secs_f64()));
    Ok(())
}

/// Whether a program can be started.
pub(crate) fn has(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}
