//! One mistake is one error, and all mistakes are reported in one run: the schema of the shop with mistakes in it.

#![allow(clippy::unwrap_used, reason = "a schema that cannot be read is a failed test")]

use std::collections::BTreeSet;
use std::fs;

use ssot_core::diagnostic::{Fix, render_plain};
use ssot_core::source::SourceMap;
use ssot_core::{Compilation, Options, compile};
use ssot_tests::generator::Random;
use ssot_tests::oracle::{Answer, Oracle, Version};
use ssot_tests::toolchain::workspace;

/// A piece of the schema, what somebody made of it, and the code of the one error.
const MISTAKES: [(&str, &str, u16); 36] = [
    ("line1      String", "line1      Strng", 100),
    ("country    String      @db.Char(2)", "country    String      @db.Chr(2)", 130),
    ("city       String\n", "city       String = \"Wien\"\n", 17),
    ("code  String       @unique @db", "code  String       @uniqe @db", 203),
    ("}\n\nmodel Brand {", "\nmodel Brand {", 6),
    ("@@id([warehouseId, variantId])", "@@id([warehouseId, variantIdd])", 140),
    ("onDelete: Restrict, onUpdate: NoAction", "onDelete: Restrikt, onUpdate: NoAction", 159),
    ("isActive    Boolean          @default(true)", "isActive    Boolean          @default(1)", 120),
    ("@@index([attributes], type: Gin)", "@@index([attributes], type: Gim)", 143),
    ("  tickets     SupportTicket[]\n", "", 151),
    ("@@map(\"orders\")", "@@mapp(\"orders\")", 203),
    ("number     BigInt   @unique", "number     BigInt   @unique @unique", 205),
    ("  SALE\n", "  SALE\n  SALE\n", 200),
    ("placedAt          DateTime?", "placedAt          DateTime[]?", 19),
    ("quantity  Int\n", "quantity  Int;\n", 23),
    ("rating     Int      @db.SmallInt", "rating     Int      @db.SmallInt(2)", 133),
    ("usedAt     DateTime @default(now())", "usedAt     DateTime @default(now)", 120),
    ("tier       Int      @default(1)", "tier       Int      @default(\"1\")", 120),
    ("reference String?       @unique", "reference String?       unique", 17),
    ("[wishlistId], references: [id]", "[wishlistId], references: [uid]", 156),
    ("percentOff Int?", "percentOff: Int?", 18),
    ("reason      MovementReason", "reason      MovementReasn", 100),
    ("@@unique([productId, customerId])", "@@unique([productId, customerId, productId])", 214),
    ("model Tag {", "modle Tag {", 4),
    ("[staffId], references: [id]", "[staffId], references: [tenantId]", 251),
    ("couponId   Int\n", "couponId   String\n", 250),
    ("billingAddress    Address? ", "billingAddress    Address  ", 254),
    ("loyalty     LoyaltyCard?", "loyalty     LoyaltyCard", 253),
    ("provider = \"postgresql\"\n", "provider = \"postgresql\"\n  pooling = true\n", 104),
    ("carrier     String", "carrier     String @map('carrier_name')", 20),
    ("amountOff  Decimal?    @db.Decimal(10, 2)", "amountOff  Decimal?    @db.Decimal(10)", 133),
    ("deletedAt   DateTime?", "deletedAt   DateTime? @default(noww())", 122),
    ("subject    String\n", "subject\n", 29),
    ("@@index([lastName, firstName])", "@@index([])", 142),
    ("BANK_TRANSFER @map(\"bank-transfer\")", "BANK_TRANSFER @map(bank)", 114),
    ("wishItems   WishlistItem[]", "wishItems   WishlistItem[] @relation(onDelete: Cascade)", 155),
];

fn schema() -> String {
    fs::read_to_string(workspace().join("tests/domains/shop/schema.prisma")).unwrap()
}

fn check(text: String) -> Compilation {
    check_as("prisma", text)
}

fn check_as(extension: &str, text: String) -> Compilation {
    let mut sources = SourceMap::new();
    sources.add(format!("schema.{extension}"), text);
    compile(sources, &Options::default())
}

/// The text with the edits made.
fn mend(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut mended = text.to_owned();
    for edit in edits {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    mended
}

/// The codes of all errors, sorted.
fn codes(compilation: &Compilation) -> Vec<u16> {
    let errors = compilation.diagnostics.iter().filter(|found| found.is_error());
    let mut codes: Vec<u16> = errors.map(|found| found.code.0).collect();
    codes.sort_unstable();
    codes
}

/// Makes these mistakes and wants these errors, no more and no fewer.
fn expect(mistakes: &[usize]) {
    let mut text = schema();
    for &mistake in mistakes {
        let (right, wrong, _) = MISTAKES[mistake];
        assert_eq!(text.matches(right).count(), 1, "{right:?} does not stand there once");
        text = text.replacen(right, wrong, 1);
    }
    let mut wanted: Vec<u16> = mistakes.iter().map(|&mistake| MISTAKES[mistake].2).collect();
    wanted.sort_unstable();
    let result = check(text);
    let found = codes(&result);
    assert_eq!(found, wanted, "{}", render_plain(&result.diagnostics, &result.sources));
}

#[test]
fn the_schema_itself_is_right() {
    let text = schema();
    assert!(text.lines().count() > 300);
    assert_eq!(codes(&check(text)), [0_u16; 0]);
}

#[test]
fn one_mistake_is_one_error() {
    (0..MISTAKES.len()).for_each(|mistake| expect(&[mistake]));
}

#[test]
fn twelve_mistakes_are_twelve_errors() {
    let mut random = Random::new(12);
    for _ in 0..60 {
        let mut chosen = BTreeSet::new();
        while chosen.len() < 12 {
            chosen.insert(random.below(MISTAKES.len()));
        }
        expect(&chosen.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn all_mistakes_at_once_are_all_reported() {
    expect(&(0..MISTAKES.len()).collect::<Vec<_>>());
}

/// Schemas with one mistake each, whose fix makes them right for Prisma too.
const MENDABLE: [&str; 12] = [
    // A back relation is missing.
    "model Author {\n  id Int @id\n}\n\nmodel Post {\n  id Int @id\n  authorId Int\n  author Author @relation(\"Wrote\", fields: [authorId], references: [id])\n}\n",
    // The end that holds the columns is missing.
    "model Author {\n  id Int @id\n  posts Post[] @relation(\"Wrote\")\n}\n\nmodel Post {\n  id Int @id\n  author String\n}\n",
    // The arguments and the column are missing.
    "model Author {\n  id String @id @db.Uuid\n  posts Post[]\n}\n\nmodel Post {\n  id Int @id\n  author Author?\n}\n",
    "model Author {\n  id Int @id\n  posts Post[] @relation(\"Wrote\")\n}\n\nmodel Post {\n  id Int @id\n  author Author @relation(\"Wrote\") // who\n}\n",
    "model Author {\n  id Int @id\n  posts Post[]\n}\n\nmodel Post {\n  id Int @id\n  authorId Int\n  author Author @relation(onDelete: Cascade)\n}\n",
    // Neither end of one to one holds the columns.
    "model User {\n  id Int @id\n  profile Profile?\n}\n\nmodel Profile {\n  id Int @id\n  user User\n}\n",
    // `@unique` is missing.
    "model User {\n  id Int @id\n  profile Profile?\n}\n\nmodel Profile {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n",
    // A misspelt type, attribute and field.
    "model User {\n  id Int @id\n  name Strng\n}\n",
    "model User {\n  id Int @id\n  name String @uniqe\n}\n",
    "model User {\n  id Int @id\n  email String\n\n  @@index([emial])\n}\n",
    // A reserved name that is used.
    "model class {\n  id Int @id\n  pupils Pupil[]\n}\n\nmodel Pupil {\n  id Int @id\n  classId Int\n  class class @relation(fields: [classId], references: [id])\n}\n",
    // `@@schema` is missing.
    "model User {\n  id Int @id\n  role Role\n\n  @@schema(\"shop\")\n}\n\nenum Role {\n  A\n}\n",
];

#[test]
fn a_fix_makes_the_schema_right() {
    let mut oracle = Oracle::start();
    for (index, models) in MENDABLE.into_iter().enumerate() {
        let schemas = if models.contains("@@schema") { "  schemas = [\"shop\"]\n" } else { "" };
        let text = format!("datasource db {{\n  provider = \"postgresql\"\n{schemas}}}\n\n{models}");
        let broken = check(text.clone());
        let errors: Vec<_> = broken.diagnostics.iter().filter(|found| found.is_error()).collect();
        let said = render_plain(&broken.diagnostics, &broken.sources);
        assert_eq!(errors.len(), 1, "#{index}: {said}");
        let fix = errors[0].fix.as_ref().unwrap_or_else(|| panic!("#{index} has no fix: {said}"));
        let mended = mend(&text, fix);
        let right = check(mended.clone());
        let said = render_plain(&right.diagnostics, &right.sources);
        assert!(!right.diagnostics.has_errors(), "#{index}:\n{mended}\n{said}");
        if let Some(oracle) = &mut oracle {
            let answer = oracle.validate(Version::Seven, &[("schema.prisma".to_owned(), mended.clone())]);
            assert_eq!(answer, Answer::Ok(serde_json::Value::Null), "#{index}:\n{mended}");
        }
    }
}

/// Schemas in other languages with one mistake each, whose fix makes them right.
const MENDABLE_ELSEWHERE: [(&str, &str); 23] = [
    // Another name of a type, a misspelt one, and one of the schema language.
    (
        "rs",
        "type Title = String;\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    title: Option<Title>,\n}\n",
    ),
    ("rs", "#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    title: Strin,\n}\n"),
    ("rs", "#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    views: Integer,\n}\n"),
    // A condition without quotes, a number in them.
    (
        "rs",
        "#[ssot::model]\n#[ssot(allow(\"read\", id > 3 && !draft))]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    draft: bool,\n}\n",
    ),
    ("rs", "#[ssot::model]\nstruct Post {\n    #[ssot(id, max = \"5\")]\n    id: i32,\n}\n"),
    // What Rust calls for a value.
    (
        "rs",
        "#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    #[ssot(default = String::new())]\n    title: String,\n}\n",
    ),
    ("rs", "#[ssot::model]\nstruct Post {\n    #[ssot(id, default = uuid::Uuid::now_v7())]\n    id: uuid::Uuid,\n}\n"),
    (
        "rs",
        "ssot::datasource! { provider = \"postgresql\" }\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    #[ssot(default = Vec::new())]\n    tags: Vec<String>,\n}\n",
    ),
    // No key.
    ("rs", "#[ssot::model(table)]\nstruct Post {\n    title: String,\n}\n"),
    // The arguments of a relation, its column, its other end.
    (
        "rs",
        "#[ssot::model]\nstruct Author {\n    #[ssot(id)]\n    id: i32,\n    posts: Relation<Vec<Post>>,\n}\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    author_id: i32,\n    author: Relation<Author>,\n}\n",
    ),
    (
        "rs",
        "#[ssot::model]\n#[serde(rename_all = \"camelCase\")]\nstruct Author {\n    #[ssot(id)]\n    the_key: i32,\n    posts: Relation<Vec<Post>>,\n}\n#[ssot::model]\npub struct Post {\n    #[ssot(id)]\n    id: i32,\n    /// Who.\n    #[ssot(relation(on_delete = Cascade))]\n    pub author: Relation<Author>\n}\n",
    ),
    (
        "rs",
        "#[ssot::model]\nstruct Author { #[ssot(id)] id: i32, #[ssot(relation = \"Wrote\")] posts: Relation<Vec<Post>> }\n#[ssot::model]\nstruct Post { #[ssot(id)] id: i32, #[ssot(relation = \"Wrote\")] author: Relation<Author> }\n",
    ),
    (
        "rs",
        "#[ssot::model]\nstruct Author {\n    #[ssot(id)]\n    id: i32,\n}\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    author_id: i32,\n    #[ssot(relation(fields = [author_id], references = [id]))]\n    author: Relation<Author>,\n}\n",
    ),
    (
        "rs",
        "#[ssot::model]\nstruct Author {\n    #[ssot(id)]\n    id: i32,\n    posts: Relation<Vec<Post>>,\n}\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n}\n",
    ),
    // A field of the other model, by its name in the schema.
    (
        "rs",
        "#[ssot::model]\n#[serde(rename_all = \"camelCase\")]\nstruct Author {\n    #[ssot(id)]\n    the_key: i32,\n    posts: Relation<Vec<Post>>,\n}\n#[ssot::model]\nstruct Post {\n    #[ssot(id)]\n    id: i32,\n    author_id: i32,\n    #[ssot(relation(fields = [author_id], references = [thekey]))]\n    author: Relation<Author>,\n}\n",
    ),
    ("toml", "[model.Post]\nindex = \"a, b(sort: Desc)\"\nfields.a = \"Int @id\"\nfields.b = \"Int\"\n"),
    ("toml", "[model.Post]\nid = ['a, b']\nfields.a = \"Int\"\nfields.b = \"Int\"\n"),
    ("toml", "[model.Post]\nindex = [[\"b\"], \"b, a\"]\nfields.a = \"Int @id\"\nfields.b = \"Int\"\n"),
    ("toml", "[model.Post]\nfields.a = { type = \"Int\", id = \"true\" }\n"),
    ("toml", "[model.Post]\nfields.a = { type = \"Int\", id = true, max = \"-5\" }\n"),
    (
        "toml",
        "[model.Author]\nfields.id = \"Int @id\"\nfields.posts = \"Post[]\"\n[model.Post]\nfields.id = \"Int @id\"\nfields.author = \"Author\"\n",
    ),
    (
        "toml",
        "[model.Author]\nfields.id = \"Int @id\"\nfields.posts = \"Post[]\"\n[model.Post.fields]\nid = \"Int @id\"\nauthor_id = \"Int\"\nauthor = { type = \"Author\" }\n",
    ),
    ("ssot", "model Post {\n  id Int @id @max(\"5\")\n}\n"),
];

#[test]
fn a_fix_makes_other_languages_right_too() {
    for (index, (extension, text)) in MENDABLE_ELSEWHERE.into_iter().enumerate() {
        let broken = check_as(extension, text.to_owned());
        let said = render_plain(&broken.diagnostics, &broken.sources);
        let errors: Vec<_> = broken.diagnostics.iter().filter(|found| found.is_error()).collect();
        assert_eq!(errors.len(), 1, "#{index}: {said}");
        let fix = errors[0].fix.as_ref().unwrap_or_else(|| panic!("#{index} has no fix: {said}"));
        let mended = mend(text, fix);
        let right = check_as(extension, mended.clone());
        let said = render_plain(&right.diagnostics, &right.sources);
        assert!(!right.diagnostics.has_errors(), "#{index}:\n{mended}\n{said}");
    }
}

/// Mistakes in policies, actions and events; each line says the codes of its errors.
const IN_SSOT: &str = r#"
model User {
  id    Int    @id @default(autoincrement())
  name  String @allow("create", true) // 761
  email String @allow("read", id == auth().id || adminn) // 750
  posts Post[]

  @@allow("reed", true) // 761
  @@allow("read") // 760
  @@tenant(nme) // 766
}

model Post {
  id        Int      @id @default(autoincrement())
  title     String
  note      String?
  views     Int      @default(0)
  status    Status   @default(DRAFT)
  changedAt DateTime @updatedAt
  authorId  Int
  author    User     @relation(fields: [authorId], references: [id])

  @@allow("read", status == DRAF) // 750
  @@allow("create", id > 3) // 762
  @@deny("update", title) // 752
}

enum Status {
  DRAFT
  PUBLISHED
}

event Published {
  postId Int
  post   Post // 772
  at     DateTim // 100
}

event Told {
  postId Int
  note   String?
}

event Status { // 101
  a Int
}

action publish(at: DateTime?, at: Int, who: User) on Post { // 772 773
  require status = DRAFT else "not_a_draft" // 60
  require views > "1" else "Too Few" // 751 781
  validate views > 1 else "too_few" // 63
  set statuss = PUBLISHED // 774
  set author = 1 // 774
  set changedAt = now() // 776
  set id = 3 // 776
  set title = note // 775
  set views = at // 775
  set note = who
  if views {  // 752
    emit Publishd { postId: id } // 778
    emit Told { at: now(), posstId: id, postId: 1, postId: 2 } // 779 779 780
  }
  create Post { title: "x" } // 777
  create Pst { title: "x" } // 771
  call archive(now: true) // 785
  call archiv // 784
  delete
  set views = 1 // 782
}

action archive(reason: String?) on Post {
  set note = reason
  call close
}

action close on Post {
  call archive // 786
}

action archive on Post[] { // 770
  reject "late"
}

action search on Post[] { // 770
  delete // 782
}

action nothing on Posst { // 771
  set views = 1
}

action idle(unused: Int) on Post { // 787
}
"#;

/// The same kinds of mistakes in TOML.
const IN_TOML: &str = r#"
[model.User]
fields.id = "Int @id @default(autoincrement())"
fields.name = { type = "String", allow = { create = true } } # 761
fields.email = { type = "String", allow = { read = "id == auth().id || adminn" } } # 750
fields.posts = "Post[]"
allow.reed = true # 761
allow.read = "id = 1" # 60
tenant = "nme" # 766

[model.Post]
fields.id = "Int @id @default(autoincrement())"
fields.title = "String"
fields.note = "String?"
fields.views = "Int @default(0)"
fields.status = "Status @default(DRAFT)"
fields.authorId = "Int"
fields.author = "User @relation(fields: [authorId], references: [id])"
allow = [
  { read = "status == DRAF" }, # 750
  { create = "id > 3" }, # 762
  { update = ["title", 1] }, # 752 752
]

# What seems to be missing here may stand where it could not be read.
[model.Other]
fields.id = "Int @id @default(autoincrement())"
alow = { read = true } # 83
deny = ["all"] # 84
tenant = "tenant"

[enum.Status]
values = ["DRAFT", "PUBLISHED"]

[event.Told]
fields.postId = "Int"

[event.Published]
fields.postId = "Int"
fields.post = "Post" # 772
fields.at = { typ = "DateTime" } # 83 85
field.x = "Int" # 83

[action.publish]
on = "Post"
parameters.at = "DateTime?"
parameters.who = "User" # 772
parameters.ok = "Boolean @id" # 203
steps = [
  { require = "status = DRAFT", else = "not_a_draft" }, # 60
  { require = 'views > "1"', else = "Too Few" }, # 751 781
  { validate = "views > 1", else = "too_few" }, # 83
  { require = "views > 1" }, # 85
  "set statuss = PUBLISHED", # 774
  { set = { author = 1, id = 3, title = "note", views = "at" } }, # 774 775 775 776
  { if = "views", then = [ # 752
    { emit = "Publishd", with = { postId = "id" } }, # 778
    { emit = "Told", with = { posstId = "id" } }, # 779
  ] },
  { create = "Post", with = { title = '"x"' } }, # 777
  { create = "Pst" }, # 771
  { delete = true, return = true }, # 92
  { call = "archiv" }, # 784
  { delete = "yes" }, # 84
]

[action.idle] # 85
on = "Post"
"#;

/// The lines and codes of errors that the comments of a text want, and those that are found.
fn compare(path: &str, text: &str, mark: &str) {
    let wanted: Vec<(u32, u16)> = text
        .lines()
        .enumerate()
        .flat_map(|(line, text)| {
            let codes = text.rsplit_once(mark).map_or("", |(_, codes)| codes).split_whitespace();
            codes.map(move |code| (line as u32 + 1, code.parse().unwrap()))
        })
        .collect();
    let mut sources = SourceMap::new();
    sources.add(path, text);
    let result = compile(sources, &Options::default());
    let errors = result.diagnostics.iter().filter(|found| found.is_error());
    let mut found: Vec<(u32, u16)> =
        errors.map(|error| (result.sources.position(error.span.file, error.span.start).line, error.code.0)).collect();
    found.sort_unstable();
    assert_eq!(found, wanted, "{}", render_plain(&result.diagnostics, &result.sources));
}

#[test]
fn all_mistakes_in_policies_actions_and_events_are_reported() {
    assert!(IN_SSOT.matches(" // ").count() > 30);
    compare("schema.ssot", IN_SSOT, " // ");
    compare("schema.toml", IN_TOML, " # ");
}
