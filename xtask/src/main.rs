//! Tasks of the workspace. `cargo xtask test` is everything CI runs, with its set-up.

mod bench;
mod codegen;
mod run;
mod setup;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask TASK

tasks:
  test           set up what the tests need, then run everything CI runs
  setup          only the set-up: npm packages, and databases where the machine's owner allows it
  codegen [--check]
                 write the files that are made from data, or say which are stale
  bench [NAME]   run the benchmarks: parsing, generation, consumer, inline, server, load (all of them without a name)
  help           this text

exit codes: 0 done, 1 something failed, 2 wrong arguments
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["test"] => setup::setup().and_then(|()| test::test()),
        ["setup"] => setup::setup(),
        ["codegen"] => codegen::codegen(false),
        ["codegen", "--check"] => codegen::codegen(true),
        ["bench", names @ ..] => setup::setup().and_then(|()| bench::bench(names)),
        ["help" | "--help" | "-h"] => {
            run::say(HELP);
            Ok(())
        }
        _ => {
            run::say(HELP);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            run::say(&format!("xtask: {failure}"));
            ExitCode::FAILURE
        }
    }
}
