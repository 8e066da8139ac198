//! A small API with hand-written tables on a temporary database, called in process.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::body::{Body, to_bytes};
use serde_json::Value;
use ssot_db::{Database, SqliteConfig};
use ssot_server::resource::{Access as See, Default, Enumeration, Field, Kind, Link, Relation, Resource, Unique};
use ssot_server::{Access, Api, Server};

pub(crate) const fn resource(name: &'static str, segment: &'static str, table: &'static str) -> Resource {
    Resource {
        name,
        segment,
        exposed: true,
        table,
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

const fn field(name: &'static str, column: &'static str, kind: Kind) -> Field {
    Field::new(name, column, kind)
}

const fn nullable(name: &'static str, column: &'static str, kind: Kind) -> Field {
    Field { nullable: true, ..field(name, column, kind) }
}

pub(crate) static STATUS: Enumeration = Enumeration {
    name: "Status",
    database: (None, "Status"),
    variants: &[("DRAFT", "draft"), ("PUBLISHED", "published"), ("ARCHIVED", "archived")],
};

pub(crate) static USER: Resource = Resource {
    fields: &[
        field("id", "id", Kind::String),
        field("name", "name", Kind::String),
        Field { access: See::WriteOnly, ..field("passwordHash", "password_hash", Kind::String) },
        Field { access: See::Hidden, default: Default::Json("\"\""), ..field("note", "note", Kind::String) },
        field("balance", "balance", Kind::Decimal(None)),
    ],
    computed: &[],
    relations: &[
        Relation {
            name: "posts",
            target: &POST,
            inverse: 0,
            link: Link::Held { fields: &[7], references: &[0] },
            list: true,
            nullable: false,
        },
        Relation {
            name: "memberships",
            target: &MEMBERSHIP,
            inverse: 0,
            link: Link::Held { fields: &[0], references: &[0] },
            list: true,
            nullable: false,
        },
    ],
    ..resource("User", "users", "users")
};

pub(crate) static POST: Resource = Resource {
    fields: &[
        Field { default: Default::Database, ..field("id", "id", Kind::Int) },
        field("slug", "slug", Kind::String),
        field("title", "title", Kind::String),
        field("published", "published", Kind::Boolean),
        field("status", "status", Kind::Enumeration(&STATUS)),
        field("views", "views", Kind::Int),
        field("createdAt", "created_at", Kind::DateTime),
        field("authorId", "author_id", Kind::String),
        nullable("categoryId", "category_id", Kind::Int),
        nullable("rating", "rating", Kind::Float),
        nullable("meta", "meta", Kind::Json),
        Field { list: true, ..field("labels", "labels", Kind::String) },
    ],
    computed: &[],
    relations: &[
        Relation {
            name: "author",
            target: &USER,
            inverse: 0,
            link: Link::Holds { fields: &[7], references: &[0], constraint: "posts_author_id_fkey" },
            list: false,
            nullable: false,
        },
        Relation {
            name: "category",
            target: &CATEGORY,
            inverse: 0,
            link: Link::Holds { fields: &[8], references: &[0], constraint: "posts_category_id_fkey" },
            list: false,
            nullable: true,
        },
        Relation {
            name: "comments",
            target: &COMMENT,
            inverse: 0,
            link: Link::Held { fields: &[3], references: &[0] },
            list: true,
            nullable: false,
        },
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
    aggregate: true,
    ..resource("Post", "posts", "posts")
};

pub(crate) static CATEGORY: Resource = Resource {
    fields: &[field("id", "id", Kind::Int), field("name", "name", Kind::String)],
    computed: &[],
    relations: &[Relation {
        name: "posts",
        target: &POST,
        inverse: 1,
        link: Link::Held { fields: &[8], references: &[0] },
        list: true,
        nullable: false,
    }],
    ..resource("Category", "categories", "categories")
};

pub(crate) static COMMENT: Resource = Resource {
    fields: &[
        field("id", "id", Kind::BigInt),
        field("body", "body", Kind::String),
        field("approved", "approved", Kind::Boolean),
        field("postId", "post_id", Kind::Int),
        field("authorId", "author_id", Kind::String),
    ],
    computed: &[],
    relations: &[
        Relation {
            name: "post",
            target: &POST,
            inverse: 2,
            link: Link::Holds { fields: &[3], references: &[0], constraint: "comments_post_id_fkey" },
            list: false,
            nullable: false,
        },
        Relation {
            name: "author",
            target: &USER,
            inverse: 0,
            link: Link::Holds { fields: &[4], references: &[0], constraint: "comments_author_id_fkey" },
            list: false,
            nullable: false,
        },
    ],
    ..resource("Comment", "comments", "comments")
};

pub(crate) static TAG: Resource = Resource {
    export: true,
    actions: &[],
    changes: false,
    fields: &[field("id", "id", Kind::Int), field("name", "name", Kind::String)],
    computed: &[],
    relations: &[Relation {
        name: "posts",
        target: &POST,
        inverse: 3,
        link: Link::Join { table: "_PostToTag", namespace: None, here: "B", there: "A" },
        list: true,
        nullable: false,
    }],
    ..resource("Tag", "tags", "tags")
};

pub(crate) static MEMBERSHIP: Resource = Resource {
    fields: &[
        field("userId", "user_id", Kind::String),
        field("groupName", "group_name", Kind::String),
        field("since", "since", Kind::Date),
    ],
    computed: &[],
    relations: &[Relation {
        name: "user",
        target: &USER,
        inverse: 1,
        link: Link::Holds { fields: &[0], references: &[0], constraint: "memberships_user_id_fkey" },
        list: false,
        nullable: false,
    }],
    key: &[0, 1],
    ..resource("Membership", "memberships", "memberships")
};

pub(crate) static RESOURCES: &[&Resource] = &[&USER, &POST, &CATEGORY, &COMMENT, &TAG, &MEMBERSHIP];

const DEFINITIONS: &str = r#"
CREATE TABLE users (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, password_hash TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
  balance DECIMAL NOT NULL);
CREATE TABLE categories (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);
CREATE TABLE posts (id {serial} PRIMARY KEY, slug TEXT NOT NULL, title {title} NOT NULL,
  published BOOLEAN NOT NULL, status {status} NOT NULL, views INTEGER NOT NULL, created_at {moment} NOT NULL,
  author_id TEXT NOT NULL REFERENCES users (id), category_id INTEGER REFERENCES categories (id), rating {double},
  meta JSONB, labels {texts} NOT NULL);
CREATE UNIQUE INDEX posts_slug_key ON posts (slug);
CREATE TABLE comments (id BIGINT PRIMARY KEY NOT NULL, body TEXT NOT NULL, approved BOOLEAN NOT NULL,
  post_id INTEGER NOT NULL REFERENCES posts (id), author_id TEXT NOT NULL REFERENCES users (id));
CREATE TABLE tags (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);
CREATE TABLE "_PostToTag" ("A" INTEGER NOT NULL REFERENCES posts (id), "B" INTEGER NOT NULL REFERENCES tags (id));
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");
CREATE TABLE memberships (user_id TEXT NOT NULL REFERENCES users (id), group_name TEXT NOT NULL, since DATE NOT NULL,
  PRIMARY KEY (user_id, group_name));
INSERT INTO users VALUES ('ann', 'Ann', 'secret-ann', '', '10.50'), ('bob', 'Bob', 'secret-bob', '', '9');
INSERT INTO categories VALUES (1, 'News'), (2, 'Empty');
INSERT INTO posts (slug, title, published, status, views, created_at, author_id, category_id, rating, meta, labels) VALUES
  ('one', 'hello world', TRUE, 'published', 99, '2024-12-31T23:59:59.999Z', 'ann', 1, 1.5, '{"a":{"b":1},"k":"x"}', {red,blue}),
  ('two', 'Hello 100%', TRUE, 'draft', 100, '2025-01-01T00:00:00.000Z', 'ann', NULL, NULL, NULL, {}),
  ('three', 'a_b', FALSE, 'archived', 1000, '2025-06-01 12:00:00', 'bob', 1, 4, '[1,2]', {red}),
  ('four', 'axb', FALSE, 'draft', 5, '2025-01-01T00:00:00.000Z', 'bob', NULL, -1.25, '{"a":{"b":"1"}}', {green}),
  ('five', 'back\slash, comma', TRUE, 'published', 7, '2026-01-01T00:00:00.000Z', 'bob', NULL, NULL, '"text"', {});
INSERT INTO comments VALUES (1, 'first', TRUE, 1, 'bob'), (2, 'second', FALSE, 1, 'ann'), (3, 'third', TRUE, 1, 'bob'),
  (9007199254740993, 'big', FALSE, 2, 'bob');
INSERT INTO tags VALUES (1, 'rust'), (2, 'sql'), (3, 'none');
INSERT INTO "_PostToTag" VALUES (1, 1), (1, 2), (3, 1);
INSERT INTO memberships VALUES ('ann', 'a,b', '2024-02-29'), ('ann', 'c', '2025-01-01');
"#;

/// Runs each test on each database there is.
#[allow(unused_macros, reason = "not every test file uses it")]
macro_rules! on_each_database {
    ($($name:ident)*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::common::public(crate::common::sqlite().await)).await;
            })*
        }

        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[tokio::test]
            async fn $name() {
                if let Some(database) = crate::common::postgres().await {
                    super::$name(&crate::common::public(database)).await;
                }
            })*
        }

        #[cfg(feature = "mysql")]
        mod mysql {
            $(#[tokio::test]
            async fn $name() {
                if let Some(database) = crate::common::mysql().await {
                    super::$name(&crate::common::public(database)).await;
                }
            })*
        }
    };
}

/// A server for everybody.
pub(crate) fn public(database: Database) -> Server {
    Server::new(Api::new(database, RESOURCES).access(Access::Public))
}

/// A new SQLite database with the seeds.
pub(crate) async fn sqlite() -> Database {
    let words = [
        ("{serial}", "INTEGER"),
        ("{title}", "TEXT"),
        ("{status}", "TEXT"),
        ("{moment}", "DATETIME"),
        ("{double}", "REAL"),
        ("{texts}", "JSONB"),
        ("{red,blue}", r#"'["red","blue"]'"#),
        ("{red}", r#"'["red"]'"#),
        ("{green}", r#"'["green"]'"#),
        ("{}", "'[]'"),
    ];
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    database.batch(&spelled(&words)).await.unwrap();
    database
}

/// A new PostgreSQL database with the seeds, where PostgreSQL is installed.
#[cfg(feature = "postgres")]
pub(crate) async fn postgres() -> Option<Database> {
    let words = [
        ("{serial}", "SERIAL"),
        // The order of a dictionary, which the contract does not follow.
        ("{title}", r#"TEXT COLLATE "en-x-icu""#),
        ("{status}", r#""Status""#),
        ("{moment}", "TIMESTAMP(3)"),
        ("{double}", "DOUBLE PRECISION"),
        ("{texts}", "TEXT[]"),
        ("{red,blue}", "'{red,blue}'"),
        ("{red}", "'{red}'"),
        ("{green}", "'{green}'"),
        ("{}", "'{}'"),
    ];
    let url = ssot_tests::toolchain::Postgres::shared()?.database();
    let database = Database::postgres(ssot_db::PostgresConfig::new(url)).await.unwrap();
    database.batch(r#"CREATE TYPE "Status" AS ENUM ('draft', 'published', 'archived');"#).await.unwrap();
    database.batch(&spelled(&words)).await.unwrap();
    Some(database)
}

/// A new MariaDB database with the seeds, where MariaDB is installed.
#[cfg(feature = "mysql")]
#[allow(dead_code, reason = "not every test file uses it")]
pub(crate) async fn mysql() -> Option<Database> {
    let words = [
        ("{serial}", "INTEGER AUTO_INCREMENT"),
        ("{title}", "TEXT"),
        ("{status}", "ENUM('draft', 'published', 'archived')"),
        ("{moment}", "DATETIME(3)"),
        ("{double}", "DOUBLE"),
        ("{texts}", "JSON"),
        ("{red,blue}", r#"'["red","blue"]'"#),
        ("{red}", r#"'["red"]'"#),
        ("{green}", r#"'["green"]'"#),
        ("{}", "'[]'"),
    ];
    let url = ssot_tests::toolchain::MariaDb::shared()?.url();
    let database = Database::mysql(ssot_db::MysqlConfig::new(url)).await.unwrap();
    // As the `sql` target writes it of tables.
    database.batch("ALTER DATABASE COLLATE utf8mb4_nopad_bin").await.unwrap();
    // Texts in keys have a length, exact numbers a scale, moments no zone.
    let own = [("TEXT", "VARCHAR(191)"), ("DECIMAL", "DECIMAL(65,30)"), ("JSONB", "JSON"), ("Z'", "'"), ("\\", "\\\\")];
    let sql = own.iter().fold(spelled(&words), |text, (word, spelling)| text.replace(word, spelling));
    database.batch(&sql).await.unwrap();
    Some(database)
}

fn spelled(words: &[(&str, &str)]) -> String {
    words.iter().fold(DEFINITIONS.to_owned(), |text, (word, spelling)| text.replace(word, spelling))
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The ids of a list.
    pub(crate) fn ids(&self) -> Vec<i64> {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()["data"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    }

    /// Parameter and code of each error.
    pub(crate) fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["parameter"]), text(&error["code"]))).collect()
    }
}

pub(crate) async fn call(server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = server.call(request.body(Body::from(body.to_owned())).unwrap()).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: head.status.as_u16(), headers: head.headers, body }
}

pub(crate) async fn get(server: &Server, path: &str) -> Answer {
    call(server, "GET", path, &[], "").await
}

/// The same path with everything percent-encoded that can be.
pub(crate) fn encoded(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |text: &str| text.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
    let query: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            format!("{}={}", part(name), part(value))
        })
        .collect();
    format!("{path}?{}", query.join("&"))
}
