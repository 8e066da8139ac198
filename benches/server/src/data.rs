//! The rows that every server answers from: the same in each database.

use std::fmt::Write as _;

use ssot_build::{Config, target::sql::Sql};
use ssot_tests::toolchain::workspace;

/// How many posts there are, ids from 1.
pub const POSTS: u32 = 1000;
const TEXT: &str = "Long live the text that says a little about nothing in particular, over and over. ";
/// How many users there are.
pub const USERS: u32 = 50;

/// The DDL of the blog for a database, as the `sql` target writes it.
///
/// # Panics
/// If the schema does not compile.
pub fn ddl(provider: &str) -> String {
    let schema = workspace().join("tests/press/schema.prisma");
    let generated = Config::new().schema(schema).provider(provider).target(Sql::new()).generate();
    let generated = generated.expect("the blog's schema compiles");
    let (_, bytes) = generated.files().next().expect("the sql target writes a file");
    String::from_utf8(bytes.to_vec()).expect("SQL is UTF-8")
}

/// Tables and rows for a database, which then counts on from the last post.
pub fn whole(provider: &str) -> String {
    let (rows, end) = match provider {
        "postgresql" => (rows(), format!("select setval(pg_get_serial_sequence('posts', 'id'), {POSTS});")),
        // Its moments have no zone, and its strings have 191 characters.
        "mysql" => (rows().replace("Z'", "'").replace(&TEXT.repeat(4), &TEXT.repeat(2)), String::new()),
        _ => (rows(), String::new()),
    };
    [ddl(provider), rows, end].join("\n")
}

/// The key of a user, of which the first is 1.
pub fn user(number: u32) -> String {
    format!("0190b5a0-0000-7000-8000-{number:012}")
}

/// Inserts in a dialect that SQLite and PostgreSQL share.
pub fn rows() -> String {
    let mut sql = String::new();
    for user in 1..=USERS {
        let _ = writeln!(
            sql,
            "insert into users (id, email, name, password_hash, role, balance, bytes_read, settings, created_at, updated_at) values \
             ('{}', 'user{user}@example.com', 'User {user}', 'x', 'AUTHOR', 12.5, 9007199254740991, \
             '{{\"theme\":\"dark\"}}', '2026-01-{:02}T08:00:00.000Z', '2026-02-01T09:30:00.000Z');",
            self::user(user),
            user % 28 + 1
        );
    }
    let text = TEXT.repeat(4);
    for post in 1..=POSTS {
        let _ = writeln!(
            sql,
            "insert into posts (id, slug, title, content, published, status, views, rating, published_at, created_at, updated_at, author_id) \
             values ({post}, 'post-{post}', 'Post number {post}', '{text}', {}, 'PUBLISHED', {}, 4.5, '2026-03-{:02}T10:00:00.000Z', \
             '2026-02-{:02}T10:00:00.123Z', '2026-02-{:02}T11:00:00.456Z', '{}');",
            if post % 3 == 0 { "false" } else { "true" },
            post * 7 % 5000,
            post % 28 + 1,
            post % 28 + 1,
            post % 28 + 1,
            user(post % USERS + 1)
        );
    }
    sql
}
