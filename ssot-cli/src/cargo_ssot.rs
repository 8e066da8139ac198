//! `cargo ssot …`: hands its arguments to the `ssot` beside it.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let beside =
        std::env::current_exe().ok().map(|path| path.with_file_name(format!("ssot{}", std::env::consts::EXE_SUFFIX)));
    let ssot = beside.filter(|path| path.is_file()).unwrap_or_else(|| "ssot".into());
    // Cargo passes the subcommand's own name as the first argument.
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let arguments = arguments.strip_prefix(&["ssot".into()]).unwrap_or(&arguments);
    match Command::new(&ssot).args(arguments).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            eprintln!("error: cannot start {}: {error}", ssot.display());
            ExitCode::from(1)
        }
    }
}
