//! The formatter beside Prisma's own, over schemas of ours, of the generator, and over both with their layout taken away.

#![allow(clippy::unwrap_used, reason = "an engine that does not answer is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use similar::TextDiff;
use ssot_core::ir::{Provider, to_json};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, format};
use ssot_tests::generator::{Random, generate};
use ssot_tests::layout::{self, accepts, prisma, squeezed};
use ssot_tests::oracle::{Oracle, Version, batch};
use ssot_tests::scramble::scramble;
use ssot_tests::specimen::specimen;
use ssot_tests::toolchain::workspace;

/// How often each schema is scrambled.
const SCRAMBLES: u64 = 3;
/// How many small schemas are generated for each database.
const SPECIMENS: u64 = 10;
/// What the names of scrambled schemas hold.
const SCRAMBLED: &str = "scrambled, round";

/// A schema and where it comes from.
#[derive(Debug, Clone)]
struct Case {
    name: String,
    text: String,
}

/// The schema files below a folder that have an extension.
fn schemas(folder: &Path, wanted: &str, list: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let is_ours = !path.ends_with("node_modules") && !path.ends_with("target");
        if path.is_dir() && is_ours {
            schemas(&path, wanted, list);
        } else if path.extension().is_some_and(|extension| extension == wanted) {
            list.push(path);
        }
    }
}

/// The project's own schemas in `*.prisma` or `*.ssot` files.
fn own(extension: &str) -> Vec<Case> {
    let mut paths = Vec::new();
    for folder in ["tests/cases", "tests/diagnostics", "tests/projects", "examples"] {
        schemas(&workspace().join(folder), extension, &mut paths);
    }
    let name = |path: &Path| path.strip_prefix(workspace()).unwrap().to_string_lossy().into_owned();
    // Text behind `{` is one of the differences.
    paths.retain(|path| !name(path).contains("SSOT0011-"));
    paths.iter().map(|path| Case { name: name(path), text: fs::read_to_string(path).unwrap() }).collect()
}

/// The schemas of the generators, for all databases.
fn generated() -> Vec<Case> {
    let mut list = Vec::new();
    for provider in Provider::ALL {
        for seed in 0..SPECIMENS {
            let version = if seed % 4 == 3 { Version::Six } else { Version::Seven };
            let files: Vec<String> = specimen(seed, provider, version).into_iter().map(|(_, text)| text).collect();
            list.push(Case { name: format!("generated specimen for {provider}, seed {seed}"), text: files.join("\n") });
        }
    }
    for provider in [Provider::Postgres, Provider::Mysql, Provider::Sqlite] {
        for seed in 0..8 {
            let text = generate(seed, 5 + seed as usize, provider);
            list.push(Case { name: format!("generated for {provider}, seed {seed}"), text });
        }
    }
    list
}

/// Shapes that the generators do not make.
fn odd() -> Vec<Case> {
    let values = |count: usize| -> String {
        let value = |index: usize| match index % 7 {
            0 => format!("  VALUE_{index} @map(\"v{index}\") // {index}\n"),
            1 => format!("  V{index}\n\n"),
            2 => format!("  /// About {index}.\n  A_RATHER_LONG_NAME_OF_A_VALUE_{index}\n"),
            3 => format!("  // a comment\n  V{index}   @map( \"x y\" )\n"),
            _ => format!("  VALUE_{index}\n"),
        };
        (0..count).map(value).collect()
    };
    let field = |index: usize| {
        let mark = if index.is_multiple_of(3) { "?" } else { "" };
        format!("  f{index} String{mark} @default(\"{}\")", "x".repeat(index))
    };
    let fields = (0..60).map(field).collect::<Vec<_>>().join("\n") + "\n";
    let database = "datasource db {\n  provider = \"postgresql\"\n}\n";
    let texts = [
        ("nothing", String::new()),
        ("blank lines", "\n\n \n\t\n".into()),
        ("comments alone", "// a\n\n\n/// b\n/* c */\n// d".into()),
        ("a long enumeration", format!("{database}enum Long {{\n{}\n  @@map(\"long\")\n}}\n", values(120))),
        ("a wide model", format!("{database}model Wide {{\n  id Int @id\n{fields}  @@index([f1,f2 , f3])\n}}\n")),
        ("blocks without a blank line", "model A {\nid Int @id\n}\nmodel B {\nid Int @id\n}\nenum E {\nX\n}\nenum F {\nY\n}".into()),
        ("many blank lines", format!("\n\n\n{database}\n\n\n\nmodel A {{\n\n\n\n  id Int @id\n\n\n  b Int\n\n\n}}\n\n\n\n")),
        ("groups of attributes", "model A {\n id Int @id\n b Int\n c Int\n\n @@index([b])\n\n @@index([c])\n // why\n @@index([b, c])\n @@map(\"a\")\n}\n".into()),
        ("groups of fields", "model A {\n id Int @id\n\n longName String? @default(\"x\")\n b Int\n\n // note\n c Int @unique\n dd Float?\n}\n".into()),
        ("a generator of many settings", "generator g {\n provider = \"x\"\n a=1\n longKey   = [1,2 , \"c\"]\n\n b = true // c\n // d\n c = env( \"X\" )\n}\n".into()),
    ];
    texts.into_iter().map(|(name, text)| Case { name: format!("odd: {name}"), text }).collect()
}

/// Both, and each again with its layout taken away, several times.
fn cases(scrambles: u64) -> Vec<Case> {
    let mut list = own("prisma");
    list.extend(odd());
    list.extend(generated());
    let mut all = list.clone();
    for (index, case) in list.iter().enumerate() {
        for round in 0..scrambles {
            let mut random = Random::new(index as u64 * 1000 + round);
            let name = format!("{} {SCRAMBLED} {round}", case.name);
            all.push(Case { name, text: scramble(&case.text, &mut random) });
        }
    }
    all
}

fn difference(name: &str, theirs: &str, ours: &str) -> String {
    let diff = TextDiff::from_lines(theirs, ours);
    format!("{name}\n{}", diff.unified_diff().context_radius(2).header("prisma", "ssot"))
}

#[test]
fn valid_schemas_are_laid_out_as_prisma_does() {
    let cases = cases(SCRAMBLES);
    let judge = |oracle: &mut Oracle, case: &Case| {
        let version = accepts(oracle, &case.text)?;
        Some(match layout::compare(oracle, version, &case.text) {
            None => Ok(()),
            Some(differs) => Err(difference(&case.name, &differs.theirs, &differs.ours)),
        })
    };
    let Some(results) = batch(&cases, judge) else { return };
    let valid: Vec<&str> =
        cases.iter().zip(&results).filter(|(_, result)| result.is_some()).map(|(case, _)| case.name.as_str()).collect();
    let wrong: Vec<_> = results.iter().flatten().filter_map(|result| result.as_ref().err()).cloned().collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), valid.len(), wrong[..wrong.len().min(8)].join("\n"));
    assert!(valid.iter().filter(|name| name.starts_with("generated")).count() >= generated().len(), "{valid:?}");
    // Scrambling keeps a valid schema valid.
    let scrambled = valid.iter().filter(|name| name.contains(SCRAMBLED)).count();
    assert_eq!(scrambled, SCRAMBLES as usize * (valid.len() - scrambled), "{valid:?}");
}

/// The facts that come in the order of attributes.
const ORDERED: [&str; 3] = ["uniques", "indexes", "annotations"];

/// The facts of a valid schema without their places, and the codes of the warnings.
fn meaning(name: &str, text: &str) -> Option<(String, Vec<String>)> {
    let mut sources = SourceMap::new();
    let extension = if name.contains(".ssot") { "ssot" } else { "prisma" };
    sources.add(format!("schema.{extension}"), text);
    let result = compile(sources, &Options::default());
    let schema = result.schema.ok()?;
    // The formatter takes byte order marks away.
    let codes = result.diagnostics.iter().map(|found| found.code.to_string()).filter(|code| code != "SSOT0003");
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    let mut facts: Value = serde_json::from_str(&to_json(&schema, None)).unwrap();
    forget_order(&mut facts);
    Some((format!("{facts:#}"), codes))
}

/// Attributes come in another order, and so does what they make.
fn forget_order(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(forget_order),
        Value::Object(entries) => {
            for (key, value) in entries {
                forget_order(value);
                if let (true, Value::Array(list)) = (ORDERED.contains(&key.as_str()), value) {
                    list.sort_by_key(Value::to_string);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_layout_changes_no_meaning() {
    let mut valid = 0;
    for case in cases(SCRAMBLES).into_iter().chain(own("ssot")) {
        let Some((before, codes)) = meaning(&case.name, &case.text) else { continue };
        let (after, codes_after) = meaning(&case.name, &format(&case.text)).expect(&case.name);
        assert!(before == after, "{}", difference(&case.name, &before, &after));
        assert_eq!(codes, codes_after, "{}", case.name);
        valid += 1;
    }
    assert!(valid >= generated().len() * (SCRAMBLES as usize + 1), "{valid}");
}

#[test]
fn a_layout_is_kept_and_nothing_is_lost() {
    /// Everything but blanks, and but what the formatter may write or leave out: commas, `:` and `!` of old spellings, stars.
    fn characters(text: &str) -> Vec<char> {
        let mut list: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | ':' | '!' | '*' | '\u{feff}')).collect();
        list.sort_unstable();
        list
    }
    let mut random = Random::new(5);
    for case in cases(SCRAMBLES).into_iter().chain(own("ssot")) {
        let mut text = case.text.clone();
        // The text as it is, then with a line gone, doubled or cut in two.
        for damage in 0..4 {
            let once = format(&text);
            assert_eq!(format(&once), once, "{} is not stable, damage {damage}", case.name);
            assert_eq!(characters(&text), characters(&once), "{}, damage {damage}", case.name);
            let mut lines: Vec<&str> = text.lines().collect();
            if lines.is_empty() {
                break;
            }
            let index = random.below(lines.len());
            let line = lines[index];
            let (first, second) =
                line.split_at(line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at));
            match random.below(3) {
                0 => _ = lines.remove(index),
                1 => lines.insert(index, line),
                _ => _ = lines.splice(index..=index, [first, second]),
            }
            text = lines.join("\n");
        }
    }
}

/// Where the two differ on purpose: what is formatted, what Prisma makes of it, what we make of it.
const DIFFERENCES: [(&str, &str, &str); 9] = [
    // Prisma drops what stands behind `{`.
    ("model A { // c\n  id Int @id\n}\n", "model A {\n  id Int @id\n}\n", "model A {\n  // c\n  id Int @id\n}\n"),
    ("model A { text\n  id Int @id\n}\n", "model A {\n  id Int @id\n}\n", "model A { text\n  id Int @id\n}\n"),
    // A second run of Prisma's gives the text that we give at once.
    (
        "model A {\n  id Int @id\n} // c\nenum B {\n  X\n}\n",
        "model A {\n  id Int @id\n}\n// c\nenum B {\n  X\n}\n",
        "model A {\n  id Int @id\n}\n\n// c\nenum B {\n  X\n}\n",
    ),
    (
        "model A {\n  @@map(\"a\")\n\n  id Int @id\n}\n",
        "model A {\n\n  id Int @id\n\n  @@map(\"a\")\n}\n",
        "model A {\n  id Int @id\n\n  @@map(\"a\")\n}\n",
    ),
    // Columns are as wide as their characters, not as their bytes.
    (
        "model A {\n  é Int @id\n  b Int\n}\n",
        "model A {\n  é Int @id\n  b  Int\n}\n",
        "model A {\n  é Int @id\n  b Int\n}\n",
    ),
    // Comments that stand together keep their text, and no blank line comes between a comment and what it is about.
    (
        "model A {\n  // a\n  /* b */\n  id Int @id\n}\n",
        "model A {\n  // a\n  /**\n   * /* b\n   */\n  id Int @id\n}\n",
        "model A {\n  // a\n  /**\n   * b\n   */\n  id Int @id\n}\n",
    ),
    (
        "/* a */ \nmodel A {\n  id Int @id\n}\n",
        "/**\n * a\n */\n\nmodel A {\n  id Int @id\n}\n",
        "/**\n * a\n */\nmodel A {\n  id Int @id\n}\n",
    ),
    // All lines end in the same way.
    (
        "model A {\r\n  id Int @id /* a\r\n b */\r\n}\r\n",
        "model A {\n  id Int @id /* a\r\n b */\n}\n",
        "model A {\n  id Int @id /* a\n b */\n}\n",
    ),
    // A directive is the next field's, whatever stands between.
    (
        "model A {\n  id Int @id\n  /// @hidden\n  @@index([b])\n  b Int?\n}\n",
        "model A {\n  id Int  @id\n  b  Int?\n\n  /// @hidden\n  @@index([b])\n}\n",
        "model A {\n  id Int  @id\n  /// @hidden\n  b  Int?\n\n  @@index([b])\n}\n",
    ),
];

#[test]
fn differences_from_prisma_are_these() {
    for (text, _, ours) in DIFFERENCES {
        assert_eq!(format(text), ours);
        assert_eq!(format(ours), ours);
    }
    let Some(mut oracle) = Oracle::start() else { return };
    for (text, theirs, ours) in DIFFERENCES {
        let found = accepts(&mut oracle, text).map(|version| prisma(&mut oracle, version, text));
        assert_eq!(found.as_deref(), Some(theirs), "{text:?} is valid, and Prisma's formatter is as wrong as it was");
        // But for the width of columns Prisma leaves our texts alone, unless it would spoil them again.
        let is_spoilt = text.contains("{ text") || text.contains("/* b */\n");
        let again = prisma(&mut oracle, Version::Seven, ours);
        assert_eq!(squeezed(&again) != squeezed(ours), is_spoilt, "{again}");
    }
}
