//! TY2. The table and the sample of `docs/data.md`: when a key is there and when it is null, as serde does it and as TypeScript says it.
//!
//! `UPDATE_EXPECT=1` writes it anew.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_tests::command::Folder;
use ssot_tests::toolchain::workspace;
use ssot_wire_tests::presence::{
    AllDefault, Optional, OptionalDefault, OptionalDefaultSkipNone, OptionalSkipNone, OptionalSkipOther, Required,
    RequiredDefault, RequiredSkipIf,
};

/// A way to write a field, and what serde does with it.
struct Row {
    name: &'static str,
    rust: &'static str,
    /// What is written of some values.
    written: Vec<String>,
    /// Whether it is read without the key, with null, with a value.
    read: [bool; 3],
}

#[allow(clippy::needless_pass_by_value, reason = "the values of a row are made where it is")]
fn row<T: Serialize + DeserializeOwned + Debug>(name: &'static str, rust: &'static str, values: Vec<T>) -> Row {
    let key = if name == "AllDefault" { "c" } else { "value" };
    let value = if name == "AllDefault" { "true" } else { "1" };
    let written = values.iter().map(|value| {
        let object = serde_json::to_value(value).unwrap();
        object.get(key).map_or_else(|| "no key".to_owned(), |value| format!("`{value}`"))
    });
    let reads = |text: String| serde_json::from_str::<T>(&text).is_ok();
    let read = [reads("{}".to_owned()), reads(format!("{{\"{key}\":null}}")), reads(format!("{{\"{key}\":{value}}}"))];
    Row { name, rust, written: written.collect(), read }
}

fn rows() -> Vec<Row> {
    let all = |c| AllDefault { a: 0, b: String::new(), c };
    vec![
        row("Required", "`i32`", vec![Required { value: 1 }]),
        row("RequiredDefault", "`i32`, `default`", vec![RequiredDefault { value: 1 }]),
        row(
            "RequiredSkipIf",
            "`i32`, `default`, `skip_serializing_if = \"is_zero\"`",
            vec![RequiredSkipIf { value: 0 }, RequiredSkipIf { value: 1 }],
        ),
        row("Optional", "`Option<i32>`", vec![Optional { value: None }, Optional { value: Some(1) }]),
        row(
            "OptionalDefault",
            "`Option<i32>`, `default`",
            vec![OptionalDefault { value: None }, OptionalDefault { value: Some(1) }],
        ),
        row(
            "OptionalSkipNone",
            "`Option<i32>`, `skip_serializing_if = \"Option::is_none\"`",
            vec![OptionalSkipNone { value: None }, OptionalSkipNone { value: Some(1) }],
        ),
        row(
            "OptionalDefaultSkipNone",
            "`Option<i32>`, `default`, `skip_serializing_if = \"Option::is_none\"`",
            vec![OptionalDefaultSkipNone { value: None }, OptionalDefaultSkipNone { value: Some(1) }],
        ),
        row(
            "OptionalSkipOther",
            "`Option<i32>`, `default`, `skip_serializing_if = \"is_some_zero\"`",
            vec![
                OptionalSkipOther { value: None },
                OptionalSkipOther { value: Some(0) },
                OptionalSkipOther { value: Some(1) },
            ],
        ),
        row("AllDefault", "`Option<bool>`, `default` on the struct", vec![all(None), all(Some(true))]),
    ]
}

/// The property of the type in TypeScript.
fn property(types: &str, name: &str, key: &str) -> Option<String> {
    let body = types.split_once(&format!("export interface {name} {{\n"))?.1.split_once("\n}")?.0;
    let line = body.lines().map(str::trim).find(|line| line.starts_with(key))?;
    Some(line.trim_end_matches(';').to_owned())
}

#[test]
fn the_table_is_what_serde_does_and_what_typescript_says() {
    let zoo = types(&workspace().join("tests/wire/src/lib.rs"));
    let mut table = "| in Rust | serde writes | `T` | serde reads | `TInput` |\n|---|---|---|---|---|\n".to_owned();
    for Row { name, rust, written, read } in rows() {
        let key = if name == "AllDefault" { "c" } else { "value" };
        let on_write = property(&zoo, name, key).unwrap();
        let on_read = property(&zoo, &format!("{name}Input"), key).unwrap_or_else(|| on_write.clone());
        let says = |property: &str| (property.contains("?:"), property.contains("| null"));
        let does = (written.iter().any(|text| text == "no key"), written.iter().any(|text| text == "`null`"));
        assert_eq!(says(&on_write), does, "{name} writes {written:?}, TypeScript says {on_write}");
        assert_eq!(says(&on_read), (read[0], read[1]), "{name} reads {read:?}, TypeScript says {on_read}");
        assert!(read[2], "{name} reads no value");
        let reads = ["no key", "`null`", if key == "c" { "`true`" } else { "`1`" }];
        let reads: Vec<&str> = reads.into_iter().zip(read).filter(|(_, is)| *is).map(|(word, _)| word).collect();
        let code = |property: &str| format!("`{}`", property.replace('|', "\\|"));
        table.push_str(&format!(
            "| {rust} | {} | {} | {} | {} |\n",
            written.join(", "),
            code(&on_write),
            reads.join(", "),
            code(&on_read)
        ));
    }
    stands_on_the_page("<!-- the table -->\n", &table, "<!-- the end of the table -->");
    let page = fs::read_to_string(workspace().join("docs/data.md")).unwrap();
    let code = page.split_once("```rust\n").unwrap().1.split_once("```").unwrap().0;
    let folder = Folder::new("page of data");
    folder.write("lib.rs", code.split("\nlet ").next().unwrap());
    let output = types(&folder.path().join("lib.rs"));
    let output = output.split_once("\n\n").unwrap().1;
    stands_on_the_page("<!-- the output -->\n", &format!("```ts\n{output}```\n"), "<!-- the end of the output -->");
}

#[test]
fn the_page_shows_what_becomes_of_scalars() {
    let page = fs::read_to_string(workspace().join("docs/data.md")).unwrap();
    let section = page.split_once("## Scalars of your own").unwrap().1;
    let code = section.split_once("```rust\n").unwrap().1.split_once("\nlet ").unwrap().0;
    let folder = Folder::new("page of scalars");
    folder.write("lib.rs", code);
    let files = [("data.ts", "data.ts"), ("schemas/data.ts", "schemas/data.ts")].map(|(path, shown)| {
        let text = output(&folder.path().join("lib.rs"), path);
        format!("```ts\n// {shown}\n{}```\n", text.split_once("\n\n").unwrap().1)
    });
    stands_on_the_page("<!-- the scalars -->\n", &files.concat(), "<!-- the end of the scalars -->");
}

#[test]
fn the_page_shows_what_becomes_of_exact_integers() {
    let folder = Folder::new("page of integers");
    folder.write(
        "lib.rs",
        "#[ssot::model(int64 = bigint)]\npub struct Order {\n    pub customer_id: u64,\n    pub lines: Vec<i64>,\n}\n",
    );
    let shown = ["data.ts", "schemas/data.ts"].map(|path| {
        let text = output(&folder.path().join("lib.rs"), path);
        format!("// {path}\n{}", text.split_once("\n\n").unwrap().1)
    });
    stands_on_the_page(
        "<!-- the integers -->\n",
        &format!("```ts\n{}```\n", shown.join("\n")),
        "<!-- the end of the integers -->",
    );
}

/// The types of a schema in TypeScript.
fn types(schema: &Path) -> String {
    output(schema, "data.ts")
}

/// A file of the output in TypeScript.
fn output(schema: &Path, file: &str) -> String {
    let generated = Config::new().schema(schema).target(TypeScript::new()).generate().unwrap();
    let data = generated.files().find(|(path, _)| path.as_str() == file).map(|(_, bytes)| bytes.to_vec());
    String::from_utf8(data.unwrap()).unwrap()
}

fn stands_on_the_page(start: &str, expected: &str, end: &str) {
    let path = workspace().join("docs/data.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(start).unwrap();
    let (found, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{before}{start}{expected}{end}{after}")).unwrap();
    } else {
        assert_eq!(found, expected, "UPDATE_EXPECT=1 writes it anew");
    }
}
