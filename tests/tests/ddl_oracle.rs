//! DDL beside the one of Prisma's engine: the same bytes, on every database that the engine's WebAssembly build writes for.
//!
//! Where Prisma is wrong, ours differs on purpose. [`DIFFERENCES`] lists each such rule with its reason, and says what a line of
//! ours would be if Prisma had written it; a line that no rule explains fails the test. `docs/targets/sql.md` has the same table
//! for people, and a test holds the two together.

use std::fs;

use similar::{ChangeTag, TextDiff};
use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, diagnostic::render_plain};
use ssot_tests::generator::generate;
use ssot_tests::oracle::{Answer, File, Version, batch};
use ssot_tests::specimen::specimen;
use ssot_tests::toolchain::workspace;

/// The databases that the engine writes for.
const PROVIDERS: [Provider; 3] = [Provider::Postgres, Provider::Sqlite, Provider::CockroachDb];

/// A place where ours differs on purpose.
struct Difference {
    /// As the table in `docs/targets/sql.md` has it.
    title: &'static str,
    reason: &'static str,
    providers: &'static [Provider],
    /// What Prisma writes where we write this line; `None` if the rule has nothing to do with it.
    prisma: fn(&str) -> Option<String>,
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        title: "a quote in an enum value or a name",
        reason: "not doubled, it ends the text",
        providers: &PROVIDERS,
        prisma: |line| {
            let names = line.replace("\"\"", "\"");
            let written = if line.starts_with("CREATE TYPE") { names.replace("''", "'") } else { names };
            (written != line).then_some(written)
        },
    },
    Difference {
        title: "Json default, SQLite",
        reason: "without quotes it is no value of SQL",
        providers: &[Provider::Sqlite],
        prisma: |line| {
            let (head, tail) = line.split_once(" JSONB").and_then(|_| line.split_once(" DEFAULT '"))?;
            let end = tail.rfind('\'')?;
            Some(format!("{head} DEFAULT {}{}", tail[..end].replace("''", "'"), &tail[end + 1..]))
        },
    },
    Difference {
        title: "Bytes default, SQLite",
        reason: "without X it is a text of hexadecimal digits",
        providers: &[Provider::Sqlite],
        prisma: |line| line.contains(" BLOB").then(|| line.replace(" DEFAULT X'", " DEFAULT '")),
    },
    Difference {
        title: "`dbgenerated(\"f()\")`, SQLite and MySQL",
        reason: "SQLite takes an expression only in parentheses",
        providers: &[Provider::Sqlite],
        prisma: |line| {
            let (head, tail) = line.split_once(" DEFAULT (")?;
            let end = tail.rfind(')')?;
            Some(format!("{head} DEFAULT {}{}", &tail[..end], &tail[end + 1..]))
        },
    },
    Difference {
        title: "`BigInt @id @default(autoincrement())`, SQLite",
        reason: "SQLite counts only in a column declared INTEGER",
        providers: &[Provider::Sqlite],
        prisma: |line| {
            let counting = "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT";
            line.contains(counting).then(|| line.replace(counting, "BIGINT NOT NULL PRIMARY KEY"))
        },
    },
    Difference {
        title: "`sequence(minValue: -5)`, CockroachDB",
        reason: "Prisma leaves out numbers up to 0, and the 1 that is then no default",
        providers: &[Provider::CockroachDb],
        prisma: |line| {
            let (head, tail) = line.split_once(" AS IDENTITY (")?;
            let (options, tail) = tail.split_once(')')?;
            let words: Vec<&str> = options.split(' ').filter(|word| *word != "VIRTUAL").collect();
            let kept = words.chunks_exact(2).filter(|pair| {
                let number = pair[1].parse::<i64>().unwrap_or_default();
                number > 1 || (pair[0] == "MAXVALUE" && number != 0)
            });
            let mut kept: Vec<String> = kept.map(|pair| pair.join(" ")).collect();
            if options.starts_with("VIRTUAL") {
                kept.insert(0, "VIRTUAL".into());
            }
            let list = if kept.is_empty() { String::new() } else { format!(" ({})", kept.join(" ")) };
            Some(format!("{head} AS IDENTITY{list}{tail}"))
        },
    },
    Difference {
        title: "the schema of an extension, PostgreSQL",
        reason: "an extension cannot go where nothing is",
        providers: &[Provider::Postgres],
        prisma: |line| line.starts_with("CREATE SCHEMA").then(String::new),
    },
];

/// The DDL of a schema; the diagnostics if there are errors.
fn ours(files: &[File]) -> Result<String, String> {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    let mut compilation = compile(sources, &Options::default());
    if let Ok(schema) = &compilation.schema {
        let target = Sql::new();
        let plan = target.plan(schema, &mut compilation.diagnostics);
        if !compilation.diagnostics.has_errors() {
            let files = target.emit(&plan);
            let script = files.get("schema.sql").expect("the script").to_vec();
            return Ok(String::from_utf8(script).expect("SQL is UTF-8"));
        }
    }
    Err(render_plain(&compilation.diagnostics, &compilation.sources))
}

/// The lines that no rule explains, as a diff; the titles of the rules that explained one are added to `used`.
fn unexplained(provider: Provider, engine: &str, ours: &str, used: &mut Vec<&'static str>) -> String {
    let rules = || DIFFERENCES.iter().filter(|rule| rule.providers.contains(&provider));
    let mended: Vec<String> = TextDiff::from_lines(engine, ours)
        .iter_all_changes()
        .filter(|change| change.tag() != ChangeTag::Delete)
        .filter_map(|change| {
            let line = change.value();
            let written = |rule: &Difference| (rule.prisma)(line).filter(|written| is_line(engine, written));
            match rules().find_map(|rule| Some((rule, written(rule)?))) {
                Some((rule, written)) if change.tag() == ChangeTag::Insert => {
                    used.push(rule.title);
                    Some(written).filter(|written| !written.is_empty())
                }
                _ => Some(line.to_owned()),
            }
        })
        .collect();
    // A rule that takes a statement away leaves its heading.
    let mended = mended.concat().replace("-- CreateSchema\n\n", "");
    if mended == engine {
        return String::new();
    }
    TextDiff::from_lines(engine, &mended).unified_diff().header("engine", "ours").to_string()
}

fn is_line(text: &str, line: &str) -> bool {
    line.is_empty() || text.split_inclusive('\n').any(|found| found == line)
}

/// The project's own schemas that are for one of the engine's databases.
fn own() -> Vec<(String, Vec<File>)> {
    let mut paths: Vec<_> = ["tests/cases", "examples"]
        .iter()
        .flat_map(|folder| fs::read_dir(workspace().join(folder)).expect("a folder").flatten())
        .map(|entry| entry.path().join("schema.prisma"))
        .collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| Some((path.display().to_string(), fs::read_to_string(path).ok()?)));
    texts.map(|(name, text)| (name, vec![("schema.prisma".into(), text)])).collect()
}

fn provider_of(files: &[File]) -> Option<Provider> {
    let text = files.iter().map(|(_, text)| text.as_str()).find(|text| text.contains("datasource "))?;
    let line = text.split("datasource ").nth(1)?.lines().find(|line| line.trim_start().starts_with("provider"))?;
    Provider::parse(line.split('"').nth(1)?)
}

#[test]
fn the_bytes_are_the_engines() {
    let mut items = own();
    for provider in PROVIDERS {
        items.extend(
            (0..120).map(|seed| (format!("specimen {provider} {seed}"), specimen(seed, provider, Version::Seven))),
        );
        if provider != Provider::CockroachDb {
            let text = |seed| vec![("schema.prisma".into(), generate(seed, 12, provider))];
            items.extend((0..15).map(|seed| (format!("generated {provider} {seed}"), text(seed))));
        }
    }
    items.extend(
        SAMPLES.iter().map(|(name, text)| ((*name).to_owned(), vec![("schema.prisma".into(), (*text).into())])),
    );
    items.retain(|(_, files)| provider_of(files).is_some_and(|provider| PROVIDERS.contains(&provider)));
    let judged = batch(&items, |oracle, (name, files)| {
        let provider = provider_of(files).expect("those without one are left out");
        let mut used = Vec::new();
        let found = match (ours(files), oracle.ddl(files)) {
            (Ok(ours), Answer::Ok(engine)) => unexplained(provider, engine.as_str().expect("a text"), &ours, &mut used),
            (Err(ours), Answer::Ok(_)) => format!("we refuse:\n{ours}"),
            (_, Answer::Error(text) | Answer::Panic(text)) => format!("the engine refuses:\n{text}"),
        };
        (if found.is_empty() { found } else { format!("== {name}\n{found}") }, used)
    });
    let Some(judged) = judged else { return };
    let failures: String = judged.iter().map(|(found, _)| found.as_str()).collect();
    assert!(failures.is_empty(), "{failures}");
    let used: Vec<&str> = judged.iter().flat_map(|(_, used)| used.iter().copied()).collect();
    for rule in DIFFERENCES {
        assert!(used.contains(&rule.title), "no schema needs the rule {:?} ({})", rule.title, rule.reason);
    }
    eprintln!("{} schemas, {} lines differ on purpose", judged.len(), used.len());
}

/// Schemas for the rules that neither the cases nor the generators need.
const SAMPLES: &[(&str, &str)] = &[
    (
        "quotes",
        "datasource db {\n  provider = \"postgresql\"\n}\n\nenum Mood {\n  SAD @map(\"it's\")\n}\n\nmodel A {\n  id Int @id\n  a Mood @default(SAD) @map(\"a\\\"b\")\n\n  @@map(\"c\\\"d\")\n}\n",
    ),
    (
        "sequences",
        "datasource db {\n  provider = \"cockroachdb\"\n}\n\nmodel A {\n  id BigInt @id @default(sequence(virtual: true, minValue: -5, increment: 1, start: 1))\n  a Int @default(sequence(increment: -2, maxValue: 0))\n  b Int @default(sequence())\n  c BigInt @default(sequence(minValue: 2, maxValue: 100, increment: 5, start: 7, cache: 3))\n}\n",
    ),
    (
        "extensions",
        "generator g {\n  provider = \"prisma-client\"\n  previewFeatures = [\"postgresqlExtensions\"]\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  extensions = [zeta(map: \"alpha\", schema: \"x\", version: \"1\"), Beta, gamma(map: \"delta\")]\n  schemas = [\"a\", \"b\", \"x\"]\n}\n\nmodel A {\n  id Int @id\n\n  @@schema(\"b\")\n}\n",
    ),
];

#[test]
fn every_difference_is_in_the_book() {
    let page = fs::read_to_string(workspace().join("docs/targets/sql.md")).expect("the page of the target");
    for rule in DIFFERENCES {
        assert!(page.contains(&format!("| {} |", rule.title)), "{:?} is not in docs/targets/sql.md", rule.title);
    }
}
