//! MAC4. One domain in every schema language is one schema: the same IR, and the same bytes from every target.
//!
//! `domains/<domain>/schema.{prisma,ssot,toml,rs}`, and `actions.{ssot,toml}` where there are actions: Prisma and Rust have no room for them, so their schemas have
//! those in `.ssot`. In outputs every file is called `schema`, as targets name the source that they
//! were made from. `UPDATE_EXPECT=1` writes a `schema.toml` that is missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ssot_build::Target;
use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_core::diagnostic::{Diagnostics, Severity, render_plain};
use ssot_core::ir::{Schema, to_json};
use ssot_core::source::SourceMap;
use ssot_core::{Compilation, Options, TomlStyle, Valid, compile, to_toml};
use ssot_tests::toolchain::workspace;

/// Domains whose fields are written as tables in TOML; those of the others are lines of the schema language.
const TABLES: [&str; 5] = ["clinic", "forum", "ledger", "library", "ticketing"];
const LANGUAGES: [&str; 4] = ["prisma", "ssot", "toml", "rs"];
/// Domains that have no form in Rust, and why.
const NOT_IN_RUST: [(&str, &str); 1] = [("fleet", "it has a generator of Prisma's")];

fn domains() -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace().join("tests/domains")).expect("tests/domains is readable");
    let mut domains: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    domains.sort();
    domains
}

fn read(domain: &Path, language: &str) -> Compilation {
    let mut sources = SourceMap::new();
    let path = domain.join(format!("schema.{language}"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    sources.add_named(format!("schema.{language}"), "schema", text);
    let language = if matches!(language, "prisma" | "rs") { "ssot" } else { language };
    if let Ok(text) = fs::read_to_string(domain.join(format!("actions.{language}"))) {
        sources.add_named(format!("actions.{language}"), "actions", text);
    }
    compile(sources, &Options::default())
}

/// Everything that a target makes of a schema: paths and bytes, and what it says about the schema.
fn output<T: Target>(target: &T, schema: &Valid<Schema>) -> BTreeMap<String, Vec<u8>> {
    let mut diagnostics = Diagnostics::new();
    let plan = target.plan(schema, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}: {diagnostics:?}", T::NAME);
    let said: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    let said = ("diagnostics".to_owned(), said.join("\n").into_bytes());
    let files = target.emit(&plan);
    let files = files.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec()));
    files.chain([said]).collect()
}

#[test]
fn mac4_every_language_gives_the_same_schema_and_the_same_bytes() {
    let domains = domains();
    assert!(domains.len() >= 10, "only {} domains", domains.len());
    let (mut with_actions, mut with_policies) = (0, 0);
    for domain in domains {
        if std::env::var_os("UPDATE_EXPECT").is_some() && !domain.join("schema.toml").exists() {
            let document = &read(&domain, "ssot").documents[0];
            let has_tables = TABLES.iter().any(|name| domain.ends_with(name));
            let style = if has_tables { TomlStyle::Tables } else { TomlStyle::Lines };
            let text = to_toml(document, style).expect("the domain has a form in TOML");
            fs::write(domain.join("schema.toml"), text).expect("the schema is written");
        }
        let has_rust = !NOT_IN_RUST.iter().any(|(name, _)| domain.ends_with(name));
        assert_eq!(domain.join("schema.rs").exists(), has_rust, "{}", domain.display());
        let languages = if has_rust { &LANGUAGES[..] } else { &LANGUAGES[..3] };
        let schemas: Vec<Valid<Schema>> = languages
            .iter()
            .map(|language| {
                let compilation = read(&domain, language);
                let found = render_plain(&compilation.diagnostics, &compilation.sources);
                compilation.schema.unwrap_or_else(|_| panic!("{} in {language}:\n{found}", domain.display()))
            })
            .collect();
        with_actions += usize::from(!schemas[0].actions.is_empty() && !schemas[0].events.is_empty());
        with_policies += usize::from(schemas[0].models.iter().any(|model| !model.policies.is_empty()));
        for (schema, language) in schemas.iter().zip(languages).skip(1) {
            let name = format!("{} in {language}", domain.display());
            assert_eq!(to_json(&schemas[0], None), to_json(schema, None), "{name}");
            assert!(output(&Sql::new(), &schemas[0]) == output(&Sql::new(), schema), "{name}: SQL differs");
            assert!(output(&Rust::new(), &schemas[0]) == output(&Rust::new(), schema), "{name}: Rust differs");
            let typescript = TypeScript::new();
            assert!(output(&typescript, &schemas[0]) == output(&typescript, schema), "{name}: TypeScript differs");
        }
    }
    assert!(with_actions > 0 && with_policies > 0, "actions and policies are compared, too");
}

/// Scalars of one's own are columns like any other: with names in the schema, and in TypeScript, that others do not have.
#[test]
fn mac4_scalars_of_ones_own_are_columns_with_the_same_rules() {
    let ssot = "datasource db {\n  provider = \"postgresql\"\n}\nmodel Account {\n  id String @id @db.Uuid\n  serial BigInt @unique @min(1)\n  \
        mail Email\n  price Money?\n  slugs String[] @length(min: 1, max: 80) @pattern(\"^[a-z]+$\")\n  card String @iban\n  share Float \
        @min(0) @max(1)\n  day Date\n  level Int @default(1) @min(0) @max(9)\n}\n";
    let rust = "ssot::datasource! { provider = \"postgresql\" }\n#[ssot::scalar] struct AccountKey(String);\n#[ssot::scalar(min = 1)] struct \
        Serial(i64);\n#[ssot::scalar(scalar = Email)] struct Mailbox(String);\n#[ssot::scalar(scalar = \"Money\")] struct Price(Decimal);\n\
        #[ssot::scalar(length(1..=80), pattern = \"^[a-z]+$\")] struct Word(String);\n#[ssot::scalar(iban)] struct Card(String);\n\
        #[ssot::scalar(min = 0, max = 1)] struct Share(f64);\n#[ssot::scalar] struct Day(NaiveDate);\n#[ssot::scalar(min = 0)] struct \
        Level(i32);\n#[ssot::model] struct Account {\n  #[ssot(id, native = Uuid)] id: AccountKey,\n  #[ssot(unique)] serial: Serial,\n  mail: \
        Mailbox,\n  price: Option<Price>,\n  slugs: Vec<Word>,\n  card: Card,\n  share: Share,\n  day: Day,\n  #[ssot(default = 1, max = 9)] \
        level: Level,\n}\n";
    let [ssot, rust] = [("schema.ssot", ssot), ("schema.rs", rust)].map(|(path, text)| {
        let mut sources = SourceMap::new();
        sources.add_named(path, "schema", text.to_owned());
        let compilation = compile(sources, &Options::default());
        let found = render_plain(&compilation.diagnostics, &compilation.sources);
        assert!(!compilation.diagnostics.has_errors(), "{path}:\n{found}");
        compilation.schema.unwrap_or_else(|_| panic!("{path}:\n{found}"))
    });
    assert!(output(&Sql::new(), &ssot) == output(&Sql::new(), &rust), "SQL differs");
    assert!(output(&Rust::new(), &ssot) == output(&Rust::new(), &rust), "Rust differs");
    // The two schemas differ in the names of the scalars alone.
    let plain = |schema: &Valid<Schema>| {
        let mut json: serde_json::Value = serde_json::from_str(&to_json(schema, None)).expect("it is JSON");
        json["data"] = serde_json::Value::Null;
        let fields = json["models"][0]["fields"].as_array_mut().expect("there are fields");
        fields.iter_mut().map(|field| std::mem::take(&mut field["own"])).for_each(drop);
        json
    };
    assert_eq!(plain(&ssot), plain(&rust));
    let typescript = output(&TypeScript::new(), &rust);
    let text = |path: &str| String::from_utf8(typescript[path].clone()).expect("it is text");
    let row = text("models/account.ts");
    for line in [
        "  id: AccountKey;",
        "  serial: Serial;",
        "  price: Price | null;",
        "  slugs: Word[];",
        "export type AccountId = AccountKey;",
    ] {
        assert!(row.contains(line), "{line} in\n{row}");
    }
    let schemas = text("schemas/account.ts");
    for rule in [
        "mail: rule.branded<Mailbox>(rule.text(scalar.email))",
        "slugs: rule.branded<Word>(rule.text(slugsRule)).array()",
    ] {
        assert!(schemas.contains(rule), "{rule} in\n{schemas}");
    }
}

/// What the Rust target refuses is the same schema in both languages that have actions, and is refused for the same reason.
#[test]
fn mac4_exact_arithmetic_is_the_same_and_refused_for_the_same_reason() {
    let ssot = "datasource db {\n  provider = \"sqlite\"\n}\nmodel Account {\n  id Int @id\n  balance Decimal\n}\n\
        action credit(amount: Decimal @min(0.01)) on Account {\n  set balance = balance + amount\n}\n";
    let toml = "[datasource.db]\nprovider = \"sqlite\"\n[model.Account]\nfields.id = \"Int @id\"\nfields.balance = \"Decimal\"\n\
        [action.credit]\non = \"Account\"\nparameters.amount = \"Decimal @min(0.01)\"\nsteps = [\"set balance = balance + amount\"]\n";
    let [ssot, toml] = [("schema.ssot", ssot), ("schema.toml", toml)].map(|(path, text)| {
        let mut sources = SourceMap::new();
        sources.add_named(path, "schema", text.to_owned());
        let compilation = compile(sources, &Options::default());
        let found = render_plain(&compilation.diagnostics, &compilation.sources);
        let schema = compilation.schema.unwrap_or_else(|_| panic!("{path}:\n{found}"));
        let mut diagnostics = Diagnostics::new();
        let _ = Rust::new().plan(&schema, &mut diagnostics);
        let refused = diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let said: Vec<(String, String)> =
            refused.map(|found| (found.code.to_string(), found.message.clone())).collect();
        (to_json(&schema, None), said)
    });
    assert_eq!(ssot, toml);
    assert_eq!(ssot.1.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["SSOT0508"]);
}

/// What a schema declares under the names that `NaiveDate` and `NaiveTime` have in it is not what these are.
#[test]
fn mac4_days_and_times_of_day_are_scalars_whatever_has_their_names() {
    let declared = [
        "#[ssot::model] struct Date { year: i32 }\n#[ssot::model] struct Time(String);\n",
        "#[ssot::model] enum Date { Past, Future }\n#[ssot::model] struct Time { #[ssot(id)] id: i32 }\n",
        "",
    ];
    let fields = declared.map(|declared| {
        let table = "#[ssot::model] struct Shift { #[ssot(id)] id: i32, day: NaiveDate, from: Option<NaiveTime> }\n";
        let text = format!("ssot::datasource! {{ provider = \"sqlite\" }}\n{declared}{table}");
        let mut sources = SourceMap::new();
        sources.add_named("schema.rs", "schema", text);
        let compilation = compile(sources, &Options::default());
        let found = render_plain(&compilation.diagnostics, &compilation.sources);
        let schema = compilation.schema.unwrap_or_else(|_| panic!("{declared}:\n{found}"));
        let mut json: serde_json::Value = serde_json::from_str(&to_json(&schema, None)).expect("it is JSON");
        let models = json["models"].as_array_mut().expect("there are models");
        models.iter_mut().find(|model| model["name"] == "Shift").expect("there is the table")["fields"].take()
    });
    assert_eq!((&fields[0], &fields[1]), (&fields[2], &fields[2]));
    assert_eq!(fields[2][1]["scalar"], "Date");
    assert_eq!(fields[2][2]["scalar"], "Time");
}
