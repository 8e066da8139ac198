//! Our DDL makes the database that Prisma's engine would make: the script is run, the engine reads the live database, and what is
//! left to do to reach the schema has to be nothing.
//!
//! The engine asks its queries back; they are run here, on `SQLite` in this process and on a throwaway `PostgreSQL`.

use std::fs;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, diagnostic::render_plain};
use ssot_tests::generator::generate;
use ssot_tests::oracle::{Answer, File, Oracle, Version, batch};
use ssot_tests::specimen::specimen;
use ssot_tests::toolchain::{Postgres, workspace};
use tokio::runtime::Runtime;
use tokio_postgres::types::{ToSql, Type};

/// What the engine says when there is nothing to do.
const NOTHING: &str = "-- This is an empty migration.";

fn ddl(files: &[File]) -> String {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.clone(), text.clone());
    }
    let mut compilation = compile(sources, &Options::default());
    let Ok(schema) = &compilation.schema else {
        panic!("{}", render_plain(&compilation.diagnostics, &compilation.sources));
    };
    let target = Sql::new();
    let plan = target.plan(schema, &mut compilation.diagnostics);
    let files = target.emit(&plan);
    String::from_utf8(files.get("schema.sql").expect("the script").to_vec()).expect("SQL is UTF-8")
}

/// The number that a driver adapter of Prisma gives the type of a value.
fn column_type(value: &Value) -> u8 {
    match value {
        Value::Number(number) if number.is_f64() => 3,
        Value::Number(_) => 1,
        Value::Bool(_) => 5,
        _ => 7,
    }
}

/// Rows as the engine takes them.
fn answer(names: &[String], rows: &[Vec<Value>]) -> Value {
    let types: Vec<u8> = (0..names.len())
        .map(|index| rows.iter().map(|row| &row[index]).find(|value| !value.is_null()).map_or(7, column_type))
        .collect();
    json!({ "columnNames": names, "columnTypes": types, "rows": rows })
}

fn sqlite(connection: &Connection, question: &Value) -> Value {
    let mut statement = match connection.prepare(question["query"].as_str().expect("a query")) {
        Ok(statement) => statement,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let arguments: Vec<&str> =
        question["arguments"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let read = |row: &rusqlite::Row<'_>| {
        let values = (0..names.len()).map(|index| {
            Ok(match row.get_ref(index)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => number.into(),
                ValueRef::Real(number) => number.into(),
                ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into(),
            })
        });
        values.collect::<Result<Vec<Value>, rusqlite::Error>>()
    };
    let rows = statement.query_map(rusqlite::params_from_iter(arguments), read).expect("the query runs");
    answer(&names, &rows.map(|row| row.expect("a row")).collect::<Vec<_>>())
}

/// Runs a question as rows of JSON, whose values have types of their own.
async fn postgres(client: &tokio_postgres::Client, question: &Value) -> Value {
    let query = question["query"].as_str().expect("a query").trim().trim_end_matches(';');
    if !["SELECT", "WITH"].iter().any(|word| query.starts_with(word)) {
        return json!({ "error": format!("this changes the database: {query}") });
    }
    let texts = |value: &Value| {
        value
            .as_array()
            .map(|list| list.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>())
    };
    let arguments: Vec<Box<dyn ToSql + Sync>> = question["arguments"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|argument| match texts(argument) {
            Some(list) => Box::new(list) as Box<dyn ToSql + Sync>,
            None => Box::new(argument.as_str().unwrap_or_default().to_owned()),
        })
        .collect();
    let arguments: Vec<_> = arguments.iter().map(|argument| &**argument).collect();
    let rows = client.query(&format!("SELECT row_to_json(q)::text FROM ({query}\n) q"), &arguments).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error:?}:\n{question}"));
    let rows: Vec<serde_json::Map<String, Value>> =
        rows.iter().map(|row| serde_json::from_str(row.get(0)).expect("a row is an object")).collect();
    let statement = client.prepare(query).await.expect("the query is one");
    let names: Vec<String> = statement.columns().iter().map(|column| column.name().to_owned()).collect();
    // JSON has object ids as text, and the engine takes long integers as text only.
    let number = |value: &Value| value.as_str().and_then(|text| text.parse::<u32>().ok()).map(Value::from);
    let cell = |(index, value): (usize, Value)| match (statement.columns()[index].type_(), &value) {
        (&Type::OID, value) => number(value).unwrap_or_default(),
        (&Type::INT8, Value::Number(number)) => number.to_string().into(),
        _ => value,
    };
    let rows = rows.into_iter().map(|row| row.into_iter().map(|(_, value)| value).enumerate().map(cell).collect());
    let mut answer = answer(&names, &rows.collect::<Vec<_>>());
    for (index, column) in statement.columns().iter().enumerate() {
        match *column.type_() {
            Type::CHAR => answer["columnTypes"][index] = 6.into(),
            Type::INT8 => answer["columnTypes"][index] = 1.into(),
            _ => {}
        }
    }
    answer
}

/// Makes a database by a script and asks what is left to do to reach the schema; the error is the server's.
type Judge<'a> = dyn Fn(&mut Oracle, &[File], &str) -> Result<Answer, String> + Sync + 'a;

fn judge_sqlite(oracle: &mut Oracle, files: &[File], script: &str) -> Result<Answer, String> {
    let connection = Connection::open_in_memory().expect("SQLite opens");
    connection.execute_batch(script).map_err(|error| error.to_string())?;
    Ok(oracle.compare(files, |question| sqlite(&connection, question)))
}

fn judge_postgres(
    server: &Postgres,
    runtime: &Runtime,
    oracle: &mut Oracle,
    files: &[File],
    script: &str,
) -> Result<Answer, String> {
    let url = server.database();
    let client = runtime.block_on(async {
        let connected = tokio_postgres::connect(&url, tokio_postgres::NoTls).await;
        let (client, connection) = connected.expect("PostgreSQL answers");
        tokio::spawn(connection);
        client.batch_execute(script).await.map(|()| client).map_err(|error| format!("{error:?}"))
    })?;
    Ok(oracle.compare(files, |question| runtime.block_on(postgres(&client, question))))
}

/// What became of a schema.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing is left to do.
    Content,
    /// The engine is not content with its own script either, and has the same to do.
    NeverContent,
    /// The server refuses the script, and the engine's too: generated schemas name what it does not have.
    Refused,
    /// Something else.
    Wrong(String),
}

fn outcome(oracle: &mut Oracle, files: &[File], judge: &Judge<'_>) -> Outcome {
    let left = |answer: Answer| match answer {
        Answer::Ok(text) => text.as_str().unwrap_or_default().to_owned(),
        Answer::Error(text) | Answer::Panic(text) => format!("the engine refuses: {text}"),
    };
    let ours = judge(oracle, files, &ddl(files)).map(left);
    if ours.as_ref().is_ok_and(|text| text.trim() == NOTHING) {
        return Outcome::Content;
    }
    let script = oracle.ddl(files).expect();
    let engines = judge(oracle, files, script.as_str().expect("a text")).map(left);
    match (ours, engines) {
        (Ok(ours), Ok(engines)) if ours == engines => Outcome::NeverContent,
        (Err(_), Err(_)) => Outcome::Refused,
        (ours, engines) => Outcome::Wrong(format!("after our script:\n{ours:?}\nafter the engine's:\n{engines:?}")),
    }
}

/// Judges all, and asserts that so many are content.
fn assert_content(items: &[(String, Vec<File>)], own: usize, least: usize, judge: &Judge<'_>) {
    let judged = batch(items, |oracle, (name, files)| {
        let outcome = outcome(oracle, files, judge);
        eprintln!("{name}: {outcome:?}");
        outcome
    });
    let Some(judged) = judged else { return };
    let wrong = items.iter().zip(&judged).filter(|(_, outcome)| matches!(outcome, Outcome::Wrong(_)));
    let wrong: Vec<_> = wrong.map(|((name, _), outcome)| format!("{name}: {outcome:?}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(!judged[..own].contains(&Outcome::Refused), "a schema of ours does not load");
    let content = judged.iter().filter(|outcome| **outcome == Outcome::Content).count();
    eprintln!("{content} of {} are content", judged.len());
    assert!(content >= least, "{content} of {} are content", judged.len());
}

/// The project's own schemas for that database, how many they are, and behind them generated ones.
fn schemas(provider: Provider) -> (Vec<(String, Vec<File>)>, usize) {
    let mut items: Vec<(String, Vec<File>)> = Vec::new();
    for folder in ["tests/cases", "examples"] {
        for entry in fs::read_dir(workspace().join(folder)).expect("a folder").flatten() {
            let path = entry.path().join("schema.prisma");
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if text.contains(&format!("= \"{provider}\"")) {
                items.push((path.display().to_string(), vec![("schema.prisma".into(), text)]));
            }
        }
    }
    items.sort();
    let own = items.len();
    let text = |seed| vec![("schema.prisma".into(), generate(seed, 12, provider))];
    items.extend((0..8).map(|seed| (format!("generated {seed}"), text(seed))));
    // Types of extensions are not here.
    let here =
        |files: &Vec<File>| files.iter().all(|(_, text)| !text.contains("Unsupported(") && !text.contains("Citext"));
    let specimens = (0..90).map(|seed| (format!("specimen {seed}"), specimen(seed, provider, Version::Seven)));
    items.extend(specimens.filter(|(_, files)| here(files)));
    (items.into_iter().map(|(name, files)| (name, recognizable(provider, files))).collect(), own)
}

/// Takes away what the engine never recognizes: expressions; and on SQLite, where its own scripts do not load or do not count,
/// defaults of Bytes and counters of 64 bits, which have to be declared INTEGER there.
fn recognizable(provider: Provider, files: Vec<File>) -> Vec<File> {
    let line = |line: &str| {
        let bytes = line.split_whitespace().nth(1).is_some_and(|ty| ty.trim_end_matches('?') == "Bytes");
        let counter = line.contains("BigInt") && line.contains("autoincrement()");
        let lost = line.contains("dbgenerated(") || (provider == Provider::Sqlite && (bytes || counter));
        let Some(at) = line.find(" @default(").filter(|_| lost) else { return line.to_owned() };
        let rest = ["@id", "@db.", "@map("].iter().filter(|word| line[at..].contains(*word));
        let kept = line[at..].split(" @").filter(|part| rest.clone().any(|word| part.starts_with(&word[1..])));
        kept.fold(line[..at].to_owned(), |kept, part| kept + " @" + part.trim_end())
    };
    let text = |text: String| text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n";
    files.into_iter().map(|(path, content)| (path, text(content))).collect()
}

#[test]
fn nothing_is_left_to_do_on_sqlite() {
    let (items, own) = schemas(Provider::Sqlite);
    assert_content(&items, own, items.len(), &judge_sqlite);
}

#[test]
fn nothing_is_left_to_do_on_postgresql() {
    let Some(server) = Postgres::shared() else { return };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let (items, own) = schemas(Provider::Postgres);
    assert_content(&items, own, 25, &|oracle, files, script| judge_postgres(server, &runtime, oracle, files, script));
}
