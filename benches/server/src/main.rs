//! `cargo xtask bench server`: the generated server of a blog beside hand-written references, all in one run on one machine.
//!
//! Every server answers the same two questions from the same rows over 32 keep-alive connections; a round lasts some seconds,
//! the order of the servers rotates, and the table shows each one's median round. Answers are compared before anything is
//! measured, and a server that answers anything but 200 ends the run.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use ssot_bench::contender::{Contender, build, command, run};
use ssot_bench::data;
use ssot_bench::document::document;
use ssot_bench::load::{Question, Round, ask, load};
use ssot_tests::toolchain::{Postgres, find, workspace};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const CONNECTIONS: u32 = 32;

fn main() -> Result {
    let seconds = std::env::var("SSOT_BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5);
    let rounds = std::env::var("SSOT_BENCH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let bench = Bench::prepare()?;
    let results = bench.measure(rounds, Duration::from_secs(seconds))?;
    let pgbench = bench.pgbench(seconds)?;
    let table = table(&results, pgbench)?;
    println!("{table}");
    let section = format!("{rounds} rounds of {seconds} s, {CONNECTIONS} connections; the median round.\n\n{table}");
    document("server", &section)?;
    Ok(())
}

struct Bench {
    contenders: Vec<Contender>,
    postgres: Option<(&'static Postgres, String)>,
    scratch: PathBuf,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

struct Measured {
    name: &'static str,
    get: Round,
    list: Round,
    memory: f64,
}

/// The npm packages of the Prisma reference and its generated client; `false` where npm is absent.
fn prepare_prisma(folder: &Path) -> Result<bool> {
    if find("npm", &[]).is_none() {
        eprintln!("npm is not installed: the table has no row for Prisma");
        return Ok(false);
    }
    if !folder.join("node_modules").is_dir() {
        let mut install = command("npm", folder);
        install.args(["ci", "--no-audit", "--no-fund"]);
        run(install)?;
    }
    let blog = fs::read_to_string(workspace().join("tests/press/schema.prisma"))?;
    let head = fs::read_to_string(folder.join("schema-head.prisma"))?;
    fs::write(folder.join("schema.prisma"), head + &blog)?;
    let mut generate = command("npx", folder);
    generate.args(["prisma", "generate", "--schema", "schema.prisma"]).env("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true");
    run(generate)?;
    Ok(true)
}

impl Bench {
    fn prepare() -> Result<Self> {
        let target = std::env::current_exe()?.ancestors().nth(2).ok_or("no target folder")?.to_owned();
        let press = build(workspace(), "press", &target)?;
        let references = workspace().join("benches/reference");
        let reference = build(&references, "ssot-bench-reference", &target.join("reference"))?;
        let prisma = workspace().join("benches/prisma");
        let has_prisma = prepare_prisma(&prisma)?;
        let scratch = std::env::temp_dir().join(format!("ssot-bench-server-{}", std::process::id()));
        fs::create_dir_all(&scratch)?;
        let mut bench = Self { contenders: Vec::new(), postgres: None, scratch: scratch.clone() };

        let file = scratch.join("blog.db");
        let sqlite = rusqlite::Connection::open(&file)?;
        sqlite.execute_batch("pragma journal_mode = wal;")?;
        sqlite.execute_batch(&format!("begin; {} {} commit; analyze;", data::ddl("sqlite"), data::rows()))?;
        drop(sqlite);
        let path = file.to_str().ok_or("the scratch path is not UTF-8")?.to_owned();

        bench.start("ssot, SQLite", |port| {
            let mut server = command(&press, &scratch);
            server.env("PORT", port.to_string()).env("PRESS_DB", &path).env_remove("DATABASE_URL");
            server
        })?;
        bench.start("ssot with policies, SQLite", |port| {
            let mut server = command(&press, &scratch);
            server.env("PORT", port.to_string()).env("PRESS_DB", &path).env_remove("DATABASE_URL");
            server.env("PRESS_POLICIES", "on");
            server
        })?;
        bench.start("axum + sqlx, SQLite", |port| {
            let mut server = command(&reference, &scratch);
            server.args(["sqlx", &port.to_string(), &format!("sqlite:{path}")]);
            server
        })?;
        if has_prisma {
            bench.start("Fastify + Prisma 7, SQLite", |port| {
                let mut server = command("node", &prisma);
                server.args(["server.mjs", &port.to_string(), &path]).env("NODE_ENV", "production");
                server
            })?;
        }
        let body = ask(bench.contenders[0].address, Question::Get(data::POSTS))?;
        let bytes = scratch.join("post.json");
        fs::write(&bytes, body)?;
        bench.start("axum, same bytes from memory", |port| {
            let mut server = command(&reference, &scratch);
            server.args(["memory", &port.to_string()]).arg(&bytes);
            server
        })?;
        if let Some(postgres) = Postgres::shared() {
            let url = postgres.database();
            postgres.psql_in(&url, &data::ddl("postgresql"));
            // In pieces: the text is an argument of a command.
            for lines in data::rows().lines().collect::<Vec<_>>().chunks(100) {
                postgres.psql_in(&url, &lines.join("\n"));
            }
            postgres.psql_in(&url, "analyze");
            bench.start("ssot, PostgreSQL", |port| {
                let mut server = command(&press, &scratch);
                server.env("PORT", port.to_string()).env("DATABASE_URL", &url);
                server
            })?;
            bench.start("ssot with policies, PostgreSQL", |port| {
                let mut server = command(&press, &scratch);
                server.env("PORT", port.to_string()).env("DATABASE_URL", &url).env("PRESS_POLICIES", "on");
                server
            })?;
            // The others are superusers, who are not asked.
            let mut secure = command(&press, &scratch);
            secure.env("DATABASE_URL", &url).env("PRESS_POLICIES", "secure");
            run(secure)?;
            let asked = postgres.database_as("press_app", &url);
            bench.start("ssot with policies and row-level security, PostgreSQL", |port| {
                let mut server = command(&press, &scratch);
                server.env("PORT", port.to_string()).env("DATABASE_URL", &asked).env("PRESS_POLICIES", "database");
                server
            })?;
            bench.start("axum + sqlx, PostgreSQL", |port| {
                let mut server = command(&reference, &scratch);
                server.args(["sqlx", &port.to_string(), &url]);
                server
            })?;
            bench.postgres = Some((postgres, url));
        }
        bench.compare()?;
        Ok(bench)
    }

    fn start(&mut self, name: &'static str, command: impl FnOnce(u16) -> Command) -> Result {
        self.contenders.push(Contender::start(name, command)?);
        Ok(())
    }

    /// All servers give the same JSON for a post, and lists of the same posts.
    fn compare(&self) -> Result {
        let mut first: Option<(serde_json::Value, serde_json::Value)> = None;
        for contender in self.contenders.iter().filter(|contender| !contender.name.contains("memory")) {
            let post: serde_json::Value = serde_json::from_str(&ask(contender.address, Question::Get(data::POSTS))?)?;
            let list: serde_json::Value = serde_json::from_str(&ask(contender.address, Question::List)?)?;
            let pair = (post, list["data"].clone());
            match &first {
                None => first = Some(pair),
                Some(first) if first.0 != pair.0 => {
                    return Err(format!("{} answers {} instead of {}", contender.name, pair.0, first.0).into());
                }
                Some(first) if first.1 != pair.1 => {
                    return Err(format!("{} lists {} instead of {}", contender.name, pair.1, first.1).into());
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn measure(&self, rounds: usize, time: Duration) -> Result<Vec<Measured>> {
        let count = self.contenders.len();
        let mut gets = vec![Vec::new(); count];
        let mut lists = vec![Vec::new(); count];
        for contender in &self.contenders {
            load(contender.address, Question::Get(data::POSTS), CONNECTIONS, Duration::from_secs(1))?;
        }
        for round in 0..rounds {
            for step in 0..count {
                let index = (step + round) % count;
                let contender = &self.contenders[index];
                gets[index].push(load(contender.address, Question::Get(data::POSTS), CONNECTIONS, time)?);
                lists[index].push(load(contender.address, Question::List, CONNECTIONS, time)?);
            }
        }
        let rows = self.contenders.iter().zip(gets).zip(lists);
        Ok(rows
            .map(|((contender, get), list)| Measured {
                name: contender.name,
                get: median(get),
                list: median(list),
                memory: contender.memory(),
            })
            .collect())
    }

    /// Transactions per second of PostgreSQL's own load program with the select of a post and its author.
    fn pgbench(&self, seconds: u64) -> Result<Option<f64>> {
        let Some((postgres, url)) = &self.postgres else { return Ok(None) };
        let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let folders: Vec<PathBuf> = folders.map(|entry| entry.path().join("bin")).collect();
        let Some(pgbench) = find("pgbench", &folders) else { return Ok(None) };
        let script = self.scratch.join("get.sql");
        fs::write(
            &script,
            format!(
                "\\set id random(1, {})\nselect * from posts p left join users u on u.id = p.author_id where p.id = :id;\n",
                data::POSTS
            ),
        )?;
        let database = url.rsplit('/').next().unwrap_or_default();
        let output = Command::new(pgbench)
            .args(["-n", "-M", "prepared", "-c", &CONNECTIONS.to_string(), "-j", "2", "-T", &seconds.to_string()])
            .args(["-h", "127.0.0.1", "-p", &postgres.port().to_string(), "-U", "postgres", "-f"])
            .arg(&script)
            .arg(database)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let rate = text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        Ok(Some(rate.ok_or("pgbench printed no rate")?))
    }
}

fn median(mut rounds: Vec<Round>) -> Round {
    rounds.sort_by(|one, two| one.rate.total_cmp(&two.rate));
    rounds[rounds.len() / 2]
}

fn table(results: &[Measured], pgbench: Option<f64>) -> std::result::Result<String, std::fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "| server | get by id, 1/s | p50 µs | p99 µs | list of 20 with author, 1/s | p50 µs | p99 µs | memory, MiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    for Measured { name, get, list, memory } in results {
        writeln!(
            out,
            "| {name} | {:.0} | {} | {} | {:.0} | {} | {} | {memory:.0} |",
            get.rate, get.p50, get.p99, list.rate, list.p50, list.p99
        )?;
    }
    if let Some(rate) = pgbench {
        writeln!(out, "| `pgbench -M prepared`, the same select | {rate:.0} | | | | | | |")?;
    }
    writeln!(out, "\n| ratio | get by id | list of 20 with author |\n|---|---|---|")?;
    for (ours, theirs) in [
        ("ssot, SQLite", "axum + sqlx, SQLite"),
        ("ssot, SQLite", "Fastify + Prisma 7, SQLite"),
        ("ssot, SQLite", "axum, same bytes from memory"),
        ("ssot with policies, SQLite", "ssot, SQLite"),
        ("ssot with policies, PostgreSQL", "ssot, PostgreSQL"),
        ("ssot with policies and row-level security, PostgreSQL", "ssot, PostgreSQL"),
        ("ssot, PostgreSQL", "axum + sqlx, PostgreSQL"),
        ("ssot, PostgreSQL", "axum, same bytes from memory"),
    ] {
        let find = |name: &str| results.iter().find(|row| row.name == name);
        if let (Some(ours), Some(theirs)) = (find(ours), find(theirs)) {
            let (get, list) = (ours.get.rate / theirs.get.rate, ours.list.rate / theirs.list.rate);
            let list = if theirs.name.contains("memory") { String::new() } else { format!("{list:.2}") };
            writeln!(out, "| {} ÷ {} | {get:.2} | {list} |", ours.name, theirs.name)?;
        }
    }
    let postgres = results.iter().find(|row| row.name == "ssot, PostgreSQL");
    if let (Some(row), Some(rate)) = (postgres, pgbench) {
        writeln!(out, "| {} ÷ pgbench | {:.2} | |", row.name, row.get.rate / rate)?;
    }
    Ok(out)
}
