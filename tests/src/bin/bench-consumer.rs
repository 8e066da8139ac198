//! What generated Rust costs the crate that holds it: CPU of `cargo check`, beside the same models as serde-derived structs.
//!
//! Dependencies are checked beforehand; only the crate with the models is measured, its source touched before each round.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use heck::{ToPascalCase as _, ToSnakeCase as _};
use ssot_build::Config;
use ssot_build::target::rust::Rust;
use ssot_core::ir::{Arity, Provider, Scalar, Schema, Type};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_tests::generator::generate;
use ssot_tests::toolchain::workspace;

const MODELS: usize = 100;
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let scratch = std::env::temp_dir().join(format!("ssot-consumer-{}", std::process::id()));
    let result = measure(&scratch);
    let _ = fs::remove_dir_all(&scratch);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(scratch: &Path) -> Result<(), String> {
    let text = generate(1, MODELS, Provider::Sqlite);
    let generated = write_crate(
        &scratch.join("generated"),
        &format!("ssot-server = {{ path = \"{}\" }}\n", workspace().join("ssot-server").display()),
        "mod api;\npub use api::*;\n",
    )?;
    let schema = scratch.join("schema.prisma");
    put(&schema, &text)?;
    let target = Rust::new().out_dir(generated.join("src/api"));
    Config::new().schema(&schema).target(target).write().map_err(|error| format!("{error:?}"))?;
    let derived = write_crate(
        &scratch.join("derived"),
        "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
        &structs(&text)?,
    )?;
    let cores = [("generated Rust", generated), ("serde-derived structs (reference)", derived)];
    let mut medians = Vec::new();
    println!("| 100 models, `cargo check` of the crate that holds them | CPU s |\n|---|---|");
    for (name, folder) in &cores {
        check(folder)?;
        let mut times = (0..ROUNDS)
            .map(|round| {
                let source = folder.join("src/lib.rs");
                let text = fs::read_to_string(&source).map_err(|error| error.to_string())?;
                put(&source, &format!("{text}// round {round}\n"))?;
                check(folder)
            })
            .collect::<Result<Vec<f64>, String>>()?;
        times.sort_by(f64::total_cmp);
        println!("| {name} | {:.2} |", times[ROUNDS / 2]);
        medians.push(times[ROUNDS / 2]);
    }
    println!("| ratio | {:.2} |", medians[0] / medians[1]);
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(|error| error.to_string())?;
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn write_crate(folder: &Path, dependencies: &str, source: &str) -> Result<PathBuf, String> {
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    put(&folder.join("Cargo.toml"), &manifest)?;
    put(&folder.join("src/lib.rs"), source)?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(folder.to_owned())
}

/// CPU seconds, user and system, of one `cargo check`.
fn check(folder: &Path) -> Result<f64, String> {
    let output = Command::new("bash")
        .args(["-c", "TIMEFORMAT='%U %S'; time cargo check -q"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    let times: Vec<f64> = text.lines().last().unwrap_or("").split(' ').filter_map(|word| word.parse().ok()).collect();
    match times.as_slice() {
        [user, system] if output.status.success() => Ok(user + system),
        _ => Err(format!("cargo check fails in {}:\n{text}", folder.display())),
    }
}

/// The models of a schema as a person writes them for serde.
fn structs(text: &str) -> Result<String, String> {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let compilation = compile(sources, &Options::default());
    let schema: Schema = compilation.schema.map_err(|_| "the generated schema does not compile")?.into_inner();
    let mut out = String::from("//! The models.\nuse serde::{Deserialize, Serialize};\n");
    for enumeration in &schema.enumerations {
        let _ = writeln!(
            out,
            "#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]\npub enum {} {{",
            enumeration.name
        );
        for variant in &enumeration.variants {
            let _ = writeln!(out, "#[serde(rename = {:?})] {},", variant.name, variant.name.to_pascal_case());
        }
        out.push_str("}\n");
    }
    for model in &schema.models {
        let _ = writeln!(
            out,
            "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\n#[serde(rename_all = \"camelCase\")]\npub struct {} {{",
            model.name
        );
        for field in model.fields.iter().filter(|field| field.is_column()) {
            let ty = match &field.ty {
                Type::Scalar(Scalar::Int) => "i32".to_owned(),
                Type::Scalar(Scalar::BigInt) => "i64".to_owned(),
                Type::Scalar(Scalar::Float) => "f64".to_owned(),
                Type::Scalar(Scalar::Boolean) => "bool".to_owned(),
                Type::Scalar(Scalar::Json) => "serde_json::Value".to_owned(),
                Type::Scalar(Scalar::Bytes) => "Vec<u8>".to_owned(),
                Type::Enumeration(id) => schema.enumeration(*id).name.to_string(),
                _ => "String".to_owned(),
            };
            let ty = match field.arity {
                Arity::Required => ty,
                Arity::Optional => format!("Option<{ty}>"),
                Arity::List => format!("Vec<{ty}>"),
            };
            let _ = writeln!(out, "pub r#{}: {ty},", field.name.to_snake_case());
        }
        out.push_str("}\n");
    }
    Ok(out)
}
