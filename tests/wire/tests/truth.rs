//! TY1, TY2, TY5, TY9. What serde writes is what TypeScript says, and what its schemas accept, serde reads.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_tests::toolchain::{Tsc, node_project, workspace};
use ssot_wire_tests::sample::Sample;
use ssot_wire_tests::zoo;

/// The folder of the output, with the types and a constant for each value.
fn generated(project: &Path, zoo: &[Sample]) -> PathBuf {
    let scalars: BTreeSet<&str> = ssot_wire_tests::refined::samples().iter().map(|sample| sample.name).collect();
    let folder = project.join("generated-wire");
    let _ = fs::remove_dir_all(&folder);
    let schema = workspace().join("tests/wire/src/lib.rs");
    let generated = Config::new().schema(&schema).target(TypeScript::new()).generate().unwrap();
    let root = format!("{}/", workspace().display());
    for (path, bytes) in generated.files() {
        let to = folder.join("gen").join(path.as_str());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, String::from_utf8(bytes.to_vec()).unwrap().replace(&root, "")).unwrap();
    }
    let exact: BTreeSet<&str> = ssot_wire_tests::exact::samples().iter().map(|sample| sample.name).collect();
    // Values of scalars come out of their schemas; brands aside, what serde writes is what they say.
    let mut text = "// What serde writes.\n\nimport type * as data from \"./gen/index.js\";\nimport type { Branded } from \
                    \"./gen/runtime/types.js\";\n\ntype Bare<T> = T extends Branded<unknown, string> ? T extends string ? string : T extends number ? number : boolean : T extends object ? { [K in \
                    keyof T]: Bare<T[K]> } : T;\n"
        .to_owned();
    for (index, sample) in zoo.iter().enumerate() {
        for (number, written) in sample.written.iter().enumerate() {
            let name = sample.name;
            // What JSON has another form for has a name for that form.
            let ty = if exact.contains(name) { format!("data.{name}Json") } else { format!("data.{name}") };
            let ty = if scalars.contains(name) { format!("Bare<{ty}>") } else { ty };
            text.push_str(&format!("\nexport const sample{index}_{number}: {ty} = {written};\n"));
        }
    }
    text.push_str(EXACT);
    fs::write(folder.join("samples.ts"), text).unwrap();
    let samples: Vec<Value> = zoo
        .iter()
        .map(|sample| json!({ "name": sample.name, "written": sample.written, "differs": sample.differs }))
        .collect();
    fs::write(folder.join("samples.json"), serde_json::to_string(&samples).unwrap()).unwrap();
    let options = r#"{ "extends": "../tsconfig.json", "include": ["gen", "samples.ts"], "exclude": [] }"#;
    fs::write(folder.join("tsconfig.json"), options).unwrap();
    folder
}

/// What programs see of integers that are text on the wire, and what there is no name for.
const EXACT: &str = r#"
export const exact: data.ExactField = { exact: 9007199254740993n, text: "1" };
export const inside: data.ExactBeside<data.ExactField> = { items: [[exact, 1n]] };
// @ts-expect-error: it is no text.
export const text: data.ExactField = { exact: "9007199254740993", text: "1" };
// @ts-expect-error: nothing in it has another form.
export type Other = data.LargeJson;
"#;

fn node(project: &Path, arguments: &[&str]) {
    let output = Command::new("node").args(arguments).current_dir(project).output().unwrap();
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "node {arguments:?}:\n{}{}", said(&output.stdout), said(&output.stderr));
}

/// Reads a text as one of the types.
type Reader = fn(&str) -> Result<(), String>;

#[test]
fn what_serde_writes_is_what_typescript_says() {
    let zoo = zoo();
    let Some(project) = node_project() else { return };
    let folder = generated(&project, &zoo);
    let failures: Vec<String> =
        Tsc::ALL.iter().filter_map(|tsc| tsc.check(&project, &folder.join("tsconfig.json")).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let place = folder.display().to_string();
    node(&project, &["drive/wire.mjs", &place]);
    let text = fs::read_to_string(folder.join("accepted.json")).unwrap();
    let found: Value = serde_json::from_str(&text).unwrap();
    let readers: BTreeMap<&str, Reader> = zoo.iter().map(|sample| (sample.name, sample.read)).collect();
    let accepted = found["accepted"].as_array().unwrap();
    let refused: Vec<String> = accepted
        .iter()
        .filter_map(|pair| {
            let (name, text) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            readers[name](text).err().map(|error| format!("{name}: {error}: {text}"))
        })
        .collect();
    assert!(refused.is_empty(), "{} of {}\n{}", refused.len(), accepted.len(), refused.join("\n"));
    // The changes are harmless and harmful ones.
    let tried = found["tried"].as_u64().unwrap();
    assert!(zoo.len() >= 150, "{} types", zoo.len());
    assert!(accepted.len() > 1000 && tried > 5 * accepted.len() as u64, "{} of {tried}", accepted.len());
    for (expected, said) in ssot_wire_tests::refined::refused() {
        assert_eq!(said, expected);
    }
    // Values that programs see otherwise have come back as they were written.
    assert_eq!(found["exact"].as_u64().unwrap(), 14);
    // Enumerations alone have no schema in `schemas/data`.
    assert_eq!(found["enumerations"].as_u64().unwrap(), 1);
    println!("{} types, {} of {tried} changed values accepted", zoo.len(), accepted.len());
    let prettier = "node_modules/prettier/bin/prettier.cjs";
    node(&project, &[prettier, "--check", "--ignore-path", "none", &folder.join("gen").display().to_string()]);
}
