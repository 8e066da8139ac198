//! The Rust that is generated compiles without a warning, as a library's public module and as a program's private one; names
//! that meet are findings; no text of a schema becomes code.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ssot_build::target::rust::Rust;
use ssot_build::{Config, Error, Generated};
use ssot_core::diagnostic::Diagnostic;
use ssot_core::ir::Provider;
use ssot_tests::cases::cases;
use ssot_tests::generator;
use ssot_tests::toolchain::{missing, workspace};

/// A folder of this test run.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn generate(schema: &Path) -> Result<Generated, Error> {
    Config::new().schema(schema).target(Rust::new()).generate()
}

/// Generates from a text.
fn generate_text(name: &str, schema: &str) -> Result<Generated, Error> {
    let path = scratch("schemas").join(format!("{name}.prisma"));
    fs::write(&path, schema).unwrap();
    generate(&path)
}

fn findings(result: Result<Generated, Error>) -> Vec<Diagnostic> {
    match result {
        Err(Error::Schema(compilation)) => compilation.diagnostics.iter().cloned().collect(),
        Err(error) => panic!("{error}"),
        Ok(generated) => generated.diagnostics.iter().cloned().collect(),
    }
}

fn write_to(folder: &Path, generated: &Generated) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    for (path, bytes) in generated.files() {
        fs::write(folder.join(path.as_str()), bytes).unwrap();
    }
}

/// Output that is checked in passes the project's formatter check.
fn check_format(root: &Path) {
    match Command::new("rustfmt").args(["--check", "--edition", "2024", "--config", "max_width=100"]).arg(root).output()
    {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => missing("rustfmt"),
    }
}

/// A package whose library holds each output as a public module and whose program holds each as a private one.
fn check_package(name: &str, modules: &[(String, Generated)]) {
    let package = scratch(name);
    let source = package.join("src");
    fs::create_dir_all(&source).unwrap();
    let server = workspace().join("ssot-server").display().to_string();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nssot-server = {{ path = \"{server}\" }}\n\n[workspace]\n"
    );
    fs::write(package.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let lints = "#![deny(warnings, missing_docs, clippy::all)]\n";
    let mut library = format!("//! Generated code.\n{lints}");
    // both would be one file to clippy's `duplicate_mod`, so that each has a copy
    let mut program = format!("//! Generated code.\n{lints}fn main() {{}}\n");
    for (module, generated) in modules {
        write_to(&source.join("lib").join(module), generated);
        write_to(&source.join("bin").join(module), generated);
        check_format(&source.join("lib").join(module).join("mod.rs"));
        library += &format!("/// From `{module}`.\npub mod {module} {{ include!(\"lib/{module}/mod.rs\"); }}\n");
        program += &format!("mod {module} {{ include!(\"bin/{module}/mod.rs\"); }}\n");
    }
    fs::write(source.join("lib.rs"), library).unwrap();
    fs::write(source.join("main.rs"), program).unwrap();
    let clippy =
        Command::new("cargo").args(["clippy", "--version"]).output().is_ok_and(|output| output.status.success());
    let output = Command::new("cargo")
        .args([if clippy { "clippy" } else { "check" }, "--quiet"])
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", scratch("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every case of `tests/cases` that the target does not refuse, and the examples, by name.
fn schemas() -> Vec<(String, PathBuf)> {
    let written = cases().into_iter().filter(|case| case.folder.join("expected/rust").is_dir());
    let mut schemas: Vec<_> = written.map(|case| (case.name.replace('-', "_"), case.schema)).collect();
    let examples = fs::read_dir(workspace().join("examples")).unwrap().map(|entry| entry.unwrap());
    let examples = examples.filter(|entry| entry.path().join("schema.prisma").is_file());
    schemas.extend(
        examples.map(|entry| {
            (entry.file_name().into_string().unwrap().replace('-', "_"), entry.path().join("schema.prisma"))
        }),
    );
    schemas.sort();
    schemas
}

#[test]
fn generated_code_stands_where_it_is_told_to() {
    let schema = workspace().join("examples/blog/schema.prisma");
    let target = Rust::new().runtime("crate::serving::runtime_of_ours");
    let generated = Config::new().schema(&schema).target(target).generate().unwrap();
    for (path, bytes) in generated.files() {
        assert!(!String::from_utf8_lossy(bytes).contains("ssot_server"), "{}", path.as_str());
    }
    let folder = scratch("runtime");
    write_to(&folder, &generated);
    check_format(&folder.join("mod.rs"));
    let error = Config::new().schema(&schema).target(Rust::new().runtime("ssot.server")).generate().unwrap_err();
    assert!(
        matches!(&error, Error::Usage(text) if text.contains("`ssot.server`") && text.contains("`ssot::server`")),
        "{error}"
    );
}

#[test]
fn tst1_every_case_compiles_without_a_warning() {
    let modules: Vec<_> = schemas()
        .into_iter()
        .map(|(name, path)| {
            let generated = generate(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, generated)
        })
        .collect();
    assert!(modules.len() >= 5, "cases are missing");
    check_package("cases", &modules);
}

#[test]
fn tst1_generated_schemas_compile_without_a_warning() {
    let modules: Vec<_> = [Provider::Postgres, Provider::Sqlite, Provider::Mysql]
        .into_iter()
        .map(|provider| {
            let schema = generator::generate(7, 40, provider);
            (provider.as_str().to_owned(), generate_text(provider.as_str(), &schema).unwrap())
        })
        .collect();
    check_package("random", &modules);
}

#[test]
fn sec4_names_that_meet_are_findings_that_name_both() {
    let model = |name: &str, fields: &str| format!("model {name} {{\n  id Int @id\n{fields}}}\n");
    for (code, one, other, schema) in [
        ("SSOT0500", "Post", "PostCreate", model("Post", "") + &model("PostCreate", "")),
        ("SSOT0500", "Role", "Role", String::from("enum role {\n  A\n}\n") + &model("Role", "")),
        ("SSOT0501", "userId", "user_id", model("Post", "  userId Int\n  user_id Int\n")),
        (
            "SSOT0502",
            "IN_PROGRESS",
            "InProgress",
            "enum State {\n  IN_PROGRESS\n  InProgress\n}\n".to_owned() + &model("Post", ""),
        ),
        ("SSOT0503", "AIResponse", "AiResponse", model("AIResponse", "") + &model("AiResponse", "")),
        ("SSOT0504", "Person", "People", model("Person", "") + &model("People", "")),
    ] {
        let found = findings(generate_text("collision", &schema));
        let finding = found.iter().find(|finding| finding.code.to_string() == code);
        let finding = finding.unwrap_or_else(|| panic!("{code} is missing for {one} and {other}: {found:#?}"));
        assert!(finding.message.contains(other), "{}", finding.message);
        assert_eq!(finding.labels.len(), 1, "{code} shows one place only");
    }
}

/// Texts that mean something in Rust, Markdown or terminals.
const HOSTILE: [&str; 16] = [
    "\\\"; evil(); //",
    "*/ evil() /*",
    "\\\"#evil()\\\"##",
    "{evil}",
    "${evil}",
    "```rust evil() ```",
    "    evil()",
    "~~~",
    "![evil](https://example.com)",
    "<script>evil()</script>",
    "\\\\",
    "#![evil]",
    "\u{202e}live",
    "\u{2028}evil()",
    "\u{feff}",
    "'evil",
];

#[test]
fn sec4_no_text_of_a_schema_becomes_code() {
    let shape = |text: &str, doc: &str| {
        let schema = format!(
            "datasource db {{\n  provider = \"sqlite\"\n}}\n/// {doc}\nenum Role {{\n  /// {doc}\n  A @map(\"{text}\")\n  B\n\n  @@map(\"{text}r\")\n}}\n\
             /// {doc}\nmodel Post {{\n  /// {doc}\n  id String @id @default(\"{text}\") @map(\"{text}i\")\n  slug String @unique(map: \"{text}u\")\n  role Role @default(A)\n\n  @@map(\"{text}p\")\n}}\n"
        );
        let generated = generate_text("hostile", &schema).unwrap_or_else(|error| panic!("{text}: {error}"));
        let trees = generated.files().map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(!text.contains(['\u{202e}', '\u{2028}', '\u{feff}']), "{}: {text}", path.as_str());
            let file: syn::File = syn::parse_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            (path.as_str().to_owned(), skeleton(&file))
        });
        trees.collect::<Vec<_>>()
    };
    let harmless = shape("plain", "plain");
    for text in HOSTILE {
        let doc = text.replace("\\\"", "\"");
        assert_eq!(shape(text, &doc), harmless, "{text:?} changes the shape of the code");
    }
}

/// The code without its literals and documentation.
fn skeleton(file: &syn::File) -> String {
    fn strip(tokens: proc_macro2::TokenStream, out: &mut String) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                proc_macro2::TokenTree::Group(group) => {
                    let text = group.stream().to_string();
                    if text.starts_with("doc =") {
                        continue;
                    }
                    out.push_str("( ");
                    strip(group.stream(), out);
                    out.push_str(") ");
                }
                proc_macro2::TokenTree::Literal(literal) if literal.to_string().starts_with('"') => {
                    out.push_str("\"\" ");
                }
                proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let is_doc = |token: &proc_macro2::TokenTree| token.to_string().starts_with("[doc =");
                    if !tokens.peek().is_some_and(is_doc) {
                        out.push_str("# ");
                    }
                }
                token => {
                    out.push_str(&token.to_string());
                    out.push(' ');
                }
            }
        }
    }
    let mut out = String::new();
    strip(quote::ToTokens::to_token_stream(file), &mut out);
    out
}

#[test]
fn cli9_a_new_field_changes_only_the_file_of_its_model() {
    let schema = |extra: &str| {
        format!(
            "model User {{\n  id Int @id\n  posts Post[]\n{extra}}}\nmodel Post {{\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}}\n"
        )
    };
    let before = generate_text("before", &schema("")).unwrap();
    fs::create_dir_all(scratch("schemas/again")).unwrap();
    let path = scratch("schemas/again").join("before.prisma");
    fs::write(&path, schema("  name String?\n")).unwrap();
    let after = generate(&path).unwrap();
    let body = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().split_once('\n').unwrap().1.to_owned();
    let changed: Vec<_> = before
        .files()
        .zip(after.files())
        .filter(|((_, one), (_, other))| body(one) != body(other))
        .map(|((path, _), _)| path.as_str())
        .collect();
    assert_eq!(changed, ["user.rs"]);
}
