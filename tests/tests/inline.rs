//! A new crate with models in Rust, as somebody who tries it makes one: `cargo build` and everything is there.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use ssot_tests::command::Folder;
use ssot_tests::toolchain::{Tsc, node_project, workspace};

const MODEL: &str = r#"//! Notes.

/// Something to remember.
#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Note {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(length(min = 1, max = 200))]
    pub title: String,
    /// More digits than a double has.
    pub bytes_read: i64,
    pub due: Option<String>,
}
"#;

/// A crate in a folder of its own, on the workspace by path. Versions are those of the workspace. Crates of one name would share
/// what cargo builds of them.
fn new_crate(folder: &Folder, name: &str, dependency: &str, build: &str) {
    let root = workspace().display();
    folder.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\n\
             [build-dependencies]\nssot-build = {{ path = \"{root}/ssot-build\" }}\n\n[workspace]\n"
        ),
    );
    folder.write("build.rs", build);
    fs::copy(workspace().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
}

fn ssot() -> String {
    format!("path = \"{}/ssot\"", workspace().display())
}

/// Runs cargo in the crate; what the workspace has built already is used.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let target = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned();
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    command.args(arguments).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target);
    command.env_remove("RUSTFLAGS").output().unwrap()
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const BUILD: &str = "//! Makes everything of the models.\n\nuse ssot_build::target::typescript::TypeScript;\n\n\
                     fn main() -> ssot_build::Result {\n    ssot_build::Config::new().schema(\"src/lib.rs\")\
                     .target(TypeScript::new().out_dir(\"web\")).write()?;\n    Ok(())\n}\n";

#[test]
fn one_model_and_cargo_build_is_typescript_that_tsc_accepts() {
    let folder = Folder::new("inline typescript");
    new_crate(&folder, "notes", &format!("ssot = {{ {} }}", ssot()), BUILD);
    folder.write("src/lib.rs", MODEL);
    succeeds(&cargo(folder.path(), &["build"]));
    let client = folder.read("web/models/note.ts");
    assert!(client.contains("bytesRead: string") && client.contains("Something to remember."), "{client}");
    // A second run writes nothing, and a comment changes nothing.
    let before = fs::metadata(folder.path().join("web/models/note.ts")).unwrap().modified().unwrap();
    folder.write("src/lib.rs", &format!("// A comment.\n{MODEL}"));
    succeeds(&cargo(folder.path(), &["build"]));
    assert_eq!(fs::metadata(folder.path().join("web/models/note.ts")).unwrap().modified().unwrap(), before);
    // A mistake is the build script's, at its place in the file; the output stays.
    folder.write("src/lib.rs", &MODEL.replace("length(min", "lenght(min"));
    let output = cargo(folder.path(), &["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("src/lib.rs:9:12: error[SSOT0066]: a field has no `lenght`"), "{said}");
    assert_eq!(folder.read("web/models/note.ts"), client);
    check_typescript(&folder);
}

/// `tsc --strict` over the output, in the folder that has the npm packages.
fn check_typescript(folder: &Folder) {
    let Some(project) = node_project() else { return };
    let place = project.join("generated-inline");
    let _ = fs::remove_dir_all(&place);
    for file in folder.files().iter().filter(|file| file.starts_with("web/")) {
        let to = place.join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(folder.path().join(file), to).unwrap();
    }
    let options = r#"{ "extends": "../tsconfig.json", "compilerOptions": { "strict": true }, "include": ["web"], "exclude": [] }"#;
    fs::write(place.join("tsconfig.json"), options).unwrap();
    for tsc in Tsc::ALL {
        tsc.check(&project, &place.join("tsconfig.json")).unwrap();
    }
    let _ = fs::remove_dir_all(&place);
}

#[test]
fn mac8_the_crate_can_be_called_otherwise() {
    let folder = Folder::new("inline renamed");
    new_crate(&folder, "renamed-notes", &format!("words = {{ package = \"ssot\", {} }}", ssot()), BUILD);
    let relations = "    #[ssot(relation(\"Other\", fields = [other_id], references = [id], on_delete = NoAction, on_update = NoAction))]\n    \
                     pub other: words::Relation<Option<Note>>,\n    pub other_id: Option<i32>,\n    #[ssot(relation = \"Other\")]\n    \
                     pub others: words::Relation<Vec<Note>>,\n}\n";
    let model = MODEL.replace("#[ssot::model]", "#[words::model]\n#[ssot(crate = ::words)]").replace("}\n", relations);
    folder.write("src/lib.rs", &format!("#![deny(warnings)]\n{model}"));
    succeeds(&cargo(folder.path(), &["build"]));
    let client = folder.read("web/models/note.ts");
    assert!(client.contains("otherId"), "{:?}\n{client}", folder.files());
}
