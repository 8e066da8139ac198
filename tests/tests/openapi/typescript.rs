//! What the TypeScript target says of rows and bodies, held to what the server says of them in its document: the same properties, required
//! and nullable alike, for every model of every schema that has a server.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_server::resource::Resource;
use ssot_tests::openapi::Document;
use ssot_tests::toolchain::workspace;
use tokio::runtime::Runtime;

use crate::servers::{Served, servers};

/// What is said of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Property {
    required: bool,
    nullable: bool,
    /// Of TypeScript: its type.
    ty: String,
}

type Properties = BTreeMap<String, Property>;

/// The generated models and their schemas as text.
struct TypeScriptText(String);

impl TypeScriptText {
    fn of(schema: &str) -> Self {
        let schema = workspace().join(schema);
        let generated = Config::new().schema(schema).target(TypeScript::new()).generate().expect("the schema is good");
        let text = |(path, bytes): (&ssot_build::RelativePath, &[u8])| {
            let is_model = path.as_str().starts_with("models/") || path.as_str().starts_with("schemas/");
            is_model.then(|| String::from_utf8(bytes.to_vec()).unwrap())
        };
        Self(generated.files().filter_map(text).collect())
    }

    /// What stands between a line that begins so and the line `end`.
    fn block(&self, start: &str, end: &str) -> Option<&str> {
        let at = self.0.find(&format!("\n{start}"))?;
        let (first, rest) = self.0[at + 1..].split_once('\n')?;
        if !first.ends_with('{') {
            return Some("");
        }
        Some(rest.split(&format!("\n{end}")).next().unwrap())
    }

    /// The properties of an interface; none without one.
    fn interface(&self, name: &str) -> Properties {
        let start =
            [" {", " extends "].iter().find_map(|next| self.block(&format!("export interface {name}{next}"), "}"));
        members(start.unwrap_or_default())
            .map(|(key, ty)| {
                let (key, required) = key.strip_suffix('?').map_or((key.as_str(), true), |key| (key, false));
                let nullable = alternatives(&ty).contains(&"null");
                (key.trim_matches('"').to_owned(), Property { required, nullable, ty })
            })
            .collect()
    }

    /// The properties of a Zod schema.
    fn schema(&self, name: &str) -> Properties {
        let block = ["z.strictObject({", "z.object({"]
            .iter()
            .find_map(|object| self.block(&format!("export const {name} = {object}"), "});"));
        members(block.unwrap_or_else(|| panic!("no schema {name}")))
            .map(|(key, rule)| {
                let property = Property {
                    required: !rule.contains(".optional()"),
                    nullable: rule.contains(".nullable()"),
                    ty: String::new(),
                };
                (key.trim_matches('"').to_owned(), property)
            })
            .collect()
    }
}

/// Names and what stands behind their colons, each on one line: deeper lines go on with the one above.
fn members(block: &str) -> impl Iterator<Item = (String, String)> {
    let mut lines: Vec<String> = Vec::new();
    for line in block.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])) {
        let is_new = line.strip_prefix("  ").is_some_and(|rest| !rest.starts_with([' ', '}', ')', '>', '|', '&', ']']));
        match lines.last_mut() {
            Some(last) if !is_new => last.push_str(&format!(" {}", line.trim())),
            _ => lines.push(line.trim().to_owned()),
        }
    }
    let split = |line: String| {
        let (name, rest) = line.split_once(": ").or_else(|| line.split_once(':')).unwrap_or_else(|| panic!("{line}"));
        (name.to_owned(), rest.trim().trim_end_matches([';', ',']).to_owned())
    };
    lines.into_iter().map(split)
}

/// The members of a union.
fn alternatives(ty: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in ty.char_indices() {
        match letter {
            '<' | '(' | '{' | '[' => depth += 1,
            '>' | ')' | '}' | ']' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(ty[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(ty[start..].trim());
    parts
}

/// The words in quotation marks.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

/// A schema of the document.
struct Said<'d> {
    document: &'d Document,
    schema: &'d Value,
}

impl<'d> Said<'d> {
    fn of(document: &'d Document, name: &str) -> Self {
        let schema = &document.json()["components"]["schemas"][name];
        assert!(schema.is_object(), "no schema {name}");
        Self { document, schema }
    }

    /// Its properties, of columns or of relations; required are those that it says to be.
    fn properties(&self, resource: &Resource, relations: bool) -> Properties {
        let required: Vec<&str> =
            self.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let of = |(name, schema): (&String, &Value)| {
            let nullable = self.document.faults(schema, &Value::Null).is_empty();
            let property = Property { required: required.contains(&name.as_str()), nullable, ty: String::new() };
            (resource.relation(name).is_some() == relations).then(|| (name.clone(), property))
        };
        self.schema["properties"].as_object().into_iter().flatten().filter_map(of).collect()
    }

    /// What bodies can say about a relation.
    fn verbs(&self, relation: &str) -> BTreeSet<&'d str> {
        let verbs = self.schema["properties"][relation]["properties"].as_object();
        verbs.into_iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// Whether a column may be absent only if its relation is there.
    fn is_by_relation(&self, field: &str) -> bool {
        self.schema["allOf"].to_string().contains(&format!("\"{field}\""))
    }
}

/// Compares, and says where.
struct Comparison {
    place: String,
    wrong: Vec<String>,
}

impl Comparison {
    fn same(&mut self, what: &str, typescript: &Properties, said: &Properties, required: bool) {
        let place = &self.place;
        for name in typescript.keys().chain(said.keys()).collect::<BTreeSet<_>>() {
            match (typescript.get(name), said.get(name)) {
                (Some(_), None) => self.wrong.push(format!("{place} {what}: `{name}` is in TypeScript alone")),
                (None, Some(_)) => self.wrong.push(format!("{place} {what}: `{name}` is in the document alone")),
                (Some(one), Some(other)) => {
                    if required && one.required != other.required {
                        self.wrong.push(format!("{place} {what}: `{name}` is required in one alone"));
                    }
                    if one.nullable != other.nullable {
                        self.wrong.push(format!("{place} {what}: `{name}` is nullable in one alone"));
                    }
                }
                (None, None) => {}
            }
        }
    }

    fn is(&mut self, right: bool, message: impl FnOnce() -> String) {
        if !right {
            self.wrong.push(format!("{} {}", self.place, message()));
        }
    }

    /// What bodies can say about relations: `kinds` of TypeScript are types of its runtime.
    fn relations(&mut self, what: &str, typescript: &Properties, said: &Said<'_>, resource: &Resource) {
        let relations = said.properties(resource, true);
        for name in typescript.keys().chain(relations.keys()).collect::<BTreeSet<_>>() {
            let ty = typescript.get(name).map_or("", |property| property.ty.split('<').next().unwrap_or_default());
            let verbs: BTreeSet<&str> = match ty {
                "ToOneWrite" | "ToManyWrite" => ["connect", "create"].into(),
                "ToOneChange" => ["connect", "create", "disconnect"].into(),
                "ToManyChange" => ["connect", "create", "disconnect", "set"].into(),
                _ => BTreeSet::new(),
            };
            let others = said.verbs(name);
            self.is(verbs == others, || {
                format!("{what}: `{name}` takes {verbs:?} in TypeScript, {others:?} in the document")
            });
        }
    }
}

fn compare(place: &str, text: &TypeScriptText, document: &Document, resource: &'static Resource) -> Vec<String> {
    let name = resource.name;
    let of = |suffix: &str| Said::of(document, &format!("{name}{suffix}"));
    let mut it = Comparison { place: format!("{place}: {name}"), wrong: Vec::new() };
    // `fields` may leave out columns: the document cannot require what is always there otherwise.
    let row = of("").properties(resource, false);
    it.same("row", &text.interface(name), &row, false);
    it.same("row schema", &text.schema(&format!("{name}Schema")), &row, false);
    if resource.read_only {
        it.is(text.interface(&format!("{name}Create")).is_empty(), || "cannot be written".to_owned());
        return it.wrong;
    }
    let (create, update) = (text.interface(&format!("{name}Create")), text.interface(&format!("{name}Update")));
    let (upsert, change) = (of(".Upsert").properties(resource, false), of(".Change").properties(resource, false));
    it.same("upsert", &create, &upsert, true);
    it.same("create schema", &text.schema(&format!("{name}CreateSchema")), &upsert, true);
    it.same("change", &update, &change, true);
    it.same("update schema", &text.schema(&format!("{name}UpdateSchema")), &change, true);

    let said = of(".Create");
    let fields = said.properties(resource, false);
    it.same("create", &create, &fields, false);
    for (field, property) in &fields {
        let demanded = create.get(field).is_some_and(|property| property.required);
        let right = demanded == property.required || demanded && said.is_by_relation(field);
        it.is(right, || format!("create: `{field}` is required in one alone"));
    }
    let nested = text.interface(&format!("{name}Nested"));
    it.relations("create", &nested, &said, resource);

    let said = of(".Update");
    it.same("update", &update, &said.properties(resource, false), true);
    it.relations("update", &text.interface(&format!("{name}UpdateInput")), &said, resource);

    if !resource.key.is_empty() && resource.exposed {
        let client = text.block(&format!("export class {name}Client {{"), "}").unwrap();
        let replace = client.split("\n  replace<").nth(1).unwrap().split("data: ").nth(1).unwrap();
        let ty = replace.split(",\n    query").next().unwrap();
        let left_out = quoted(ty);
        let replaced: Properties = create
            .iter()
            .filter(|(field, _)| !left_out.contains(field.as_str()))
            .map(|(field, it)| (field.clone(), it.clone()))
            .collect();
        let said = of(".Replace");
        let fields = said.properties(resource, false);
        it.same("replace", &replaced, &fields, false);
    }

    // New rows inside of others: without what the row around sets, and without the way back.
    for (relation, property) in &nested {
        let relation = &resource.relations[resource.relation(relation).unwrap()];
        let target = relation.target;
        let above = format!("{}.Nested.{}", target.name, target.relations[relation.inverse].name);
        let plain = format!("{}.Nested", target.name);
        let schemas = &document.json()["components"]["schemas"];
        let is_held = !matches!(relation.link, ssot_server::resource::Link::Held { .. });
        let said = Said::of(document, if schemas[&above].is_object() && !is_held { &above } else { &plain });
        let left_out = quoted(&property.ty);
        let kept = |properties: Properties| -> Properties {
            properties.into_iter().filter(|(name, _)| !left_out.contains(name.as_str())).collect()
        };
        let what = format!("rows inside `{}`", relation.name);
        it.same(
            &what,
            &kept(text.interface(&format!("{}Create", target.name))),
            &said.properties(target, false),
            false,
        );
        let has_relations =
            ["Nested", "CreateInput"].iter().any(|it| property.ty.contains(&format!("{}{it}", target.name)));
        let offered = if has_relations { text.interface(&format!("{}Nested", target.name)) } else { Properties::new() };
        let relations: BTreeSet<String> = kept(offered).into_keys().collect();
        let others: BTreeSet<String> = said.properties(target, true).into_keys().collect();
        it.is(relations == others, || {
            format!("{what}: relations {relations:?} in TypeScript, {others:?} in the document")
        });
    }
    it.wrong
}

#[test]
fn bodies_and_rows_are_what_servers_say() {
    let runtime = Runtime::new().unwrap();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for Served { schema, address, resources, .. } in servers(&runtime) {
        let (text, document) = (TypeScriptText::of(schema), Document::of(address));
        for resource in resources.iter().filter(|resource| resource.exposed) {
            wrong.extend(compare(schema, &text, &document, resource));
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 50, "{compared}");
}
