//! What `#[ssot::model]` costs the crate that holds the models: CPU of `cargo check`, beside serde's derives alone, and beside those
//! derives with one of the tools that people use for the same end. And what the models cost a build script.
//!
//! Dependencies are checked beforehand; only the crate with the types is measured, its source touched before each round. The crates take
//! turns, so that what else the machine does meets all of them; of the rounds the cheapest one counts.

#![allow(clippy::print_stdout, reason = "the table is what it is for")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Instant, SystemTime};

use ssot_tests::toolchain::workspace;

const STRUCTS: usize = 200;
const ENUMS: usize = 50;
const ROUNDS: usize = 7;

/// A way to mark the same types.
struct Contender {
    name: &'static str,
    dependencies: &'static str,
    /// What stands above every type.
    mark: &'static str,
    /// What stands above the first field of a struct.
    id: &'static str,
}

const DERIVES: &str = "#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]";
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n";

/// The first one is the reference, the second and the third are ours.
const CONTENDERS: [Contender; 7] = [
    Contender { name: "serde", dependencies: "", mark: "", id: "" },
    Contender {
        name: "ssot",
        dependencies: "ssot = { path = \"ROOT/ssot\" }\n",
        mark: "#[ssot::model]\n#[derive(Debug, Clone, PartialEq)]",
        id: "#[ssot(id)] ",
    },
    Contender {
        name: "ssot-server",
        dependencies: "ssot = { path = \"ROOT/ssot\", features = [\"server\"] }\n",
        mark: "#[ssot::model]\n#[derive(Debug, Clone, PartialEq)]",
        id: "#[ssot(id)] ",
    },
    Contender {
        name: "specta",
        dependencies: "specta = { version = \"=2.0.0-rc.27\", features = [\"derive\"] }\n",
        mark: "#[derive(specta::Type)]",
        id: "",
    },
    Contender { name: "utoipa", dependencies: "utoipa = \"=6.0.0\"\n", mark: "#[derive(utoipa::ToSchema)]", id: "" },
    Contender {
        name: "schemars",
        dependencies: "schemars = \"=1.2.3\"\n",
        mark: "#[derive(schemars::JsonSchema)]",
        id: "",
    },
    Contender { name: "ts-rs", dependencies: "ts-rs = \"=12.0.1\"\n", mark: "#[derive(ts_rs::TS)]", id: "" },
];

fn main() -> ExitCode {
    let target =
        std::env::current_exe().ok().and_then(|program| Some(program.parent()?.parent()?.join("bench-inline")));
    let scratch = std::env::temp_dir().join(format!("ssot-inline-{}", std::process::id()));
    let result = target.ok_or_else(|| "no target folder".to_owned()).and_then(|target| {
        check_cost(&scratch, &target)?;
        script_cost(&scratch, &target)
    });
    let _ = fs::remove_dir_all(&scratch);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What the structs are to ssot.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Tables, with a client for each.
    Tables,
    /// Types that only travel, as they are to the other tools.
    Types,
}

/// The types, marked.
fn types(contender: &Contender, kind: Kind) -> String {
    let mut out = String::from("//! Many types.\n");
    let is_ours = contender.name.starts_with("ssot");
    if is_ours && kind == Kind::Tables {
        out.push_str("\nssot::datasource! { provider = \"postgresql\" }\n");
    }
    let mark = if is_ours { contender.mark.to_owned() } else { format!("{DERIVES}\n{}", contender.mark) };
    let (data, id) = match kind {
        Kind::Tables => ("", contender.id),
        Kind::Types => ("#[ssot(data)]\n", ""),
    };
    for number in 0..ENUMS {
        let _ = write!(
            out,
            "\n/// The states of thing {number}.\n{mark}\n#[serde(rename_all = \"SCREAMING_SNAKE_CASE\")]\npub enum State{number} {{\n    \
             New,\n    InProgress,\n    Waiting,\n    Done,\n    GivenUp,\n}}\n"
        );
    }
    for number in 0..STRUCTS {
        let state = number % ENUMS;
        let _ = write!(
            out,
            "\n/// Thing {number}.\n{mark}\n{data}#[serde(rename_all = \"camelCase\")]\npub struct Thing{number} {{\n    \
             {id}pub id: i32,\n    pub name: String,\n    pub short_note: Option<String>,\n    pub is_open: bool,\n    \
             pub rating: Option<f64>,\n    pub bytes_read: i64,\n    pub tag_names: Vec<String>,\n    pub state: State{state},\n}}\n"
        );
    }
    out
}

/// The contenders that the command line names, or all; the reference always.
fn contenders() -> Vec<&'static Contender> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let is_in = |name: &str| named.is_empty() || name == CONTENDERS[0].name || named.iter().any(|other| other == name);
    CONTENDERS.iter().filter(|contender| is_in(contender.name)).collect()
}

/// CPU of `cargo check`, as a table of ratios.
fn check_cost(scratch: &Path, target: &Path) -> Result<(), String> {
    let contenders = contenders();
    let mut folders = Vec::new();
    for contender in &contenders {
        let dependencies = contender.dependencies.replace("ROOT", &workspace().display().to_string());
        let folder = scratch.join(contender.name);
        write_crate(
            &folder,
            &format!("{}-types", contender.name),
            &format!("{SERDE}{dependencies}"),
            &types(contender, Kind::Tables),
        )?;
        check(&folder, target, false)?;
        check(&folder, target, true)?;
        folders.push(folder);
    }
    let mut least = vec![[f64::MAX; 2]; contenders.len()];
    for round in 0..ROUNDS {
        for (folder, least) in folders.iter().zip(&mut least) {
            for (is_incremental, least) in [false, true].into_iter().zip(least) {
                let source = folder.join("src/lib.rs");
                let text = fs::read_to_string(&source).map_err(|error| error.to_string())?;
                put(&source, &format!("{text}// round {round}\n"))?;
                *least = least.min(check(folder, target, is_incremental)?);
            }
        }
    }
    println!(
        "| `cargo check` of {STRUCTS} structs of 8 fields, {ENUMS} enums | whole, CPU s | × serde alone | after an edit, CPU s | × |\n\
         |---|---|---|---|---|"
    );
    for (contender, [whole, edited]) in contenders.iter().zip(&least) {
        let name = match contender.name {
            "serde" => "serde's derives alone".to_owned(),
            "ssot" => "`#[ssot::model]`".to_owned(),
            "ssot-server" => "the same, with the feature `server`".to_owned(),
            name => format!("serde's derives and {name}"),
        };
        let [of_whole, of_edited] = [whole / least[0][0], edited / least[0][1]];
        println!("| {name} | {whole:.2} | {of_whole:.2} | {edited:.2} | {of_edited:.2} |");
    }
    Ok(())
}

const SCRIPT: &str = r#"fn main() -> ssot_build::Result {
    ssot_build::Config::new()
        .schema("src/lib.rs")
        .target(ssot_build::target::typescript::TypeScript::new().out_dir("web"))
        .write()?;
    Ok(())
}
"#;

/// Time of the build script that reads the same types, as it is built for a release and as cargo builds it unless told otherwise.
fn script_cost(scratch: &Path, target: &Path) -> Result<(), String> {
    println!("\n| the same types through a build script to TypeScript, ms | cold | unchanged |\n|---|---|---|");
    for (kind, of_kind) in [(Kind::Types, "types"), (Kind::Tables, "tables, each with a client")] {
        for (profile, flags, name) in
            [("release", vec!["--release"], "optimized"), ("debug", vec![], "as cargo builds scripts")]
        {
            let [cold, unchanged] = script(scratch, target, kind, profile, &flags)?;
            println!("| {of_kind}, {name} | {:.1} | {:.1} |", cold * 1e3, unchanged * 1e3);
        }
    }
    Ok(())
}

/// Seconds of one build script, at first and again.
fn script(scratch: &Path, target: &Path, kind: Kind, profile: &str, flags: &[&str]) -> Result<[f64; 2], String> {
    let package = format!("script-{profile}-{}", if kind == Kind::Types { "types" } else { "tables" });
    let folder = scratch.join(&package);
    let dependencies = format!(
        "ssot = {{ path = \"{0}/ssot\" }}\n{SERDE}\n[build-dependencies]\nssot-build = {{ path = \"{0}/ssot-build\" }}\n\n\
         [profile.release.build-override]\nopt-level = 3\n",
        workspace().display()
    );
    write_crate(&folder, &package, &dependencies, &types(&CONTENDERS[1], kind))?;
    put(&folder.join("build.rs"), SCRIPT)?;
    let output = Command::new("cargo")
        .args(["check", "-q"])
        .args(flags)
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let script = newest_script(&target.join(profile).join("build"), &format!("{package}-"))?;
    let (mut cold, mut unchanged) = (f64::MAX, f64::MAX);
    // A folder of its own each time, and nothing is removed until all is measured: ext4 passes over the numbers of files that were removed
    // within the last minute, one after another (`recently_deleted` in fs/ext4/ialloc.c of Linux), and new files wait for it.
    for round in 0..ROUNDS {
        let folder = scratch.join(format!("{package}-{round}"));
        write_crate(&folder, &package, &dependencies, &types(&CONTENDERS[1], kind))?;
        let out = folder.join("out");
        cold = cold.min(run_script(&script, &folder, &out)?);
        let before = times(&folder.join("web"))?;
        unchanged = unchanged.min(run_script(&script, &folder, &out)?);
        if before.is_empty() || before != times(&folder.join("web"))? {
            return Err("a run without changes wrote something".to_owned());
        }
    }
    Ok([cold, unchanged])
}

/// The program that cargo made of the build script.
fn newest_script(folder: &Path, start: &str) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let scripts = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(start));
    let scripts = scripts.map(|entry| entry.path().join("build-script-build")).filter(|path| path.is_file());
    let made = |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    scripts.max_by_key(made).ok_or_else(|| format!("{} has no build script", folder.display()))
}

/// Seconds from its start to its end, as cargo starts it.
fn run_script(script: &Path, folder: &Path, out: &Path) -> Result<f64, String> {
    fs::create_dir_all(out).map_err(|error| error.to_string())?;
    let mut command = Command::new(script);
    command.current_dir(folder).env("OUT_DIR", out).env("CARGO_MANIFEST_DIR", folder).env("TARGET", "unknown");
    let start = Instant::now();
    let output = command.output().map_err(|error| error.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    if output.status.success() { Ok(seconds) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// When each file below a folder was written.
fn times(folder: &Path) -> Result<Vec<(PathBuf, SystemTime)>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| error.to_string())?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let modified = entry.metadata().and_then(|data| data.modified()).map_err(|error| error.to_string())?;
                found.push((path, modified));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(|error| error.to_string())?;
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn write_crate(folder: &Path, name: &str, dependencies: &str, source: &str) -> Result<(), String> {
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    put(&folder.join("Cargo.toml"), &manifest)?;
    put(&folder.join("src/lib.rs"), source)?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| error.to_string())?;
    Ok(())
}

/// CPU seconds, user and system, of one `cargo check`; an incremental one takes what the last one has found out.
fn check(folder: &Path, target: &Path, is_incremental: bool) -> Result<f64, String> {
    let output = Command::new("bash")
        .args(["-c", "TIMEFORMAT='%U %S'; time cargo check -q"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", if is_incremental { "1" } else { "0" })
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    let times: Vec<f64> = text.lines().last().unwrap_or("").split(' ').filter_map(|word| word.parse().ok()).collect();
    match times.as_slice() {
        [user, system] if output.status.success() => Ok(user + system),
        _ => Err(format!("cargo check fails in {}:\n{text}", folder.display())),
    }
}
