//! What the engine is not content with, and what a server refuses: each kind with its reason.

use std::fmt;

use ssot_core::ir::Provider;

use super::NOTHING;

/// After whose script something is left, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// After either, and the same.
    Both,
    /// After ours alone.
    Ours,
    /// After the engine's alone.
    Engine,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Both => "both",
            Self::Ours => "ours",
            Self::Engine => "the engine's",
        })
    }
}

/// A kind of leftover or refusal.
#[derive(Debug)]
pub(crate) struct Exception {
    pub(crate) provider: Provider,
    /// As the table in `docs/languages/verdicts.md` has it.
    pub(crate) title: &'static str,
    pub(crate) side: Side,
    pub(crate) reason: &'static str,
    /// Whether a statement that is left, or the text of a refusal, is of this kind.
    fits: fn(&str) -> bool,
}

pub(crate) const EXCEPTIONS: &[Exception] = &[
    Exception {
        provider: Provider::Sqlite,
        title: "left: a column whose default is an expression",
        side: Side::Ours,
        reason: "SQLite takes the expression only in parentheses, which the engine's script does not write; it never recognizes one",
        fits: |text| is_redefinition(text) && text.contains(" DEFAULT lower('X')"),
    },
    Exception {
        provider: Provider::Sqlite,
        title: "refused: a default that is an expression",
        side: Side::Engine,
        reason: "written without parentheses",
        fits: |text| text.starts_with("near \"(\": syntax error"),
    },
    Exception {
        provider: Provider::Sqlite,
        title: "refused: a default of Json",
        side: Side::Engine,
        reason: "written without quotes, it is no value of SQL",
        fits: |text| text.starts_with("unrecognized token: \"{\""),
    },
    Exception {
        provider: Provider::Sqlite,
        title: "left: a default of Bytes",
        side: Side::Both,
        reason: "the engine never recognizes one, be it the bytes, which ours are, or its own text of hexadecimal digits",
        fits: |text| is_redefinition(text) && text.contains("BLOB NOT NULL DEFAULT '6869'"),
    },
    Exception {
        provider: Provider::Sqlite,
        title: "refused: a type that is more than a word",
        side: Side::Both,
        reason: "`Unsupported(\"geometry(Point, 4326)\")` is no type name in SQLite",
        fits: |text| text.starts_with("near \"Point\": syntax error"),
    },
    Exception {
        provider: Provider::Sqlite,
        title: "left: a BigInt that counts",
        side: Side::Ours,
        reason: "SQLite counts only in a column declared INTEGER; the engine's BIGINT takes NULL for an id",
        fits: |text| is_redefinition(text) && text.contains("\"id\" BIGINT NOT NULL PRIMARY KEY"),
    },
    Exception {
        provider: Provider::Postgres,
        title: "left: a default that is an expression",
        side: Side::Both,
        reason: "the server keeps another text, such as `lower('X'::text)`, and the engine compares texts",
        fits: |text| ["lower('X')", "now()", "7"].iter().any(|value| is_alteration(text, "SET DEFAULT", value)),
    },
    Exception {
        provider: Provider::Postgres,
        title: "left: a list of numbers as a default",
        side: Side::Both,
        reason: "the server keeps another text, such as `'-0.25'::numeric`, and the engine compares texts",
        fits: |text| is_alteration(text, "SET DEFAULT", "ARRAY["),
    },
    Exception {
        provider: Provider::Postgres,
        title: "left: `@db.Char` and `@db.Bit` without a length",
        side: Side::Both,
        reason: "the server keeps the length 1, and the engine compares the written lengths",
        fits: |text| {
            ["CHAR", "CHAR[]"].iter().any(|ty| is_alteration(text, "SET DATA TYPE", ty))
                || ["DROP COLUMN \"bit\"", "ADD COLUMN     \"bit\" BIT NOT NULL"].contains(&text)
        },
    },
    Exception {
        provider: Provider::Postgres,
        title: "left: an index whose operator class is written as `raw(\"…\")`",
        side: Side::Both,
        reason: "the engine reads the class from the server by its own name for it",
        fits: |text| {
            text.starts_with("DropIndex\nDROP INDEX ")
                || (text.starts_with("CreateIndex\nCREATE INDEX ")
                    && [" jsonb_ops)", " text_pattern_ops)"].iter().any(|class| text.contains(class)))
        },
    },
    Exception {
        provider: Provider::Postgres,
        title: "refused: a type or operator class that the server does not have (42704)",
        side: Side::Both,
        reason: "the schemas name types of extensions that are not installed",
        fits: |text| text.starts_with("42704 type ") || text.starts_with("42704 operator class "),
    },
    Exception {
        provider: Provider::Postgres,
        title: "refused: a function or comparison that the server does not have (42883)",
        side: Side::Both,
        reason: "`dbgenerated(\"x()\")`; an index on `json`, which has no order",
        fits: |text| text.starts_with("42883 "),
    },
    Exception {
        provider: Provider::Postgres,
        title: "refused: a default of another type than its column (42804)",
        side: Side::Both,
        reason: "`dbgenerated(\"now()\")` on a number; Prisma judges no expressions",
        fits: |text| text.starts_with("42804 ") && text.contains("default expression is of type"),
    },
    Exception {
        provider: Provider::Postgres,
        title: "refused: a default that its native type cannot read (22P02)",
        side: Side::Both,
        reason: "a `String @db.Uuid` with the default \"it's\"; Prisma judges no native types' texts",
        fits: |text| text.starts_with("22P02 "),
    },
];

/// Schemas of what [`super::loadable`] takes out.
pub(crate) const SAMPLES: &[(&str, &str)] = &[
    (
        "an expression",
        "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  a String @default(dbgenerated(\"lower('X')\"))\n}\n",
    ),
    (
        "bytes",
        "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  a Bytes @default(\"aGk=\")\n}\n",
    ),
    (
        "a counter",
        "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id BigInt @id @default(autoincrement())\n}\n",
    ),
    (
        "a type of two words",
        "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  a Unsupported(\"geometry(Point, 4326)\")?\n}\n",
    ),
    (
        "json",
        "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id Int @id\n  a Json @default(\"{ \\\"b\\\": 1 }\")\n}\n",
    ),
];

/// Whether what is left is to make one table anew.
fn is_redefinition(text: &str) -> bool {
    text.starts_with("RedefineTables\n") && text.matches("CREATE TABLE").count() == 1
}

/// Whether one change of a table gives a column that, or something that starts so where it is a default.
fn is_alteration(text: &str, way: &str, to: &str) -> bool {
    let value = text.strip_prefix("ALTER COLUMN ").and_then(|rest| rest.split_once(&format!(" {way} ")));
    value.is_some_and(|(_, value)| if way == "SET DEFAULT" { value.starts_with(to) } else { value == to })
}

/// What is left, one thing at a time: a statement, or a change of a table.
fn things(left: &str) -> Vec<&str> {
    let statements = left.trim_start_matches("-- ").split("\n\n-- ");
    statements
        .flat_map(|statement| {
            let table = statement.strip_prefix("AlterTable\nALTER TABLE ").and_then(|rest| rest.split_once("\" "));
            match table {
                Some((_, changes)) => changes.trim_end_matches(';').split(",\n").collect(),
                None => vec![statement],
            }
        })
        .collect()
}

/// The exceptions that explain what is left or refused after one side's script; an error tells what none explains.
pub(crate) fn explain(
    provider: Provider,
    result: &Result<String, String>,
    side: Side,
) -> Result<Vec<&'static Exception>, String> {
    let texts = match result {
        Ok(left) if left == NOTHING => Vec::new(),
        Ok(left) => things(left),
        Err(refusal) => vec![refusal.as_str()],
    };
    let known = |text: &str| {
        EXCEPTIONS
            .iter()
            .filter(|known| known.provider == provider && [Side::Both, side].contains(&known.side))
            .find(|known| (known.fits)(text))
            .ok_or_else(|| format!("nothing explains, after the script of {side}: {text}"))
    };
    let mut found = Vec::new();
    for text in texts {
        let exception = known(text)?;
        if !found.iter().any(|known: &&Exception| known.title == exception.title) {
            found.push(exception);
        }
    }
    Ok(found)
}
