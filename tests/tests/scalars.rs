//! The samples of the scalar catalogue, tried on everything that is made of it: the tables of PostgreSQL, the Zod schemas under Node,
//! and the tables of the Rust server.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use ssot_build::Config;
use ssot_build::target::{sql::Sql, typescript::TypeScript};
use ssot_core::ir::to_json;
use ssot_core::scalar::{CATALOG, Definition, Form};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_db::{PostgresConfig, SqliteConfig};
use ssot_server::Database;
use ssot_server::resource::{Field, Resource};
use ssot_server::wire::decode;
use ssot_server::wire::json::parse;
use ssot_tests::http;
use ssot_tests::toolchain::{MariaDb, Postgres, node_project, workspace};

#[rustfmt::skip]
#[path = "../cases/scalars/expected/rust/mod.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "generated for a crate of its own")]
mod generated;

/// A value of a column, as JSON text, and whether it is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Sample {
    model: &'static str,
    field: String,
    json: String,
    valid: bool,
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Every sample of the catalogue.
fn catalogue() -> Vec<Sample> {
    let mut samples = Vec::new();
    for scalar in &CATALOG {
        let mut add = |text: &str, valid: bool| {
            // The samples of `json` are JSON texts; as a value of an optional field null is nobody's business.
            let json = if scalar.form == Form::Json { text.to_owned() } else { quoted(text) };
            if json != "null" {
                samples.push(Sample { model: "Sample", field: scalar.name.to_owned(), json, valid });
            }
        };
        scalar.valid.iter().chain([&scalar.example]).for_each(|text| add(text, true));
        scalar.invalid.iter().for_each(|text| add(text, false));
        // A field that does not ask for it has no check digit.
        scalar.invalid_checksum.iter().for_each(|text| add(text, !scalar.checksum_default));
    }
    samples
}

/// Values for the rules of the other model.
fn ruled() -> Vec<Sample> {
    let long = quoted(&format!("{}@example.com", "a".repeat(29)));
    let columns: [(&str, &[&str], &[&str]); 14] = [
        ("name", &["\"ab\"", "\"0123456789\"", "\"😀😀\""], &["\"a\"", "\"0123456789a\"", "\"😀\"", "\"\""]),
        ("initials", &["\"ab\""], &["\"a\""]),
        ("code", &["\"ABC-1\"", "\"XYZ-1234\""], &["\"abc-1\"", "\"ABC-\"", "\"ABC-12345\"", "\"ABC-1\\n\"", "\"\""]),
        ("quoted", &["\"\\\"x\\\"\""], &["\"x\"", "\"\\\"a\\\"b\\\"\""]),
        ("contact", &["\"a@b.io\""], &["\"nobody\"", &long]),
        ("stars", &["1", "5"], &["0", "6", "-1", "1.5"]),
        ("floor", &["-2", "100"], &["-3"]),
        ("votes", &["\"0\"", "\"9223372036854775807\""], &["\"-1\"", "\"9223372036854775808\""]),
        ("ratio", &["0", "1.5", "0.25"], &["-0.0001", "1.50001", "2"]),
        ("price", &["\"0.01\"", "\"99999999999999999999\""], &["\"0.0099\"", "\"0\"", "\"-1\""]),
        ("fee", &["\"0\"", "\"250.0000\""], &["\"250.0001\"", "\"-0.0001\"", "\"1.00001\""]),
        ("key", &["\"AAE=\"", "\"AAECAw==\""], &["\"AA==\"", "\"AAECAwQ=\""]),
        ("scores", &["[]", "[0,100]"], &["[-1]", "[1,101]"]),
        ("tags", &["[\"a-b\"]"], &["[\"a-b\",\"C\"]"]),
    ];
    let mut samples = Vec::new();
    for (field, valid, invalid) in columns {
        let each = valid.iter().map(|json| (json, true)).chain(invalid.iter().map(|json| (json, false)));
        samples.extend(each.map(|(json, valid)| {
            let (field, json) = (field.to_owned(), (*json).to_owned());
            Sample { model: "Ruled", field, json, valid }
        }));
    }
    samples
}

fn samples() -> Vec<Sample> {
    catalogue().into_iter().chain(ruled()).collect()
}

/// The samples that an engine judged differently.
fn wrong(samples: &[Sample], judged: impl Fn(&Sample) -> bool) -> Vec<&Sample> {
    samples.iter().filter(|sample| judged(sample) != sample.valid).collect()
}

fn field(sample: &Sample) -> &'static Field {
    let resource: &'static Resource =
        if sample.model == "Sample" { &generated::sample::SAMPLE } else { &generated::ruled::RULED };
    resource.fields.iter().find(|field| field.name == sample.field).unwrap()
}

#[test]
fn ty3_the_server_takes_what_is_valid_and_nothing_else() {
    let judged = |sample: &Sample| match parse(sample.json.as_bytes()) {
        Ok(json) => decode::json(field(sample), &json).is_ok(),
        Err(_) => false,
    };
    let samples = samples();
    assert!(samples.len() > 400, "{} samples", samples.len());
    assert_eq!(wrong(&samples, judged), Vec::<&Sample>::new());
}

#[test]
fn the_server_says_why_in_the_words_of_the_contract() {
    let code = |model: &'static str, name: &str, json: &str| {
        let sample = Sample { model, field: name.to_owned(), json: json.to_owned(), valid: false };
        let json = parse(json.as_bytes()).unwrap();
        decode::json(field(&sample), &json).unwrap_err()[0].code
    };
    assert_eq!(code("Ruled", "name", "\"a\""), "too_short");
    assert_eq!(code("Ruled", "name", "\"0123456789a\""), "too_long");
    assert_eq!(code("Ruled", "code", "\"x\""), "pattern");
    assert_eq!(code("Ruled", "contact", "\"x\""), "format");
    assert_eq!(code("Ruled", "stars", "0"), "too_small");
    assert_eq!(code("Ruled", "ratio", "2"), "too_large");
    assert_eq!(code("Ruled", "price", "\"0.001\""), "too_small");
    assert_eq!(code("Ruled", "fee", "\"1.00001\""), "scale");
    assert_eq!(code("Ruled", "key", "\"AA==\""), "too_short");
    assert_eq!(code("Sample", "money", "\"-1\""), "too_small");
    assert_eq!(code("Sample", "iban", "\"GB28NWBK60161331926819\""), "format");
    assert_eq!(code("Sample", "email", &quoted(&format!("{}@example.com", "a".repeat(250)))), "too_long");
}

#[test]
fn one_form_of_several_is_kept() {
    let kept = |name: &str, json: &str| {
        let sample = Sample { model: "Sample", field: name.to_owned(), json: json.to_owned(), valid: true };
        decode::json(field(&sample), &parse(json.as_bytes()).unwrap()).unwrap()
    };
    assert_eq!(kept("ipAddress", "\"2001:DB8::0001\""), ssot_db::Value::Text("2001:db8::1".into()));
    assert_eq!(kept("macAddress", "\"08-00-27-5A-C8-32\""), ssot_db::Value::Text("08:00:27:5a:c8:32".into()));
}

#[test]
fn what_is_personal_reaches_the_tables_of_the_server() {
    let personal: Vec<&str> =
        generated::sample::SAMPLE.fields.iter().filter(|field| field.pii).map(|field| field.name).collect();
    assert_eq!(personal, ["apiKey", "iban"]);
}

fn schema() -> PathBuf {
    workspace().join("tests/cases/scalars/schema.ssot")
}

/// The schemas of the case, run by Node on all samples at once. Arguments: folder of the output, folder of the packages.
const JUDGE: &str = r#"
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, packages] = process.argv.slice(-2);
const { build } = createRequire(`${packages}/`)("esbuild");
const outfile = `${folder}/schemas.mjs`;
await build({
  entryPoints: [`${folder}/schemas.ts`],
  bundle: true,
  format: "esm",
  logLevel: "error",
  nodePaths: [`${packages}/node_modules`],
  outfile,
});
const { RuledCreateSchema, SampleCreateSchema } = await import(outfile);
const models = { Sample: SampleCreateSchema, Ruled: RuledCreateSchema };
const samples = JSON.parse(readFileSync(`${folder}/samples.json`, "utf8"));
const verdicts = samples.map(([model, field, json]) => {
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    return false;
  }
  return models[model].shape[field].safeParse(value).success;
});
console.log(JSON.stringify(verdicts));
"#;

#[test]
fn ty3_zod_takes_what_is_valid_and_nothing_else() {
    let Some(project) = node_project() else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scalars");
    let _ = fs::remove_dir_all(&folder);
    let generated = Config::new().schema(schema()).target(TypeScript::new()).generate().unwrap();
    for (path, bytes) in generated.files() {
        let path = folder.join(path.as_str());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let samples = samples();
    let listed: Vec<_> = samples.iter().map(|sample| (sample.model, &sample.field, &sample.json)).collect();
    fs::write(folder.join("samples.json"), serde_json::to_string(&listed).unwrap()).unwrap();
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", JUDGE, "--"]).arg(&folder).arg(&project);
    let output = node.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let verdicts: Vec<bool> = serde_json::from_slice(&output.stdout).unwrap();
    let verdicts: BTreeMap<&Sample, bool> = samples.iter().zip(verdicts).collect();
    assert_eq!(wrong(&samples, |sample| verdicts[sample]), Vec::<&Sample>::new());
}

/// What a native column of PostgreSQL takes although the server refuses it: it rounds, guesses zones, and knows more spellings. Check
/// digits it does not know. What is refused before it comes to the database is listed here, so that a change is seen.
const LENIENT: [(&str, &[&str]); 10] = [
    ("uuid", &["550e8400e29b41d4a716446655440000", "{550e8400-e29b-41d4-a716-446655440000}"]),
    ("money", &["1.23456"]),
    ("percentage", &["33.333"]),
    ("exchangeRate", &["1.234567891"]),
    ("latitude", &["37.774912345"]),
    ("longitude", &["1.123456789"]),
    ("date", &["today", "08/11/2025"]),
    ("datetime", &["2025-11-08T14:30:00", "2025-11-08", "now", "2025-11-08T14:30:00.1234Z"]),
    ("time", &["24:00:00", "9:00", "14:30:00Z", "09:00", "14:30:00.0001"]),
    ("fee", &["1.00001"]),
];

/// The value of a sample as PostgreSQL reads it out of a text.
fn as_text(sample: &Sample) -> String {
    let value: serde_json::Value = match serde_json::from_str(&sample.json) {
        Ok(value) => value,
        Err(_) => return sample.json.clone(),
    };
    match (sample.field.as_str(), value) {
        ("json", _) => sample.json.clone(),
        ("key", serde_json::Value::String(text)) => format!("\\x{}", hexadecimal(&text)),
        (_, serde_json::Value::String(text)) => text,
        (_, serde_json::Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| item.to_string().replace('"', "")).collect();
            format!("{{{}}}", items.join(","))
        }
        (_, other) => other.to_string(),
    }
}

/// The hexadecimal digits of base64.
fn hexadecimal(text: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.trim_end_matches('=').chars().map(|digit| ALPHABET.find(digit).unwrap());
    let bits: Vec<usize> = values.flat_map(|value| (0..6).rev().map(move |bit| value >> bit & 1)).collect();
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
    bits.chunks_exact(8).fold(String::new(), |text, bits| text + &format!("{:02x}", byte(bits)))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[test]
fn ty3_postgresql_refuses_what_its_columns_can_tell() {
    let Some(server) = Postgres::shared() else { return };
    let database = server.database();
    let script = fs::read_to_string(workspace().join("tests/cases/scalars/expected/sql/schema.sql")).unwrap();
    server.psql_in(&database, &script);
    // One function tries a value in a column, so that all samples are one statement.
    server.psql_in(
        &database,
        "create function tried(tab text, col text, val text) returns boolean language plpgsql as $$
         begin
           execute format('alter table %I alter column %I drop not null', tab, col);
           execute format('insert into %I (id, %I) values (1, %L)', tab, col, val);
           execute format('delete from %I', tab);
           return true;
         exception when others then
           if sqlstate in ('23514', '22001', '22003', '22007', '22008', '22P02', '22021', '22P05') then return false; end if;
           raise;
         end $$;
         alter table \"Ruled\" alter column \"name\" drop not null, alter column \"code\" drop not null,
           alter column \"stars\" drop not null, alter column \"votes\" drop not null, alter column \"price\" drop not null,
           alter column \"fee\" drop not null, alter column \"opens\" drop not null, alter column \"since\" drop not null;",
    );
    let samples = samples();
    let rows: Vec<String> = samples
        .iter()
        .enumerate()
        .map(|(index, sample)| {
            format!("({index}, {}, {}, {})", literal(sample.model), literal(&sample.field), literal(&as_text(sample)))
        })
        .collect();
    let query = format!(
        "select string_agg(case when tried(tab, col, val) then '1' else '0' end, '' order by at) \
         from (values {}) as samples(at, tab, col, val)",
        rows.join(", ")
    );
    let verdicts = server.psql_in(&database, &query);
    let verdicts: BTreeMap<&Sample, bool> =
        samples.iter().zip(verdicts.trim().chars().map(|verdict| verdict == '1')).collect();
    assert_eq!(verdicts.len(), samples.len());
    let definition = |sample: &Sample| CATALOG.iter().find(|scalar| scalar.name == sample.field);
    let knows_no_check_digit = |sample: &Sample| {
        let wrong = |scalar: &Definition| scalar.invalid_checksum.iter().any(|text| quoted(text) == sample.json);
        definition(sample).is_some_and(wrong)
    };
    let keeps_no_items = |sample: &Sample| sample.field == "tags";
    let lenient = |sample: &Sample| {
        let known = LENIENT.iter().find(|(field, _)| *field == sample.field);
        known.is_some_and(|(_, texts)| texts.contains(&as_text(sample).as_str()))
            || knows_no_check_digit(sample)
            || keeps_no_items(sample)
    };
    let found: Vec<&Sample> = wrong(&samples, |sample| verdicts[sample]);
    let unexpected: Vec<&&Sample> = found.iter().filter(|sample| !lenient(sample)).collect();
    assert_eq!(unexpected, Vec::<&&Sample>::new());
    for (field, texts) in LENIENT {
        for text in texts {
            let listed = found.iter().any(|sample| sample.field == field && as_text(sample) == *text);
            assert!(listed, "{field}: {text} is refused now");
        }
    }
}

/// The DDL of the case on another database.
fn script(provider: &str) -> String {
    let generated = Config::new().schema(schema()).provider(provider).target(Sql::new()).generate().unwrap();
    let (_, bytes) = generated.files().next().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn sqlite_keeps_lengths_and_ranges() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&script("sqlite")).unwrap();
    let tried = |column: &str, value: &str| {
        let required = [("name", "'abc'"), ("code", "'ABC-1'"), ("votes", "1"), ("price", "1"), ("fee", "1")];
        let others: Vec<_> = required.iter().filter(|(name, _)| *name != column).collect();
        let names: Vec<String> = others.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let values: Vec<&str> = others.iter().map(|(_, value)| *value).collect();
        let insert = format!(
            "insert into \"Ruled\" (id, \"{column}\", {}) values (1, {value}, {}); delete from \"Ruled\"",
            names.join(", "),
            values.join(", ")
        );
        connection.execute_batch(&insert).is_ok()
    };
    for (column, valid, invalid) in [
        ("name", "'ab'", "'a'"),
        ("name", "'0123456789'", "'0123456789a'"),
        ("stars", "5", "6"),
        ("floor", "-2", "-3"),
        ("votes", "0", "-1"),
        ("ratio", "1.5", "1.50001"),
        ("price", "0.01", "0.0099"),
        ("price", "'99999999999999999999.5'", "'-99999999999999999999.5'"),
        ("fee", "250", "251"),
        ("key", "x'0001'", "x'00'"),
    ] {
        assert!(tried(column, valid), "{column} {valid}");
        assert!(!tried(column, invalid), "{column} {invalid}");
    }
}

#[test]
fn mariadb_keeps_lengths_and_ranges() {
    let Some(server) = MariaDb::shared() else { return };
    let database = server.database();
    server.execute(&database, &script("mysql")).unwrap();
    let checks = "select count(*) from information_schema.check_constraints where constraint_schema = database() \
                  and constraint_name like 'Ruled\\_%'";
    assert!(server.execute(&database, checks).unwrap().trim().parse::<u32>().unwrap() >= 10);
}

/// Serves the case from a database; gives the address.
async fn served(database: Database) -> SocketAddr {
    let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let api = generated::api(database).access(ssot_server::Access::Public);
    tokio::spawn(ssot_server::Server::new(api).serve(listener));
    address
}

fn post(address: SocketAddr, target: &str, body: &serde_json::Value) -> (u16, serde_json::Value) {
    let headers = [("content-type", "application/json")];
    let answer = http::send(address, "POST", target, &headers, body.to_string().as_bytes()).unwrap();
    (answer.status, answer.json())
}

/// All examples of the catalogue as one row, as clients write it.
fn examples(id: u32) -> serde_json::Value {
    let value = |scalar: &Definition| match scalar.form {
        Form::Json => serde_json::from_str(scalar.example).unwrap(),
        _ => serde_json::Value::from(scalar.example),
    };
    let mut row: serde_json::Map<_, _> = CATALOG.iter().map(|scalar| (scalar.name.to_owned(), value(scalar))).collect();
    row.insert("id".into(), id.into());
    row.into()
}

#[test]
fn rows_of_scalars_live_alike_on_both_databases() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut databases = Vec::new();
    databases.push(runtime.block_on(async {
        let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
        database.apply(&script("sqlite")).await.unwrap();
        served(database).await
    }));
    if let Some(server) = Postgres::shared() {
        let url = server.database();
        let script = fs::read_to_string(workspace().join("tests/cases/scalars/expected/sql/schema.sql")).unwrap();
        server.psql_in(&url, &script);
        let open = async { served(Database::postgres(PostgresConfig::new(url)).await.unwrap()).await };
        databases.push(runtime.block_on(open));
    }
    for address in databases {
        let (status, row) = post(address, "/api/samples", &examples(7));
        assert_eq!(status, 201, "{row}");
        for scalar in &CATALOG {
            let kept = match scalar.name {
                "apiKey" => serde_json::Value::Null,
                "json" => serde_json::from_str(scalar.example).unwrap(),
                "datetime" => "2025-11-08T14:30:00.000Z".into(),
                _ => serde_json::Value::from(scalar.example),
            };
            assert_eq!(row[scalar.name], kept, "{}", scalar.name);
        }
        for (filter, found) in [
            ("where[date]=2025-11-08", 1),
            ("where[date][lt]=2025-11-08", 0),
            ("where[time][gte]=14:30:00", 1),
            ("where[money][between]=1234.56,1234.56", 1),
            ("where[uuid]=550E8400-E29B-41D4-A716-446655440000", 1),
            ("where[macAddress]=08-00-2B-01-02-03", 1),
            ("where[email][endsWith]=example.com", 1),
        ] {
            let answer = http::get(address, &format!("/api/samples?{filter}")).unwrap();
            assert_eq!(answer.status, 200, "{filter}: {}", answer.text());
            assert_eq!(answer.json()["data"].as_array().unwrap().len(), found, "{filter}");
        }
        let wrong = serde_json::json!({
            "id": 8, "email": "nobody", "money": "-1", "percentage": "33.333", "date": "2025-02-30", "iban": "GB28NWBK60161331926819"
        });
        let (status, problem) = post(address, "/api/samples", &wrong);
        let errors = problem["errors"].as_array().unwrap();
        let mut codes: Vec<_> =
            errors.iter().map(|error| (error["pointer"].as_str(), error["code"].as_str())).collect();
        codes.sort_unstable();
        let expected = [
            ("/date", "format"),
            ("/email", "format"),
            ("/iban", "format"),
            ("/money", "too_small"),
            ("/percentage", "scale"),
        ];
        assert_eq!((status, codes), (422, expected.map(|(at, code)| (Some(at), Some(code))).to_vec()), "{problem}");
        let ruled = serde_json::json!({
            "id": 1, "name": "abc", "code": "ABC-1", "votes": "0", "price": "1", "fee": "2", "scores": [], "tags": []
        });
        let (status, row) = post(address, "/api/ruleds", &ruled);
        assert_eq!(status, 201, "{row}");
        assert_eq!(
            (&row["opens"], &row["since"], &row["stars"]),
            (&"08:30:00".into(), &"2024-02-29".into(), &3.into())
        );
    }
}

/// The same domain twice: where Prisma's tools read the file, and where they do not.
const PRISMA: &str = r#"datasource db {
  provider = "postgresql"
}

/// @@was("Customer")
model Client {
  id    Int      @id
  /// @scalar(Email)
  /// @pii
  email String
  /// @scalar(Money)
  price Decimal  @db.Decimal(19, 4)
  /// @scalar(Date)
  born  DateTime @default("2000-01-01T00:00:00Z") @db.Date
  /// @length(min: 1, max: 80)
  /// @was("name")
  title String
  /// @slug
  path  String
  /// @min(0)
  /// @max(5)
  stars Int      @default(3)
  /// @pattern("^[A-Z]+$")
  codes String[]
}
"#;
const SSOT: &str = r#"datasource db {
  provider = "postgresql"
}

model Client {
  id    Int      @id
  email Email    @pii
  price Money
  born  Date     @default("2000-01-01")
  title String   @length(min: 1, max: 80) @was("name")
  path  String   @slug
  stars Int      @default(3) @min(0) @max(5)
  codes String[] @pattern("^[A-Z]+$")

  @@was("Customer")
}
"#;

#[test]
fn the_same_domain_in_either_language_is_one_schema() {
    let json = |extension: &str, text: &str| {
        let mut sources = SourceMap::new();
        sources.add_named(format!("schema.{extension}"), "schema", text);
        let compilation = compile(sources, &Options::default());
        assert!(compilation.diagnostics.is_empty(), "{:?}", compilation.diagnostics);
        to_json(&compilation.schema.unwrap(), None)
    };
    assert_eq!(json("prisma", PRISMA), json("ssot", SSOT));
}
