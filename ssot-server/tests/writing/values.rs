//! Every kind of column, alone and in lists, through the databases and back.

use serde_json::{Value, json};
use ssot_db::{Database, Dialect, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_server::resource::{Default, Enumeration, Field, Kind, Resource, Rules};
use ssot_server::{Access, Api, Server};
use ssot_tests::toolchain::{MariaDb, Postgres};

use super::{call, get};

static COLOUR: Enumeration =
    Enumeration { name: "Colour", database: (None, "Colour"), variants: &[("RED", "red"), ("BLUE", "dark blue")] };

const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { nullable: true, ..Field::new(name, name, kind) }
}

const fn list(name: &'static str, kind: Kind) -> Field {
    Field { list: true, ..Field::new(name, name, kind) }
}

/// What `@db.SmallInt` keeps.
const fn small(name: &'static str, list: bool) -> Field {
    let rules = Rules { min: Some(-32768), max: Some(32767), ..Rules::NONE };
    Field { list, nullable: !list, rules, ..Field::new(name, name, Kind::Int) }
}

static THING: Resource = Resource {
    name: "Thing",
    segment: "things",
    exposed: true,
    table: "things",
    namespace: None,
    fields: &[
        Field { default: Default::Uuid(4), ..Field::new("id", "id", Kind::Uuid) },
        optional("text", Kind::String),
        optional("int", Kind::Int),
        optional("big", Kind::BigInt),
        optional("float", Kind::Float),
        optional("exact", Kind::Decimal(Some((20, 4)))),
        optional("flag", Kind::Boolean),
        optional("moment", Kind::DateTime),
        optional("day", Kind::Date),
        optional("time", Kind::Time),
        optional("json", Kind::Json),
        optional("bytes", Kind::Bytes),
        optional("colour", Kind::Enumeration(&COLOUR)),
        list("texts", Kind::String),
        list("ints", Kind::Int),
        list("bigs", Kind::BigInt),
        list("floats", Kind::Float),
        list("exacts", Kind::Decimal(Some((20, 4)))),
        list("flags", Kind::Boolean),
        list("moments", Kind::DateTime),
        list("days", Kind::Date),
        list("times", Kind::Time),
        list("jsons", Kind::Json),
        list("binaries", Kind::Bytes),
        list("colours", Kind::Enumeration(&COLOUR)),
        list("uuids", Kind::Uuid),
        small("small", false),
        small("smalls", true),
    ],
    computed: &[],
    relations: &[],
    key: &[0],
    partial: &[],
    uniques: &[],
    include: &[],
    read_only: false,
    upsert: false,
    require_if_match: false,
    aggregate: false,
    export: false,
    actions: &[],
    changes: false,
    default_take: None,
    max_take: None,
    policies: &[],
    tenant: None,
    deleted: None,
};

static RESOURCES: &[&Resource] = &[&THING];

fn definition(dialect: Dialect) -> String {
    let scalar = |kind: Kind| match (dialect, kind) {
        (_, Kind::Int) => "integer",
        (_, Kind::BigInt) => "bigint",
        (_, Kind::Float) => "double precision",
        (_, Kind::Decimal(_)) => "decimal(20,4)",
        (_, Kind::Boolean) => "boolean",
        (Dialect::Mysql, Kind::Json) => "json",
        (_, Kind::Json) => "jsonb",
        (Dialect::Mysql, Kind::Bytes) => "longblob",
        (Dialect::Mysql, Kind::DateTime) => "datetime(3)",
        (Dialect::Mysql, Kind::Uuid) => "char(36)",
        (Dialect::Mysql, Kind::Enumeration(_)) => "enum('red', 'dark blue')",
        (Dialect::Sqlite, Kind::Bytes) => "blob",
        (Dialect::Sqlite, _) | (_, Kind::String) => "text",
        (_, Kind::DateTime) => "timestamp(3)",
        (_, Kind::Date) => "date",
        (_, Kind::Time) => "time(3)",
        (_, Kind::Bytes) => "bytea",
        (_, Kind::Uuid) => "uuid",
        (_, Kind::Enumeration(_)) => "\"Colour\"",
    };
    let column = |field: &Field| {
        let one = if field.rules.max.is_some() { "smallint" } else { scalar(field.kind) };
        let ty = match (dialect, field.list) {
            (_, false) => one.to_owned(),
            (Dialect::Sqlite, true) => "jsonb".to_owned(),
            (Dialect::Mysql, true) => "json".to_owned(),
            (Dialect::Postgres, true) => format!("{one}[]"),
        };
        let key = if field.name == "id" { " primary key" } else { "" };
        format!("\"{}\" {ty}{key}", field.column)
    };
    let columns: Vec<String> = THING.fields.iter().map(column).collect();
    format!("CREATE TABLE things ({})", columns.join(", "))
}

async fn servers() -> Vec<Server> {
    let mut databases = vec![Database::sqlite(SqliteConfig::temporary()).unwrap()];
    if let Some(url) = Postgres::shared().map(Postgres::database) {
        let postgres = Database::postgres(PostgresConfig::new(url)).await.unwrap();
        postgres.batch("CREATE TYPE \"Colour\" AS ENUM ('red', 'dark blue')").await.unwrap();
        databases.push(postgres);
    }
    if let Some(url) = MariaDb::shared().map(MariaDb::url) {
        let mariadb = Database::mysql(MysqlConfig::new(url)).await.unwrap();
        mariadb.batch("ALTER DATABASE COLLATE utf8mb4_nopad_bin").await.unwrap();
        databases.push(mariadb);
    }
    let mut servers = Vec::new();
    for database in databases {
        database.batch(&definition(database.dialect())).await.unwrap();
        servers.push(Server::new(Api::new(database, RESOURCES).access(Access::Public)));
    }
    servers
}

/// A value of each field, in its wire form.
fn full() -> Value {
    json!({
        "text": "é😀\"\\\n", "int": -2_147_483_648_i64, "big": "9007199254740993", "float": 1.5e-7, "exact": "1234567890123456.789",
        "flag": true, "moment": "1969-12-31T23:59:59.999Z", "day": "2024-02-29", "time": "23:59:59.500",
        "json": {"a": [1, null, "x"]}, "bytes": "AP8=", "colour": "BLUE",
        "texts": ["a,b", "\"{}\\", ""], "ints": [3, -1, 3], "bigs": ["9007199254740993", "-1"], "floats": [0.1, 2, -3.5],
        "exacts": ["0.0001", "99"], "flags": [true, false], "moments": ["2026-01-31T09:30:00.250Z"], "days": ["0001-01-01"],
        "times": ["00:00:00", "12:30:00.001"], "jsons": [{"a": 1}, [], "x", 2, true], "binaries": ["", "AP8="],
        "colours": ["RED", "BLUE", "RED"], "uuids": ["018f2b7e-0c4d-7a3e-9b1f-2d6c8a5e4f01"],
        "small": 32767, "smalls": [-32768, 0],
    })
}

#[tokio::test]
async fn tst3_every_kind_comes_back_as_it_was_sent() {
    for server in servers().await {
        let sent = full();
        let answer = call(&server, "POST", "/api/things", sent.clone()).await;
        let mut stored = answer.of(201);
        assert_eq!(get(&server, answer.header("location")).await.of(200), stored, "what is answered is what is stored");
        let id = stored.as_object_mut().unwrap().shift_remove("id").unwrap();
        assert_eq!(stored, sent);
        // Through an update as well, and by the native id.
        let path = format!("/api/things/{}", id.as_str().unwrap());
        let empty = call(&server, "PUT", &path, json!({})).await.of(200);
        for field in &THING.fields[1..] {
            let expected = if field.list { json!([]) } else { json!(null) };
            assert_eq!(empty[field.name], expected, "{}", field.name);
        }
        let mut again = call(&server, "PATCH", &path, sent.clone()).await.of(200);
        again.as_object_mut().unwrap().shift_remove("id");
        assert_eq!(again, sent);
        get(&server, "/api/things/018f2b7e").await.problem(400, "invalid_id");
    }
}

#[tokio::test]
async fn values_that_a_column_cannot_hold_are_not_found_there() {
    for server in servers().await {
        call(&server, "POST", "/api/things", full()).await.of(201);
        for (condition, found) in [
            ("small=40000", 0),
            ("small=32767", 1),
            ("small[ne]=40000", 1),
            ("small[lt]=40000", 1),
            ("small[gt]=-2147483648", 1),
            ("small[in]=40000,32767", 1),
            ("small[notIn]=40000,2", 1),
            ("small[between]=-40000,40000", 1),
            ("smalls=40000", 0),
            ("smalls=-32768,0", 1),
            ("smalls[ne]=40000", 1),
            ("smalls[has]=40000", 0),
            ("smalls[has]=0", 1),
            ("smalls[hasSome]=40000,0", 1),
            ("smalls[hasSome]=40000", 0),
            ("smalls[hasEvery]=40000,0", 0),
            ("smalls[hasEvery]=-32768,0", 1),
        ] {
            let (name, rest) = condition.split_at(condition.find(['[', '=']).unwrap());
            let list = get(&server, &format!("/api/things?where[{name}]{rest}")).await.of(200);
            assert_eq!(list["data"].as_array().unwrap().len(), found, "{condition}");
        }
        // More than the kind's own bits is no value of it.
        get(&server, "/api/things?where[small]=2147483648").await.problem(400, "invalid_query");
    }
}
