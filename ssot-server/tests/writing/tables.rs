//! Hand-written tables in which every kind of key, default and relation occurs, on a database of each engine.
#![allow(clippy::needless_pass_by_value, reason = "constants have nothing to lend")]

use ssot_db::{Database, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_server::resource::{
    Access as See, Default, Enumeration, Field, Kind, Link, Relation, Resource, Rules, Unique,
};
use ssot_server::{Access, Api, Clock, Server};
use ssot_tests::toolchain::{MariaDb, Postgres};

/// 2026-01-31T09:30:00.000Z, the time of all tests.
pub(super) const NOW: i64 = 1_769_851_800_000;

pub(super) const fn resource(name: &'static str, segment: &'static str) -> Resource {
    Resource {
        name,
        segment,
        exposed: true,
        table: segment,
        namespace: None,
        fields: &[],
        computed: &[],
        relations: &[],
        key: &[0],
        partial: &[],
        uniques: &[],
        include: &[],
        read_only: false,
        upsert: false,
        require_if_match: false,
        aggregate: false,
        export: false,
        actions: &[],
        changes: false,
        default_take: None,
        max_take: None,
        policies: &[],
        tenant: None,
        deleted: None,
    }
}

pub(super) const fn field(name: &'static str, kind: Kind) -> Field {
    Field::new(name, name, kind)
}

pub(super) const fn nullable(field: Field) -> Field {
    Field { nullable: true, ..field }
}

const fn defaulted(field: Field, default: Default) -> Field {
    Field { default, ..field }
}

const fn one(
    name: &'static str,
    target: &'static Resource,
    inverse: usize,
    fields: &'static [usize],
    constraint: &'static str,
) -> Relation {
    Relation {
        name,
        target,
        inverse,
        link: Link::Holds { fields, references: &[0], constraint },
        list: false,
        nullable: false,
    }
}

const fn many(name: &'static str, target: &'static Resource, inverse: usize, fields: &'static [usize]) -> Relation {
    Relation { name, target, inverse, link: Link::Held { fields, references: &[0] }, list: true, nullable: false }
}

static ROLE: Enumeration =
    Enumeration { name: "Role", database: (None, "Role"), variants: &[("READER", "reader"), ("ADMIN", "admin")] };

pub(super) static USER: Resource = Resource {
    fields: &[
        defaulted(field("id", Kind::String), Default::Uuid(7)),
        field("email", Kind::String),
        Field { rules: Rules { max_length: Some(5), ..Rules::NONE }, ..field("name", Kind::String) },
        Field { access: See::WriteOnly, ..Field::new("passwordHash", "password_hash", Kind::String) },
        Field { access: See::Hidden, default: Default::Json("\"kept\""), ..field("note", Kind::String) },
        defaulted(field("role", Kind::Enumeration(&ROLE)), Default::Json("\"READER\"")),
        defaulted(field("balance", Kind::Decimal(Some((10, 2)))), Default::Json("\"0\"")),
        defaulted(field("bytesRead", Kind::BigInt), Default::Json("\"0\"")),
        nullable(field("settings", Kind::Json)),
        nullable(field("avatar", Kind::Bytes)),
        defaulted(field("createdAt", Kind::DateTime), Default::Now),
        Field { updated_at: true, ..field("updatedAt", Kind::DateTime) },
        Field { access: See::ReadOnly, default: Default::Json("0"), ..field("karma", Kind::Int) },
    ],
    computed: &[],
    relations: &[
        many("posts", &POST, 0, &[6]),
        Relation { list: false, nullable: true, ..many("profile", &PROFILE, 0, &[2]) },
        many("memberships", &MEMBERSHIP, 0, &[0]),
    ],
    partial: &[],
    uniques: &[Unique { name: "email", fields: &[1], constraint: "users_email_key" }],
    ..resource("User", "users")
};

pub(super) static PROFILE: Resource = Resource {
    fields: &[
        defaulted(field("id", Kind::Int), Default::Database),
        field("bio", Kind::String),
        nullable(field("userId", Kind::String)),
    ],
    computed: &[],
    relations: &[Relation { nullable: true, ..one("user", &USER, 1, &[2], "profiles_user_fkey") }],
    partial: &[],
    uniques: &[Unique { name: "userId", fields: &[2], constraint: "profiles_user_key" }],
    ..resource("Profile", "profiles")
};

pub(super) static POST: Resource = Resource {
    fields: &[
        defaulted(field("id", Kind::Int), Default::Database),
        field("slug", Kind::String),
        field("title", Kind::String),
        defaulted(field("published", Kind::Boolean), Default::Json("false")),
        defaulted(field("views", Kind::Int), Default::Json("0")),
        Field { version: true, ..field("version", Kind::Int) },
        field("authorId", Kind::String),
        nullable(field("categoryId", Kind::Int)),
        Field { list: true, ..field("labels", Kind::String) },
        nullable(field("rating", Kind::Float)),
    ],
    computed: &[],
    relations: &[
        one("author", &USER, 0, &[6], "posts_author_fkey"),
        Relation { nullable: true, ..one("category", &CATEGORY, 0, &[7], "posts_category_fkey") },
        many("comments", &COMMENT, 0, &[2]),
        Relation {
            name: "tags",
            target: &TAG,
            inverse: 0,
            link: Link::Join { table: "_PostToTag", namespace: None, here: "A", there: "B" },
            list: true,
            nullable: false,
        },
    ],
    partial: &[],
    uniques: &[Unique { name: "slug", fields: &[1], constraint: "posts_slug_key" }],
    include: &["author"],
    ..resource("Post", "posts")
};

pub(super) static CATEGORY: Resource = Resource {
    fields: &[
        defaulted(field("id", Kind::Int), Default::Database),
        field("name", Kind::String),
        nullable(field("parentId", Kind::Int)),
    ],
    computed: &[],
    relations: &[
        many("posts", &POST, 1, &[7]),
        Relation { nullable: true, ..one("parent", &CATEGORY, 2, &[2], "categories_parent_fkey") },
        many("children", &CATEGORY, 1, &[2]),
    ],
    partial: &[],
    uniques: &[Unique { name: "name", fields: &[1], constraint: "categories_name_key" }],
    ..resource("Category", "categories")
};

pub(super) static COMMENT: Resource = Resource {
    fields: &[
        defaulted(field("id", Kind::String), Default::Cuid(1)),
        field("body", Kind::String),
        field("postId", Kind::Int),
    ],
    computed: &[],
    relations: &[one("post", &POST, 2, &[2], "comments_post_fkey")],
    ..resource("Comment", "comments")
};

pub(super) static TAG: Resource = Resource {
    fields: &[defaulted(field("id", Kind::Int), Default::Database), field("name", Kind::String)],
    computed: &[],
    relations: &[Relation {
        name: "posts",
        target: &POST,
        inverse: 3,
        link: Link::Join { table: "_PostToTag", namespace: None, here: "B", there: "A" },
        list: true,
        nullable: false,
    }],
    partial: &[],
    uniques: &[Unique { name: "name", fields: &[1], constraint: "tags_name_key" }],
    ..resource("Tag", "tags")
};

pub(super) static MEMBERSHIP: Resource = Resource {
    fields: &[
        field("userId", Kind::String),
        field("club", Kind::String),
        defaulted(field("role", Kind::Enumeration(&ROLE)), Default::Json("\"READER\"")),
    ],
    computed: &[],
    relations: &[one("user", &USER, 2, &[0], "memberships_user_fkey")],
    key: &[0, 1],
    upsert: true,
    require_if_match: false,
    aggregate: false,
    export: false,
    actions: &[],
    changes: false,
    ..resource("Membership", "memberships")
};

pub(super) static SETTING: Resource = Resource {
    fields: &[
        field("key", Kind::String),
        nullable(field("value", Kind::Json)),
        Field {
            rules: Rules { min: Some(0), ..Rules::NONE },
            ..defaulted(field("rank", Kind::Int), Default::Json("1"))
        },
        Field { access: See::ReadOnly, ..defaulted(field("hits", Kind::Int), Default::Json("7")) },
        Field { version: true, ..field("version", Kind::Int) },
    ],
    upsert: true,
    require_if_match: false,
    aggregate: false,
    export: false,
    actions: &[],
    changes: false,
    ..resource("Setting", "settings")
};

pub(super) static RESOURCES: &[&Resource] = &[&USER, &PROFILE, &POST, &CATEGORY, &COMMENT, &TAG, &MEMBERSHIP, &SETTING];

/// `{…}` is replaced by the engine's own words.
const DEFINITIONS: &str = r#"
CREATE TABLE users (id TEXT PRIMARY KEY NOT NULL, email TEXT NOT NULL, name TEXT NOT NULL, password_hash TEXT NOT NULL,
  note TEXT NOT NULL, role {role} NOT NULL, balance {decimal} NOT NULL, "bytesRead" BIGINT NOT NULL, settings JSONB, avatar {bytes},
  "createdAt" {moment} NOT NULL, "updatedAt" {moment} NOT NULL, karma INTEGER NOT NULL CHECK (karma >= 0));
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE TABLE profiles (id {counted}, bio TEXT NOT NULL, "userId" TEXT,
  CONSTRAINT profiles_user_fkey FOREIGN KEY ("userId") REFERENCES users (id) ON DELETE CASCADE);
CREATE UNIQUE INDEX profiles_user_key ON profiles ("userId");
CREATE TABLE categories (id {counted}, name TEXT NOT NULL, "parentId" INTEGER,
  CONSTRAINT categories_parent_fkey FOREIGN KEY ("parentId") REFERENCES categories (id) ON DELETE RESTRICT);
CREATE UNIQUE INDEX categories_name_key ON categories (name);
CREATE TABLE posts (id {counted}, slug TEXT NOT NULL, title TEXT NOT NULL, published BOOLEAN NOT NULL, views INTEGER NOT NULL,
  version INTEGER NOT NULL, "authorId" TEXT NOT NULL, "categoryId" INTEGER, labels {list} NOT NULL, rating {double},
  CONSTRAINT posts_author_fkey FOREIGN KEY ("authorId") REFERENCES users (id) ON DELETE RESTRICT,
  CONSTRAINT posts_category_fkey FOREIGN KEY ("categoryId") REFERENCES categories (id),
  CONSTRAINT posts_views_check CHECK (views < 1000));
CREATE UNIQUE INDEX posts_slug_key ON posts (slug);
CREATE TABLE comments (id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL, "postId" INTEGER NOT NULL,
  CONSTRAINT comments_post_fkey FOREIGN KEY ("postId") REFERENCES posts (id) ON DELETE CASCADE);
CREATE TABLE tags (id {counted}, name TEXT NOT NULL);
CREATE UNIQUE INDEX tags_name_key ON tags (name);
CREATE TABLE "_PostToTag" ("A" INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  "B" INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE);
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");
CREATE TABLE memberships ("userId" TEXT NOT NULL, club TEXT NOT NULL, role {role} NOT NULL, PRIMARY KEY ("userId", club),
  CONSTRAINT memberships_user_fkey FOREIGN KEY ("userId") REFERENCES users (id));
CREATE TABLE settings ("key" TEXT PRIMARY KEY NOT NULL, value JSONB, rank INTEGER NOT NULL,
  hits INTEGER NOT NULL, version INTEGER NOT NULL);
"#;

const SQLITE: &[(&str, &str)] = &[
    ("{role}", "TEXT"),
    ("{decimal}", "DECIMAL"),
    ("{bytes}", "BLOB"),
    ("{moment}", "DATETIME"),
    ("{counted}", "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"),
    ("{list}", "JSONB"),
    ("{double}", "REAL"),
];

const POSTGRES: &[(&str, &str)] = &[
    ("{role}", "\"Role\""),
    ("{decimal}", "NUMERIC(10,2)"),
    ("{bytes}", "BYTEA"),
    ("{moment}", "TIMESTAMP(3)"),
    ("{counted}", "SERIAL PRIMARY KEY"),
    ("{list}", "TEXT[]"),
    ("{double}", "DOUBLE PRECISION"),
];

/// Texts in keys have a length.
const MYSQL: &[(&str, &str)] = &[
    ("TEXT", "VARCHAR(191)"),
    ("JSONB", "JSON"),
    ("{role}", "ENUM('reader', 'admin')"),
    ("{decimal}", "DECIMAL(10,2)"),
    ("{bytes}", "LONGBLOB"),
    ("{moment}", "DATETIME(3)"),
    ("{counted}", "INTEGER PRIMARY KEY AUTO_INCREMENT"),
    ("{list}", "JSON"),
    ("{double}", "DOUBLE"),
];

const SEEDS: &str = r#"
INSERT INTO users VALUES
  ('ann', 'ann@x.org', 'Ann', 'h', 'n', 'reader', 0, 0, NULL, NULL, '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', 0),
  ('bob', 'bob@x.org', 'Bob', 'h', 'n', 'admin', 0, 0, NULL, NULL, '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', 0);
INSERT INTO categories (name, "parentId") VALUES ('root', NULL), ('leaf', 1), ('empty', NULL);
INSERT INTO posts (slug, title, published, views, version, "authorId", "categoryId", labels, rating) VALUES
  ('one', 'One', TRUE, 5, 1, 'ann', 1, {labels}, 1.5), ('two', 'Two', FALSE, 0, 1, 'bob', NULL, {none}, NULL);
INSERT INTO comments VALUES ('c1', 'first', 1), ('c2', 'second', 1);
INSERT INTO tags (name) VALUES ('rust'), ('sql');
INSERT INTO "_PostToTag" VALUES (1, 1);
INSERT INTO memberships VALUES ('ann', 'a,b', 'reader');
INSERT INTO settings VALUES ('theme', '"dark"', 1, 9, 3);
"#;

fn spoken(text: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(text.to_owned(), |text, (word, meaning)| text.replace(word, meaning))
}

/// A database of each engine that is there, with the seeds.
pub(super) async fn databases() -> Vec<Database> {
    let sqlite = Database::sqlite(SqliteConfig::temporary()).unwrap();
    sqlite.batch(&spoken(DEFINITIONS, SQLITE)).await.unwrap();
    sqlite.batch(&spoken(SEEDS, &[("{labels}", "'[\"red\"]'"), ("{none}", "'[]'")])).await.unwrap();
    let mut databases = vec![sqlite];
    if let Some(url) = MariaDb::shared().map(MariaDb::url) {
        let mariadb = Database::mysql(MysqlConfig::new(url)).await.unwrap();
        // As the `sql` target writes it of tables.
        mariadb.batch("ALTER DATABASE COLLATE utf8mb4_nopad_bin").await.unwrap();
        mariadb.batch(&spoken(DEFINITIONS, MYSQL)).await.unwrap();
        let words = [("{labels}", "'[\"red\"]'"), ("{none}", "'[]'"), ("Z'", "'")];
        mariadb.batch(&spoken(SEEDS, &words)).await.unwrap();
        databases.push(mariadb);
    }
    if let Some(url) = Postgres::shared().map(Postgres::database) {
        let postgres = Database::postgres(PostgresConfig::new(url)).await.unwrap();
        postgres.batch(r#"CREATE TYPE "Role" AS ENUM ('reader', 'admin')"#).await.unwrap();
        postgres.batch(&spoken(DEFINITIONS, POSTGRES)).await.unwrap();
        postgres.batch(&spoken(SEEDS, &[("{labels}", "'{red}'"), ("{none}", "'{}'")])).await.unwrap();
        databases.push(postgres);
    }
    databases
}

/// A server for a database; its clock stands still.
pub(super) fn server(database: Database) -> Server {
    Server::new(Api::new(database, RESOURCES).access(Access::Public).clock(Clock::new(|| NOW)))
}
