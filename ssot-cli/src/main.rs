//! The `ssot` command: arguments in, the library's answers out. No logic of its own.

mod args;
mod command;
mod explain;
mod failure;
mod format;
mod show;
mod target;

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;

/// Generation is many small texts: a third of a run was spent in the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(command::run(&args::Cli::parse()))
}
