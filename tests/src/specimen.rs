//! A seeded generator of small valid schemas: whatever the Prisma schema language has occurs for every provider that has it.
//!
//! [`generator`](crate::generator) makes schemas of any size out of what all targets can do; these are for judging the language
//! alone, so they hold views, composite types, several database schemas, several files, every native type and every index type.

mod column;
mod model;
mod relation;

use std::fmt::Write as _;

use ssot_core::ir::Provider;

use crate::generator::Random;
use crate::oracle::{File, Version};
use model::Draft;

/// What holds for a whole schema.
#[derive(Debug)]
struct World {
    random: Random,
    provider: Provider,
    version: Version,
    /// The name of the datasource, which native types carry.
    database: &'static str,
    /// Whether relations are kept by the client.
    client_relations: bool,
    /// Database schemas, if the datasource lists them.
    schemas: Vec<&'static str>,
    /// Names of enumerations with their values.
    enumerations: Vec<(String, Vec<String>)>,
    /// Names of composite types.
    composites: Vec<String>,
    /// A scalar field of each.
    composite_fields: Vec<String>,
    /// Numbers that make names unique.
    counter: usize,
}

impl World {
    fn is(&self, providers: &[Provider]) -> bool {
        providers.contains(&self.provider)
    }

    /// A number that no other name of this schema has.
    fn next(&mut self) -> usize {
        self.counter += 1;
        self.counter
    }

    /// The line `@@schema`, where the datasource lists schemas.
    fn namespace(&mut self) -> Option<String> {
        let schemas = self.schemas.clone();
        (!schemas.is_empty()).then(|| format!("@@schema(\"{}\")", self.random.pick(&schemas)))
    }
}

/// Makes the files of a schema that is valid for this version of Prisma. The same arguments give the same texts.
pub fn specimen(seed: u64, provider: Provider, version: Version) -> Vec<File> {
    let mut random = Random::new(seed.wrapping_mul(31).wrapping_add(provider as u64));
    let multi = matches!(provider, Provider::Postgres | Provider::CockroachDb | Provider::SqlServer);
    let mut world = World {
        provider,
        version,
        database: random.pick(&["db", "db", "db", "source"]),
        client_relations: provider == Provider::MongoDb || random.one_in(5),
        schemas: if multi && random.one_in(4) { vec!["base", "billing"] } else { Vec::new() },
        enumerations: Vec::new(),
        composites: Vec::new(),
        composite_fields: Vec::new(),
        counter: 0,
        random,
    };
    let mut blocks = vec![datasource(&mut world), generator(&mut world)];
    enumerations(&mut world, &mut blocks);
    composites(&mut world, &mut blocks);
    let count = 2 + world.random.below(3);
    let mut drafts: Vec<Draft> = (0..count).map(|index| model::start(&mut world, index)).collect();
    for index in 0..count {
        model::scalars(&mut world, &mut drafts[index]);
        for _ in 0..world.random.below(3) {
            relation::add(&mut world, &mut drafts, index);
        }
        model::keys(&mut world, &mut drafts[index]);
    }
    if world.random.one_in(5)
        && let Some(target) = drafts.iter_mut().find(|draft| draft.single)
    {
        let number = world.next();
        target.lines.push(format!("outlaws{number} Outcast{number}[] @ignore"));
        blocks.push(outcast(&mut world, number, &target.name, &target.identity[0]));
    }
    for draft in drafts {
        blocks.push(draft.text());
    }
    if world.random.one_in(3) {
        blocks.push(view(&mut world));
    }
    if world.random.one_in(6) && provider != Provider::MongoDb {
        blocks.push(outlaw(&mut world));
    }
    files(&mut world, blocks)
}

/// Blocks joined to one file, sometimes to several.
fn files(world: &mut World, mut blocks: Vec<String>) -> Vec<File> {
    if world.random.one_in(4) {
        let at = world.random.below(blocks.len());
        let last = blocks.len() - 1;
        blocks.swap(at, last);
    }
    if world.random.one_in(12) {
        blocks.push("/* Several\n   lines. */\n".into());
    }
    match world.random.below(20) {
        0 => blocks = blocks.iter().map(|block| block.replace('\n', "\r\n")).collect(),
        1 => blocks = blocks.iter().map(|block| block.replace("  ", "\t")).collect(),
        _ => {}
    }
    if !world.random.one_in(5) {
        return vec![("schema.prisma".into(), blocks.join("\n"))];
    }
    let rest = blocks.split_off(1 + world.random.below(blocks.len() - 1));
    vec![("base.prisma".into(), blocks.join("\n")), ("models/more.prisma".into(), rest.join("\n"))]
}

fn datasource(world: &mut World) -> String {
    let name = match world.provider {
        Provider::Postgres => world.random.pick(&["postgresql", "postgresql", "postgres"]),
        provider => provider.as_str(),
    };
    let mut text = format!("datasource {} {{\n  provider = \"{name}\"\n", world.database);
    if world.version == Version::Six {
        text.push_str("  url      = env(\"DATABASE_URL\")\n");
        if world.random.one_in(4) {
            text.push_str("  shadowDatabaseUrl = env(\"SHADOW_URL\")\n");
        }
    }
    if world.client_relations && (world.provider != Provider::MongoDb || world.random.one_in(2)) {
        text.push_str("  relationMode = \"prisma\"\n");
    } else if world.provider != Provider::MongoDb && world.random.one_in(4) {
        text.push_str("  relationMode = \"foreignKeys\"\n");
    }
    if !world.schemas.is_empty() {
        text.push_str("  schemas = [\"base\", \"billing\"]\n");
    }
    if world.provider == Provider::Postgres && world.random.one_in(4) {
        text.push_str(world.random.pick(&[
            "  extensions = [citext, pg_trgm]\n",
            "  extensions = [uuidOssp(map: \"uuid-ossp\", version: \"1.1\"), citext]\n",
        ]));
    }
    text.push_str("}\n");
    text
}

fn generator(world: &mut World) -> String {
    let mut features = vec!["\"views\""];
    if world.provider == Provider::Postgres {
        features.push("\"postgresqlExtensions\"");
    }
    if world.provider == Provider::Mysql {
        features.push("\"shardKeys\"");
    }
    if world.version == Version::Seven {
        features.push("\"partialIndexes\"");
    }
    let mut text = String::from("generator client {\n  provider = \"prisma-client-js\"\n");
    let _ = writeln!(text, "  previewFeatures = [{}]", features.join(", "));
    for line in [
        "  output = \"../generated\"\n",
        "  binaryTargets = [\"native\", \"rhel-openssl-3.0.x\"]\n",
        "  engineType = \"library\"\n",
        "  somethingElse = [1, true, \"x\"]\n",
        "\n  // Another tool's.\n  flag = true\n",
    ] {
        if world.random.one_in(4) {
            text.push_str(line);
        }
    }
    text.push_str("}\n");
    text
}

fn enumerations(world: &mut World, blocks: &mut Vec<String>) {
    if world.provider == Provider::SqlServer {
        return;
    }
    for index in 0..=world.random.below(2) {
        let name = format!("{}{index}", world.random.pick(&["Role", "Status", "Kind"]));
        let mut text = format!("/// Whatever {name} says.\nenum {name} {{\n");
        let mut values = Vec::new();
        for value in 0..2 + world.random.below(3) {
            let word = format!("{}_{value}", world.random.pick(&["OPEN", "DONE", "LATE", "model"]));
            let map = if world.random.one_in(4) { format!(" @map(\"v{value}\")") } else { String::new() };
            let comment = if world.random.one_in(8) { " // a comment" } else { "" };
            let _ = writeln!(text, "  {word}{map}{comment}");
            values.push(word);
        }
        let mut attributes: Vec<String> = world.namespace().into_iter().collect();
        if world.random.one_in(4) {
            attributes.push(format!("@@map(\"{}_enum\")", name.to_lowercase()));
        }
        for attribute in attributes {
            let _ = writeln!(text, "\n  {attribute}");
        }
        text.push_str("}\n");
        blocks.push(text);
        world.enumerations.push((name, values));
    }
}

fn composites(world: &mut World, blocks: &mut Vec<String>) {
    if world.provider != Provider::MongoDb {
        return;
    }
    for index in 0..world.random.below(3) {
        let name = format!("Part{index}");
        let mut text = format!("type {name} {{\n");
        let mut indexed = String::new();
        for _ in 0..2 + world.random.below(3) {
            let column = column::make(world, false);
            let map = if world.random.one_in(5) { format!(" @map(\"{}_x\")", column.name) } else { String::new() };
            let default = column.default(world, true);
            let _ = writeln!(text, "  {} {}{default}{}{map}", column.name, column.ty(), column.native());
            indexed.clone_from(&column.name);
        }
        if let Some(other) = world.composites.first() {
            let _ = writeln!(text, "  inner {other}?\n  many {other}[]");
        }
        text.push_str("}\n");
        blocks.push(text);
        world.composites.push(name);
        world.composite_fields.push(indexed);
    }
}

fn view(world: &mut World) -> String {
    let number = world.next();
    let mut text = format!("view Digest{number} {{\n");
    for _ in 0..2 + world.random.below(2) {
        let column = column::make(world, false);
        let _ = writeln!(text, "  {} {}{}", column.name, column.ty(), column.native());
    }
    if world.random.one_in(2) {
        text.push_str("  code Int @unique\n");
    }
    if world.random.one_in(4) {
        text.push_str("  part Int\n  other Int\n\n  @@unique([part, other])\n");
    }
    if let Some(namespace) = world.namespace() {
        let _ = writeln!(text, "\n  {namespace}");
    }
    if world.random.one_in(2) {
        let _ = writeln!(text, "\n  @@map(\"digest_{number}\")");
    }
    text.push_str("}\n");
    text
}

/// A model with a relation that clients leave out.
fn outcast(world: &mut World, number: usize, target: &str, (key, ty, native): &model::Target) -> String {
    let namespace = world.namespace().map_or_else(String::new, |line| format!("  {line}\n"));
    let id = if world.provider == Provider::MongoDb { " @map(\"_id\")" } else { "" };
    let actions = relation::nothing(world);
    format!(
        "model Outcast{number} {{\n  id Int @id{id}\n  targetId {ty}{native}\n  target {target} @relation(fields: \
         [targetId], references: [{key}]{actions})\n\n  @@ignore\n{namespace}}}\n"
    )
}

/// A model that clients leave out.
fn outlaw(world: &mut World) -> String {
    let namespace = world.namespace().map_or_else(String::new, |line| format!("  {line}\n"));
    let number = world.next();
    format!("/// Without a key.\nmodel Outlaw{number} {{\n  note String?\n  size Int\n\n  @@ignore\n{namespace}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_text() {
        for provider in Provider::ALL {
            let one = specimen(7, provider, Version::Seven);
            assert_eq!(one, specimen(7, provider, Version::Seven));
            assert_ne!(one, specimen(8, provider, Version::Seven));
        }
    }
}
