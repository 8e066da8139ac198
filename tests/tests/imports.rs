//! `import "./other.ssot"`: which files are read, and what is said about those that are not.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use ssot_build::Config;
use ssot_core::Compilation;
use ssot_tests::command::Folder;

fn compile(folder: &Folder, schema: &str) -> Compilation {
    Config::new().schema(folder.path().join(schema)).compile().unwrap()
}

fn names(compilation: &Compilation) -> Vec<&str> {
    compilation.sources.files().map(|(_, file)| file.name.as_str()).collect()
}

fn codes(compilation: &Compilation) -> Vec<u16> {
    compilation.diagnostics.iter().map(|found| found.code.0).collect()
}

#[test]
fn what_is_imported_is_read_once_in_order() {
    let folder = Folder::new("imports");
    let post = "import \"./parts/user.ssot\"\nimport \"parts/tag.prisma\"\n\nmodel Post with Stamped {\n  id Int @id\n  author User \
                @relation(fields: [authorId], references: [id])\n  authorId Int\n}\n";
    folder.write("blog/post.ssot", post);
    let user = "import \"../post.ssot\" // a circle is no trouble\nimport \"./deep/stamped.ssot\"\n\nmodel User with Stamped {\n  id Int \
                @id\n  posts Post[]\n}\n";
    folder.write("blog/parts/user.ssot", user);
    folder.write("blog/parts/tag.prisma", "model Tag {\n  id Int @id\n}\n");
    folder.write("blog/parts/deep/stamped.ssot", "type Stamped {\n  at DateTime @default(now())\n}\n");
    let compilation = compile(&folder, "blog/post.ssot");
    assert_eq!(codes(&compilation), Vec::<u16>::new());
    assert_eq!(names(&compilation), ["post.ssot", "parts/user.ssot", "parts/deep/stamped.ssot", "parts/tag.prisma"]);
    let schema = compilation.schema.as_ref().unwrap();
    let models: Vec<&str> = schema.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(models, ["Post", "User", "Tag"]);
    assert_eq!(schema.models[0].fields.last().unwrap().name, "at");
    // The same files, named as a folder.
    let folder_of_all = compile(&folder, "blog");
    assert_eq!(codes(&folder_of_all), Vec::<u16>::new());
    assert_eq!(folder_of_all.sources.files().len(), 4);
}

#[test]
fn a_missing_file_is_said_at_the_string() {
    let folder = Folder::new("missing");
    folder.write("a.ssot", "import \"./usr.ssot\"\nimport \"./user.ssot\"\n");
    folder.write("user.ssot", "model User {\n  id Int @id\n}\n");
    let compilation = compile(&folder, "a.ssot");
    assert_eq!(codes(&compilation), [717]);
    let found = compilation.diagnostics.iter().next().unwrap();
    assert_eq!(compilation.sources.text(found.span), "\"./usr.ssot\"");
    assert!(found.help.as_ref().unwrap().contains("`user.ssot`"), "{found:?}");
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let folder = Folder::new("outside");
    folder.write("secret.ssot", "model Secret {\n  id Int @id\n}\n");
    folder.write("schema/a.ssot", "import \"../secret.ssot\"\nimport \"/etc/passwd\"\nimport \"C:\\\\x.ssot\"\n");
    let compilation = compile(&folder, "schema/a.ssot");
    assert_eq!(codes(&compilation), [718, 718, 718]);
    assert_eq!(names(&compilation), ["a.ssot"]);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_outside() {
    let folder = Folder::new("link");
    folder.write("secret.ssot", "model Secret {\n  id Int @id\n}\n");
    folder.write("schema/a.ssot", "import \"./link.ssot\"\n");
    std::os::unix::fs::symlink(folder.path().join("secret.ssot"), folder.path().join("schema/link.ssot")).unwrap();
    let compilation = compile(&folder, "schema/a.ssot");
    assert_eq!(codes(&compilation), [717]);
    assert_eq!(names(&compilation), ["a.ssot"]);
}

#[test]
fn modules_of_a_crate_are_followed_and_watched() {
    let folder = Folder::new("modules");
    folder.write("src/lib.rs", "mod user;\nmod shop { mod item; }\n#[cfg(unix)] mod unix;\nmod plain;\nfn main() {}\n");
    let model = |name: &str| format!("#[ssot::model]\npub struct {name} {{\n    #[ssot(id)]\n    pub id: i32,\n}}\n");
    folder.write("src/user/mod.rs", &format!("mod role;\n{}", model("User")));
    folder.write("src/user/role.rs", "#[ssot::model]\npub enum Role {\n    Reader,\n}\n");
    folder.write("src/shop/item.rs", &model("Item"));
    folder.write("src/plain.rs", "pub fn ssot() {}\n");
    folder.write("src/stray.rs", &model("Stray"));
    let compilation = compile(&folder, "src/lib.rs");
    assert_eq!(codes(&compilation), Vec::<u16>::new());
    let read = ["lib.rs", "user/mod.rs", "user/role.rs", "shop/item.rs", "plain.rs"];
    assert_eq!(names(&compilation), read);
    let schema = compilation.schema.as_ref().unwrap();
    // A module without models changes no output.
    assert_eq!(schema.sources, ["user/mod.rs", "user/role.rs", "shop/item.rs"]);
    let models: Vec<&str> = schema.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(models, ["User", "Item"]);
}

#[test]
fn a_module_out_of_reach_is_an_error_at_its_name() {
    let folder = Folder::new("out-of-reach");
    folder.write("secret.rs", "#[ssot::model]\npub struct Secret {\n    #[ssot(id)]\n    pub id: i32,\n}\n");
    folder.write("src/lib.rs", "#[path = \"../secret.rs\"]\nmod secret;\nmod missing;\n");
    let compilation = compile(&folder, "src/lib.rs");
    assert_eq!(codes(&compilation), [74, 74]);
    let places: Vec<&str> = compilation.diagnostics.iter().map(|found| compilation.sources.text(found.span)).collect();
    assert_eq!(places, ["secret", "missing"]);
    assert_eq!(names(&compilation), ["lib.rs"]);
}
