//! Live databases that answer the queries of Prisma's engine: `SQLite` in this process, and a `PostgreSQL`.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use ssot_tests::oracle::{Answer, File, Oracle};
use ssot_tests::toolchain::Postgres;
use tokio::runtime::Runtime;
use tokio_postgres::types::{ToSql, Type};

/// Makes a database by a script and asks the engine what is left to do to reach the schema; the error is the server's.
pub(crate) type Judge<'a> = dyn Fn(&mut Oracle, &[File], &str) -> Result<String, String> + Sync + 'a;

pub(crate) fn judge_sqlite(oracle: &mut Oracle, files: &[File], script: &str) -> Result<String, String> {
    let connection = Connection::open_in_memory().expect("SQLite opens");
    connection.execute_batch(script).map_err(|error| error.to_string())?;
    Ok(left(oracle.compare(files, |question| sqlite(&connection, question))))
}

pub(crate) fn judge_postgres(
    server: &Postgres,
    runtime: &Runtime,
    oracle: &mut Oracle,
    files: &[File],
    script: &str,
) -> Result<String, String> {
    let url = server.database();
    let client = runtime.block_on(async {
        let connected = tokio_postgres::connect(&url, tokio_postgres::NoTls).await;
        let (client, connection) = connected.expect("PostgreSQL answers");
        tokio::spawn(connection);
        let refusal = |error: tokio_postgres::Error| match error.as_db_error() {
            Some(refusal) => format!("{} {}", refusal.code().code(), refusal.message()),
            None => panic!("{error:?}"),
        };
        client.batch_execute(script).await.map(|()| client).map_err(refusal)
    })?;
    Ok(left(oracle.compare(files, |question| runtime.block_on(postgres(&client, question)))))
}

/// What is left to do, as SQL text.
fn left(answer: Answer) -> String {
    answer.expect().as_str().expect("a script is a text").trim().to_owned()
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
