//! `cargo xtask bench load`: the generated server of a blog under load while its database goes away and comes back.
//!
//! 32 connections read, list and write as fast as they are answered; half-way the database is restarted. Every answer is held
//! against the contract, and afterwards every write that was acknowledged against the rows. Anything that is wrong ends the
//! run without a table.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ssot_bench::contender::{Contender, build, command};
use ssot_bench::data;
use ssot_bench::document::document;
use ssot_bench::outage::{Audit, Counts, Load};
use ssot_db::{Database, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_tests::toolchain::{MariaDb, Postgres, Shutdown, missing, workspace};
use tokio::runtime::Runtime;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const CONNECTIONS: usize = 32;
/// How many MiB more than before the restart the server may hold at the end.
const GROWTH: f64 = 8.0;
/// What is in the log while the database is away.
const EXPECTED: [&str; 3] = [
    " WARN ssot: the database does not answer ",
    " WARN ssot: the database still does not answer ",
    " WARN ssot: the database answers again ",
];

/// What happens half-way.
#[derive(Debug, Clone, Copy)]
enum Course {
    Postgres(Shutdown, Duration),
    MariaDb,
    Sqlite,
}

const COURSES: [(&str, Course); 5] = [
    ("PostgreSQL, stopped in order", Course::Postgres(Shutdown::Fast, Duration::ZERO)),
    ("PostgreSQL, crashed", Course::Postgres(Shutdown::Immediate, Duration::ZERO)),
    ("PostgreSQL, crashed and away for 5 s", Course::Postgres(Shutdown::Immediate, Duration::from_secs(5))),
    ("MariaDB, killed", Course::MariaDb),
    ("SQLite, not restarted", Course::Sqlite),
];

fn main() -> Result {
    let seconds = std::env::var("SSOT_BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(30);
    let target = std::env::current_exe()?.ancestors().nth(2).ok_or("no target folder")?.to_owned();
    let press = match std::env::var_os("SSOT_BENCH_PRESS") {
        Some(path) => PathBuf::from(path),
        None => build(workspace(), "press", &target)?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let mut rows = Vec::new();
    for (name, course) in COURSES {
        let scratch = std::env::temp_dir().join(format!("ssot-bench-load-{}", std::process::id()));
        fs::create_dir_all(&scratch)?;
        let Some(place) = Place::make(course, &scratch) else { continue };
        let result = measure(name, course, &place, &press, &scratch, Duration::from_secs(seconds), &runtime);
        let log = fs::read_to_string(scratch.join("log")).unwrap_or_default();
        fs::remove_dir_all(&scratch)?;
        rows.push(result.map_err(|error| format!("{name}: {error}\n{}", cut(&log)))?);
        println!("{name}: done");
    }
    let table = table(&rows)?;
    println!("{table}");
    document("load", &format!("{seconds} s, {CONNECTIONS} connections.\n\n{table}"))?;
    Ok(())
}

/// The first lines of a log.
fn cut(log: &str) -> String {
    log.lines().take(20).collect::<Vec<_>>().join("\n")
}

/// A database that is there for this alone.
#[derive(Debug)]
enum Place {
    Postgres(Postgres, String),
    MariaDb(MariaDb, String),
    File(PathBuf),
}

impl Place {
    fn make(course: Course, scratch: &Path) -> Option<Self> {
        match course {
            Course::Postgres(..) => {
                let postgres = Postgres::start().filter(Postgres::can_restart);
                if postgres.is_none() {
                    missing("PostgreSQL");
                }
                postgres.map(|postgres| {
                    let url = postgres.database();
                    Self::Postgres(postgres, url)
                })
            }
            Course::MariaDb => {
                let mariadb = MariaDb::start();
                if mariadb.is_none() {
                    missing("MariaDB");
                }
                mariadb.map(|mariadb| {
                    let url = mariadb.url();
                    Self::MariaDb(mariadb, url)
                })
            }
            Course::Sqlite => Some(Self::File(scratch.join("blog.db"))),
        }
    }

    async fn open(&self) -> std::result::Result<Database, ssot_db::Error> {
        match self {
            Self::Postgres(_, url) => Database::postgres(PostgresConfig::new(url.as_str())).await,
            Self::MariaDb(_, url) => Database::mysql(MysqlConfig::new(url.as_str())).await,
            Self::File(path) => Database::sqlite(SqliteConfig::file(path)),
        }
    }

    /// Tables and rows.
    async fn fill(&self) -> std::result::Result<(), ssot_db::Error> {
        let provider = match self {
            Self::Postgres(..) => "postgresql",
            Self::MariaDb(..) => "mysql",
            Self::File(_) => "sqlite",
        };
        let database = self.open().await?;
        database.apply(&data::whole(provider)).await?;
        database.close().await;
        Ok(())
    }
}

/// One run.
#[derive(Debug)]
struct Row {
    name: &'static str,
    /// Successes per second, before the restart and after everybody was served again.
    rates: (f64, Option<f64>),
    restart: Option<Restart>,
    counts: Counts,
    audit: Audit,
    /// MiB at 5 s (or a sixth of the time), before the restart, once everybody was served again, at the end.
    memory: [f64; 4],
    log: usize,
}

/// How the database went and came back.
#[derive(Debug)]
struct Restart {
    /// From its end until it answered others.
    away: Duration,
    /// From then until the server's first success; zero if that came before the others were answered.
    first: Duration,
    /// From then until the last refusal.
    last_refusal: Duration,
    /// From then until each connection has had a read and a write.
    all: Duration,
}

fn measure(
    name: &'static str,
    course: Course,
    place: &Place,
    press: &Path,
    scratch: &Path,
    time: Duration,
    runtime: &Runtime,
) -> Result<Row> {
    runtime.block_on(place.fill())?;
    let log = scratch.join("log");
    let file = File::create(&log)?;
    let server = Contender::start(name, |port| {
        let mut server = command(press, scratch);
        server.env("PORT", port.to_string()).env_remove("DATABASE_URL").stderr(file);
        match place {
            Place::Postgres(_, url) | Place::MariaDb(_, url) => server.env("DATABASE_URL", url),
            Place::File(path) => server.env("PRESS_DB", path),
        };
        server
    })?;
    let lines = || fs::read_to_string(&log).map(|text| text.lines().count());
    // What it says when it starts.
    let greeting = lines()?;
    let begin = Instant::now();
    let load = Load::start(server.address, CONNECTIONS);
    std::thread::sleep(time / 6);
    let early = server.resident();
    std::thread::sleep((time / 2).saturating_sub(begin.elapsed()));
    let (before, middle, rate) = (server.resident(), load.tally().counts().successes, begin.elapsed());
    if lines()? > greeting {
        return Err("the log has lines before the restart".into());
    }
    let restart = restart(course, place, &load, runtime)?;
    let again = load.tally().counts().successes;
    let (after, since) = (server.resident(), Instant::now());
    // The server says that the database is back once nothing has failed for a second.
    std::thread::sleep(Duration::from_secs(2));
    let told = lines()?;
    std::thread::sleep(time.saturating_sub(begin.elapsed()));
    let counts = load.tally().counts();
    let (end, rest) = (server.resident(), since.elapsed());
    let ledger = load.end()?;
    let database = runtime.block_on(place.open())?;
    let audit = runtime.block_on(ledger.audit(&database))?;
    check(&counts, &audit, (before, end))?;
    if lines()? > told {
        return Err("the log goes on after everybody was served again".into());
    }
    let text = fs::read_to_string(&log)?;
    if let Some(line) = text.lines().skip(greeting).find(|line| !EXPECTED.iter().any(|text| line.contains(text))) {
        return Err(format!("the log has another line than those of the outage: {line}").into());
    }
    let rates = (
        middle as f64 / rate.as_secs_f64(),
        restart.is_some().then(|| (counts.successes - again) as f64 / rest.as_secs_f64()),
    );
    Ok(Row { name, rates, restart, counts, audit, memory: [early, before, after, end], log: told - greeting })
}

/// Lets the database go and come back, and waits until every connection is served again.
fn restart(course: Course, place: &Place, load: &Load, runtime: &Runtime) -> Result<Option<Restart>> {
    let gone = Instant::now();
    match (course, place) {
        (Course::Postgres(shutdown, pause), Place::Postgres(postgres, _)) => {
            postgres.end(shutdown);
            load.tally().mark();
            std::thread::sleep(pause);
            postgres.begin();
        }
        (Course::MariaDb, Place::MariaDb(mariadb, _)) => {
            mariadb.kill();
            load.tally().mark();
            mariadb.begin();
        }
        _ => return Ok(None),
    }
    while runtime.block_on(place.open()).is_err() {
        if gone.elapsed() > Duration::from_secs(60) {
            return Err("the database does not come back".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let back = Instant::now();
    if !load.wait(Duration::from_secs(60), |tally| tally.all_have(1)) {
        return Err(format!("the server does not recover: {:?}", load.tally().counts()).into());
    }
    let all = back.elapsed();
    let counts = load.tally().counts();
    let since =
        |moment: Option<Instant>| moment.map_or(Duration::ZERO, |moment| moment.saturating_duration_since(back));
    Ok(Some(Restart { away: back - gone, first: since(counts.first), last_refusal: since(counts.refused), all }))
}

/// Nothing is wrong.
fn check(counts: &Counts, audit: &Audit, (before, end): (f64, f64)) -> Result {
    if counts.faults > 0 {
        return Err(format!("{} answers are not the contract's: {:#?}", counts.faults, counts.told).into());
    }
    if !audit.wrong.is_empty() {
        let first: Vec<_> = audit.wrong.iter().take(20).collect();
        return Err(format!("{} rows are not as was answered: {first:#?}", audit.wrong.len()).into());
    }
    // What was on its way when the database went may have been done; what came afterwards is done and answered, or neither.
    if audit.open_posts.1 > CONNECTIONS as u64 {
        return Err(format!("writes are refused and done: {:?}", audit.open_posts).into());
    }
    if end > before + GROWTH {
        return Err(format!("memory grows: {before:.1} MiB before the restart, {end:.1} at the end").into());
    }
    Ok(())
}

fn table(rows: &[Row]) -> std::result::Result<String, std::fmt::Error> {
    let mut out = String::new();
    let mut line = |what: &str, cell: &dyn Fn(&Row) -> String| {
        let cells: Vec<String> = rows.iter().map(cell).collect();
        writeln!(out, "| {what} | {} |", cells.join(" | "))
    };
    line("", &|row| row.name.to_owned())?;
    line("---", &|_| "---".to_owned())?;
    let restart = |get: &dyn Fn(&Restart) -> Duration, row: &Row| {
        row.restart.as_ref().map_or(String::new(), |restart| get(restart).as_millis().to_string())
    };
    line("answers a second before", &|row| format!("{:.0}", row.rates.0))?;
    line("and after the restart", &|row| row.rates.1.map_or(String::new(), |rate| format!("{rate:.0}")))?;
    line("database away, ms", &|row| restart(&|restart| restart.away, row))?;
    line("first success after it is back, ms", &|row| restart(&|restart| restart.first, row))?;
    line("each connection has read and written, ms", &|row| restart(&|restart| restart.all, row))?;
    line("last 503 after it is back, ms", &|row| restart(&|restart| restart.last_refusal, row))?;
    line("answers of the contract", &|row| (row.counts.successes + row.counts.refusals).to_string())?;
    line("503 among them", &|row| row.counts.refusals.to_string())?;
    line("other answers, broken connections", &|row| row.counts.faults.to_string())?;
    line("slowest answer, ms", &|row| row.counts.slowest.as_millis().to_string())?;
    line("writes acknowledged", &|row| row.audit.acknowledged.to_string())?;
    line("lost or half done", &|row| row.audit.wrong.len().to_string())?;
    line("writes not acknowledged", &|row| row.audit.open.to_string())?;
    line("new rows among them, there nevertheless", &|row| {
        format!("{}, {}", row.audit.open_posts.0, row.audit.open_posts.1)
    })?;
    line("memory early, before, after, at the end, MiB", &|row| {
        row.memory.map(|mebibytes| format!("{mebibytes:.1}")).join(", ")
    })?;
    line("lines of the outage in the log", &|row| row.log.to_string())?;
    Ok(out)
}
