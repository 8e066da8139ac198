//! What becomes of a schema that moves to another database: every cell of the table in `docs/targets/sql.md` that differs.
//!
//! A cell is something that one database has, a database that it moves to, what is said, and what is written there.

use rusqlite::Connection;
use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::diagnostic::Severity;
use ssot_core::ir::Provider::{self, CockroachDb, MongoDb, Mysql, Postgres, SqlServer, Sqlite};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_tests::toolchain::{MariaDb, Postgres as PostgresServer};

/// What is said.
enum Said {
    /// Nothing: it is carried whole.
    Nothing,
    /// A warning with these words.
    Warning(&'static str),
    /// An error with these words.
    Error(&'static str),
}

use Said::{Error, Nothing, Warning};

/// The schema's database and lines of a model `A`; where it moves, what is said, and what the script then holds.
type Cell = (Provider, &'static str, Provider, Said, &'static str);

const CELLS: &[Cell] = &[
    // Native types by their meaning: the same elsewhere, the nearest, or the scalar's own.
    (Postgres, "x String @db.Uuid", CockroachDb, Nothing, "x UUID NOT NULL"),
    (Postgres, "x String @db.Uuid", SqlServer, Nothing, "x UNIQUEIDENTIFIER NOT NULL"),
    (Postgres, "x String @db.Uuid", Mysql, Warning("native type `Uuid`: it becomes `Char(36)`"), "x CHAR(36) NOT NULL"),
    (
        Postgres,
        "x String @db.Uuid",
        Sqlite,
        Warning("native type `Uuid`: the column gets the type of `String`"),
        "x TEXT NOT NULL",
    ),
    (Postgres, "x String @db.VarChar(20)", Mysql, Nothing, "x VARCHAR(20) NOT NULL"),
    (Postgres, "x String @db.VarChar(20)", SqlServer, Nothing, "x NVARCHAR(20) NOT NULL"),
    (Postgres, "x String @db.VarChar(20)", CockroachDb, Nothing, "x STRING(20) NOT NULL"),
    (Postgres, "x String @db.VarChar(20)", Sqlite, Warning("`VarChar(20)`"), "x TEXT NOT NULL"),
    (Postgres, "x String @db.Text", Mysql, Nothing, "x LONGTEXT NOT NULL"),
    (Postgres, "x String @db.Text", SqlServer, Nothing, "x NVARCHAR(max) NOT NULL"),
    (
        Postgres,
        "x String @db.Citext",
        Mysql,
        Warning("`Citext`: the column gets the type of `String`"),
        "x VARCHAR(191) NOT NULL",
    ),
    (Postgres, "x String @db.Inet", CockroachDb, Nothing, "x INET NOT NULL"),
    (Postgres, "x String @db.Inet", SqlServer, Warning("`Inet`: it becomes `NVarChar(43)`"), "x NVARCHAR(43) NOT NULL"),
    (Postgres, "x String @db.Xml", SqlServer, Nothing, "x XML NOT NULL"),
    (Postgres, "x String @db.Xml", CockroachDb, Warning("`Xml`: it becomes `String`"), "x STRING NOT NULL"),
    (Postgres, "x String @db.Bit(3)", CockroachDb, Nothing, "x BIT(3) NOT NULL"),
    (Postgres, "x String @db.Bit(3)", Mysql, Warning("`Bit(3)`: it becomes `Char(3)`"), "x CHAR(3) NOT NULL"),
    (Postgres, "x Int @db.SmallInt", CockroachDb, Nothing, "x INT2 NOT NULL"),
    (Postgres, "x Int @db.SmallInt", SqlServer, Nothing, "x SMALLINT NOT NULL"),
    (Postgres, "x Int @db.SmallInt", Sqlite, Warning("`SmallInt`"), "x INTEGER NOT NULL"),
    (Postgres, "x Int @db.Oid", Mysql, Warning("`Oid`: it becomes `UnsignedInt`"), "x INTEGER UNSIGNED NOT NULL"),
    (
        Postgres,
        "x Decimal @db.Money",
        CockroachDb,
        Warning("`Money`: it becomes `Decimal(19, 4)`"),
        "x DECIMAL(19,4) NOT NULL",
    ),
    (Postgres, "x Decimal @db.Decimal(10, 2)", SqlServer, Nothing, "x DECIMAL(10,2) NOT NULL"),
    (Postgres, "x Decimal @db.Decimal(50, 2)", SqlServer, Warning("`Decimal(50, 2)`"), "x DECIMAL(32,16) NOT NULL"),
    (Postgres, "x Float @db.Real", Mysql, Nothing, "x FLOAT NOT NULL"),
    (Postgres, "x Float @db.Real", SqlServer, Nothing, "x REAL NOT NULL"),
    (Postgres, "x DateTime @db.Timestamptz(3)", CockroachDb, Nothing, "x TIMESTAMPTZ(3) NOT NULL"),
    (Postgres, "x DateTime @db.Timestamptz(3)", SqlServer, Nothing, "x DATETIMEOFFSET NOT NULL"),
    (Postgres, "x DateTime @db.Timestamptz(3)", Mysql, Warning("it becomes `DateTime(3)`"), "x DATETIME(3) NOT NULL"),
    (Postgres, "x DateTime @db.Date", Mysql, Nothing, "x DATE NOT NULL"),
    (Postgres, "x DateTime @db.Date", Sqlite, Warning("`Date`"), "x DATETIME NOT NULL"),
    (Mysql, "x Int @db.TinyInt", SqlServer, Warning("`TinyInt`: it becomes `SmallInt`"), "x SMALLINT NOT NULL"),
    (Mysql, "x Int @db.UnsignedTinyInt", SqlServer, Nothing, "x TINYINT NOT NULL"),
    (Mysql, "x Int @db.UnsignedInt", Postgres, Warning("`UnsignedInt`: it becomes `Integer`"), "x INTEGER NOT NULL"),
    (Mysql, "x Int @db.Year", Postgres, Warning("`Year`: it becomes `SmallInt`"), "x SMALLINT NOT NULL"),
    (Mysql, "x Boolean @db.Bit(1)", Postgres, Nothing, "x BOOLEAN NOT NULL"),
    (Mysql, "x Bytes @db.VarBinary(16)", Postgres, Warning("`VarBinary(16)`: it becomes `ByteA`"), "x BYTEA NOT NULL"),
    (Mysql, "x Bytes @db.VarBinary(16)", SqlServer, Nothing, "x VARBINARY(16) NOT NULL"),
    (Mysql, "x Decimal @db.Decimal", Postgres, Nothing, "x DECIMAL(10,0) NOT NULL"),
    (Mysql, "x DateTime @db.Timestamp(3)", Postgres, Nothing, "x TIMESTAMPTZ(3) NOT NULL"),
    (SqlServer, "x String @db.NVarChar(Max)", Postgres, Nothing, "x TEXT NOT NULL"),
    (SqlServer, "x String @db.NVarChar(Max)", Mysql, Nothing, "x LONGTEXT NOT NULL"),
    (SqlServer, "x String @db.UniqueIdentifier", Postgres, Nothing, "x UUID NOT NULL"),
    (SqlServer, "x Int @db.TinyInt", Mysql, Nothing, "x TINYINT UNSIGNED NOT NULL"),
    (
        SqlServer,
        "x Float @db.Money",
        Postgres,
        Warning("`Money`: the column gets the type of `Float`"),
        "x DOUBLE PRECISION NOT NULL",
    ),
    (
        SqlServer,
        "x DateTime @db.DateTimeOffset",
        Postgres,
        Warning("it becomes `Timestamptz(6)`"),
        "x TIMESTAMPTZ(6) NOT NULL",
    ),
    (CockroachDb, "x String @db.CatalogSingleChar", Postgres, Nothing, "x CHAR(1) NOT NULL"),
    (CockroachDb, "x BigInt @db.Int8", Mysql, Nothing, "x BIGINT NOT NULL"),
    (MongoDb, "x String @db.ObjectId", Postgres, Warning("`ObjectId`: it becomes `Char(24)`"), "x CHAR(24) NOT NULL"),
    // Scalars that hold less there.
    (Postgres, "x String", Mysql, Warning("MySQL keeps 191 characters of a `String`"), "x VARCHAR(191) NOT NULL"),
    (
        Sqlite,
        "x String",
        SqlServer,
        Warning("SQL Server keeps 1000 characters of a `String`"),
        "x NVARCHAR(1000) NOT NULL",
    ),
    (Mysql, "x String", Postgres, Nothing, "x TEXT NOT NULL"),
    (
        Postgres,
        "x Decimal",
        SqlServer,
        Warning("keeps 32 digits of a `Decimal`, 16 after the point"),
        "x DECIMAL(32,16) NOT NULL",
    ),
    (
        Postgres,
        "x Json",
        SqlServer,
        Warning("SQL Server has no `Json`: it is stored as text"),
        "x NVARCHAR(max) NOT NULL",
    ),
    // Lists, enums, composite types.
    (
        Postgres,
        "x String[]",
        Sqlite,
        Warning("SQLite has no lists: they are stored as JSON"),
        "x JSONB NOT NULL DEFAULT '[]'",
    ),
    (Postgres, "x Int[] @default([1, 2])", Mysql, Warning("MySQL has no lists"), "x JSON NOT NULL DEFAULT ('[1,2]')"),
    (
        Postgres,
        "x String[]",
        SqlServer,
        Warning("SQL Server has no lists"),
        "x NVARCHAR(max) NOT NULL CONSTRAINT A_x_df DEFAULT '[]'",
    ),
    (Postgres, "x Int[]", CockroachDb, Nothing, "x INT4[]"),
    (Postgres, "x Json[]", CockroachDb, Warning("CockroachDB has no lists of `Json`"), "x JSONB NOT NULL DEFAULT '[]'"),
    (MongoDb, "x Int[]", Postgres, Nothing, "x INTEGER[]"),
    (
        Postgres,
        "x Mood @default(SAD)",
        SqlServer,
        Warning("SQL Server has no enums: they are stored as text"),
        "DEFAULT 'sad'",
    ),
    (Postgres, "x Mood", Mysql, Nothing, "x ENUM('HAPPY', 'sad') NOT NULL"),
    (Postgres, "x Mood", Sqlite, Nothing, "x TEXT NOT NULL"),
    (Postgres, "x Mood", CockroachDb, Nothing, "CREATE TYPE Mood AS ENUM ('HAPPY', 'sad')"),
    (
        MongoDb,
        "x Part",
        Postgres,
        Warning("PostgreSQL has no composite types: they are stored as JSON"),
        "x JSONB NOT NULL",
    ),
    (MongoDb, "x Part[]", Sqlite, Warning("SQLite has no lists"), "x JSONB NOT NULL DEFAULT '[]'"),
    (
        MongoDb,
        "x Part\n  @@index([x.n])",
        Postgres,
        Warning("no keys into composite types: there is no index"),
        "x JSONB NOT NULL",
    ),
    (MongoDb, "x Part\n  @@unique([x.n])", Postgres, Error("no keys into composite types"), ""),
    // Indexes: kind, operator class, prefix, order of rows, condition, full text.
    (Postgres, "x Int[]\n  @@index([x], type: Gin)", CockroachDb, Nothing, "ON A USING GIN (x)"),
    (
        Postgres,
        "x Json\n  @@index([x(ops: JsonbPathOps)], type: Gin)",
        CockroachDb,
        Warning("CockroachDB has no operator classes"),
        "USING GIN (x)",
    ),
    (
        Postgres,
        "x Json\n  @@index([x], type: Gin)",
        Sqlite,
        Warning("no `Gin` indexes: there will be none"),
        "x JSONB NOT NULL",
    ),
    (
        Postgres,
        "x Int\n  @@index([x], type: Hash)",
        Mysql,
        Warning("no `Hash` indexes: this becomes a plain one"),
        "INDEX A_x_idx(x)",
    ),
    (
        Postgres,
        "x Int\n  @@index([x], type: Brin)",
        SqlServer,
        Warning("no `Brin` indexes: this becomes a plain one"),
        "CREATE NONCLUSTERED INDEX A_x_idx ON dbo.A(x)",
    ),
    (
        Postgres,
        "x String @db.Inet\n  @@index([x(ops: InetOps)], type: Gist)",
        CockroachDb,
        Warning("no `Gist` indexes"),
        "x INET",
    ),
    (Mysql, "x String\n  @@index([x(length: 10)])", Postgres, Warning("PostgreSQL has no prefixes in keys"), "ON A(x)"),
    (
        Mysql,
        "x String @unique(length: 10)",
        Sqlite,
        Warning("SQLite has no prefixes in keys"),
        "CREATE UNIQUE INDEX A_x_key ON A(x)",
    ),
    (
        Mysql,
        "x String\n  @@fulltext([x])",
        Postgres,
        Warning("no `Fulltext` indexes: there will be none"),
        "x TEXT NOT NULL",
    ),
    (Mysql, "x Int\n  @@shardKey([x])", Postgres, Warning("PostgreSQL has no shard keys"), "x INTEGER NOT NULL"),
    (
        SqlServer,
        "x Int @unique(clustered: false)",
        Postgres,
        Warning("does not let a key order the rows"),
        "CREATE UNIQUE INDEX",
    ),
    (SqlServer, "x Int\n  y Int\n  @@unique([x(sort: Desc), y])", Postgres, Nothing, "ON A(x DESC, y)"),
    (Postgres, "x Int\n  @@index([x], where: { x: 1 })", Sqlite, Nothing, "WHERE x = 1"),
    (Postgres, "x Boolean\n  @@index([x], where: { x: true })", SqlServer, Nothing, "WHERE x = 1"),
    (
        Postgres,
        "x Int\n  @@index([x], where: { x: 1 })",
        Mysql,
        Warning("no conditions of indexes: this one holds all rows"),
        "INDEX A_x_idx(x)",
    ),
    (
        Postgres,
        "x Int\n  @@unique([x], where: { x: 1 })",
        Mysql,
        Error("MySQL has no conditions: this key would hold for all rows"),
        "",
    ),
    (
        Postgres,
        "x Int\n  @@index([x], where: raw(\"x > 1\"))",
        Sqlite,
        Warning("may not know the condition of an index"),
        "WHERE x > 1",
    ),
    (
        Postgres,
        "x Int? @unique",
        SqlServer,
        Nothing,
        "CREATE UNIQUE NONCLUSTERED INDEX A_x_key ON dbo.A(x) WHERE x IS NOT NULL",
    ),
    (Postgres, "x Int @unique", SqlServer, Nothing, "CONSTRAINT A_x_key UNIQUE NONCLUSTERED (x)"),
    (
        Postgres,
        "x Int? @unique\n  b A? @relation(\"s\", fields: [y], references: [x], onDelete: NoAction, onUpdate: NoAction)\n  y Int?\n  c A[] @relation(\"s\")",
        SqlServer,
        Warning("takes NULL once"),
        "UNIQUE NONCLUSTERED (x)",
    ),
    // Keys that the servers refuse.
    (Postgres, "x String @unique @db.Text", Mysql, Error("how much of `x` belongs to the key"), ""),
    (CockroachDb, "x String @unique @db.String", SqlServer, Error("`x` is too long for a key"), ""),
    // Counters and sequences.
    (Postgres, "x Int @default(autoincrement())", Sqlite, Error("SQLite counts only in a primary key"), ""),
    (Postgres, "x Int @default(autoincrement())", Mysql, Error("MySQL counts only in the first field of an index"), ""),
    (Postgres, "x Int @unique @default(autoincrement())", Mysql, Nothing, "x INTEGER NOT NULL AUTO_INCREMENT"),
    (Postgres, "x Int @default(autoincrement())", SqlServer, Nothing, "x INT NOT NULL IDENTITY(1,1)"),
    (
        Postgres,
        "x Int @default(autoincrement())",
        CockroachDb,
        Nothing,
        "x INT4 NOT NULL GENERATED BY DEFAULT AS IDENTITY",
    ),
    (Postgres, "x BigInt @default(autoincrement())", CockroachDb, Nothing, "x INT8 NOT NULL DEFAULT unique_rowid()"),
    (
        CockroachDb,
        "x Int @default(sequence())",
        Postgres,
        Nothing,
        "x INTEGER NOT NULL GENERATED BY DEFAULT AS IDENTITY",
    ),
    (
        CockroachDb,
        "x Int @default(sequence(start: 7, increment: 5))",
        Postgres,
        Nothing,
        "AS IDENTITY (INCREMENT 5 START 7)",
    ),
    (
        CockroachDb,
        "x Int @default(sequence(virtual: true))",
        Postgres,
        Warning("PostgreSQL has no virtual sequences"),
        "AS IDENTITY",
    ),
    (
        CockroachDb,
        "x Int @default(sequence(start: 7))",
        SqlServer,
        Warning("SQL Server has no sequences of one's own"),
        "x INT NOT NULL IDENTITY(1,1)",
    ),
    (CockroachDb, "x Int @default(sequence())", Sqlite, Error("SQLite counts only in a primary key"), ""),
    (MongoDb, "x String @default(\"a\")", Postgres, Nothing, "x TEXT NOT NULL DEFAULT 'a'"),
    // Expressions and types of the user's own.
    (
        Postgres,
        "x String @default(dbgenerated(\"f()\"))",
        Sqlite,
        Warning("may not know the expression of `dbgenerated`"),
        "DEFAULT (f())",
    ),
    (Postgres, "x Unsupported(\"point\")?", Sqlite, Warning("may not know the type `point`"), "x point"),
    // Actions.
    (
        Postgres,
        "x Int?\n  b A? @relation(\"s\", fields: [x], references: [id], onDelete: Restrict, onUpdate: NoAction)\n  c A[] @relation(\"s\")",
        SqlServer,
        Nothing,
        "ON DELETE NO ACTION ON UPDATE NO ACTION",
    ),
    (
        Postgres,
        "x Int?\n  b A? @relation(\"s\", fields: [x], references: [id])\n  c A[] @relation(\"s\")",
        SqlServer,
        Warning("actions that are not written become `NoAction`"),
        "ON DELETE NO ACTION ON UPDATE NO ACTION",
    ),
    (
        Postgres,
        "x Int?\n  b A? @relation(\"s\", fields: [x], references: [id], onDelete: Cascade)\n  c A[] @relation(\"s\")",
        SqlServer,
        Error("points at its own model"),
        "",
    ),
    (
        Postgres,
        "x Int @default(1)\n  b A @relation(\"s\", fields: [x], references: [id], onDelete: SetDefault)\n  c A[] @relation(\"s\")",
        Mysql,
        Error("MySQL refuses tables with the action `SetDefault`"),
        "",
    ),
    (
        Postgres,
        "x Int @default(1)\n  b A @relation(\"s\", fields: [x], references: [id], onDelete: SetDefault)\n  c A[] @relation(\"s\")",
        Sqlite,
        Nothing,
        "ON DELETE SET DEFAULT",
    ),
    // No tables.
    (Postgres, "x Int", MongoDb, Error("MongoDB has no tables to create"), ""),
    // Names.
    (
        Sqlite,
        "x Int @map(\"a_name_that_goes_on_and_on_until_it_has_more_than_sixty_four_letters\")",
        Mysql,
        Error("takes 64 characters of a name"),
        "",
    ),
    (
        Sqlite,
        "x Int @map(\"a_name_that_goes_on_and_on_until_it_has_more_than_sixty_four_letters\")",
        Postgres,
        Warning("keeps 63 of the"),
        "goes_on",
    ),
    (Postgres, "x Int\n  X Int", Sqlite, Error("upper and lower case"), ""),
];

/// A schema with those lines in its model `A`.
fn schema(provider: Provider, lines: &str) -> String {
    let (fields, attributes): (Vec<&str>, Vec<&str>) =
        lines.lines().partition(|line| !line.trim_start().starts_with("@@"));
    let key = if provider == MongoDb { "id Int @id @map(\"_id\")" } else { "id Int @id" };
    let mood = if provider == SqlServer { "" } else { "enum Mood {\n  HAPPY\n  SAD @map(\"sad\")\n}\n\n" };
    let mood = if lines.contains("Mood") { mood } else { "" };
    let part = if provider == MongoDb { "type Part {\n  n Int\n}\n\n" } else { "" };
    format!(
        "generator g {{\n  provider = \"prisma-client\"\n  previewFeatures = [\"partialIndexes\", \"shardKeys\"]\n}}\n\ndatasource db {{\n  \
         provider = \"{provider}\"\n}}\n\n{mood}{part}model A {{\n  {key}\n  {}\n\n  {}\n}}\n",
        fields.join("\n"),
        attributes.join("\n")
    )
}

/// What is said about the move, and the script.
fn moved(text: &str, to: Provider) -> (Vec<(Severity, String)>, String) {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let mut options = Options::default();
    options.provider = Some(to);
    let mut compilation = compile(sources, &options);
    let mut script = String::new();
    if let Ok(schema) = &compilation.schema {
        let target = Sql::new();
        let plan = target.plan(schema, &mut compilation.diagnostics);
        if !compilation.diagnostics.has_errors() {
            let bytes = target.emit(&plan).get("schema.sql").expect("the script").to_vec();
            script = String::from_utf8(bytes).expect("SQL is UTF-8");
        }
    }
    let said = compilation.diagnostics.iter().map(|found| (found.severity, found.message.clone())).collect();
    (said, script)
}

/// The words of a script, quotes taken away.
fn bare(script: &str) -> String {
    script.replace(['"', '`', '[', ']'], "")
}

/// Runs a script where its database is here; what the server says if it refuses.
fn run(provider: Provider, script: &str) -> Result<(), String> {
    match provider {
        Sqlite => {
            Connection::open_in_memory().expect("SQLite opens").execute_batch(script).map_err(|error| error.to_string())
        }
        Mysql => MariaDb::shared().map_or(Ok(()), |server| server.execute(&server.database(), script).map(|_| ())),
        Postgres => {
            if let Some(server) = PostgresServer::shared() {
                server.psql_in(&server.database(), script);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

#[test]
fn every_cell_says_and_writes_what_the_table_says() {
    let mut wrong = Vec::new();
    for (from, lines, to, expected, fragment) in CELLS {
        let text = schema(*from, lines);
        let (said, script) = moved(&text, *to);
        let has = |severity: Severity, words: &str| {
            said.iter().any(|(found, text)| *found == severity && text.contains(words))
        };
        let errors = said.iter().any(|(severity, _)| *severity == Severity::Error);
        let fits = match expected {
            Nothing => said.is_empty(),
            Warning(words) => has(Severity::Warning, words) && !errors,
            Error(words) => has(Severity::Error, words),
        };
        if !fits || !bare(&script).contains(&bare(fragment)) {
            wrong.push(format!("{from} to {to}: {lines}\nwants {fragment}\nsaid {said:#?}\n{script}"));
            continue;
        }
        let unknown = lines.contains("dbgenerated") || lines.contains("Unsupported");
        if let (false, Err(error)) = (unknown, run(*to, &script)) {
            wrong.push(format!("{from} to {to}: {lines}\n{error}\n{script}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CELLS.len(), wrong.join("\n"));
}

#[test]
fn schemas_and_extensions_stay_behind() {
    let text = "generator g {\n  provider = \"prisma-client\"\n  previewFeatures = [\"postgresqlExtensions\"]\n}\n\ndatasource db {\n  provider = \"postgresql\"\n  extensions = [citext]\n  schemas = [\"a\", \"b\"]\n}\n\nmodel A {\n  id Int @id\n\n  @@schema(\"a\")\n}\n\nmodel B {\n  id Int @id\n\n  @@schema(\"b\")\n}\n";
    for (to, table, words) in [
        (Sqlite, "CREATE TABLE \"A\"", &["the extension `citext` is for PostgreSQL", "SQLite has no schemas"][..]),
        (Mysql, "CREATE TABLE `A`", &["the extension `citext` is for PostgreSQL", "MySQL has no schemas"]),
        (SqlServer, "CREATE TABLE [a].[A]", &["the extension `citext` is for PostgreSQL"]),
        (CockroachDb, "CREATE TABLE \"a\".\"A\"", &["the extension `citext` is for PostgreSQL"]),
    ] {
        let (said, script) = moved(text, to);
        let said: Vec<_> = said.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(said.len(), words.len(), "{to}: {said:?}");
        assert!(words.iter().all(|words| said.iter().any(|text| text.contains(words))), "{to}: {said:?}");
        assert!(script.contains(table) && !script.contains("EXTENSION"), "{to}:\n{script}");
    }
    let clash = text.replace("model B {\n  id Int @id\n", "model B {\n  id Int @id\n\n  @@map(\"A\")");
    assert!(moved(&clash, SqlServer).0.iter().all(|(severity, _)| *severity == Severity::Warning));
    assert!(
        moved(&clash, Sqlite)
            .0
            .iter()
            .any(|(severity, text)| *severity == Severity::Error && text.contains("two tables are called `A`"))
    );
}
