//! The `ssot` command: every exit code, every flag, what goes where.

use std::fs;

use serde_json::Value;
use ssot_tests::command::Folder;

const BLOG: &str = "datasource db {
  provider = \"sqlite\"
}

model Author {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  authorId Int
  author   Author @relation(fields: [authorId], references: [id])
}
";

const BROKEN: &str = "model A {\n  id Int @id\n  b  Strin\n  c  Integr\n}\n";

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("schema.prisma", BLOG);
    folder
}

const GENERATE: [&str; 7] = ["generate", "--schema", "schema.prisma", "--target", "sql", "--out", "out"];

#[test]
fn pkg1_each_exit_code_has_its_cause() {
    let folder = folder("codes");
    folder.write("broken.prisma", BROKEN);
    folder.ssot(&["validate", "schema.prisma"]).expect(0);
    folder.ssot(&["validate", "missing.prisma"]).expect(1);
    folder.ssot(&["validate"]).expect(2);
    folder.ssot(&["validate", "--nonsense", "schema.prisma"]).expect(2);
    folder.ssot(&["frobnicate"]).expect(2);
    folder.ssot(&[]).expect(2);
    folder.ssot(&["validate", "broken.prisma"]).expect(3);
    folder.ssot(&["generate", "--schema", "broken.prisma", "--target", "sql", "--out", "out"]).expect(3);
    assert!(!folder.path().join("out").exists(), "a broken schema writes nothing");
    let mut check = GENERATE;
    check[0] = "check";
    folder.ssot(&check).expect(4);
    folder.ssot(&GENERATE).expect(0);
    folder.ssot(&check).expect(0);
    folder.write("out/sql/schema.sql", "-- mine\n");
    folder.ssot(&check).expect(4);
    let refused = folder.ssot(&GENERATE).expect(5);
    assert!(refused.err().contains("schema.sql"), "{}", refused.err());
    assert_eq!(folder.read("out/sql/schema.sql"), "-- mine\n");
    folder.ssot(&["--help"]).expect(0);
    folder.ssot(&["--version"]).expect(0);
}

#[test]
fn help_documents_the_exit_codes() {
    let help = folder("help").ssot(&["--help"]).out();
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "5 "] {
        assert!(help.contains(code), "{help}");
    }
}

#[test]
fn every_mistake_is_reported_at_once_with_its_place() {
    let folder = folder("mistakes");
    folder.write("broken.prisma", BROKEN);
    let plain = folder.ssot(&["validate", "broken.prisma", "--format", "plain"]).expect(3);
    assert_eq!(plain.out(), "", "talk goes to standard error");
    assert!(plain.err().contains("broken.prisma:3:6: error[SSOT"), "{}", plain.err());
    assert!(plain.err().contains("broken.prisma:4:6: error[SSOT"), "{}", plain.err());
    assert!(plain.err().contains("2 errors"), "{}", plain.err());
    let human = folder.ssot(&["validate", "broken.prisma"]).expect(3);
    assert!(human.err().contains("--> broken.prisma:3:6"), "{}", human.err());
    assert!(!human.err().contains('\u{1b}'), "no colour without a terminal");
}

#[test]
fn json_diagnostics_have_the_documented_shape() {
    let folder = folder("json");
    folder.write("broken.prisma", BROKEN);
    let run = folder.ssot(&["validate", "broken.prisma", "--format", "json"]).expect(3);
    let list: Value = serde_json::from_str(&run.out()).expect("standard output is JSON and nothing else");
    let list = list.as_array().expect("an array");
    assert_eq!(list.len(), 2);
    for (diagnostic, line) in list.iter().zip([3, 4]) {
        assert!(diagnostic["code"].as_str().unwrap().starts_with("SSOT"));
        assert_eq!(diagnostic["severity"], "error");
        assert!(diagnostic["message"].is_string() && diagnostic["labels"].is_array());
        assert_eq!(diagnostic["file"], "broken.prisma");
        assert_eq!((&diagnostic["start"]["line"], &diagnostic["start"]["column"]), (&line.into(), &6.into()));
        assert!(diagnostic["start"]["byte"].is_u64() && diagnostic["end"]["byte"].is_u64());
        for key in ["help", "fix"] {
            assert!(diagnostic.get(key).is_some(), "{key} is there, if only as null");
        }
    }
    let valid = folder.ssot(&["validate", "schema.prisma", "--format", "json"]).expect(0);
    assert_eq!(serde_json::from_str::<Value>(&valid.out()).expect("JSON"), serde_json::json!([]));
}

#[test]
fn cli2_target_takes_a_folder_and_out_holds_the_others() {
    let folder = folder("targets");
    let run =
        ["generate", "--schema", "schema.prisma", "--target", "sql=db scripts", "--target", "rust", "--out", "./gen"];
    folder.ssot(&run).expect(0);
    assert!(folder.read("db scripts/schema.sql").contains("CREATE TABLE"));
    assert!(folder.read("gen/rust/mod.rs").contains("mod post"));
    assert!(!folder.path().join("gen/sql").exists());
    let absolute = format!("sql={}", folder.path().join("absolute").display());
    folder.ssot(&["generate", "--schema", "schema.prisma", "--target", &absolute]).expect(0);
    assert_eq!(folder.read("absolute/schema.sql"), folder.read("db scripts/schema.sql"));
    folder.ssot(&["generate", "--schema", "schema.prisma", "--target", "sql=."]).expect(0);
    assert_eq!(folder.read("schema.sql"), folder.read("db scripts/schema.sql"));
}

#[test]
fn usage_mistakes_name_the_nearest_word() {
    let folder = folder("nearest");
    let cases: [(&[&str], &str); 8] = [
        (&["--target", "typscript", "--out", "o"], "typescript"),
        (&["--target", "sql", "--out", "o", "--provider", "postgres7"], "postgres"),
        (&["--target", "sql"], "output folder"),
        (&["--target", "sql="], "no folder"),
        (&["--target", "sql=o", "--target", "rust=./x/../o"], "two targets"),
        (&["--out", "o"], "--target"),
        (&["--target", "rust", "--out", "o", "--row-security", "app"], "add `--target sql`"),
        (&["--target", "sql", "--out", "o", "--row-security", "my app"], "`my app`, which is no name"),
    ];
    for (arguments, reason) in cases {
        let arguments: Vec<&str> = ["generate", "--schema", "schema.prisma"].iter().chain(arguments).copied().collect();
        let run = folder.ssot(&arguments).expect(2);
        assert!(run.err().contains(reason), "{arguments:?}: {}", run.err());
        assert_eq!(folder.files(), ["schema.prisma"], "{arguments:?}");
    }
}

#[test]
fn row_security_is_written_for_the_role_that_is_named() {
    let folder = folder("row-security");
    let run = ["generate", "--schema", "schema.prisma", "--target", "sql", "--out", "o", "--row-security", "app"];
    let elsewhere = folder.ssot(&run).expect(3);
    assert!(elsewhere.err().contains("SSOT0421"), "{}", elsewhere.err());
    assert_eq!(folder.files(), ["schema.prisma"]);
    folder.ssot(&[&run[..], &["--provider", "postgresql"]].concat()).expect(0);
    assert!(folder.read("o/sql/row-security.sql").contains("FOR SELECT TO \"app\""));
    assert!(folder.read("o/sql/schema.sql").contains("CREATE TABLE"));
}

#[test]
fn cli2_provider_moves_the_schema() {
    let folder = folder("provider");
    folder.ssot(&["generate", "--schema", "schema.prisma", "--target", "sql=a", "--provider", "postgresql"]).expect(0);
    assert!(folder.read("a/schema.sql").contains("SERIAL"));
    folder.write(
        "lists.prisma",
        "datasource db {\n  provider = \"postgresql\"\n}\nmodel A {\n  id Int @id\n  tags String[]\n}\n",
    );
    let run = folder.ssot(&["validate", "lists.prisma", "--provider", "sqlite", "--format", "plain"]).expect(0);
    assert!(run.err().contains("warning") && run.err().contains("lists"), "{}", run.err());
}

#[test]
fn several_files_and_folders_are_one_schema() {
    let folder = Folder::new("several");
    let (head, post) = BLOG.split_once("model Post").expect("two models");
    folder.write("schema/author.prisma", head);
    folder.write("schema/deep/post.prisma", &format!("model Post{post}"));
    folder.write("schema/README.md", "not a schema");
    folder.ssot(&["validate", "schema"]).expect(0);
    folder.ssot(&["validate", "schema/author.prisma", "schema/deep/post.prisma"]).expect(0);
    folder.ssot(&["validate", "schema/author.prisma"]).expect(3);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let run = folder.ssot(&["validate", "empty"]).expect(2);
    assert!(run.err().contains("empty"), "{}", run.err());
}

#[test]
fn toml_files_of_a_folder_are_schemas_by_their_names() {
    let folder = Folder::new("toml");
    folder.write("all/schema.toml", "[datasource.db]\nprovider = \"sqlite\"\n");
    folder.write("all/people.ssot.toml", "[model.Person]\nfields.id = \"Int @id\"\nfields.pets = \"Pet[]\"\n");
    folder.write(
        "all/pets.prisma",
        "model Pet {\n  id Int @id\n  owner Person @relation(fields: [ownerId], references: [id])\n  ownerId Int\n}\n",
    );
    folder.write("all/Cargo.toml", "[package]\nname = \"x\"\n");
    folder.write("all/ssot.toml", "schema = \"all\"\n");
    folder.ssot(&["generate", "--schema", "all", "--target", "sql", "--out", "out"]).expect(0);
    let sql = folder.read("out/sql/schema.sql");
    assert!(sql.contains("\"Person\"") && sql.contains("\"Pet\""), "{sql}");
    let refused = folder.ssot(&["validate", "all/Cargo.toml", "--format", "plain"]).expect(3);
    assert!(refused.err().contains("a schema has no key `package`"), "{}", refused.err());
    folder.ssot(&["validate", "all/people.ssot.toml", "all/pets.prisma"]).expect(0);
}

#[test]
fn cli6_dry_run_lists_what_the_real_run_does_and_writes_nothing() {
    let folder = folder("dry");
    let dry: Vec<&str> = GENERATE.into_iter().chain(["--dry-run"]).collect();
    let run = folder.ssot(&dry).expect(0);
    assert!(run.out().contains("+CREATE TABLE \"Author\" ("), "{}", run.out());
    assert!(run.out().contains("create    out/sql/schema.sql"), "{}", run.out());
    assert_eq!(folder.files(), ["schema.prisma"]);
    folder.ssot(&GENERATE).expect(0);
    let run = folder.ssot(&dry).expect(0);
    assert!(run.out().contains("0 create, 0 update, 0 delete, 1 unchanged"), "{}", run.out());
    folder.write("schema.prisma", &BLOG.replace("title ", "heading "));
    let before = folder.read("out/sql/schema.sql");
    let run = folder.ssot(&dry).expect(0);
    assert!(run.out().contains("-    \"title\" TEXT NOT NULL,\n+    \"heading\" TEXT NOT NULL,"), "{}", run.out());
    assert_eq!(folder.read("out/sql/schema.sql"), before);
    folder.write("out/sql/schema.sql", "-- mine\n");
    folder.ssot(&dry).expect(5);
}

#[test]
fn cli1_force_writes_over_hand_edits_and_nothing_else_does() {
    let folder = folder("force");
    folder.ssot(&GENERATE).expect(0);
    let generated = folder.read("out/sql/schema.sql");
    folder.write("out/sql/schema.sql", "-- mine\n");
    folder.ssot(&GENERATE).expect(5);
    let forced: Vec<&str> = GENERATE.into_iter().chain(["--force"]).collect();
    folder.ssot(&forced).expect(0);
    assert_eq!(folder.read("out/sql/schema.sql"), generated);
}

#[test]
fn cli3_check_names_what_is_stale_and_what_repairs_it() {
    let folder = folder("check");
    let check = ["check", "--schema", "schema.prisma", "--target", "rust=gen"];
    folder.ssot(&["generate", "--schema", "schema.prisma", "--target", "rust=gen"]).expect(0);
    fs::remove_file(folder.path().join("gen/post.rs")).unwrap();
    folder.write("gen/author.rs", "// mine\n");
    let before = folder.files();
    let run = folder.ssot(&check).expect(4);
    assert!(run.out().contains("create    gen/post.rs"), "{}", run.out());
    assert!(run.out().contains("update    gen/author.rs (edited)"), "{}", run.out());
    assert!(run.err().contains("ssot generate") && run.err().contains("--force"), "{}", run.err());
    assert_eq!(folder.files(), before, "check writes nothing");
}

#[test]
fn print_shows_every_stage() {
    let folder = folder("print");
    let ast = folder.ssot(&["print", "schema.prisma", "--stage", "ast"]).expect(0).out();
    assert!(ast.contains("authorId"));
    let ir = folder.ssot(&["print", "schema.prisma", "--stage", "ir"]).expect(0).out();
    assert!(ir.contains("ForeignKey"));
    let json = folder.ssot(&["print", "schema.prisma", "--stage", "ir", "--format", "json"]).expect(0).out();
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["models"][1]["name"], "Post");
    for target in ["sql", "rust", "typescript"] {
        let plan = folder.ssot(&["print", "schema.prisma", "--stage", "plan", "--target", target]).expect(0).out();
        assert!(plan.starts_with("Plan {"), "{target}: {plan:.80}");
    }
    folder.ssot(&["print", "schema.prisma", "--stage", "plan"]).expect(2);
    folder.ssot(&["print", "schema.prisma", "--stage", "ir", "--target", "sql"]).expect(2);
    folder.ssot(&["print", "schema.prisma", "--stage", "ast", "--format", "json"]).expect(2);
    folder.write("broken.prisma", BROKEN);
    let broken = folder.ssot(&["print", "broken.prisma", "--stage", "ir"]).expect(3);
    assert!(broken.out().contains("Schema"), "what could be made is shown");
}

#[test]
fn cargo_ssot_is_the_same_command() {
    let folder = folder("cargo");
    let cargo_ssot = ssot_tests::command::ssot().with_file_name(format!("cargo-ssot{}", std::env::consts::EXE_SUFFIX));
    let run = |arguments: &[&str]| {
        std::process::Command::new(&cargo_ssot).args(arguments).current_dir(folder.path()).output().expect("it starts")
    };
    let output = run(&["ssot", "validate", "schema.prisma"]);
    assert!(output.status.success());
    assert_eq!(output.stderr, folder.ssot(&["validate", "schema.prisma"]).err().into_bytes());
    assert_eq!(run(&["ssot", "validate", "missing"]).status.code(), Some(1));
}

#[test]
fn cli8_paths_with_blanks_and_unreadable_texts_are_clear() {
    let folder = folder("paths");
    folder.write("a folder/my schema.prisma", BLOG);
    folder.ssot(&["generate", "--schema", "a folder", "--target", "sql=an output"]).expect(0);
    assert_eq!(folder.read("an output/schema.sql").lines().next(), Some("-- CreateTable"));
    fs::write(folder.path().join("latin.prisma"), b"model A {\n  id Int @id // \xe9\n}\n").unwrap();
    let run = folder.ssot(&["validate", "latin.prisma"]).expect(1);
    assert!(run.err().contains("latin.prisma: line 2, column 17 is no UTF-8"), "{}", run.err());
}

#[test]
fn a_warning_does_not_stop_generation() {
    let folder = folder("warning");
    folder.write("schema.prisma", &BLOG.replace("model Post", "/// @hiden\nmodel Post"));
    let run = folder.ssot(&GENERATE).expect(0);
    assert!(run.err().contains("warning"), "{}", run.err());
    assert!(folder.read("out/sql/schema.sql").contains("CREATE TABLE"));
}

const UNTIDY: &str = "model A {\n id   Int @id\n}\n";
const TIDY: &str = "model A {\n  id Int @id\n}\n";

#[test]
fn format_writes_only_what_it_changes() {
    let folder = Folder::new("format");
    folder.write("a.prisma", UNTIDY);
    folder.write("below/b.ssot", TIDY);
    folder.write("below/.hidden/c.prisma", UNTIDY);
    folder.write("below/d.txt", UNTIDY);
    let check = folder.ssot(&["format", ".", "--check"]).expect(4);
    assert_eq!(check.out(), "./a.prisma\n");
    assert_eq!(folder.read("a.prisma"), UNTIDY, "--check writes nothing");
    let time = |path: &str| fs::metadata(folder.path().join(path)).unwrap().modified().unwrap();
    let before = time("below/b.ssot");
    let run = folder.ssot(&["format", "."]).expect(0);
    assert!(run.err().contains("1 file formatted, 1 unchanged"), "{}", run.err());
    assert_eq!(run.out(), "");
    assert_eq!(folder.read("a.prisma"), TIDY);
    assert_eq!(folder.read("below/.hidden/c.prisma"), UNTIDY);
    assert_eq!(time("below/b.ssot"), before, "an unchanged file keeps its time");
    folder.ssot(&["format", "a.prisma", "below", "--check"]).expect(0);
    folder.write("a.prisma", UNTIDY);
    let json = folder.ssot(&["format", "a.prisma", "below", "--check", "--format", "json"]).expect(4);
    let value: Value = serde_json::from_str(&json.out()).unwrap();
    assert_eq!(value[0]["path"], "a.prisma");
    assert_eq!(value[0]["changed"], true);
    assert_eq!(value[1]["changed"], false);
}

#[test]
fn format_refuses_what_is_no_schema() {
    let folder = Folder::new("format refused");
    folder.write("a.txt", UNTIDY);
    folder.ssot(&["format"]).expect(2);
    folder.ssot(&["format", "a.txt"]).expect(2);
    folder.ssot(&["format", "."]).expect(2);
    folder.ssot(&["format", "nowhere.prisma"]).expect(1);
    folder.ssot(&["format", "--stdin", "a.txt"]).expect(2);
    assert_eq!(folder.read("a.txt"), UNTIDY);
}

#[test]
fn format_reads_standard_input() {
    let folder = Folder::new("format stdin");
    let run = folder.ssot_reading(&["format", "--stdin"], UNTIDY.as_bytes()).expect(0);
    assert_eq!(run.out(), TIDY);
    let check = folder.ssot_reading(&["format", "--stdin", "--check"], UNTIDY.as_bytes()).expect(4);
    assert_eq!(check.out(), "");
    folder.ssot_reading(&["format", "--stdin", "--check"], TIDY.as_bytes()).expect(0);
    folder.ssot_reading(&["format", "--stdin"], b"\xff\xfe").expect(1);
}

#[test]
fn explain_prints_the_page_of_a_rule() {
    let folder = Folder::new("explain");
    let page = folder.ssot(&["explain", "SSOT0015"]).expect(0).out();
    assert!(page.starts_with("SSOT0015 (trailing-comma)\n\nA list ends in a comma.\n"), "{page}");
    assert!(page.contains("autoincrement(),"), "a sample: {page}");
    for spelling in ["ssot0015", "0015", "15", "SSOT15", "trailing-comma", "trailing_comma"] {
        assert_eq!(folder.ssot(&["explain", spelling]).expect(0).out(), page, "{spelling}");
    }
    let json = folder.ssot(&["explain", "15", "--format", "json"]).expect(0).out();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["code"], "SSOT0015");
    assert_eq!(value["title"], "A list ends in a comma.");
}

#[test]
fn explain_lists_all_rules_those_of_targets_too() {
    let folder = Folder::new("explain all");
    let list = folder.ssot(&["explain"]).expect(0).out();
    for line in ["SSOT0015  A list ends in a comma.", "SSOT0401  ", "SSOT0500  ", "SSOT0602  "] {
        assert!(list.lines().any(|found| found.starts_with(line)), "{line}: {list}");
    }
    assert!(list.lines().is_sorted());
    let json = folder.ssot(&["explain", "--format", "json"]).expect(0).out();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value.as_array().unwrap().len(), list.lines().count());
}

#[test]
fn explain_names_the_nearest_codes() {
    let folder = Folder::new("explain nothing");
    let run = folder.ssot(&["explain", "SSOT9999"]).expect(2);
    assert!(run.err().contains("there is no rule `SSOT9999`. The nearest: SSOT"), "{}", run.err());
    let run = folder.ssot(&["explain", "trailing-coma"]).expect(2);
    assert!(run.err().contains("trailing-comma"), "{}", run.err());
    assert_eq!(run.out(), "");
    folder.ssot(&["explain", "💥"]).expect(2);
}

#[test]
fn validate_holds_to_one_version_of_prisma() {
    let folder = Folder::new("psl");
    let models = "model A {\n  id Int @id\n}\n";
    let datasource = "datasource db {\n  provider = \"sqlite\"\n  url      = \"file:x.db\"\n}\n\n";
    folder.write("six.prisma", &format!("{datasource}{models}"));
    folder.write("seven.prisma", &format!("{}{models}", datasource.replace("  url      = \"file:x.db\"\n", "")));
    for file in ["six.prisma", "seven.prisma"] {
        folder.ssot(&["validate", file]).expect(0);
    }
    folder.ssot(&["validate", "six.prisma", "--psl", "6"]).expect(0);
    folder.ssot(&["validate", "six.prisma", "--psl", "7"]).expect(3);
    folder.ssot(&["validate", "seven.prisma", "--psl", "6"]).expect(3);
    folder.ssot(&["validate", "seven.prisma", "--psl", "7"]).expect(0);
    folder.ssot(&["validate", "seven.prisma", "--psl", "5"]).expect(2);
}
