//! Prisma's own engine, asked over the program in `tests/oracle`: verdicts, formatting, facts and SQL text.
//!
//! The engine is the published WebAssembly build; `package-lock.json` there names the versions. What is asked and answered is
//! described at the head of `oracle.mjs`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::toolchain::{find, missing, workspace};

/// A file of a schema: its path and its text.
pub type File = (String, String);

/// The version of Prisma that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 6.19: a datasource has a `url`.
    Six,
    /// 7.10: it has none.
    Seven,
}

impl Version {
    fn number(self) -> u8 {
        match self {
            Self::Six => 6,
            Self::Seven => 7,
        }
    }
}

/// What the engine said.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The answer to the command.
    Ok(Value),
    /// The engine refused; its rendered text.
    Error(String),
    /// The engine crashed; its message.
    Panic(String),
}

impl Answer {
    fn parse(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        match (text("error"), text("panic")) {
            (Some(error), _) => Self::Error(error),
            (_, Some(panic)) => Self::Panic(panic),
            (None, None) => Self::Ok(value.get("ok").cloned().unwrap_or(Value::Null)),
        }
    }

    /// The answer.
    ///
    /// # Panics
    /// If the engine refused or crashed.
    #[track_caller]
    pub fn expect(self) -> Value {
        match self {
            Self::Ok(value) => value,
            Self::Error(text) | Self::Panic(text) => panic!("the engine refused:\n{text}"),
        }
    }
}

/// Something the engine finds wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The path of the file.
    pub file: String,
    /// The line of the span's first character, from 1.
    pub line: usize,
    /// The line of the span's last character.
    pub last: usize,
    /// What is said.
    pub text: String,
    /// Whether the schema is valid all the same.
    pub warning: bool,
}

/// A process that answers questions, one at a time.
#[derive(Debug)]
pub struct Oracle {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Oracle {
    /// Starts a process; `None` after [`missing`].
    ///
    /// # Panics
    /// If Node cannot be started.
    pub fn start() -> Option<Self> {
        let project = workspace().join("tests/oracle");
        if !project.join("node_modules").is_dir() || find("node", &[]).is_none() {
            missing("the npm packages of tests/oracle");
            return None;
        }
        let mut child = Command::new("node")
            .arg(project.join("oracle.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        Some(Self { child, input, output })
    }

    /// Asks a request as `oracle.mjs` describes it.
    ///
    /// # Panics
    /// If the process ended, or if it asks back.
    pub fn ask(&mut self, request: &Value) -> Answer {
        self.converse(request, |question| panic!("an unexpected question: {question}"))
    }

    /// Asks a request, and lets `reply` answer the queries that come back before the answer.
    ///
    /// # Panics
    /// If the process ended.
    pub fn converse(&mut self, request: &Value, mut reply: impl FnMut(&Value) -> Value) -> Answer {
        self.send(request);
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the oracle answers");
            let value: Value = serde_json::from_str(&line).expect("the oracle answers JSON");
            if value.get("query").is_none() {
                return Answer::parse(&value);
            }
            let answer = reply(&value);
            self.send(&answer);
        }
    }

    fn send(&mut self, value: &Value) {
        writeln!(self.input, "{value}").expect("the oracle reads");
    }

    fn command(&mut self, command: &str, version: Version, files: &[File]) -> Answer {
        self.ask(&json!({ "command": command, "version": version.number(), "files": files }))
    }

    /// Everything the engine finds wrong, in its order.
    ///
    /// # Errors
    /// The message of a crash.
    ///
    /// # Panics
    /// If the process ended.
    pub fn lint(&mut self, version: Version, files: &[File]) -> Result<Vec<Finding>, String> {
        match self.command("lint", version, files) {
            Answer::Ok(value) => Ok(value.as_array().into_iter().flatten().map(finding).collect()),
            Answer::Error(text) | Answer::Panic(text) => Err(text),
        }
    }

    /// Whether the engine accepts the schema; an error is its rendered text.
    pub fn validate(&mut self, version: Version, files: &[File]) -> Answer {
        self.command("validate", version, files)
    }

    /// The files as `prisma format` leaves them: `[[path, text], …]`.
    pub fn format(&mut self, version: Version, files: &[File]) -> Answer {
        self.command("format", version, files)
    }

    /// The DMMF document.
    pub fn dmmf(&mut self, version: Version, files: &[File]) -> Answer {
        self.command("dmmf", version, files)
    }

    /// SQL text that makes the schema in an empty database. PostgreSQL, `CockroachDB` and SQLite only.
    pub fn ddl(&mut self, files: &[File]) -> Answer {
        self.command("ddl", Version::Seven, files)
    }

    /// SQL text that leads from one schema to another. PostgreSQL, `CockroachDB` and SQLite only.
    pub fn diff(&mut self, from: &[File], files: &[File]) -> Answer {
        self.ask(&json!({ "command": "diff", "from": from, "files": files }))
    }

    /// SQL text that leads from a live database to a schema; `reply` runs the engine's queries there.
    pub fn compare(&mut self, files: &[File], reply: impl FnMut(&Value) -> Value) -> Answer {
        self.converse(&json!({ "command": "compare", "files": files }), reply)
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn finding(value: &Value) -> Finding {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let line = |key: &str| value[key].as_u64().map_or(0, |line| usize::try_from(line).unwrap_or(usize::MAX));
    Finding {
        file: text("file"),
        line: line("line"),
        last: line("last"),
        text: text("text"),
        warning: value["warning"] == true,
    }
}

/// Handles all items with two processes side by side; results keep the order of the items. `None` after [`missing`].
///
/// # Panics
/// If `handle` does.
pub fn batch<T: Sync, R: Send>(items: &[T], handle: impl Fn(&mut Oracle, &T) -> R + Sync) -> Option<Vec<R>> {
    let mut oracles = [Oracle::start()?, Oracle::start()?];
    let [left, right] = &mut oracles;
    let run = |oracle: &mut Oracle, parity: usize| -> Vec<R> {
        items.iter().skip(parity).step_by(2).map(|item| handle(oracle, item)).collect()
    };
    let (mut even, mut odd) = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(right, 1));
        (run(left, 0).into_iter(), other.join().expect("the other half is handled").into_iter())
    });
    Some((0..items.len()).filter_map(|index| if index % 2 == 0 { even.next() } else { odd.next() }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(text: &str) -> Vec<File> {
        vec![("schema.prisma".into(), text.into())]
    }

    #[test]
    fn the_engine_points_at_lines() {
        let Some(mut oracle) = Oracle::start() else { return };
        let files = schema("model A {\n  id Int @id\n  🦊 é Foo\n  b  Foo\n}\n");
        let found = oracle.lint(Version::Seven, &files).expect("no crash");
        let lines: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [3, 4], "{found:?}");
    }

    #[test]
    fn a_command_that_is_unknown_leaves_the_process_alive() {
        let Some(mut oracle) = Oracle::start() else { return };
        assert!(matches!(oracle.ask(&json!({ "command": "dance", "files": [] })), Answer::Error(_)));
        let files = schema("datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n}\n");
        let sql = oracle.ddl(&files).expect();
        assert!(sql.as_str().is_some_and(|sql| sql.contains("CREATE TABLE \"A\"")), "{sql}");
        assert_eq!(oracle.validate(Version::Seven, &files), Answer::Ok(Value::Null));
        assert!(matches!(oracle.validate(Version::Six, &files), Answer::Error(_)));
    }

    #[test]
    fn a_batch_keeps_the_order() {
        let texts: Vec<String> = (0..7).map(|lines| format!("{}x\n", "\n".repeat(lines))).collect();
        let line = |oracle: &mut Oracle, text: &String| {
            oracle.lint(Version::Seven, &schema(text)).expect("no crash").first().map(|found| found.line)
        };
        let Some(lines) = batch(&texts, line) else { return };
        assert_eq!(lines, (1..=7).map(Some).collect::<Vec<_>>());
    }
}
