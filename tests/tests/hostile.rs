//! Whatever a schema file holds, `ssot validate` ends by itself, in bounded memory, with exit code 0 or 3 and something to say.
//!
//! IN10. Every front-end gets the same texts: what breaks one reader of text is worth a try with the next.

#![allow(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use ssot_core::diagnostic::{render_json, render_plain};
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, format};
use ssot_tests::command::{Folder, ssot};
use ssot_tests::generator::{Random, generate};
use ssot_tests::toolchain::workspace;

/// The extensions of the front-ends.
const LANGUAGES: [&str; 4] = ["prisma", "ssot", "toml", "rs"];

/// Nobody waits longer for a schema of a megabyte; the debug build is some thirty times slower than the command that users run.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a run may hold, in MiB, for texts of up to two megabytes.
const MEMORY: u64 = 1024;

/// Texts that have broken readers of text: name, text.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let model = |inside: &str| format!("model A {{\n  id Int @id\n  {inside}\n}}\n").into_bytes();
    let valid = "model A {\n  id Int @id\n}\n";
    vec![
        ("empty", Vec::new()),
        ("only blanks", b" \t\r\n \n\r".to_vec()),
        ("deep brackets", model(&format!("x Int[] @default({})", "[".repeat(10_000)))),
        ("deep calls", model(&format!("x Int @default({})", "f(".repeat(10_000)))),
        ("deep objects", model(&format!("@@index([id], where: {})", "{ a: ".repeat(10_000)))),
        ("deep parentheses", format!("/// @@allow(\"read\", {}\n{valid}", "(".repeat(10_000)).into_bytes()),
        ("deep negations", format!("/// @@allow(\"read\", {}id)\n{valid}", "!".repeat(10_000)).into_bytes()),
        ("deep blocks", "model A {\n".repeat(10_000).into_bytes()),
        ("deep tables", format!("{}\n", "[a.".repeat(10_000)).into_bytes()),
        ("deep inline tables", format!("a = {}", "{ a = ".repeat(10_000)).into_bytes()),
        ("deep arrays", format!("a = {}", "[".repeat(10_000)).into_bytes()),
        ("a dotted key of many parts", format!("{}a = 1", "a.".repeat(10_000)).into_bytes()),
        ("a line of a megabyte", model(&format!("x Int[] @default([{}])", vec!["1"; 500_000].join(",")))),
        ("a word of a megabyte", "x".repeat(1_000_000).into_bytes()),
        ("a string of a megabyte", model(&format!("x String @default(\"{}\")", "y".repeat(1_000_000)))),
        ("a comment of a megabyte", format!("// {}\n{valid}", "z".repeat(1_000_000)).into_bytes()),
        ("a megabyte of lines", "\n".repeat(1_000_000).into_bytes()),
        ("ten thousand errors", "model A { x\n".repeat(10_000).into_bytes()),
        ("unknown types", {
            let fields: Vec<String> = (0..5_000).map(|index| format!("  f{index} Nowhere{index}\n")).collect();
            format!("model A {{\n  id Int @id\n{}}}\n", fields.concat()).into_bytes()
        }),
        ("ten thousand equal fields", format!("model A {{\n{}}}\n", "  id Int @id\n".repeat(10_000)).into_bytes()),
        ("five thousand equal models", valid.repeat(5_000).into_bytes()),
        ("NUL bytes", b"model A {\n  id\0 Int @id\0\n}\0\n".to_vec()),
        ("only NUL bytes", vec![0; 100_000]),
        ("a byte order mark", format!("\u{feff}{valid}").into_bytes()),
        ("two byte order marks", format!("\u{feff}\u{feff}{valid}").into_bytes()),
        ("CRLF", valid.replace('\n', "\r\n").into_bytes()),
        ("lone CR", valid.replace('\n', "\r").into_bytes()),
        ("no final line break", valid.trim_end().as_bytes().to_vec()),
        ("bidirectional controls", model("x String @default(\"\u{202e}evil\u{2066}\") // \u{202e}")),
        ("a name with a zero-width space", b"model A\xe2\x80\x8bB {\n  id Int @id\n}\n".to_vec()),
        ("a name in two normal forms", model("caf\u{e9} Int\n  cafe\u{301} Int")),
        ("no UTF-8", b"model A {\n  id Int @id // \xff\xfe\n}\n".to_vec()),
        ("UTF-16", valid.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("an unclosed string", model("x String @default(\"")),
        ("an unclosed comment", format!("{valid}/* ").into_bytes()),
        ("a lone surrogate", model("x String @default(\"\\ud800\")")),
        ("a number of a hundred thousand digits", model(&format!("x Int @default({})", "9".repeat(100_000)))),
    ]
}

/// Conditions and steps of actions that go on or go down for long; in a schema in Prisma's language the conditions stand in documentation.
fn formula_texts(language: &str) -> Vec<(&'static str, Vec<u8>)> {
    let model = "model A {\n  id Int @id\n  a Boolean\n";
    let sign = if language == "prisma" { "/// @@" } else { "@@" };
    let policy = |condition: &str| format!("{model}  {sign}allow(\"read\", {condition})\n}}\n").into_bytes();
    let action = |steps: &str| format!("{model}}}\naction act(p: Boolean) on A {{\n{steps}\n}}\n").into_bytes();
    let chain = |operand: &str, operator: &str, count: usize| vec![operand; count].join(operator);
    vec![
        ("a condition of many terms", policy(&chain("a", " && ", 100_000))),
        ("a sum of many terms", policy(&format!("{} > 1", chain("id", " + ", 100_000)))),
        ("a comparison of many terms", policy(&chain("id", " == ", 100_000))),
        ("a path of many steps", policy(&chain("a", ".", 100_000))),
        ("a list of many values", policy(&format!("id in [{}]", chain("1", ", ", 100_000)))),
        ("closed deep parentheses", policy(&format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)))),
        ("closed deep calls", policy(&format!("{}a{}", "lower(".repeat(10_000), ")".repeat(10_000)))),
        ("closed deep lists", policy(&format!("id in {}1{}", "[".repeat(10_000), "]".repeat(10_000)))),
        ("many policies", {
            let policies = format!("  {sign}allow(\"read\", a)\n").repeat(20_000);
            format!("{model}{policies}}}\n").into_bytes()
        }),
        (
            "an action that never ends",
            format!("{model}}}\naction act() on A {{\n{}", "set a = true\n".repeat(20_000)).into(),
        ),
        ("deep branches", action(&"if a {\n".repeat(10_000))),
        ("closed deep branches", action(&format!("{}{}", "if a {\n".repeat(10_000), "}\n".repeat(10_000)))),
        ("many branches", action(&format!("if a {{\n}}{}", " else if a {\n}".repeat(10_000)))),
        ("many steps", action(&"set a = true\n".repeat(20_000))),
        ("many unknown steps", action(&"sett a = true\n".repeat(20_000))),
        ("a requirement of many terms", action(&format!("require {} else \"x\"", chain("a", " || ", 100_000)))),
        ("many parameters", {
            let parameters: Vec<String> = (0..10_000).map(|at| format!("p{at}: Int")).collect();
            format!("{model}}}\naction act({}) on A {{\n  set a = true\n}}\n", parameters.join(", ")).into_bytes()
        }),
        ("actions that call each other", {
            let actions = |at: usize| format!("action act{at}() on A {{\n  call act{}()\n}}\n", (at + 1) % 2_000);
            format!("{model}}}\n{}", (0..2_000).map(actions).collect::<String>()).into_bytes()
        }),
    ]
}

/// What breaks readers of Rust, or of the marks in it.
fn rust_texts() -> Vec<(&'static str, Vec<u8>)> {
    let item = |inside: &str| format!("#[ssot::model]\nstruct A {{\n    id: i32,\n    {inside}\n}}\n").into_bytes();
    let valid = "#[ssot::model]\nstruct A {\n    #[ssot(id)]\n    id: i32,\n}\n";
    let marked = |mark: &str| format!("#[ssot({mark})]\n{valid}").into_bytes();
    let nested =
        |open: &str, middle: &str, close: &str| format!("{}{middle}{}", open.repeat(10_000), close.repeat(10_000));
    vec![
        ("deep options", item(&format!("x: {},", nested("Option<", "i32", ">")))),
        ("deep options that never end", item(&format!("x: {}", "Option<".repeat(10_000)))),
        ("deep maps", item(&format!("x: {},", nested("HashMap<String, ", "i32", ">")))),
        ("deep options in tuples", item(&format!("x: {},", nested(&format!("{}(", "Option<".repeat(60)), "i32", ")")))),
        ("deep types with a stray sign", item(&format!("x: {},", nested("Vec<Vec<V#ec<", "i32", ">>>")))),
        ("deep references", item(&format!("x: {}i32,", "&".repeat(10_000)))),
        ("deep tuples", item(&format!("x: {},", nested("(", "i32", ",)")))),
        ("deep arrays of types", item(&format!("x: {},", nested("[", "i32", "]")))),
        ("deep functions", item(&format!("x: {}i32,", "fn() -> ".repeat(10_000)))),
        ("deep paths", item(&format!("x: {}A,", "a::".repeat(10_000)))),
        ("deep bounds", item(&format!("x: {}A,", "impl Fn() -> ".repeat(10_000)))),
        ("a deep array's length", item(&format!("x: [i32; {}],", nested("(", "1", ")")))),
        ("a long sum in a length", item(&format!("x: [i32; {}],", vec!["1"; 50_000].join("+")))),
        ("many casts in a length", item(&format!("x: [i32; 1{}],", " as i32".repeat(50_000)))),
        ("many calls in a length", item(&format!("x: [i32; f{}],", "()".repeat(50_000)))),
        (
            "a long discriminant",
            format!("#[ssot::model]\nenum E {{ A = {} }}\n", vec!["1"; 50_000].join("+")).into_bytes(),
        ),
        ("a deep value", item(&format!("#[ssot(default = {})]\n    x: i32,", nested("(", "1", ")")))),
        ("a negative deep value", item(&format!("#[ssot(default = {}1)]\n    x: i32,", "-".repeat(10_000)))),
        ("a deep mark", marked(&nested("index(", "x", ")"))),
        ("a deep condition", marked(&format!("allow(read, {})", nested("(", "a", ")")))),
        ("a long condition", marked(&format!("allow(read, {})", vec!["a"; 50_000].join(" && ")))),
        ("a deep condition in a string", marked(&format!("allow(read, \"{}\")", nested("(", "a", ")")))),
        ("a deep condition of a build", format!("#[cfg_attr({}, x)]\n{valid}", nested("all(", "x", ")")).into_bytes()),
        ("a deep `use`", format!("use ssot::{};\n{valid}", nested("{", "model", "}")).into_bytes()),
        ("deep modules", nested("mod m {\n", valid, "}\n").into_bytes()),
        ("deep modules that never end", format!("{}{valid}", "mod m {\n".repeat(10_000)).into_bytes()),
        ("deep blocks of functions", format!("{valid}fn f() {{ {} }}\n", nested("{", "", "}")).into_bytes()),
        ("a deep generic model", format!("#[ssot::model]\nstruct A<{}> {{}}\n", "T: A<".repeat(10_000)).into_bytes()),
        ("many models", (0..5_000).map(|at| valid.replace('A', &format!("A{at}"))).collect::<String>().into_bytes()),
        ("many equal models", valid.repeat(5_000).into_bytes()),
        ("many marks", format!("{}{valid}", "#[ssot(nothing)]\n".repeat(10_000)).into_bytes()),
        ("many modules elsewhere", (0..10_000).flat_map(|at| format!("mod m{at};\n").into_bytes()).collect()),
        ("a module in itself", b"#[path = \"a-module-in-itself.rs\"]\nmod again;\n".to_vec()),
        ("a literal of a megabyte", item(&format!("#[ssot(map = \"{}\")]\n    x: i32,", "y".repeat(1_000_000)))),
        ("raw identifiers", item("r#type: i32,\n    r#struct: i32,")),
        ("an unclosed brace", b"#[ssot::model]\nstruct A {\n".to_vec()),
        ("a script", format!("#!/usr/bin/env run\n{valid}").into_bytes()),
        ("a mark on nothing", b"#[ssot::model]".to_vec()),
        ("a mark in a mark", format!("#[ssot::model(#[ssot::model])]\n{valid}").into_bytes()),
    ]
}

/// What only TOML can carry to the reader of the schema language behind it.
fn toml_texts() -> Vec<(&'static str, Vec<u8>)> {
    let field = |value: &str| format!("[model.A]\nfields.id = \"Int @id\"\nfields.x = {value}\n").into_bytes();
    let valid = "[model.A]\nfields.id = \"Int @id\"\n";
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>().into_bytes();
    vec![
        ("deep brackets in a string", field(&format!("\"Int[] @default({})\"", "[".repeat(10_000)))),
        ("deep calls in a string", field(&format!("'Int @default({})'", "f(".repeat(10_000)))),
        ("deep policies in a string", field(&format!("'Int @allow(\"read\", {}'", "(!".repeat(10_000)))),
        ("a closed deep array", format!("a = {}{}\n", "[".repeat(10_000), "]".repeat(10_000)).into_bytes()),
        ("a closed deep table", format!("a = {}1{}\n", "{ a = ".repeat(10_000), " }".repeat(10_000)).into_bytes()),
        ("a table of many parts", format!("[{}a]\nb = 1\n", "a.".repeat(10_000)).into_bytes()),
        ("many parts many times", many(400, &|at| format!("[m{at}.{}a]\n", "a.".repeat(400)))),
        ("a list of a megabyte in a string", field(&format!("\"Int[] @default([{}])\"", vec!["1"; 500_000].join(",")))),
        ("a value of a megabyte", field(&format!("'String @default(\"{}\")'", "y".repeat(1_000_000)))),
        ("escapes of a megabyte", field(&format!("\"String @default(\\\"{}\\\")\"", "\\u0041".repeat(160_000)))),
        ("a key of a megabyte", format!("[model.A]\nfields.{} = \"Int @id\"\n", "k".repeat(1_000_000)).into_bytes()),
        (
            "fifty thousand equal values",
            format!("[enum.E]\nvalues = [{}]\n", vec!["\"V\""; 50_000].join(", ")).into_bytes(),
        ),
        ("five thousand equal tables", valid.repeat(5_000).into_bytes()),
        ("ten thousand equal keys", format!("[model.A]\n{}", "fields.id = \"Int @id\"\n".repeat(10_000)).into_bytes()),
        ("ten thousand unknown keys", many(10_000, &|at| format!("key{at} = {at}\n"))),
        ("ten thousand wrong values", many(10_000, &|at| format!("[model.M{at}]\nfields.id = {at}\n"))),
        ("a byte order mark before a table", format!("\u{feff}{valid}").into_bytes()),
        ("CRLF tables", valid.replace('\n', "\r\n").into_bytes()),
        ("lone CR tables", valid.replace('\n', "\r").into_bytes()),
        ("NUL in a value", b"[model.A]\nfields.id = \"Int\0 @id\"\n".to_vec()),
        ("an escaped NUL", field("\"String @default(\\\"\\u0000\\\")\"")),
        ("bidirectional controls in a value", field("'String @default(\"\u{202e}evil\u{2066}\")'")),
        ("bidirectional controls in a key", "[model.\"A\u{202e}\"]\nfields.id = \"Int @id\"\n".into()),
        ("a lone surrogate in a value", field("\"String @default(\\ud800)\"")),
        ("an unclosed value", field("'''Int")),
        ("a number of a hundred thousand digits in a value", field(&"9".repeat(100_000))),
    ]
}

/// A run and the most memory it held, in MiB; 0 where the system does not tell.
fn validate(path: &Path) -> (Output, u64) {
    let beside = |ending: &str| PathBuf::from(format!("{}.{ending}", path.display()));
    let mut child = Command::new(ssot())
        .args(["validate", "--format", "json"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::from(fs::File::create(beside("out")).unwrap()))
        .stderr(Stdio::from(fs::File::create(beside("err")).unwrap()))
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let start = Instant::now();
    let mut most = 0;
    let status = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes: u64 = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
        most = most.max(kilobytes / 1024);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE || most > MEMORY {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{}: after {:?} with {most} MiB it was stopped", path.display(), start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read = |ending: &str| fs::read(beside(ending)).unwrap();
    (Output { status, stdout: read("out"), stderr: read("err") }, most)
}

#[test]
fn in10_no_text_breaks_the_command() {
    let folder = Folder::new("hostile");
    // Building it counts for nobody.
    ssot();
    std::thread::scope(|scope| {
        for language in LANGUAGES {
            let folder = &folder;
            scope.spawn(move || judge_all(folder, language));
        }
    });
}

#[test]
fn in10_no_text_breaks_the_formatter() {
    let wide = |cell: &str| {
        let fields = "f Int @x\n".repeat(20_000);
        format!("model A {{\nx {cell} @y\n{fields}}}\n").into_bytes()
    };
    let mut all = texts();
    all.push(("a type of a megabyte above many fields", wide(&"T".repeat(1_000_000))));
    all.push(("open parentheses", format!("model A {{\n{}}}\n", " a Int @x(\n".repeat(50_000)).into_bytes()));
    all.push(("brackets that do not fit", format!("model A {{\n{}}}\n", "({[)]}\n".repeat(50_000)).into_bytes()));
    all.push(("deep lines", format!("model A {{\n @x({}\n", "(\n".repeat(200_000)).into_bytes()));
    all.push((
        "deep closed lines",
        format!("model A {{\n @x({}{}\n", "(\n".repeat(100_000), ")\n".repeat(100_000)).into_bytes(),
    ));
    all.push((
        "commas",
        format!("model A {{\n @@x([{}])\n @@allow({})\n}}\n", ",".repeat(200_000), ",".repeat(200_000)).into_bytes(),
    ));
    all.push(("block comments", "/* a */ ".repeat(50_000).into_bytes()));
    for (name, text) in all {
        let Ok(text) = String::from_utf8(text) else { continue };
        let start = Instant::now();
        let formatted = format(&text);
        assert!(format(&formatted) == formatted, "{name} is not stable");
        assert!(start.elapsed() < PATIENCE / 4, "{name} took {:?}", start.elapsed());
        let most = 100 * text.len() + 1000;
        assert!(formatted.len() <= most, "{name}: {} bytes became {}", text.len(), formatted.len());
    }
}

fn judge_all(folder: &Folder, language: &str) {
    let mut all = texts();
    match language {
        "toml" => all.extend(toml_texts()),
        "rs" => all.extend(rust_texts()),
        _ => all.extend(formula_texts(language)),
    }
    let (mut largest, mut longest) = ((0, ""), (Duration::ZERO, ""));
    for (name, text) in all {
        let path: PathBuf = folder.path().join(format!("{}.{language}", name.replace(' ', "-")));
        fs::write(&path, &text).unwrap();
        let start = Instant::now();
        let (run, most) = validate(&path);
        largest = largest.max((most, name));
        longest = longest.max((start.elapsed(), name));
        let err = String::from_utf8_lossy(&run.stderr);
        assert!(!err.contains("panicked"), "{name} ({language}): {err}");
        // A file that is no text is the environment's fault: exit code 1, and the message names the file.
        let is_text = std::str::from_utf8(&text).is_ok();
        let expected: &[i32] = if is_text { &[0, 3] } else { &[1] };
        let code = run.status.code();
        assert!(code.is_some_and(|code| expected.contains(&code)), "{name} ({language}): {code:?} {err}");
        if code == Some(3) {
            let found: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
            assert!(!found.as_array().unwrap().is_empty(), "{name} ({language}) says what is wrong");
        } else if code == Some(1) {
            assert!(err.contains(path.file_name().unwrap().to_str().unwrap()), "{name} ({language}): {err}");
        }
        assert!(most <= MEMORY, "{name} ({language}): {most} MiB");
    }
    eprintln!("{language}: MiB {largest:?}, time {longest:?}");
}

/// Every schema of the workspace's own cases in these languages.
fn corpus() -> Vec<(String, String)> {
    fn walk(folder: &Path, list: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, list);
            } else if path.extension().is_some_and(|extension| LANGUAGES.iter().any(|known| extension == *known)) {
                list.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&workspace().join("tests/cases"), &mut paths);
    // What targets made of them is in no schema language.
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "rs"));
    walk(&workspace().join("tests/domains"), &mut paths);
    walk(&workspace().join("tests/diagnostics"), &mut paths);
    paths.sort();
    let text = |path: &PathBuf| {
        let extension = path.extension().unwrap().to_str().unwrap();
        (format!("schema.{extension}"), fs::read_to_string(path).unwrap())
    };
    let mut corpus: Vec<(String, String)> = paths.iter().map(text).collect();
    for provider in Provider::ALL {
        corpus.push(("schema.prisma".into(), generate(5, 12, provider)));
    }
    corpus
}

/// The text with a few places cut out, doubled, swapped with others or overwritten.
fn damage(random: &mut Random, text: &str, other: &str) -> String {
    const BYTES: &[u8] = b"{}[]()@,:.=?!\"'/\\|&<>+-*#\n\r\t \0aA0_";
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let length = 1 + random.below(24);
        let end = (at + length).min(bytes.len());
        match random.below(5) {
            0 => _ = bytes.drain(at..end),
            1 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            2 => bytes[at] = random.pick(BYTES),
            3 => bytes.insert(at, random.pick(BYTES)),
            _ => {
                let from = random.below(other.len().max(1));
                let part = other.as_bytes().iter().skip(from).take(length).copied().collect::<Vec<u8>>();
                bytes.splice(at..end, part);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A bounded run of what `tests/fuzz` does without end: damaged schemas through the whole front half.
#[test]
fn in10_no_damage_breaks_the_compiler() {
    let corpus = corpus();
    for language in LANGUAGES {
        let count = corpus.iter().filter(|(path, _)| path.ends_with(&format!(".{language}"))).count();
        assert!(count > 10, "{count} schemas in {language} were found");
    }
    assert!(corpus.iter().any(|(_, text)| text.contains("\naction ")), "there are actions among them");
    let mut random = Random::new(20_261_127);
    for round in 0..2_500 {
        let (path, text) = &corpus[random.below(corpus.len())];
        let (_, other) = &corpus[random.below(corpus.len())];
        let text = damage(&mut random, text, other);
        let provider = random.one_in(4).then(|| random.pick(&Provider::ALL));
        let mut options = Options::default();
        options.provider = provider;
        let run = || {
            let mut sources = SourceMap::new();
            sources.add(path.clone(), text.clone());
            compile(sources, &options)
        };
        let shown = std::panic::catch_unwind(|| {
            let compilation = run();
            assert_eq!(compilation.schema.is_err(), compilation.diagnostics.has_errors());
            for found in compilation.diagnostics.iter() {
                let (start, end) = (found.span.start as usize, found.span.end as usize);
                assert!(text.get(start..end).is_some(), "{found:?} lies in the text");
            }
            let plain = render_plain(&compilation.diagnostics, &compilation.sources);
            let json = render_json(&compilation.diagnostics, &compilation.sources);
            serde_json::from_str::<serde_json::Value>(&json).expect("findings are JSON");
            plain
        });
        let shown = shown.unwrap_or_else(|_| panic!("round {round}, {path}, moved to {provider:?}:\n{text}"));
        let again = run();
        assert_eq!(
            shown,
            render_plain(&again.diagnostics, &again.sources),
            "round {round}: the same text, the same findings"
        );
    }
}
