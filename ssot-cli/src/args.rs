//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// One schema in, everything that must agree out.
#[derive(Debug, Parser)]
#[command(
    name = "ssot",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done, 1 internal or file error, 2 wrong arguments, 3 mistakes in the schema, \
        4 the output is stale (check) or a file is not formatted (format), 5 files edited by hand are in the way (generate)."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Checks schemas and says what is wrong with them
    Validate(Validate),
    /// Writes what the targets make of a schema, if it changed
    Generate(Generate),
    /// Says whether the output is as `generate` would leave it
    Check(Check),
    /// Prints a stage of the pipeline
    Print(Print),
    /// Lays out schema files as `prisma format` does
    Format(Formatting),
    /// Prints the manual page of a rule
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Schema files, or folders of them, that together are one schema
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How diagnostics are shown: `human` and `plain` on standard error, `json` on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Checks the schema as if it were moved to this database
    #[arg(long, value_name = "PROVIDER")]
    pub(crate) provider: Option<String>,
    /// Holds the schema to the rules of this version of Prisma alone
    #[arg(long, value_name = "VERSION", value_parser = ["6", "7"])]
    pub(crate) psl: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Output {
    /// A schema file, or a folder of them; repeatable
    #[arg(long = "schema", required = true, value_name = "PATH")]
    pub(crate) schemas: Vec<PathBuf>,
    /// A target and, behind `=`, its output folder; repeatable
    #[arg(long = "target", required = true, value_name = "NAME[=DIR]")]
    pub(crate) targets: Vec<String>,
    /// The folder that holds the folders of targets without one of their own
    #[arg(long = "out", value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Moves the schema to another database
    #[arg(long, value_name = "PROVIDER")]
    pub(crate) provider: Option<String>,
    /// Also writes the policies and tenants as row-level security of PostgreSQL for this role, with the target `sql`
    #[arg(long, value_name = "ROLE")]
    pub(crate) row_security: Option<String>,
    /// Generates everything anew, whatever an earlier run has left in `.ssot/cache`
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) output: Output,
    /// Shows what would be written, and writes nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes over files that were edited by hand or that ssot did not write
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Print {
    /// Schema files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Which stage
    #[arg(long, value_enum)]
    pub(crate) stage: Stage,
    /// The target, for `--stage plan`
    #[arg(long, value_name = "NAME")]
    pub(crate) target: Option<String>,
    /// `json` for `--stage ir`
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Moves the schema to another database first
    #[arg(long, value_name = "PROVIDER")]
    pub(crate) provider: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Formatting {
    /// Schema files (*.prisma, *.ssot), or folders of them
    #[arg(required_unless_present = "stdin", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Writes nothing, lists the files that are not formatted, and ends with 4 if there are any
    #[arg(long)]
    pub(crate) check: bool,
    /// Reads a text from standard input and prints it formatted
    #[arg(long, conflicts_with = "paths")]
    pub(crate) stdin: bool,
    /// How the outcome is shown: `json` lists all files on standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The code of the rule, `SSOT0012` or `12`, or its name; without it all rules are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// `json` for machines
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// How something is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: with colour where the terminal has it
    Human,
    /// For people and logs: without colour
    Plain,
    /// For machines
    Json,
}

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// What the parser made
    Ast,
    /// The resolved schema
    Ir,
    /// What a target will write
    Plan,
}
