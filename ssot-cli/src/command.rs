//! One function a subcommand; each returns its exit code.

use ssot_build::{Change, Config, Error, Result, Summary};
use ssot_core::PrismaVersion;

use crate::args::{Check, Cli, Command, Format, Generate, Output, Print, Stage, Validate};
use crate::{explain, failure, format, show, target};

/// Where runs remember what they wrote, below the working directory.
const CACHE: &str = ".ssot/cache";

/// Runs a command line.
pub(crate) fn run(cli: &Cli) -> u8 {
    let (format, result) = match &cli.command {
        Command::Validate(arguments) => (arguments.format, validate(arguments)),
        Command::Generate(arguments) => (arguments.output.format, generate(arguments)),
        Command::Check(arguments) => (arguments.output.format, check(arguments)),
        Command::Print(arguments) => (Format::Human, print(arguments)),
        Command::Format(arguments) => (arguments.format, format::format(arguments)),
        Command::Explain(arguments) => (arguments.format, explain::explain(arguments)),
    };
    result.unwrap_or_else(|error| {
        show::error(&error, format);
        failure::code(&error)
    })
}

fn validate(arguments: &Validate) -> Result<u8> {
    let mut config = Config::new();
    for path in &arguments.paths {
        config = config.schema(path);
    }
    if let Some(provider) = &arguments.provider {
        config = config.provider(provider);
    }
    if let Some(version) = &arguments.psl {
        config = config.prisma(if version == "6" { PrismaVersion::Six } else { PrismaVersion::Seven });
    }
    let compilation = config.compile()?;
    show::diagnostics(&compilation.diagnostics, &compilation.sources, arguments.format);
    let counts = show::counts(&compilation.diagnostics);
    match (arguments.format, counts.is_empty()) {
        (Format::Json, _) => {}
        (_, true) => show::talk("the schema is valid"),
        (_, false) => show::talk(&counts),
    }
    Ok(if compilation.diagnostics.has_errors() { failure::DIAGNOSTICS } else { failure::OK })
}

fn configure(output: &Output) -> Result<Config> {
    let mut config = Config::new();
    for schema in &output.schemas {
        config = config.schema(schema);
    }
    for argument in &output.targets {
        config = target::add(config, argument, output.row_security.as_deref())?;
    }
    if output.row_security.is_some() && !output.targets.iter().any(|argument| target::is_sql(argument)) {
        return Err(Error::Usage(
            "`--row-security` is about the target `sql`, which is not named: add `--target sql`".into(),
        ));
    }
    if let Some(out) = &output.out {
        config = config.out_dir(out);
    }
    if let Some(provider) = &output.provider {
        config = config.provider(provider);
    }
    if !output.no_cache {
        config = config.cache(CACHE);
    }
    Ok(config)
}

fn report(summary: &Summary, format: Format) {
    show::diagnostics(&summary.generated.diagnostics, &summary.generated.sources, format);
}

fn generate(arguments: &Generate) -> Result<u8> {
    let config = configure(&arguments.output)?.force(arguments.force);
    let format = arguments.output.format;
    if arguments.dry_run {
        let summary = config.check()?;
        report(&summary, format);
        show::list(&summary, format)?;
        let edited: Vec<_> = summary.edited().map(|changed| changed.path.clone()).collect();
        if !edited.is_empty() && !arguments.force {
            return Err(Error::Edited(edited));
        }
        return Ok(failure::OK);
    }
    let summary = config.write()?;
    report(&summary, format);
    let written = summary.count(Change::Create) + summary.count(Change::Update) + summary.count(Change::Delete);
    show::talk(&match written {
        0 => format!("nothing changed ({} files)", summary.changes.len()),
        _ => show::changes(&summary.changes),
    });
    Ok(failure::OK)
}

fn check(arguments: &Check) -> Result<u8> {
    let summary = configure(&arguments.output)?.check()?;
    report(&summary, arguments.output.format);
    if summary.is_fresh() {
        show::talk("the output is fresh");
        return Ok(failure::OK);
    }
    show::list(&summary, arguments.output.format)?;
    show::talk("the output is stale: run `ssot generate` with the same arguments");
    if summary.edited().next().is_some() {
        show::talk("files marked `edited` were changed by hand: move the changes elsewhere, then add `--force`");
    }
    Ok(failure::STALE)
}

fn print(arguments: &Print) -> Result<u8> {
    let mut config = Config::new();
    for path in &arguments.paths {
        config = config.schema(path);
    }
    if let Some(provider) = &arguments.provider {
        config = config.provider(provider);
    }
    if arguments.stage == Stage::Plan {
        let Some(name) = &arguments.target else {
            return Err(Error::Usage("`--stage plan` needs `--target NAME`".into()));
        };
        let config = target::add(config, name, None)?;
        for (_, plan) in config.print_plans()? {
            show::data(&(plan + "\n"));
        }
        return Ok(failure::OK);
    }
    if arguments.target.is_some() {
        return Err(Error::Usage("`--target` goes with `--stage plan`".into()));
    }
    let compilation = config.compile()?;
    show::diagnostics(&compilation.diagnostics, &compilation.sources, Format::Human);
    let schema = match &compilation.schema {
        Ok(schema) => schema,
        Err(schema) => schema,
    };
    match (arguments.stage, arguments.format) {
        (Stage::Ir, Format::Json) => show::data(&ssot_core::ir::to_json(schema, Some(&compilation.sources))),
        (_, Format::Json) => return Err(Error::Usage("`--format json` goes with `--stage ir`".into())),
        (Stage::Ast, _) => show::data(&format!("{:#?}\n", compilation.documents)),
        _ => show::data(&format!("{schema:#?}\n")),
    }
    Ok(if compilation.diagnostics.has_errors() { failure::DIAGNOSTICS } else { failure::OK })
}
