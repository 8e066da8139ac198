//! Scalar columns: what each database knows, and defaults that fit.

use ssot_core::ir::Provider;

use super::World;

/// Whether a column can be part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// As it is.
    Whole,
    /// Only its first characters.
    Prefix,
    /// Not at all.
    Never,
}

use Key::{Never, Prefix, Whole};

/// A scalar field.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// `Int`, `Kind0`, `Unsupported("circle")`.
    pub(super) base: String,
    /// `@db.X(…)` with a blank in front, or nothing.
    native: String,
    /// Nothing, `?` or `[]`.
    pub(super) mark: &'static str,
    pub(super) key: Key,
}

impl Column {
    pub(super) fn ty(&self) -> String {
        format!("{}{}", self.base, self.mark)
    }

    pub(super) fn native(&self) -> &str {
        &self.native
    }

    /// A default that fits, or nothing. Composite types know no functions that make text.
    pub(super) fn default(&self, world: &mut World, composite: bool) -> String {
        if world.random.one_in(2) {
            return String::new();
        }
        let values = match self.base.as_str() {
            "Int" | "BigInt" => vec!["0", "42", "-7", "007"],
            "Float" => vec!["1.5", "2", "-0.25"],
            "Decimal" => vec!["9.99", "\"12.50\"", "3"],
            "Boolean" => vec!["true", "false"],
            "String" => vec![
                "\"\"",
                "\"a \\\"b\\\"\"",
                "\"it's\"",
                "cuid()",
                "cuid(2)",
                "uuid()",
                "uuid(7)",
                "ulid()",
                "nanoid()",
                "nanoid(12)",
            ],
            "DateTime" => vec!["now()", "\"2020-01-02T03:04:05Z\"", "\"2020-01-02 03:04:05.678+02:00\""],
            "Json" => vec!["\"{}\"", "\"[1, \\\"x\\\"]\""],
            "Bytes" => vec!["\"aGk=\"", "\"\""],
            _ => vec![],
        };
        let enumeration = world.enumerations.iter().find(|(name, _)| *name == self.base).cloned();
        let value = match enumeration {
            Some((_, values)) => values[world.random.below(values.len())].clone(),
            None if values.is_empty() => return String::new(),
            None => world.random.pick(&values).to_owned(),
        };
        if composite && value.ends_with(')') && self.base == "String" {
            return String::new();
        }
        if self.mark == "[]" {
            if value.ends_with(')') {
                return " @default([])".into();
            }
            return if world.random.one_in(3) {
                " @default([])".into()
            } else {
                format!(" @default([{value}, {value}])")
            };
        }
        if world.provider != Provider::MongoDb && world.random.one_in(10) {
            return " @default(dbgenerated(\"now()\"))".into();
        }
        format!(" @default({value})")
    }
}

const WORDS: [&str; 16] = [
    "title", "amount", "count", "note", "code", "rate", "height", "flag", "stamp", "payload", "digest", "rank", "city",
    "weight", "level", "model",
];

/// A column of any type; in a `list` world also one of many values.
pub(super) fn make(world: &mut World, lists: bool) -> Column {
    let number = world.next();
    let name = format!("{}{number}", world.random.pick(&WORDS));
    if world.random.one_in(8) && !world.enumerations.is_empty() {
        let at = world.random.below(world.enumerations.len());
        let base = world.enumerations[at].0.clone();
        let mark = mark(world, lists);
        let key = if mark == "[]" { Never } else { Whole };
        return Column { name, base, native: String::new(), mark, key };
    }
    if world.random.one_in(14) && world.provider != Provider::MongoDb {
        let mark = world.random.pick(&["", "?"]);
        let base = world.random.pick(&["Unsupported(\"circle\")", "Unsupported(\"geometry(Point, 4326)\")"]);
        return Column { name, base: base.into(), native: String::new(), mark, key: Never };
    }
    let (base, native, key) = world.random.pick(columns(world.provider));
    let mark = mark(world, lists && !(world.provider == Provider::CockroachDb && base == "Json"));
    let native = if native.is_empty() { String::new() } else { format!(" @{}.{native}", world.database) };
    let key = if mark == "[]" { Never } else { key };
    Column { name, base: base.into(), native, mark, key }
}

fn mark(world: &mut World, lists: bool) -> &'static str {
    let has_lists = world.is(&[Provider::Postgres, Provider::CockroachDb, Provider::MongoDb]);
    match world.random.below(8) {
        0 | 1 => "?",
        2 if lists && has_lists => "[]",
        _ => "",
    }
}

type Choice = (&'static str, &'static str, Key);

fn columns(provider: Provider) -> &'static [Choice] {
    match provider {
        Provider::Postgres => &POSTGRES,
        Provider::Mysql => &MYSQL,
        Provider::Sqlite => &SQLITE,
        Provider::SqlServer => &SQL_SERVER,
        Provider::CockroachDb => &COCKROACH,
        Provider::MongoDb => &MONGO,
    }
}

const POSTGRES: [Choice; 42] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Decimal", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Whole),
    ("Json", "", Never),
    ("String", "", Whole),
    ("Int", "SmallInt", Whole),
    ("Int", "Integer", Whole),
    ("Int", "Oid", Whole),
    ("BigInt", "BigInt", Whole),
    ("Decimal", "Decimal", Whole),
    ("Decimal", "Decimal(10, 2)", Whole),
    ("Decimal", "Money", Whole),
    ("Float", "Real", Whole),
    ("Float", "DoublePrecision", Whole),
    ("Boolean", "Boolean", Whole),
    ("String", "Text", Whole),
    ("String", "VarChar", Whole),
    ("String", "VarChar(80)", Whole),
    ("String", "Char(8)", Whole),
    ("String", "Bit(3)", Whole),
    ("String", "VarBit", Whole),
    ("String", "Uuid", Whole),
    ("String", "Xml", Never),
    ("String", "Inet", Whole),
    ("String", "Citext", Whole),
    ("Bytes", "ByteA", Whole),
    ("DateTime", "Timestamp(6)", Whole),
    ("DateTime", "Timestamptz", Whole),
    ("DateTime", "Timestamptz(3)", Whole),
    ("DateTime", "Date", Whole),
    ("DateTime", "Time(0)", Whole),
    ("DateTime", "Timetz", Whole),
    ("Json", "Json", Never),
    ("Json", "JsonB", Never),
    ("String", "Char", Whole),
    ("Int", "", Whole),
    ("DateTime", "", Whole),
];

const MYSQL: [Choice; 46] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Decimal", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Prefix),
    ("Json", "", Never),
    ("Int", "Int", Whole),
    ("Int", "SmallInt", Whole),
    ("Int", "MediumInt", Whole),
    ("Int", "UnsignedInt", Whole),
    ("Int", "UnsignedSmallInt", Whole),
    ("Int", "Year", Whole),
    ("Int", "TinyInt", Whole),
    ("Boolean", "TinyInt", Whole),
    ("Boolean", "Bit(1)", Whole),
    ("Bytes", "Bit(8)", Whole),
    ("BigInt", "UnsignedBigInt", Whole),
    ("BigInt", "BigInt", Whole),
    ("Decimal", "Decimal(10, 2)", Whole),
    ("Decimal", "Decimal", Whole),
    ("Float", "Float", Whole),
    ("Float", "Double", Whole),
    ("String", "Char(8)", Whole),
    ("String", "VarChar(80)", Whole),
    ("String", "TinyText", Prefix),
    ("String", "Text", Prefix),
    ("String", "MediumText", Prefix),
    ("String", "LongText", Prefix),
    ("Bytes", "Binary(16)", Whole),
    ("Bytes", "VarBinary(16)", Whole),
    ("Bytes", "TinyBlob", Prefix),
    ("Bytes", "Blob", Prefix),
    ("Bytes", "MediumBlob", Prefix),
    ("Bytes", "LongBlob", Prefix),
    ("DateTime", "Date", Whole),
    ("DateTime", "Time", Whole),
    ("DateTime", "Time(3)", Whole),
    ("DateTime", "DateTime(6)", Whole),
    ("DateTime", "Timestamp", Whole),
    ("DateTime", "Timestamp(0)", Whole),
    ("Json", "Json", Never),
    ("Int", "", Whole),
];

const SQLITE: [Choice; 9] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Decimal", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Whole),
    ("Json", "", Never),
];

const SQL_SERVER: [Choice; 42] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Decimal", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Never),
    ("Int", "TinyInt", Whole),
    ("Int", "SmallInt", Whole),
    ("Int", "Int", Whole),
    ("Boolean", "Bit", Whole),
    ("BigInt", "BigInt", Whole),
    ("Decimal", "Decimal(10, 2)", Whole),
    ("Float", "Money", Whole),
    ("Float", "SmallMoney", Whole),
    ("Float", "Float(53)", Whole),
    ("Float", "Real", Whole),
    ("DateTime", "Date", Whole),
    ("DateTime", "Time", Whole),
    ("DateTime", "DateTime", Whole),
    ("DateTime", "DateTime2", Whole),
    ("DateTime", "DateTimeOffset", Whole),
    ("DateTime", "SmallDateTime", Whole),
    ("String", "Char(10)", Whole),
    ("String", "NChar(10)", Whole),
    ("String", "VarChar(80)", Whole),
    ("String", "NVarChar(80)", Whole),
    ("String", "VarChar(Max)", Never),
    ("String", "NVarChar(Max)", Never),
    ("String", "Text", Never),
    ("String", "NText", Never),
    ("String", "Xml", Never),
    ("String", "UniqueIdentifier", Whole),
    ("Bytes", "Binary(16)", Whole),
    ("Bytes", "VarBinary(16)", Whole),
    ("Bytes", "VarBinary(Max)", Never),
    ("Bytes", "Image", Never),
    ("Int", "", Whole),
    ("Decimal", "Decimal", Whole),
    ("String", "NVarChar", Whole),
];

const COCKROACH: [Choice; 35] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Decimal", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Whole),
    ("Json", "", Never),
    ("String", "String", Whole),
    ("String", "String(20)", Whole),
    ("String", "Char(4)", Whole),
    ("String", "Bit(3)", Whole),
    ("String", "VarBit(3)", Whole),
    ("String", "Uuid", Whole),
    ("String", "Inet", Whole),
    ("String", "CatalogSingleChar", Whole),
    ("Boolean", "Bool", Whole),
    ("Bytes", "Bytes", Whole),
    ("DateTime", "Date", Whole),
    ("DateTime", "Time(3)", Whole),
    ("DateTime", "Timetz(3)", Whole),
    ("DateTime", "Timestamp(6)", Whole),
    ("DateTime", "Timestamptz(6)", Whole),
    ("Decimal", "Decimal(10, 2)", Whole),
    ("Float", "Float4", Whole),
    ("Float", "Float8", Whole),
    ("Int", "Int2", Whole),
    ("Int", "Int4", Whole),
    ("Int", "Oid", Whole),
    ("BigInt", "Int8", Whole),
    ("Json", "JsonB", Never),
    ("Int", "", Whole),
    ("Boolean", "", Whole),
];

const MONGO: [Choice; 22] = [
    ("Int", "", Whole),
    ("BigInt", "", Whole),
    ("Float", "", Whole),
    ("Boolean", "", Whole),
    ("String", "", Whole),
    ("String", "", Whole),
    ("DateTime", "", Whole),
    ("Bytes", "", Whole),
    ("Json", "", Whole),
    ("String", "String", Whole),
    ("String", "ObjectId", Whole),
    ("Bytes", "ObjectId", Whole),
    ("Float", "Double", Whole),
    ("Bytes", "BinData", Whole),
    ("Boolean", "Bool", Whole),
    ("DateTime", "Date", Whole),
    ("DateTime", "Timestamp", Whole),
    ("Int", "Int", Whole),
    ("Int", "Long", Whole),
    ("BigInt", "Long", Whole),
    ("Json", "Json", Whole),
    ("Int", "", Whole),
];
