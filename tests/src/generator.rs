//! A seeded generator of valid Prisma schemas of any size. The same arguments give the same text, everywhere.
//!
//! Over a few dozen models every feature of the language that the provider has occurs: keys of every kind, all scalars,
//! native types, defaults, enumerations, relations of every shape, indexes, mapped names, documentation and directives.

use std::fmt::Write as _;

use ssot_core::ir::Provider;

/// Pseudo-random numbers: `SplitMix64` (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A stream of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.number() % limit as u64) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// How the rows of a model are identified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id {
    Int,
    BigInt,
    Text,
    Uuid,
    Pair,
    Unique,
}

#[derive(Debug)]
struct Model {
    name: String,
    id: Id,
    lines: Vec<String>,
    attributes: Vec<String>,
}

const WORDS: [&str; 40] = [
    "order", "invoice", "account", "batch", "ledger", "parcel", "ticket", "member", "device", "sensor", "route",
    "carrier", "recipe", "volume", "asset", "region", "profile", "session", "budget", "contract", "lesson", "grade",
    "vessel", "harbor", "crew", "signal", "journal", "entry", "quota", "policy", "story", "category", "person",
    "address", "company", "status", "series", "key", "match", "type",
];

const FIELDS: [&str; 24] = [
    "title", "label", "amount", "count", "note", "code", "rate", "height", "width", "flag", "stamp", "payload",
    "digest", "rank", "city", "remark", "weight", "level", "total", "phase", "mark", "band", "select", "group",
];

/// Makes a schema of `models` models and a fifth as many enumerations.
///
/// The text is valid for Prisma 7 on `provider`, one of PostgreSQL, MySQL and SQLite; other providers get PostgreSQL's.
pub fn generate(seed: u64, models: usize, provider: Provider) -> String {
    let mut random = Random::new(seed);
    let enumerations = models / 5 + 1;
    let mut list: Vec<Model> = (0..models).map(|index| start_model(&mut random, index)).collect();
    for index in 0..models {
        add_scalars(&mut random, &mut list[index], provider, enumerations);
        add_relations(&mut random, &mut list, index);
        add_keys(&mut random, &mut list[index], provider);
    }
    let mut text = String::from("// A generated schema.\n\n");
    writeln!(text, "datasource db {{\n  provider = \"{provider}\"\n}}\n").expect("strings take text");
    text.push_str("generator client {\n  provider = \"prisma-client-js\"\n  previewFeatures = [\"views\", \"partialIndexes\"]\n}\n\n");
    for index in 0..enumerations {
        push_enumeration(&mut text, &mut random, index);
    }
    for (index, model) in list.iter().enumerate() {
        push_model(&mut text, model);
        if index % 50 == 49 {
            push_view(&mut text, index);
            push_outlaw(&mut text, index);
        }
    }
    text
}

fn pascal(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn push_enumeration(text: &mut String, random: &mut Random, index: usize) {
    let mapped = random.one_in(3);
    let _ = writeln!(text, "/// The states of group {index}.\nenum Kind{index} {{");
    for value in 0..=2 + random.below(4) {
        let map = if mapped && value % 2 == 1 { format!(" @map(\"value-{value}\")") } else { String::new() };
        let _ = writeln!(text, "  VALUE_{value}{map}");
    }
    if random.one_in(4) {
        let _ = writeln!(text, "\n  @@map(\"kind_{index}\")");
    }
    text.push_str("}\n\n");
}

fn start_model(random: &mut Random, index: usize) -> Model {
    let word = WORDS[index % WORDS.len()];
    let name = format!("{}{}", pascal(word), index);
    let id = match random.below(9) {
        0..=2 => Id::Int,
        3 => Id::BigInt,
        4 | 5 => Id::Text,
        6 => Id::Uuid,
        7 => Id::Pair,
        _ => Id::Unique,
    };
    Model { name, id, lines: Vec::new(), attributes: Vec::new() }
}

fn native_uuid(provider: Provider) -> &'static str {
    match provider {
        Provider::Sqlite => "",
        Provider::Mysql => " @db.Char(36)",
        _ => " @db.Uuid",
    }
}

fn add_scalars(random: &mut Random, model: &mut Model, provider: Provider, enumerations: usize) {
    let uuid = native_uuid(provider);
    match model.id {
        Id::Int => model.lines.push("id Int @id @default(autoincrement())".into()),
        Id::BigInt => model.lines.push("id BigInt @id @default(autoincrement())".into()),
        Id::Text => {
            let default = random.pick(&["cuid()", "cuid(2)", "ulid()", "nanoid()", "nanoid(12)", "uuid(7)"]);
            model.lines.push(format!("id String @id @default({default})"));
        }
        Id::Uuid => model.lines.push(format!("id String @id @default(uuid()){uuid}")),
        Id::Pair => {
            model.lines.push("tenant Int".into());
            model.lines.push("serial Int @map(\"serial_no\")".into());
            model.attributes.push("@@id([tenant, serial])".into());
        }
        Id::Unique => model.lines.push("handle String @unique".into()),
    }
    let count = 5 + random.below(5);
    let offset = random.below(FIELDS.len());
    for step in 0..count {
        let name = format!("{}{step}", FIELDS[(offset + step) % FIELDS.len()]);
        let line = scalar_line(random, &name, provider, enumerations);
        if random.one_in(6) {
            model.lines.push(format!("/// What `{name}` says, with \"quotes\", 'ticks' and */ ends."));
        }
        model.lines.push(line);
    }
    if random.one_in(3) {
        model.lines.push("createdAt DateTime @default(now()) @map(\"created_at\")".into());
        model.lines.push("updatedAt DateTime @updatedAt".into());
    }
    if random.one_in(8) {
        model.lines.push("/// @hidden".into());
        model.lines.push("secretNote String?".into());
    }
    if random.one_in(8) {
        model.lines.push("/// @readOnly".into());
        model.lines.push("computed Int @default(0)".into());
    }
    if random.one_in(10) {
        model.lines.push("legacy String? @ignore".into());
    }
    if provider == Provider::Postgres && random.one_in(10) {
        model.lines.push("shape Unsupported(\"circle\")?".into());
    }
}

fn scalar_line(random: &mut Random, name: &str, provider: Provider, enumerations: usize) -> String {
    let postgres = provider == Provider::Postgres;
    let mysql = provider == Provider::Mysql;
    let optional = random.one_in(3);
    let mark = if optional { "?" } else { "" };
    let map = if random.one_in(4) { format!(" @map(\"{name}_column\")") } else { String::new() };
    let default = !optional && random.one_in(2);
    let body = match random.below(if postgres { 14 } else { 12 }) {
        0 | 1 => {
            let native = if postgres || mysql { random.pick(&["", " @db.VarChar(80)", " @db.Char(8)"]) } else { "" };
            let value = match (default, native) {
                (false, _) => "",
                (true, " @db.Char(8)") => " @default(\"\\\"\\\\'\")",
                (true, _) => " @default(\"a \\\"b\\\" \\\\ 'c'\")",
            };
            let value = if default && provider != Provider::Mysql && random.one_in(5) {
                " @default(dbgenerated(\"lower('X')\"))"
            } else {
                value
            };
            format!("String{mark}{value}{native}")
        }
        2 => {
            let native = if postgres || mysql { random.pick(&["", " @db.SmallInt"]) } else { "" };
            format!("Int{mark}{}{native}", if default { " @default(42)" } else { "" })
        }
        3 => format!("BigInt{mark}{}", if default { " @default(9007199254740993)" } else { "" }),
        4 => format!("Float{mark}{}", if default { " @default(1.5)" } else { "" }),
        5 => {
            let native = if postgres || mysql { random.pick(&["", " @db.Decimal(12, 2)"]) } else { "" };
            format!("Decimal{mark}{}{native}", if default { " @default(9.99)" } else { "" })
        }
        6 => format!("Boolean{mark}{}", if default { " @default(true)" } else { "" }),
        7 => {
            let native = if postgres { random.pick(&["", " @db.Timestamptz(3)", " @db.Timestamp(3)"]) } else { "" };
            format!("DateTime{mark}{}{native}", if default { " @default(now())" } else { "" })
        }
        8 => {
            let native = if postgres || mysql { " @db.Date" } else { "" };
            format!("DateTime{mark}{native}")
        }
        9 => format!("Json{mark}{}", if default && !mysql { " @default(\"{\\\"a\\\":[1,2]}\")" } else { "" }),
        10 => format!("Bytes{mark}"),
        11 => {
            let kind = random.below(enumerations);
            format!("Kind{kind}{mark}{}", if default { " @default(VALUE_0)" } else { "" })
        }
        12 => format!("String[]{}", if default { " @default([\"x\", \"y\"])" } else { "" }),
        _ => {
            let kind = random.below(enumerations);
            random.pick(&[String::from("Int[]").as_str(), format!("Kind{kind}[]").as_str(), "Decimal[]"]).to_owned()
        }
    };
    format!("{name} {body}{map}")
}

/// The columns that point at a model, as `(field lines, names, referenced names)`.
fn pointer(target: &Model, prefix: &str, optional: bool, provider_uuid: bool) -> (Vec<String>, String, String) {
    let mark = if optional { "?" } else { "" };
    let native = if provider_uuid { " @db.Uuid" } else { "" };
    let one = |ty: &str, native: &str, key: &str| {
        (vec![format!("{prefix}Id {ty}{mark}{native}")], format!("{prefix}Id"), key.to_owned())
    };
    match target.id {
        Id::Int => one("Int", "", "id"),
        Id::BigInt => one("BigInt", "", "id"),
        Id::Text => one("String", "", "id"),
        Id::Uuid => {
            let native = if target.lines[0].contains("@db.Char") { " @db.Char(36)" } else { native };
            one("String", native, "id")
        }
        Id::Unique => one("String", "", "handle"),
        Id::Pair => (
            vec![format!("{prefix}Tenant Int{mark}"), format!("{prefix}Serial Int{mark}")],
            format!("{prefix}Tenant, {prefix}Serial"),
            "tenant, serial".into(),
        ),
    }
}

fn add_relations(random: &mut Random, list: &mut [Model], index: usize) {
    for step in 0..=random.below(3) {
        let reach = (index + 1).min(12);
        let other = index - random.below(reach);
        let name = format!("Link{index}x{step}");
        let prefix = format!("to{step}");
        let many_to_many = random.one_in(6) && single(list[index].id) && single(list[other].id);
        if many_to_many {
            let (here, there) = (list[index].name.clone(), list[other].name.clone());
            list[index].lines.push(format!("many{step} {there}[] @relation(\"{name}\")"));
            list[other].lines.push(format!("manyOf{index}x{step} {here}[] @relation(\"{name}\")"));
            continue;
        }
        let optional = other == index || random.one_in(2);
        let one_to_one = random.one_in(5);
        let uuid = list[other].lines[0].contains("@db.Uuid");
        let (mut lines, fields, references) = pointer(&list[other], &prefix, optional, uuid);
        if one_to_one && lines.len() == 1 {
            lines[0].push_str(" @unique");
        }
        let on_delete = match (optional, random.below(4)) {
            (true, 0) => ", onDelete: SetNull",
            (_, 1) => ", onDelete: Cascade",
            (_, 2) => ", onDelete: Restrict, onUpdate: NoAction",
            _ => "",
        };
        let mark = if optional { "?" } else { "" };
        let (here, there) = (list[index].name.clone(), list[other].name.clone());
        lines.push(format!(
            "{prefix} {there}{mark} @relation(\"{name}\", fields: [{fields}], references: [{references}]{on_delete})"
        ));
        if one_to_one && fields.contains(',') {
            list[index].attributes.push(format!("@@unique([{fields}])"));
        }
        let back = if one_to_one { "?" } else { "[]" };
        list[index].lines.extend(lines);
        list[other].lines.push(format!("back{index}x{step} {here}{back} @relation(\"{name}\")"));
    }
}

fn single(id: Id) -> bool {
    !matches!(id, Id::Pair | Id::Unique)
}

fn add_keys(random: &mut Random, model: &mut Model, provider: Provider) {
    let plain = |line: &&String| {
        let ty = line.split(' ').nth(1).unwrap_or("");
        let keyed = ["String", "Int", "BigInt", "Boolean", "DateTime"].contains(&ty.trim_end_matches('?'));
        keyed && !line.starts_with("///") && !line.contains("@id") && !line.contains("@ignore")
    };
    let fields: Vec<String> =
        model.lines.iter().filter(plain).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    if let [first, second, ..] = fields.as_slice() {
        if random.one_in(2) {
            model.attributes.push(format!("@@index([{first}, {second}(sort: Desc)])"));
        }
        if random.one_in(4) {
            model
                .attributes
                .push(format!("@@unique([{second}, {first}], name: \"pair\", map: \"{}_pair\")", model.name));
        }
        if random.one_in(5) && provider == Provider::Postgres {
            model.attributes.push(format!("@@index([{first}], type: Hash, map: \"{}_hash\")", model.name));
        }
        if random.one_in(6) && provider != Provider::Mysql {
            let condition =
                random.pick(&["raw(\"1 = 1\")", "{ {} : { not: null } }"]).replace("{} :", &format!("{second}:"));
            model.attributes.push(format!("@@index([{first}], where: {condition}, map: \"{}_part\")", model.name));
        }
    }
    if provider == Provider::Postgres {
        add_postgres_indexes(random, model);
    }
    let text = typed(model, "String").into_iter().next();
    if let (Provider::Mysql, Some(text), true) = (provider, text, random.one_in(3)) {
        model.attributes.push(format!("@@fulltext([{text}])"));
        model.attributes.push(format!("@@index([{text}(length: 6, sort: Desc)], map: \"{}_prefix\")", model.name));
    }
    if random.one_in(3) {
        model.attributes.push(format!("@@map(\"{}_table\")", model.name.to_lowercase()));
    }
}

/// The plain required or optional fields of a type, without native types.
fn typed(model: &Model, ty: &str) -> Vec<String> {
    let fits = |line: &&String| {
        let mut words = line.split(' ').skip(1);
        words.next().is_some_and(|word| word.trim_end_matches('?') == ty)
            && !line.contains("@db.")
            && !line.contains("@ig")
    };
    model.lines.iter().filter(fits).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn add_postgres_indexes(random: &mut Random, model: &mut Model) {
    let name = &model.name;
    let mut indexes = Vec::new();
    for field in typed(model, "Json").into_iter().take(1) {
        let operator = random.pick(&["", "(ops: JsonbPathOps)", "(ops: raw(\"jsonb_ops\"))"]);
        indexes.push(format!("@@index([{field}{operator}], type: Gin, map: \"{name}_gin\")"));
    }
    for field in typed(model, "BigInt").into_iter().take(1) {
        indexes.push(format!("@@index([{field}(ops: Int8MinMaxOps)], type: Brin, map: \"{name}_brin\")"));
    }
    for field in typed(model, "String").into_iter().take(1) {
        indexes.push(format!("@@index([{field}(ops: TextOps)], type: SpGist, map: \"{name}_spgist\")"));
    }
    indexes.retain(|_| random.one_in(2));
    model.attributes.append(&mut indexes);
}

fn push_view(text: &mut String, index: usize) {
    let _ = writeln!(
        text,
        "/// A digest.\nview Digest{index} {{\n  code  String @unique\n  total Int?\n\n  @@map(\"digest_{index}\")\n}}\n"
    );
}

fn push_outlaw(text: &mut String, index: usize) {
    let _ = writeln!(
        text,
        "/// Without a key, so clients leave it out.\nmodel Outlaw{index} {{\n  note String?\n\n  @@ignore\n}}\n"
    );
}

fn push_model(text: &mut String, model: &Model) {
    let _ = writeln!(text, "/// One {} of many.\nmodel {} {{", model.name, model.name);
    for line in &model.lines {
        let _ = writeln!(text, "  {line}");
    }
    if !model.attributes.is_empty() {
        text.push('\n');
    }
    for attribute in &model.attributes {
        let _ = writeln!(text, "  {attribute}");
    }
    text.push_str("}\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_text() {
        assert_eq!(generate(7, 40, Provider::Postgres), generate(7, 40, Provider::Postgres));
        assert_ne!(generate(7, 40, Provider::Postgres), generate(8, 40, Provider::Postgres));
    }

    #[test]
    fn size_grows_linearly() {
        let small = generate(1, 100, Provider::Sqlite).len();
        let large = generate(1, 1000, Provider::Sqlite).len();
        assert!(large < small * 12, "{small} {large}");
    }
}
