//! SEC4: every slot of a schema that takes text or a name × every payload × every target.
//!
//! A payload in a *text* slot must leave the shape of each output as it is with a harmless text: the same tree for a real
//! parser of that language, the same tables in a real database, the text itself read back unchanged. A payload in a
//! *name* slot must be refused, or be a legal name.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};
use rusqlite::Connection;
use ssot_build::Target;
use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{Provider, Schema};
use ssot_core::source::SourceMap;
use ssot_core::{Options, Valid, compile};
use ssot_tests::toolchain::{Postgres, node_project};

/// Texts that mean something to some language that output is written in. No line breaks.
const PAYLOADS: &[&str] = &[
    "'",
    "\"",
    "`",
    "\\",
    "final \\",
    "\"\"\"",
    "'''",
    "\"#",
    "\"##",
    "r#\"",
    "$$",
    "$body$",
    "*/",
    "/*",
    "//",
    "--",
    "#",
    "-->",
    "]]>",
    "*\\u002f",
    "\\u002a/",
    "${1+1}",
    "#{1+1}",
    "{{7*7}}",
    "{}",
    "{0}",
    "%s",
    "%n",
    "$(id)",
    "$HOME",
    "${{ secrets.X }}",
    "\u{85}x",
    "\u{2028}x",
    "\u{2029}x",
    "\u{202e}x",
    "\u{2066}x\u{2069}",
    "\u{200b}",
    "x\u{feff}",
    "\u{430}",
    "e\u{301}",
    "ß",
    "İ",
    "\u{1f980}",
    "'; DROP TABLE victim; --",
    "a\"b",
    "a]b",
    "\\'",
    "E'\\x27'",
    "%",
    "_",
    "../../x",
    "..\\x",
    "/abs/x",
    "C:\\x",
    "CON",
    "//go:generate x",
    "// @ts-nocheck",
    "# type: ignore",
    "#!x",
    "@deprecated */",
    "</script><script>",
    "[a](javascript:x)",
    "constructor",
    "__proto__",
    "no",
    "1e3",
    "0777",
    "<<",
    "(a+)+$",
    "=1+1",
];

/// Texts with controls and line breaks.
const BREAKS: &[&str] =
    &["a\nb", "a\rb", "a\r\nb", "a\tb", "x\nimport os", "x\nKEY=1", "a\u{1}b", "a\u{7f}b", "a\u{1f}1"];

/// What is no name in any language.
const NO_NAMES: &[&str] = &[
    "a'b",
    "a\"b",
    "a`b",
    "a\\b",
    "a$b",
    "a*/b",
    "a/*b",
    "a#b",
    "a;b",
    "a{b",
    "a}b",
    "a\u{202e}b",
    "a\u{200b}b",
    "a\u{feff}b",
    "a\u{2066}b",
    "a-b",
    "1a",
    "a.b",
    "a/b",
    "a%b",
    "\u{1f980}",
];

#[derive(Debug, Clone, Copy)]
enum Slot {
    ModelDoc,
    FieldDoc,
    EnumDoc,
    VariantDoc,
    Default,
    ColumnMap,
    TableMap,
    EnumMap,
    VariantMap,
    IndexMap,
    UniqueMap,
    ForeignKeyMap,
}

impl Slot {
    const ALL: [Self; 12] = [
        Self::ModelDoc,
        Self::FieldDoc,
        Self::EnumDoc,
        Self::VariantDoc,
        Self::Default,
        Self::ColumnMap,
        Self::TableMap,
        Self::EnumMap,
        Self::VariantMap,
        Self::IndexMap,
        Self::UniqueMap,
        Self::ForeignKeyMap,
    ];

    const fn is_doc(self) -> bool {
        matches!(self, Self::ModelDoc | Self::FieldDoc | Self::EnumDoc | Self::VariantDoc)
    }
}

/// A text as a string literal of the Prisma schema language, which is JSON's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

/// A text as doc comment lines.
fn doc(text: &str, indent: &str) -> String {
    text.split(['\n', '\r']).fold(String::new(), |mut lines, line| {
        let _ = writeln!(lines, "{indent}/// {line}");
        lines
    })
}

/// A schema with `text` in the slot and harmless texts in the others.
fn schema(slot: Slot, text: &str, provider: Provider) -> String {
    let at = |wanted: Slot, harmless: &str| {
        let chosen = if std::mem::discriminant(&slot) == std::mem::discriminant(&wanted) { text } else { harmless };
        if wanted.is_doc() { chosen.to_owned() } else { quoted(chosen) }
    };
    let fk =
        if provider == Provider::Sqlite { String::new() } else { format!(", map: {}", at(Slot::ForeignKeyMap, "fk")) };
    format!(
        "datasource db {{\n  provider = \"{provider}\"\n}}\n\n{}enum Mood {{\n{}  GOOD @map({})\n  BAD\n\n  @@map({})\n}}\n\n\
         {}model Thing {{\n  id Int @id @default(autoincrement())\n{}  text String @default({}) @map({})\n  mood Mood @default(GOOD)\n  \
         parts Part[]\n\n  @@unique([text], map: {})\n  @@index([mood, text], map: {})\n  @@map({})\n}}\n\n\
         model Part {{\n  id Int @id\n  thingId Int\n  thing Thing @relation(fields: [thingId], references: [id]{fk})\n}}\n\n\
         model Victim {{\n  id Int @id\n\n  @@map(\"victim\")\n}}\n",
        doc(&at(Slot::EnumDoc, "a mood"), ""),
        doc(&at(Slot::VariantDoc, "a good one"), "  "),
        at(Slot::VariantMap, "good"),
        at(Slot::EnumMap, "moods"),
        doc(&at(Slot::ModelDoc, "a thing"), ""),
        doc(&at(Slot::FieldDoc, "its text"), "  "),
        at(Slot::Default, "nothing"),
        at(Slot::ColumnMap, "text_column"),
        at(Slot::UniqueMap, "thing_text"),
        at(Slot::IndexMap, "thing_mood"),
        at(Slot::TableMap, "things"),
    )
}

fn compiled(text: &str) -> Result<Valid<Schema>, String> {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let compilation = compile(sources, &Options::default());
    let messages: Vec<String> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    compilation.schema.map_err(|_| messages.join("\n"))
}

/// How much is said about a schema.
fn findings(text: &str) -> usize {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    compile(sources, &Options::default()).diagnostics.len()
}

/// The files of a target as `(path, text)`; the error is what the target says.
fn emitted<T: Target>(target: &T, schema: &Valid<Schema>) -> Result<Vec<(String, String)>, String> {
    let mut diagnostics = Diagnostics::new();
    let plan = target.plan(schema, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect::<Vec<_>>().join("\n"));
    }
    let files = target.emit(&plan);
    Ok(files
        .iter()
        .map(|(path, bytes)| (path.as_str().to_owned(), String::from_utf8(bytes.to_vec()).expect("UTF-8")))
        .collect())
}

/// Slots and payloads that a schema language takes: docs have no control characters of their own.
fn cells() -> Vec<(Slot, String)> {
    let mut cells = Vec::new();
    for slot in Slot::ALL {
        for payload in PAYLOADS.iter().chain(BREAKS) {
            let line_break = payload.contains(['\n', '\r']);
            if slot.is_doc() && (line_break || payload.starts_with('@')) {
                continue;
            }
            cells.push((slot, (*payload).to_owned()));
        }
    }
    cells
}

/// The tokens with literals replaced by one word and doc attributes left out.
fn shape(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let is_doc = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.stream().to_string().starts_with("doc"));
                if tokens.next_if(is_doc).is_none() {
                    out.push('#');
                }
            }
            TokenTree::Group(group) => {
                let _ = write!(out, "{:?}<{}>", group.delimiter(), shape(group.stream()));
            }
            TokenTree::Literal(_) => out.push_str(" literal"),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Ident(ident) => {
                let _ = write!(out, " {ident}");
            }
        }
    }
    out
}

fn rust_shape(files: &[(String, String)]) -> String {
    files.iter().fold(String::new(), |mut shapes, (path, text)| {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        syn::parse2::<syn::File>(tokens.clone()).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        let _ = writeln!(shapes, "{path}: {}", shape(tokens));
        shapes
    })
}

#[test]
fn sec4_names_are_refused_with_a_place() {
    for name in NO_NAMES {
        for schema in [
            format!("model {name} {{\n  id Int @id\n}}\n"),
            format!("model A {{\n  id Int @id\n  {name} Int\n}}\n"),
            format!("enum {name} {{\n  X\n}}\n"),
            format!("enum E {{\n  {name}\n}}\n"),
        ] {
            // Prisma ignores what stands behind the brace of a header, and so must we; then a warning says so.
            let behind_brace = schema.lines().next().is_some_and(|line| line.matches('{').count() > 1);
            let refused = compiled(&schema).is_err() || (behind_brace && findings(&schema) > 0);
            assert!(refused, "{name:?} was taken as a name in\n{schema}");
        }
    }
}

#[test]
fn sec4_rust_keeps_its_shape() {
    for provider in [Provider::Sqlite, Provider::Postgres] {
        for slot in Slot::ALL {
            let plain = compiled(&schema(slot, "harmless", provider)).expect("a harmless schema");
            let plain = rust_shape(&emitted(&Rust::new(), &plain).expect("a harmless output"));
            for (_, payload) in
                cells().into_iter().filter(|(one, _)| std::mem::discriminant(one) == std::mem::discriminant(&slot))
            {
                let Ok(schema) = compiled(&schema(slot, &payload, provider)) else { continue };
                let Ok(files) = emitted(&Rust::new(), &schema) else { continue };
                assert_eq!(rust_shape(&files), plain, "{slot:?} with {payload:?} changes the code");
            }
        }
    }
}

#[test]
fn sec4_no_output_holds_a_raw_bidi_or_control_character() {
    for (slot, payload) in cells() {
        let Ok(schema) = compiled(&schema(slot, &payload, Provider::Sqlite)) else { continue };
        for files in [emitted(&Rust::new(), &schema), emitted(&TypeScript::new(), &schema)].into_iter().flatten() {
            for (path, text) in files {
                let raw = |c: char| {
                    (c.is_control() && c != '\n')
                        || ('\u{202a}'..='\u{202e}').contains(&c)
                        || ('\u{2066}'..='\u{2069}').contains(&c)
                };
                assert!(!text.contains(raw), "{slot:?} with {payload:?} leaves a raw control in {path}");
            }
        }
    }
}

/// Names of the tables that a schema of [`schema`] makes.
fn tables(slot: Slot, payload: &str) -> Vec<String> {
    let things = if matches!(slot, Slot::TableMap) { payload } else { "things" };
    let mut names = vec![things.to_owned(), "Part".to_owned(), "victim".to_owned()];
    names.sort();
    names
}

fn ddl(slot: Slot, payload: &str, provider: Provider) -> Option<String> {
    let schema = compiled(&schema(slot, payload, provider)).ok()?;
    let files = emitted(&Sql::new(), &schema).ok()?;
    Some(files.into_iter().map(|(_, text)| text).collect())
}

#[test]
fn sec4_sqlite_reads_back_what_was_written() {
    let mut loaded = 0;
    for (slot, payload) in cells() {
        let Some(ddl) = ddl(slot, &payload, Provider::Sqlite) else { continue };
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch(&ddl).unwrap_or_else(|error| panic!("{slot:?} with {payload:?}: {error}\n{ddl}"));
        let mut query = database
            .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
            .unwrap();
        let names: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(names, tables(slot, &payload), "{slot:?} with {payload:?}\n{ddl}");
        let table = if matches!(slot, Slot::TableMap) { payload.clone() } else { "things".into() };
        database.execute(&format!("insert into \"{}\" default values", table.replace('"', "\"\"")), []).unwrap();
        let column = if matches!(slot, Slot::ColumnMap) { payload.clone() } else { "text_column".into() };
        let select =
            format!("select \"{}\", mood from \"{}\"", column.replace('"', "\"\""), table.replace('"', "\"\""));
        let (text, mood): (String, String) =
            database.query_row(&select, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(text, if matches!(slot, Slot::Default) { payload.clone() } else { "nothing".into() });
        assert_eq!(mood, if matches!(slot, Slot::VariantMap) { payload.clone() } else { "good".into() });
        loaded += 1;
    }
    assert!(loaded > 600, "only {loaded} of the cells could be loaded");
}

#[test]
fn sec4_postgres_reads_back_what_was_written() {
    let Some(postgres) = Postgres::shared() else { return };
    let double = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let (mut scripts, mut expected) = (Vec::new(), Vec::new());
    for (slot, payload) in cells().into_iter().filter(|(slot, _)| !slot.is_doc()) {
        let Some(ddl) = ddl(slot, &payload, Provider::Postgres) else { continue };
        let table = double(if matches!(slot, Slot::TableMap) { payload.as_str() } else { "things" });
        let column = double(if matches!(slot, Slot::ColumnMap) { payload.as_str() } else { "text_column" });
        let text = if matches!(slot, Slot::Default) { payload.as_str() } else { "nothing" };
        let mood = if matches!(slot, Slot::VariantMap) { payload.as_str() } else { "good" };
        let hex = format!("{text}|{mood}").bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        expected.push(format!("{hex} 3 {slot:?}"));
        scripts.push(format!(
            "begin;\n{ddl}\ninsert into {table} default values;\n\
             select encode(convert_to({column} || '|' || mood::text, 'UTF8'), 'hex') || ' ' || (select count(*) from \
             information_schema.tables where table_schema = 'public') || ' {slot:?}' from {table};\nrollback;\n"
        ));
    }
    assert!(scripts.len() > 400, "only {} of the cells could be loaded", scripts.len());
    let database = postgres.database();
    let mut answers = Vec::new();
    for some in scripts.chunks(20) {
        answers.extend(postgres.psql_in(&database, &some.concat()).lines().map(str::to_owned));
    }
    assert_eq!(answers, expected);
}

/// Prints, per file given on standard input, the kinds of its syntax tree and whether it parses.
const TYPESCRIPT_SHAPES: &str = r#"
import { createRequire } from "node:module";
import fs from "node:fs";
const ts = createRequire(process.argv[2] + "/x.js")("typescript-6");
for (const folder of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let shape = "";
  const walk = (path) => {
    for (const name of fs.readdirSync(path).sort()) {
      const child = path + "/" + name;
      if (fs.statSync(child).isDirectory()) { walk(child); continue; }
      const file = ts.createSourceFile(name, fs.readFileSync(child, "utf8"), ts.ScriptTarget.Latest, true);
      shape += name + ":" + file.parseDiagnostics.length + ":";
      const visit = (node) => { shape += "," + node.kind; ts.forEachChild(node, visit); };
      visit(file);
    }
  };
  walk(folder);
  console.log(shape);
}
"#;

#[test]
fn sec4_typescript_keeps_its_shape() {
    let Some(project) = node_project() else { return };
    let scratch = std::env::temp_dir().join(format!("ssot-injection-{}", std::process::id()));
    let _ = fs::remove_dir_all(&scratch);
    let mut folders: Vec<(String, PathBuf)> = Vec::new();
    let mut write = |what: String, schema: &Valid<Schema>| {
        let Ok(files) = emitted(&TypeScript::new(), schema) else { return };
        let folder = scratch.join(folders.len().to_string());
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folders.push((what, folder));
    };
    for (slot, payload) in Slot::ALL.into_iter().map(|slot| (slot, "harmless".to_owned())).chain(cells()) {
        let Ok(schema) = compiled(&schema(slot, &payload, Provider::Sqlite)) else { continue };
        write(format!("{slot:?} with {payload:?}"), &schema);
    }
    let script = scratch.join("shapes.mjs");
    fs::write(&script, TYPESCRIPT_SHAPES).unwrap();
    let list: Vec<String> = folders.iter().map(|(_, folder)| folder.display().to_string()).collect();
    let input = scratch.join("list");
    fs::write(&input, list.join("\n")).unwrap();
    let output =
        Command::new("node").arg(&script).arg(&project).stdin(fs::File::open(&input).unwrap()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let shapes: Vec<&str> = text.lines().collect();
    assert_eq!(shapes.len(), folders.len());
    assert!(shapes.len() > 600);
    let plain = shapes[0];
    assert!(!plain.split(',').any(|part| part.contains(":1:")), "the harmless output does not parse: {plain}");
    for ((what, folder), shape) in folders.iter().zip(&shapes) {
        assert_eq!(*shape, plain, "{what} changes the code in {}", folder.display());
    }
    fs::remove_dir_all(&scratch).unwrap();
}
