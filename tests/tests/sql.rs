//! DDL is proven by the databases themselves: everything that the `sql` target writes is loaded, and what was declared is
//! found there.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, diagnostic::render_plain};
use ssot_tests::cases::{Case, cases};
use ssot_tests::generator::generate;
use ssot_tests::toolchain::{MariaDb, Postgres, workspace};

/// The DDL of a schema, moved to a database if one is named; the diagnostics if there are errors.
fn try_ddl(text: &str, provider: Option<Provider>) -> Result<String, String> {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let mut options = Options::default();
    options.provider = provider;
    let mut compilation = compile(sources, &options);
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

fn ddl(text: &str, provider: Option<Provider>) -> String {
    try_ddl(text, provider).unwrap_or_else(|diagnostics| panic!("{diagnostics}\n{text}"))
}

fn sqlite(script: &str) -> Connection {
    let connection = Connection::open_in_memory().expect("SQLite opens");
    connection.execute_batch(script).unwrap_or_else(|error| panic!("SQLite: {error}"));
    // Foreign keys are looked up only when rows move.
    let tables: Vec<String> = {
        let query = "select name from sqlite_schema where type = 'table'";
        let mut statement = connection.prepare(query).expect("tables");
        statement.query_map([], |row| row.get(0)).expect("tables").flatten().collect()
    };
    connection.execute_batch("pragma foreign_keys = on").expect("foreign keys");
    for table in tables {
        let delete = format!("delete from \"{}\"", table.replace('"', "\"\""));
        connection.execute_batch(&delete).unwrap_or_else(|error| panic!("SQLite: {error}"));
    }
    connection
}

/// Loads a script into a new database of PostgreSQL and returns the database.
fn postgres(server: &Postgres, script: &str) -> String {
    let database = server.database();
    server.psql_in(&database, script);
    database
}

/// Loads a script into a new database of MariaDB and returns the database.
fn mariadb(server: &MariaDb, script: &str) -> String {
    let database = server.database();
    server.execute(&database, script).unwrap_or_else(|error| panic!("MariaDB: {error}"));
    database
}

/// Loads a script where its provider says; false if that database is absent. There is no server of SQL Server or `CockroachDB`
/// here: the bytes of the latter are compared with those of Prisma's engine, the former is read by rule.
fn load(provider: Provider, script: &str) -> bool {
    match provider {
        Provider::SqlServer | Provider::CockroachDb | Provider::MongoDb => false,
        Provider::Sqlite => {
            sqlite(script);
            true
        }
        Provider::Mysql => MariaDb::shared().is_some_and(|server| !mariadb(server, script).is_empty()),
        Provider::Postgres => Postgres::shared().is_some_and(|server| !postgres(server, script).is_empty()),
    }
}

fn schema(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The database that a schema is written for.
fn provider_of(case: &Case) -> Provider {
    let mut sources = SourceMap::new();
    let text = fs::read_to_string(&case.schema).expect("a schema");
    sources.add(case.schema.to_string_lossy(), text);
    compile(sources, &Options::default()).schema.expect("a case is valid").provider
}

#[test]
fn tst1_every_case_loads() {
    for case in cases() {
        let golden = |path: &Path| fs::read_to_string(path).expect("a golden");
        let provider = provider_of(&case);
        load(provider, &golden(&case.folder.join("expected/sql/schema.sql")));
    }
}

#[test]
fn the_examples_load_on_every_database() {
    for example in ["examples/blog/schema.prisma", "examples/shop/schema.prisma"] {
        let text = schema(example);
        for provider in [Provider::Postgres, Provider::Sqlite, Provider::Mysql] {
            load(provider, &ddl(&text, Some(provider)));
        }
    }
}

#[test]
fn generated_schemas_load() {
    for provider in [Provider::Postgres, Provider::Sqlite, Provider::Mysql] {
        for seed in 0..if provider == Provider::Mysql { 3 } else { 8 } {
            load(provider, &ddl(&generate(seed, 12, provider), None));
        }
    }
}

/// A table with one required column of each kind of default.
const DEFAULTS: &str = r#"
enum Mood {
  HAPPY
  SAD   @map("s'a\"d\\`")
}

model Thing {
  id      Int      @id @default(autoincrement())
  text    String   @default("it's \"q\" \\ `b` $$ -- \n\t%s 😀")
  integer Int      @default(-7)
  big     BigInt   @default(9007199254740993)
  float   Float    @default(1.5)
  decimal Decimal  @default(12.50)
  yes     Boolean  @default(true)
  moment  DateTime @default("2020-02-29T23:30:05.678Z")
  now     DateTime @default(now())
  json    Json     @default("{\"a'\": [1, \"\\\\\"]}")
  bytes   Bytes    @default("AP9o")
  mood    Mood     @default(SAD)
  raw     String   @default(dbgenerated("lower('X')"))
}
"#;

fn defaults(provider: Provider) -> String {
    ddl(&format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{DEFAULTS}"), None)
}

const TEXT: &str = "it's \"q\" \\ `b` $$ -- \n\t%s 😀";

/// The columns of [`DEFAULTS`] as hexadecimal text, so that no client changes a byte.
fn expected_defaults() -> Vec<String> {
    let hex = |text: &str| text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"));
    vec![hex(TEXT), "-7".into(), "9007199254740993".into(), hex("s'a\"d\\`"), "00FF68".into(), hex("x")]
}

#[test]
fn sec2_defaults_come_back_from_sqlite() {
    let connection = sqlite(&defaults(Provider::Sqlite));
    connection.execute("insert into \"Thing\" default values", []).expect("a row");
    let query = "select hex(text), integer, big, hex(mood), hex(bytes), hex(raw) from \"Thing\"";
    let found = connection.query_row(query, [], |row| {
        let numbers: [i64; 2] = [row.get(1)?, row.get(2)?];
        let texts: [String; 4] = [row.get(0)?, row.get(3)?, row.get(4)?, row.get(5)?];
        let [text, mood, bytes, raw] = texts;
        Ok(vec![text, numbers[0].to_string(), numbers[1].to_string(), mood, bytes, raw])
    });
    assert_eq!(found.expect("a row"), expected_defaults());
    let rest = connection.query_row(
        "select json_extract(json, '$.\"a''\"[1]'), float, decimal, yes, moment from \"Thing\"",
        [],
        |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, f64>(1)?,
                row.get::<_, f64>(2)?,
                row.get::<_, bool>(3)?,
                row.get::<_, String>(4)?,
            ))
        },
    );
    let rest = rest.expect("a row");
    assert_eq!(rest, ("\\".into(), 1.5, 12.5, true, "2020-02-29 23:30:05.678 +00:00".into()));
}

#[test]
fn sec2_defaults_come_back_from_postgresql() {
    let Some(server) = Postgres::shared() else { return };
    let database = postgres(server, &defaults(Provider::Postgres));
    let query = "insert into \"Thing\" default values;
        select upper(encode(convert_to(text, 'UTF8'), 'hex')), integer, big,
          upper(encode(convert_to(mood::text, 'UTF8'), 'hex')), upper(encode(bytes, 'hex')),
          upper(encode(convert_to(raw, 'UTF8'), 'hex')) from \"Thing\"";
    let found = server.psql_in(&database, query);
    assert_eq!(found.trim_end().split('|').collect::<Vec<_>>(), expected_defaults());
    let query = "select json->'a'''->>1, float, decimal, yes, moment from \"Thing\"";
    let rest = server.psql_in(&database, query);
    assert_eq!(rest.trim_end(), "\\|1.5|12.500000000000000000000000000000|t|2020-02-29 23:30:05.678");
}

#[test]
fn sec2_defaults_come_back_from_mariadb() {
    let Some(server) = MariaDb::shared() else { return };
    let database = mariadb(server, &defaults(Provider::Mysql));
    let query = "insert into Thing () values ();
        select hex(text), `integer`, big, hex(mood), hex(bytes), hex(raw) from Thing";
    let found = server.execute(&database, query).expect("a row");
    assert_eq!(found.trim_end().split('\t').collect::<Vec<_>>(), expected_defaults());
    let query = "select json_unquote(json_extract(json, '$.\"a''\"[1]')), `float`, `decimal`, yes, moment from Thing";
    let rest = server.execute(&database, query).expect("a row");
    assert_eq!(rest.trim_end(), "\\\\\t1.5\t12.500000000000000000000000000000\t1\t2020-02-29 23:30:05.678");
}

#[test]
fn mysql_takes_defaults_of_every_native_time() {
    let fields = ["Date", "Time", "Time(2)", "DateTime", "DateTime(6)", "Timestamp", "Timestamp(1)"];
    let mut text = "datasource db {\n  provider = \"mysql\"\n}\n\nmodel Moments {\n  id Int @id\n".to_owned();
    for (index, native) in fields.iter().enumerate() {
        text += &format!("  now{index} DateTime @default(now()) @db.{native}\n");
        text += &format!("  at{index} DateTime @default(\"2020-02-29T23:30:05.678901+00:30\") @db.{native}\n");
    }
    let script = ddl(&(text + "}\n"), None);
    let Some(server) = MariaDb::shared() else { return };
    let database = mariadb(server, &script);
    let found = server.execute(
        &database,
        "insert into Moments (id) values (1); select at0, at1, at2, at3, at4, at5, at6 from Moments",
    );
    assert_eq!(
        found.expect("a row").trim_end().split('\t').collect::<Vec<_>>(),
        [
            "2020-02-29",
            "23:00:05",
            "23:00:05.67",
            "2020-02-29 23:00:05",
            "2020-02-29 23:00:05.678901",
            "2020-02-29 23:00:05",
            "2020-02-29 23:00:05.6",
        ]
    );
}

#[test]
fn lists_moved_to_sqlite_are_json_arrays() {
    let text = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel A {\n  id Int @id\n  tags String[]\n  words String[] @default([\"a'b\"])\n  blobs Bytes[] @default([\"AP8=\"])\n  times DateTime[] @default([\"2020-01-01T00:30:00+01:00\"])\n\n  @@index([tags], type: Gin)\n}\n";
    let script = ddl(text, Some(Provider::Sqlite));
    assert!(!script.contains("CREATE INDEX"), "{script}");
    let connection = sqlite(&script);
    connection.execute("insert into A (id) values (1)", []).expect("a row");
    let row = connection.query_row("select json(tags), json(words), json(blobs), json(times) from A", [], |row| {
        Ok([row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    });
    assert_eq!(row.expect("a row"), ["[]", "[\"a'b\"]", "[\"AP8=\"]", "[\"2019-12-31T23:30:00.000Z\"]"]);
}

#[test]
fn a_bigint_key_counts_on_sqlite() {
    let text = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id BigInt @id @default(autoincrement())\n  n Int\n}\n";
    let connection = sqlite(&ddl(text, None));
    connection.execute("insert into A (n) values (1), (2)", []).expect("rows");
    assert_eq!(connection.query_row("select max(id) from A", [], |row| row.get::<_, i64>(0)), Ok(2));
}

#[test]
fn what_no_server_takes_is_refused() {
    let cases = [
        ("sqlite", "id Int @id @map(\"a\\u0000b\")", None, "cannot hold U+0000"),
        ("postgresql", "id String @id @default(\"a\\u0000b\")", None, "U+0000"),
        ("mysql", "id Int @id @map(\"a \")", None, "end in a blank"),
        ("mysql", "id Int @id @map(\"😀\")", None, "U+1F600"),
        ("mongodb", "id String @id @map(\"_id\") @db.ObjectId", None, "MongoDB"),
        ("sqlserver", "id Int @id @map(\"a\\nb\")", None, "line break"),
        ("sqlserver", "id Int @id @map(\"$(a)\")", None, "`$(`"),
        ("sqlserver", "id Int @id @default(autoincrement())\n  n Int @default(autoincrement())", None, "once a table"),
        ("sqlserver", "id Int @id\n\n  @@map(\"#a\")", None, "temporary"),
    ];
    for (provider, field, moved, reason) in cases {
        let text = format!("datasource db {{\n  provider = \"{provider}\"\n}}\n\nmodel A {{\n  {field}\n}}\n");
        let diagnostics = try_ddl(&text, moved).expect_err(field);
        assert!(diagnostics.contains(reason), "{field}:\n{diagnostics}");
    }
}

#[test]
fn no_models_make_an_empty_script() {
    assert_eq!(ddl("datasource db {\n  provider = \"sqlite\"\n}\n", None), "-- This is an empty migration.\n");
}
