//! SEC4 for the databases that no server is here for: every slot of a schema that SQL Server and CockroachDB get × every payload.
//!
//! A reader of each dialect's names, texts and comments takes the script apart. With a payload there have to be the same tokens as
//! with a harmless word, the payload whole in one name or one text.

use ssot_build::Target as _;
use ssot_build::target::sql::Sql;
use ssot_core::ir::Provider;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};

/// Texts that mean something to SQL or to the clients of its servers.
const PAYLOADS: &[&str] = &[
    "'",
    "''",
    "\"",
    "]",
    "]]",
    "[",
    "a]b",
    "a\"b",
    "`",
    "\\",
    "final \\",
    "\\'",
    "*/",
    "/*",
    "--",
    "'; DROP TABLE victim; --",
    "]; DROP TABLE victim; --",
    "\"; DROP TABLE victim; --",
    "') EXEC('x",
    "N'x'",
    "E'\\x27'",
    "$$",
    "$(id)",
    "$ (id)",
    "$$(id)",
    "@@TRANCOUNT",
    "%s",
    "{}",
    "a\nGO\nb",
    "a\r\n:r file\r\nb",
    "a\n!!del\nb",
    "a\\\nb",
    "a\rb",
    "a\tb",
    "a\u{0}b",
    "a\u{1}b",
    "a\u{85}b",
    "a\u{2028}b",
    "\u{202e}x",
    "\u{2066}x\u{2069}",
    "\u{200b}",
    "x\u{feff}",
    "\u{430}",
    "e\u{301}",
    "ß",
    "\u{ff07}",
    "\u{2bc}",
    "\u{1f980}",
    "#x",
    "NULL",
    "END TRY",
];

/// Where a text of the schema goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Default,
    Column,
    Table,
    Namespace,
    Index,
    Unique,
    ForeignKey,
    PrimaryKey,
    DefaultName,
    Condition,
    Variant,
    Enumeration,
}

const SLOTS: [Slot; 12] = [
    Slot::Default,
    Slot::Column,
    Slot::Table,
    Slot::Namespace,
    Slot::Index,
    Slot::Unique,
    Slot::ForeignKey,
    Slot::PrimaryKey,
    Slot::DefaultName,
    Slot::Condition,
    Slot::Variant,
    Slot::Enumeration,
];

/// A word that harms nobody.
const HARMLESS: &str = "harmless";

fn schema(provider: Provider, slot: Slot, text: &str) -> String {
    let server = provider == Provider::SqlServer;
    let at = |wanted: Slot, other: &str| {
        serde_json::to_string(if slot == wanted { text } else { other }).expect("text is JSON")
    };
    let namespace = at(Slot::Namespace, "space");
    let default = if server { format!(", map: {}", at(Slot::DefaultName, "df")) } else { String::new() };
    let mood = format!(
        "enum Mood {{\n  GOOD @map({})\n\n  @@map({})\n  @@schema({namespace})\n}}\n\n",
        at(Slot::Variant, "good"),
        at(Slot::Enumeration, "moods")
    );
    let (mood, field) = if server { (String::new(), "") } else { (mood, "  mood Mood @default(GOOD)\n") };
    format!(
        "generator g {{\n  provider = \"prisma-client\"\n  previewFeatures = [\"partialIndexes\"]\n}}\n\ndatasource db {{\n  \
         provider = \"{provider}\"\n  schemas = [{namespace}]\n}}\n\n{mood}model Thing {{\n  id Int @id(map: {})\n  text String \
         @default({}{default}) @map({})\n  parts Part[]\n{field}\n  @@unique([text], map: {})\n  @@index([text], map: {}, where: {{ text: \
         {{ not: {} }} }})\n  @@map({})\n  @@schema({namespace})\n}}\n\nmodel Part {{\n  id Int @id\n  thingId Int\n  thing Thing \
         @relation(fields: [thingId], references: [id], map: {})\n\n  @@schema({namespace})\n}}\n",
        at(Slot::PrimaryKey, "pk"),
        at(Slot::Default, "nothing"),
        at(Slot::Column, "text_column"),
        at(Slot::Unique, "unique_text"),
        at(Slot::Index, "index_text"),
        at(Slot::Condition, "never"),
        at(Slot::Table, "things"),
        at(Slot::ForeignKey, "fk"),
    )
}

/// The script; `None` if the schema is refused.
fn script(provider: Provider, slot: Slot, text: &str) -> Option<String> {
    written(&schema(provider, slot, text))
}

fn written(text: &str) -> Option<String> {
    let mut sources = SourceMap::new();
    sources.add("schema.prisma", text);
    let mut compilation = compile(sources, &Options::default());
    let schema = compilation.schema.as_ref().ok()?;
    let target = Sql::new();
    let plan = target.plan(schema, &mut compilation.diagnostics);
    if compilation.diagnostics.has_errors() {
        return None;
    }
    Some(String::from_utf8(target.emit(&plan).get("schema.sql").expect("the script").to_vec()).expect("SQL is UTF-8"))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    Text(String),
    Other(char),
}

/// Takes a script apart as its server does. Comments and blanks are dropped.
fn tokens(provider: Provider, script: &str) -> Vec<Token> {
    let (open, close) = if provider == Provider::SqlServer { ('[', ']') } else { ('"', '"') };
    let mut tokens = Vec::new();
    let mut rest = script.chars().peekable();
    while let Some(c) = rest.next() {
        let end = match c {
            '\'' => '\'',
            c if c == open => close,
            '-' if rest.peek() == Some(&'-') => {
                rest.by_ref().find(|&c| c == '\n');
                continue;
            }
            // `N'…'` is a text, whatever its alphabet.
            'N' if rest.peek() == Some(&'\'') => continue,
            c if c.is_whitespace() => continue,
            c => {
                tokens.push(Token::Other(c));
                continue;
            }
        };
        let mut inner = String::new();
        loop {
            match rest.next() {
                Some(c) if c == end && rest.peek() == Some(&end) => {
                    rest.next();
                    inner.push(c);
                }
                Some(c) if c == end => break,
                Some(c) => inner.push(c),
                None => panic!("not closed: {inner:?} in\n{script}"),
            }
        }
        tokens.push(if c == '\'' { Token::Text(inner) } else { Token::Name(inner) });
    }
    joined(&tokens)
}

/// Puts texts that were taken apart together: `('a' + NCHAR(10) + 'b')`.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (token, length) = composite(&tokens[at..])
            .map_or_else(|| (tokens[at].clone(), 1), |(text, length)| (Token::Text(text), length));
        out.push(token);
        at += length;
    }
    out
}

fn composite(tokens: &[Token]) -> Option<(String, usize)> {
    let other = |at: usize| match tokens.get(at) {
        Some(Token::Other(c)) => Some(*c),
        _ => None,
    };
    let (Some('('), Some(Token::Text(first)), Some('+')) = (other(0), tokens.get(1), other(2)) else { return None };
    let (mut text, mut at) = (first.clone(), 2);
    while other(at) == Some('+') {
        at += 1;
        if let Some(Token::Text(part)) = tokens.get(at) {
            text.push_str(part);
            at += 1;
            continue;
        }
        let call: String = (at..).map_while(other).take_while(|&c| c != ')').collect();
        let code: u32 = call.strip_prefix("NCHAR(")?.parse().ok()?;
        text.push(char::from_u32(code)?);
        at += call.chars().count() + 1;
    }
    (other(at) == Some(')')).then_some((text, at + 1))
}

/// The tokens of a script with a harmless word, as they have to be with the payload.
fn with_payload(tokens: &[Token], payload: &str) -> Vec<Token> {
    let put = |text: &str| text.replace(HARMLESS, payload);
    let one = |token: &Token| match token {
        Token::Name(name) => Token::Name(put(name)),
        // A statement in a text holds the name in its quotes.
        Token::Text(text) if text.starts_with("CREATE SCHEMA ") => {
            Token::Text(text.replace(HARMLESS, &payload.replace(']', "]]")))
        }
        Token::Text(text) => Token::Text(put(text)),
        Token::Other(c) => Token::Other(*c),
    };
    tokens.iter().map(one).collect()
}

#[test]
fn sec4_every_cell_keeps_its_shape_or_is_refused() {
    for provider in [Provider::SqlServer, Provider::CockroachDb] {
        let mut kept = 0;
        for slot in SLOTS {
            let Some(harmless) = script(provider, slot, HARMLESS) else { panic!("{provider} {slot:?}") };
            let harmless = tokens(provider, &harmless);
            for payload in PAYLOADS {
                let Some(script) = script(provider, slot, payload) else { continue };
                let wanted = with_payload(&harmless, payload);
                assert_eq!(tokens(provider, &script), wanted, "{provider}, {slot:?}, {payload:?}:\n{script}");
                if provider == Provider::SqlServer {
                    assert!(!script.contains("$("), "a variable of sqlcmd: {slot:?}, {payload:?}:\n{script}");
                    let command = |line: &str| line.trim() == "GO" || line.starts_with([':', '!']);
                    assert!(
                        !script.split(['\n', '\r']).any(command),
                        "a command of a client: {slot:?}, {payload:?}:\n{script}"
                    );
                }
                kept += 1;
            }
        }
        assert!(kept > 400, "only {kept} cells of {provider} were written");
    }
}

#[test]
fn sec4_what_sql_server_cannot_write_is_refused() {
    for payload in ["a\nb", "a\rb", "$(x)", "a\u{0}b"] {
        for slot in [
            Slot::Column,
            Slot::Table,
            Slot::Namespace,
            Slot::Index,
            Slot::Unique,
            Slot::PrimaryKey,
            Slot::DefaultName,
            Slot::Condition,
        ] {
            assert!(script(Provider::SqlServer, slot, payload).is_none(), "{slot:?} {payload:?}");
        }
    }
    assert!(script(Provider::SqlServer, Slot::Table, "#x").is_none());
    // The name of a relation is that of its join table.
    for (provider, name) in [("sqlserver", "a\\nGO\\nb"), ("sqlserver", "$(x)"), ("cockroachdb", "a\\u0000b")] {
        let text = format!(
            "datasource db {{\n  provider = \"{provider}\"\n}}\n\nmodel A {{\n  id Int @id\n  bs B[] @relation(\"{name}\")\n}}\n\n\
             model B {{\n  id Int @id\n  as A[] @relation(\"{name}\")\n}}\n"
        );
        assert!(written(&text).is_none(), "{text}");
    }
}
