//! Every kind of column in every kind of key: which of them are refused, by us and by Prisma's engine.
//!
//! Thousands of models of one column and one key stand in a few schemas; of each schema both say which models have an error. The
//! engine's last phase judges only what its first ones let pass, so models with errors are taken out and it is asked again.

use std::collections::BTreeSet;

use ssot_core::ir::Provider;
use ssot_tests::oracle::{Oracle, Version, batch};
use ssot_tests::verdict;

/// A schema of many models.
#[derive(Debug)]
struct Sheet {
    head: String,
    models: Vec<String>,
}

const LINES: usize = 5;

impl Sheet {
    /// The text without some of the models, whose lines stay empty.
    fn text(&self, gone: &BTreeSet<usize>) -> String {
        let model = |(at, model): (usize, &String)| if gone.contains(&at) { "\n".repeat(LINES) } else { model.clone() };
        let models: String = self.models.iter().enumerate().map(model).collect();
        format!("{}{models}", self.head)
    }

    /// The model on a line.
    fn model(&self, line: usize) -> usize {
        (line - 1 - self.head.matches('\n').count()) / LINES
    }

    /// The models that we refuse.
    fn ours(&self) -> BTreeSet<usize> {
        let files = vec![("schema.prisma".to_owned(), self.text(&BTreeSet::new()))];
        verdict::judge(&files, Version::Seven).iter().map(|error| self.model(error.places[0].1)).collect()
    }

    /// The models that the engine refuses.
    fn theirs(&self, oracle: &mut Oracle) -> BTreeSet<usize> {
        let mut refused = BTreeSet::new();
        loop {
            let files = vec![("schema.prisma".to_owned(), self.text(&refused))];
            let found = oracle.lint(Version::Seven, &files).expect("the engine does not crash");
            let errors = found.iter().filter(|finding| !finding.warning);
            let models: Vec<usize> = errors.map(|finding| self.model(finding.line)).collect();
            if models.is_empty() {
                return refused;
            }
            refused.extend(models);
        }
    }

    /// What differs, and how many models the engine accepts.
    fn judge(&self, oracle: &mut Oracle) -> (Vec<String>, usize) {
        let (ours, theirs) = (self.ours(), self.theirs(oracle));
        let say = |&at: &usize| {
            format!("refused by {}\n{}", if ours.contains(&at) { "us" } else { "the engine" }, self.models[at])
        };
        (ours.symmetric_difference(&theirs).map(say).collect(), self.models.len() - theirs.len())
    }
}

const COLUMNS: [(&str, &str); 11] = [
    ("Int", "SmallInt Integer Oid Int TinyInt UnsignedInt Year Int2 Int4 Long"),
    ("BigInt", "BigInt UnsignedBigInt Int8"),
    ("Decimal", "Decimal Decimal(5,2) Money"),
    ("Float", "Real DoublePrecision Double Float Float4 Float8 SmallMoney"),
    ("Boolean", "Boolean Bool Bit TinyInt Bit(1)"),
    (
        "String",
        "Text VarChar VarChar(9) Char Char(4) Bit VarBit Uuid Xml Inet Citext TinyText MediumText LongText VarChar(Max) NVarChar \
         NVarChar(Max) NText UniqueIdentifier String CatalogSingleChar ObjectId",
    ),
    ("Bytes", "ByteA Binary(4) VarBinary(4) Blob LongBlob Bit(4) VarBinary(Max) Image Bytes BinData"),
    ("DateTime", "Timestamp Timestamptz Date Time Timetz DateTime DateTime2 DateTimeOffset"),
    ("Json", "Json JsonB"),
    ("E", ""),
    ("Unsupported(\"x\")", ""),
];

/// The columns of a database: those that it does not have, both refuse.
fn columns(provider: Provider, arities: &[&str]) -> Vec<String> {
    let has_no_enum = provider == Provider::SqlServer;
    let mut columns = Vec::new();
    for (ty, natives) in COLUMNS.into_iter().filter(|(ty, _)| !(has_no_enum && *ty == "E")) {
        for arity in arities {
            columns.push(format!("{ty}{arity}"));
            columns.extend(
                natives
                    .split(' ')
                    .filter(|native| !native.is_empty())
                    .map(|native| format!("{ty}{arity} @db.{native}")),
            );
        }
    }
    columns
}

/// A sheet for each column, with a model for each key.
fn sheets(provider: Provider, arities: &[&str], keys: &[String]) -> Vec<Sheet> {
    let mut head = format!(
        "datasource db {{\n  provider = \"{provider}\"\n}}\ngenerator g {{\n  provider = \"x\"\n  previewFeatures = [\"partialIndexes\", \
         \"shardKeys\"]\n}}\n"
    );
    if provider != Provider::SqlServer {
        head.push_str("enum E {\n  X\n}\n");
    }
    let id = if provider == Provider::MongoDb { "id String @id @map(\"_id\")" } else { "id Int @id" };
    let model = |(at, (column, key)): (usize, (&str, &String))| {
        let id = if key.starts_with("@@id") { "" } else { id };
        let key = key.replace('$', &format!("m{at}"));
        format!("model M{at} {{\n  {id}\n  f {column}\n  {key}\n}}\n")
    };
    let columns = columns(provider, arities);
    let sheet = |column: &String| {
        let models = keys.iter().map(|key| (column.as_str(), key)).enumerate().map(model).collect();
        Sheet { head: head.clone(), models }
    };
    columns.iter().map(sheet).collect()
}

/// Wants the same verdict on each model, and as many models or more that are valid, and that are not.
fn assert_same(sheets: &[Sheet], valid: usize, wrong: usize) {
    let Some(judged) = batch(sheets, |oracle, sheet| sheet.judge(oracle)) else { return };
    let models: usize = sheets.iter().map(|sheet| sheet.models.len()).sum();
    let accepted: usize = judged.iter().map(|(_, accepted)| accepted).sum();
    let found: Vec<String> = judged.into_iter().flat_map(|(found, _)| found).collect();
    assert!(found.is_empty(), "{} of {models} differ:\n{}", found.len(), found[..found.len().min(12)].join("\n"));
    assert!(accepted >= valid && models - accepted >= wrong, "{accepted} of {models} are valid");
}

const CLASSES: &str = "InetOps JsonbOps JsonbPathOps ArrayOps TextOps BitMinMaxOps VarBitMinMaxOps BpcharBloomOps BpcharMinMaxOps \
     ByteaBloomOps DateMinMaxOps Float4BloomOps Float8MinMaxMultiOps InetBloomOps InetInclusionOps Int2MinMaxOps Int4BloomOps \
     Int8MinMaxMultiOps NumericBloomOps OidMinMaxOps TextBloomOps TextMinMaxOps TimestampBloomOps TimestampTzMinMaxOps \
     TimeMinMaxMultiOps TimeTzBloomOps UuidMinMaxOps";

/// Each kind of index without anything, with an order, and with each operator class.
fn operators(kinds: &[&str]) -> Vec<String> {
    let mut keys = Vec::new();
    for kind in kinds {
        let key = |inner: &str| format!("@@index([f{inner}], type: {kind}, map: \"$\")");
        keys.extend(["", "(sort: Desc)", "(ops: raw(\"x\"))"].map(key));
        keys.extend(CLASSES.split_whitespace().map(|class| key(&format!("(ops: {class})"))));
    }
    keys
}

#[test]
fn operator_classes_go_with_the_same_columns() {
    let mut all =
        sheets(Provider::Postgres, &["", "[]"], &operators(&["BTree", "Hash", "Gist", "Gin", "SpGist", "Brin"]));
    all.extend(sheets(Provider::CockroachDb, &["", "[]"], &operators(&["BTree", "Gin"])));
    assert_same(&all, 3_000, 34_000);
}

#[test]
fn conditions_go_with_the_same_columns() {
    const VALUES: [&str; 14] = [
        "null",
        "1",
        "-1.5",
        "99999999999999999999",
        "\"x\"",
        "\"1\"",
        "\"{}\"",
        "\"2020-01-01T00:00:00Z\"",
        "true",
        "X",
        "[1]",
        "{ not: null }",
        "{ not: 1 }",
        "{ not: \"x\" }",
    ];
    let keys = VALUES.map(|value| format!("@@index([id], where: {{ f: {value} }}, map: \"$\")"));
    let mut all = Vec::new();
    for (provider, arities) in [
        (Provider::Postgres, &["", "?", "[]"][..]),
        (Provider::CockroachDb, &[""]),
        (Provider::Sqlite, &["", "?"]),
        (Provider::SqlServer, &[""]),
    ] {
        all.extend(sheets(provider, arities, &keys));
    }
    assert_same(&all, 1_200, 6_000);
}

#[test]
fn keys_take_the_same_columns() {
    const KEYS: [&str; 16] = [
        "@@index([f])",
        "@@index([f(length: 5)])",
        "@@index([f(sort: Desc)])",
        "@@index([f], clustered: true)",
        "@@index([f], type: Hash)",
        "@@index([f], type: Gin)",
        "@@unique([f])",
        "@@unique([f(length: 5)])",
        "@@unique([f(sort: Desc)])",
        "@@unique([f(ops: raw(\"x\"))])",
        "@@fulltext([f])",
        "@@fulltext([f(length: 5)])",
        "@@shardKey([f])",
        "@@id([f])",
        "@@id([f(length: 5)])",
        "@@id([f(sort: Desc)])",
    ];
    let keys = KEYS.map(str::to_owned);
    let all: Vec<Sheet> = Provider::ALL.into_iter().flat_map(|provider| sheets(provider, &["", "?"], &keys)).collect();
    assert_same(&all, 1_800, 13_000);
}
