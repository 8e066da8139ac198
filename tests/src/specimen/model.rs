//! Models: identity, columns, keys and indexes.

use std::fmt::Write as _;

use ssot_core::ir::Provider;

use super::World;
use super::column::{self, Column, Key};
use crate::oracle::Version;

/// A field that others can point at: name, type, native type with a blank in front.
pub(super) type Target = (String, &'static str, String);

/// A model on its way to text.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    /// The fields of the first unique criterion.
    pub(super) identity: Vec<Target>,
    /// Whether one field is the `@id`.
    pub(super) single: bool,
    pub(super) lines: Vec<String>,
    columns: Vec<Column>,
    pub(super) attributes: Vec<String>,
    doc: bool,
}

impl Draft {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if self.doc {
            let _ = writeln!(text, "/// One {} of many.", self.name);
        }
        let _ = writeln!(text, "model {} {{", self.name);
        for line in &self.lines {
            let _ = writeln!(text, "  {line}");
        }
        if !self.attributes.is_empty() {
            text.push('\n');
        }
        for attribute in &self.attributes {
            let _ = writeln!(text, "  {attribute}");
        }
        text.push_str("}\n");
        text
    }
}

const NAMES: [&str; 8] = ["User", "Order", "Invoice", "Ticket", "Parcel", "Member", "Device", "Route"];

pub(super) fn start(world: &mut World, index: usize) -> Draft {
    let name = NAMES[(world.random.below(2) * 4 + index) % NAMES.len()];
    let name = if index >= 4 || world.random.one_in(4) { format!("{name}{index}") } else { name.to_owned() };
    let doc = world.random.one_in(3);
    let mut draft = Draft {
        name: format!("{name}{}", ["", "A", "B", "C"][index % 4]),
        identity: Vec::new(),
        single: true,
        lines: Vec::new(),
        columns: Vec::new(),
        attributes: world.namespace().into_iter().collect(),
        doc,
    };
    if world.random.one_in(4) {
        draft.attributes.push(format!("@@map(\"{}_table\")", draft.name.to_lowercase()));
    }
    identity(world, &mut draft);
    draft
}

fn identity(world: &mut World, draft: &mut Draft) {
    if world.provider == Provider::MongoDb {
        return mongo_identity(world, draft);
    }
    let clustered = if world.provider == Provider::SqlServer { "(clustered: true)" } else { "" };
    let increment = world.provider != Provider::CockroachDb;
    match world.random.below(8) {
        0..=2 if increment => {
            draft.lines.push(format!("id Int @id{clustered} @default(autoincrement())"));
            draft.identity.push(("id".into(), "Int", String::new()));
        }
        3 => {
            let default = if world.provider == Provider::CockroachDb && world.random.one_in(2) {
                "sequence(minValue: 10, cache: 4)"
            } else {
                "autoincrement()"
            };
            draft.lines.push(format!("id BigInt @id @default({default}) @map(\"row_id\")"));
            draft.identity.push(("id".into(), "BigInt", String::new()));
        }
        4 => {
            draft.lines.push("key String @unique".into());
            draft.identity.push(("key".into(), "String", String::new()));
            draft.single = false;
        }
        5 | 6 => {
            draft.lines.push("tenant Int".into());
            draft.lines.push("serial String @map(\"serial_no\")".into());
            let name = world.random.pick(&["", ", name: \"key\""]);
            let named = world.random.pick(&["", "fields: "]);
            let (part, extra) = match world.provider {
                Provider::Postgres | Provider::CockroachDb => {
                    ("", world.random.pick(&["", ", map: \"the_key\""]).replace("the", &draft.name))
                }
                Provider::SqlServer => {
                    (world.random.pick(&["", "(sort: Desc)"]), world.random.pick(&["", ", clustered: true"]).into())
                }
                Provider::Mysql => (world.random.pick(&["", "(length: 20)"]), String::new()),
                _ => ("", String::new()),
            };
            draft.attributes.push(format!("@@id({named}[tenant, serial{part}]{name}{extra})"));
            draft.identity.push(("tenant".into(), "Int", String::new()));
            draft.identity.push(("serial".into(), "String", String::new()));
            draft.single = false;
        }
        _ => {
            let default = world.random.pick(&["cuid()", "uuid()", "ulid()", "nanoid(8)"]);
            draft.lines.push(format!("id String @id @default({default})"));
            draft.identity.push(("id".into(), "String", String::new()));
        }
    }
}

fn mongo_identity(world: &mut World, draft: &mut Draft) {
    let prefix = world.database;
    if world.random.one_in(4) {
        draft.lines.push("id Int @id @map(\"_id\")".into());
        draft.identity.push(("id".into(), "Int", String::new()));
    } else {
        draft.lines.push(format!("id String @id @default(auto()) @map(\"_id\") @{prefix}.ObjectId"));
        draft.identity.push(("id".into(), "String", format!(" @{prefix}.ObjectId")));
    }
}

pub(super) fn scalars(world: &mut World, draft: &mut Draft) {
    for _ in 0..2 + world.random.below(5) {
        let column = column::make(world, true);
        let mut attributes = String::new();
        if column.key == Key::Whole && column.mark != "[]" && world.random.one_in(8) {
            attributes.push_str(unique(world));
        }
        let is_time = column.base == "DateTime" && column.mark != "[]";
        if is_time && world.random.one_in(6) {
            attributes.push_str(" @updatedAt");
        } else {
            attributes.push_str(&column.default(world, false));
        }
        if world.random.one_in(5) {
            let name = world.random.pick(&["", "", "name: "]);
            let _ = write!(attributes, " @map({name}\"{}_column\")", column.name);
        }
        attributes.push_str(column.native());
        if world.random.one_in(20) && !column.base.starts_with("Unsupported") {
            attributes.push_str(" @ignore");
        }
        if world.random.one_in(10) {
            draft.lines.push(world.random.pick(&["/// Says much.", "// Says nothing.", ""]).into());
        }
        if world.random.one_in(12) {
            attributes.push_str(" // trailing");
        }
        draft.lines.push(format!("{} {}{attributes}", column.name, column.ty()));
        draft.columns.push(column);
    }
    if world.random.one_in(8) && world.provider != Provider::MongoDb {
        draft.lines.push("shape Unsupported(\"polygon\")? @default(dbgenerated(\"x()\"))".into());
    }
    if world.random.one_in(10) && world.provider == Provider::Mysql {
        draft.lines.push("shard Int @shardKey".into());
    }
    if world.random.one_in(8) {
        draft
            .lines
            .push(world.random.pick(&["naïveName String?", "größe Int? @map(\"groesse\")", "value2 Int // 🦊"]).into());
    }
    if world.random.one_in(12) && world.provider == Provider::SqlServer {
        draft.lines.push(format!("level Int @default(1, map: \"{}_level_default\")", draft.name));
    }
    if !world.composites.is_empty() && world.random.one_in(2) {
        let at = world.random.below(world.composites.len());
        let part = world.composites[at].clone();
        let mark = world.random.pick(&["", "?", "[]"]);
        draft.lines.push(format!("part {part}{mark}"));
        if world.random.one_in(2) {
            let unique = world.random.pick(&["index", "unique"]);
            draft.attributes.push(format!("@@{unique}([part.{}])", world.composite_fields[at]));
        }
    }
}

fn unique(world: &mut World) -> &'static str {
    match world.provider {
        Provider::MongoDb => " @unique",
        Provider::SqlServer => world.random.pick(&[" @unique", " @unique(clustered: false)"]),
        _ => world.random.pick(&[" @unique", " @unique", " @unique(sort: Desc)"]),
    }
}

pub(super) fn keys(world: &mut World, draft: &mut Draft) {
    let whole: Vec<String> = keyed(draft, Key::Whole);
    if let [first, second, ..] = whole.as_slice() {
        if world.random.one_in(3) {
            let sort = world.random.pick(&["", "(sort: Desc)", "(sort: Asc)"]);
            let fields = world.random.pick(&["", "", "fields: "]);
            draft.attributes.push(format!("@@index({fields}[{first}, {second}{sort}])"));
        }
        if world.random.one_in(4) {
            let number = world.next();
            let extra = world.random.pick(&["", ", name: \"pair\"", ", map: \"MAP\""]);
            let extra = extra.replace("MAP", &format!("pair_{number}_key"));
            draft.attributes.push(format!("@@unique([{second}, {first}]{extra})"));
        }
        partial(world, draft, first, second);
    }
    match world.provider {
        Provider::Postgres => postgres_indexes(world, draft),
        Provider::Mysql => mysql_indexes(world, draft),
        Provider::SqlServer if !whole.is_empty() && world.random.one_in(4) => {
            draft.attributes.push(format!("@@index([{}], clustered: false, map: \"flat\")", whole[0]));
        }
        Provider::CockroachDb => {
            if let Some(json) = based(draft, "Json").first()
                && world.random.one_in(2)
            {
                draft.attributes.push(format!("@@index([{json}], type: Gin)"));
            }
        }
        Provider::MongoDb => {
            // A field is indexed once.
            let is_free = |name: &&String| {
                let is_indexed = |line: &String| line.contains("@unique") || line.starts_with("@@index");
                let lines = draft.lines.iter().chain(&draft.attributes);
                !lines.filter(|line| line.contains(name.as_str())).any(is_indexed)
            };
            if let Some(text) = based(draft, "String").iter().find(is_free)
                && world.random.one_in(3)
            {
                draft.attributes.push(format!("@@fulltext([{text}])"));
            }
        }
        _ => {}
    }
}

fn keyed(draft: &Draft, key: Key) -> Vec<String> {
    draft.columns.iter().filter(|column| column.key == key).map(|column| column.name.clone()).collect()
}

/// Columns of a type without a native type.
fn based(draft: &Draft, base: &str) -> Vec<String> {
    let fits = |column: &&Column| column.base == base && column.native().is_empty() && column.mark != "[]";
    draft.columns.iter().filter(fits).map(|column| column.name.clone()).collect()
}

fn partial(world: &mut World, draft: &mut Draft, first: &str, second: &str) {
    let has = world.is(&[Provider::Postgres, Provider::CockroachDb, Provider::Sqlite, Provider::SqlServer]);
    if world.version != Version::Seven || !has || !world.random.one_in(5) {
        return;
    }
    let number = world.next();
    let condition = match world.random.below(3) {
        0 => "raw(\"1 = 1\")".to_owned(),
        1 => format!("{{ {second}: {{ not: null }} }}"),
        _ => format!("{{ {first}: null, {second}: null }}"),
    };
    let kind = world.random.pick(&["index", "unique"]);
    draft.attributes.push(format!("@@{kind}([{first}], where: {condition}, map: \"part_{number}\")"));
}

fn postgres_indexes(world: &mut World, draft: &mut Draft) {
    let number = world.next();
    let choices = [
        ("String", "(ops: raw(\"text_pattern_ops\"))", "BTree"),
        ("String", "", "Hash"),
        ("Int", "", "Hash"),
        ("String", "(ops: TextOps)", "SpGist"),
        ("Json", "", "Gin"),
        ("Json", "(ops: JsonbPathOps)", "Gin"),
        ("BigInt", "(ops: Int8MinMaxOps)", "Brin"),
        ("Int", "(ops: Int4BloomOps)", "Brin"),
        ("DateTime", "", "Brin"),
        ("String", "(ops: raw(\"gist_trgm_ops\"))", "Gist"),
    ];
    let (base, operator, kind) = world.random.pick(&choices);
    if let Some(field) = based(draft, base).first() {
        draft.attributes.push(format!("@@index([{field}{operator}], type: {kind}, map: \"special_{number}\")"));
    }
    if let Some(list) = draft
        .columns
        .iter()
        .find(|column| column.mark == "[]" && !column.native().ends_with("Xml") && world.random.one_in(2))
    {
        draft.attributes.push(format!("@@index([{}], type: Gin)", list.name));
    }
}

fn mysql_indexes(world: &mut World, draft: &mut Draft) {
    if let Some(field) = keyed(draft, Key::Prefix).first()
        && world.random.one_in(2)
    {
        draft.attributes.push(format!("@@index([{field}(length: 12)])"));
    }
    if let Some(field) = based(draft, "String").first()
        && world.random.one_in(3)
    {
        draft.attributes.push(format!("@@fulltext([{field}])"));
        draft.attributes.push(format!("@@index([{field}(length: 6, sort: Desc)], map: \"prefix\")"));
    }
}
