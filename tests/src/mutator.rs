//! A seeded maker of mistakes: what people do to schemas, one change at a time.

use crate::generator::Random;
use crate::oracle::File;

/// Makes `mistakes` changes to the files. The same arguments give the same texts; a change may by chance keep a schema valid.
pub fn mutate(files: &[File], seed: u64, mistakes: usize) -> Vec<File> {
    let mut random = Random::new(seed);
    let mut files = files.to_vec();
    for _ in 0..mistakes {
        let at = random.below(files.len());
        let text = files[at].1.clone();
        files[at].1 = change(&mut random, &text);
    }
    files
}

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    /// Where it starts, in bytes.
    at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    String,
    Sign,
    Blank,
    Comment,
    Break,
}

/// All pieces of a text; together they are the text.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let (kind, length) = match first {
            '\n' => (Kind::Break, 1),
            c if c.is_whitespace() => (Kind::Blank, run(|c| c.is_whitespace() && c != '\n')),
            c if c.is_ascii_digit() => (Kind::Number, run(|c| c.is_ascii_digit() || c == '.')),
            c if c.is_alphabetic() || c == '_' => (Kind::Word, run(|c| c.is_alphanumeric() || c == '_')),
            '"' => (Kind::String, string(rest)),
            '/' if rest.starts_with("//") => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
            c => (Kind::Sign, c.len_utf8()),
        };
        list.push(Token { kind, text: &rest[..length], at });
        at += length;
    }
    list
}

/// The length of a string that starts here; it ends at its quote or with its line.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

const SCALARS: [&str; 12] = [
    "Int", "BigInt", "Float", "Decimal", "Boolean", "String", "DateTime", "Bytes", "Json", "Integer", "string", "Text",
];
const ATTRIBUTES: [&str; 26] = [
    "@id",
    "@unique",
    "@default(now())",
    "@default(autoincrement())",
    "@default(1)",
    "@default(\"x\")",
    "@default([])",
    "@default(uuid())",
    "@default(dbgenerated())",
    "@updatedAt",
    "@ignore",
    "@map(\"same\")",
    "@db.VarChar(20)",
    "@db.Text",
    "@db.Int",
    "@db.Date",
    "@relation",
    "@relation(\"Other\")",
    "@relation(onDelete: Cascade)",
    "@unqiue",
    "@default",
    "@default()",
    "@id(map: \"p\")",
    "@unique(map: \"u\")",
    "@primary",
    "@db",
];
const BLOCK_LINES: [&str; 24] = [
    "@@id([id])",
    "@@unique([id])",
    "@@index([id])",
    "@@index([missing])",
    "@@index([])",
    "@@index",
    "@@index([id], type: Hash)",
    "@@index([id], type: Gin)",
    "@@index([id(sort: Desc)])",
    "@@index([id(length: 5)])",
    "@@index([id], clustered: true)",
    "@@index([id, id])",
    "@@unique([id], name: \"x\", map: \"y\")",
    "@@map(\"same\")",
    "@@map(\"\")",
    "@@ignore",
    "@@schema(\"other\")",
    "@@schema(\"base\")",
    "@@fulltext([id])",
    "@@foo([id])",
    "extra String",
    "extra String[]",
    "extra Missing",
    "id Int",
];
const PROPERTIES: [&str; 10] = [
    "url = \"file:./x.db\"",
    "foo = \"bar\"",
    "relationMode = \"prisma\"",
    "relationMode = \"none\"",
    "schemas = [\"base\"]",
    "schemas = []",
    "previewFeatures = [\"views\", \"nothing\"]",
    "provider = \"sqlite\"",
    "output = 1",
    "extensions = [citext]",
];
/// What people write instead of something.
const SLIPS: [(&str, &str); 40] = [
    ("@@", "@"),
    ("@", "@@"),
    ("fields:", "field:"),
    ("references:", "reference:"),
    ("fields: [", "fields: [id, "),
    ("references: [id]", "references: [uuid]"),
    ("references: [id]", "references: []"),
    (", references: [id]", ""),
    ("@relation(", "@relation(\"Extra\", "),
    ("@relation(", "@Relation("),
    ("onDelete: ", "onDelete "),
    ("\"", ""),
    ("\"", "'"),
    ("model ", "Model "),
    ("model ", "table "),
    ("model ", "type "),
    ("model ", "view "),
    ("enum ", "enumm "),
    (" {", ""),
    (" {", "\n{"),
    ("}", ""),
    ("}", "}}"),
    ("[]", "[ ]"),
    ("[]", "[]?"),
    ("?", "!"),
    (" String", ": String"),
    (" Int", " Int(11)"),
    ("@id", "@id()"),
    ("@id", "@primary"),
    ("@default(autoincrement())", "@autoincrement"),
    ("@default(", "@default(value: "),
    ("now()", "now"),
    ("uuid()", "uuid"),
    ("true", "True"),
    ("@updatedAt", "@updatedat"),
    ("@unique", "@unique()"),
    (", ", " "),
    (", ", ",, "),
    (")", ""),
    (")", ",)"),
];
const ACTIONS: [&str; 7] = ["Cascade", "Restrict", "NoAction", "SetNull", "SetDefault", "cascade", "Foo"];
const PROVIDERS: [&str; 7] = ["postgresql", "mysql", "sqlite", "sqlserver", "mongodb", "cockroachdb", "oracle"];
const SIGNS: [&str; 15] = ["(", ")", "[", "]", "{", "}", ",", ":", "?", "@", "\"", ".", "=", "!", ";"];

fn change(random: &mut Random, text: &str) -> String {
    for _ in 0..20 {
        let changed = match random.below(29) {
            0 | 1 => delete_line(random, text),
            2 => duplicate_line(random, text),
            3 => move_line(random, text),
            4 => join_lines(random, text),
            5 => swap_tokens(random, text),
            6 => delete_token(random, text),
            7 | 8 => rename_word(random, text),
            9 => foreign_word(random, text),
            10 => delete_character(random, text),
            11 => insert_sign(random, text),
            12 | 13 => change_type(random, text),
            14 | 15 => change_arity(random, text),
            16 | 17 => append_attribute(random, text),
            18 => delete_attribute(random, text),
            19 => insert_line(random, text),
            20 => change_value(random, text),
            21 => change_known_word(random, text),
            22 => copy_block(random, text),
            23..=27 => slip(random, text),
            _ => delete_block(random, text),
        };
        if let Some(changed) = changed.filter(|changed| changed != text) {
            return changed;
        }
    }
    format!("{text}x\n")
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A line that says something.
fn any_line(random: &mut Random, lines: &[&str]) -> Option<usize> {
    let said: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].trim().is_empty()).collect();
    (!said.is_empty()).then(|| said[random.below(said.len())])
}

/// A line inside a model that declares a field.
fn field_line(random: &mut Random, lines: &[&str]) -> Option<usize> {
    let is_field = |line: &str| {
        line.starts_with("  ") && line.trim_start().starts_with(char::is_alphabetic) && !line.contains('=')
    };
    let fields: Vec<usize> = (0..lines.len()).filter(|&at| is_field(lines[at])).collect();
    (!fields.is_empty()).then(|| fields[random.below(fields.len())])
}

fn delete_line(random: &mut Random, text: &str) -> Option<String> {
    let mut lines = lines(text);
    let at = any_line(random, &lines)?;
    lines.remove(at);
    Some(lines.concat())
}

fn duplicate_line(random: &mut Random, text: &str) -> Option<String> {
    let mut lines = lines(text);
    let at = any_line(random, &lines)?;
    lines.insert(at, lines[at]);
    Some(lines.concat())
}

fn move_line(random: &mut Random, text: &str) -> Option<String> {
    let mut lines = lines(text);
    let from = any_line(random, &lines)?;
    let line = lines.remove(from);
    lines.insert(random.below(lines.len() + 1), line);
    Some(lines.concat())
}

fn join_lines(random: &mut Random, text: &str) -> Option<String> {
    let lines = lines(text);
    let at = any_line(random, &lines)?;
    let mut joined: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    joined[at] = format!("{} ", joined[at].trim_end_matches('\n'));
    Some(joined.concat())
}

/// A piece that is neither blank nor comment nor end of line.
fn any_token<'a>(random: &mut Random, tokens: &[Token<'a>]) -> Option<(usize, Token<'a>)> {
    let solid: Vec<usize> = (0..tokens.len())
        .filter(|&at| matches!(tokens[at].kind, Kind::Word | Kind::Number | Kind::String | Kind::Sign))
        .collect();
    (!solid.is_empty()).then(|| {
        let at = solid[random.below(solid.len())];
        (at, tokens[at])
    })
}

fn swap_tokens(random: &mut Random, text: &str) -> Option<String> {
    let mut tokens = tokens(text);
    let (one, _) = any_token(random, &tokens)?;
    let two = (one + 1..tokens.len().min(one + 3)).find(|&at| !matches!(tokens[at].kind, Kind::Blank | Kind::Break))?;
    tokens.swap(one, two);
    Some(tokens.iter().map(|token| token.text).collect())
}

fn replace(text: &str, token: Token<'_>, by: &str) -> String {
    format!("{}{by}{}", &text[..token.at], &text[token.at + token.text.len()..])
}

fn delete_token(random: &mut Random, text: &str) -> Option<String> {
    let tokens = tokens(text);
    let (_, token) = any_token(random, &tokens)?;
    Some(replace(text, token, ""))
}

fn words<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    tokens.iter().copied().filter(|token| token.kind == Kind::Word).collect()
}

fn any_word<'a>(random: &mut Random, text: &'a str) -> Option<Token<'a>> {
    let words = words(&tokens(text));
    (!words.is_empty()).then(|| words[random.below(words.len())])
}

fn rename_word(random: &mut Random, text: &str) -> Option<String> {
    let word = any_word(random, text)?;
    let mut characters: Vec<char> = word.text.chars().collect();
    let at = random.below(characters.len());
    match random.below(6) {
        0 => characters.push('s'),
        1 => {
            characters.remove(at);
        }
        2 => characters.insert(at, 'x'),
        3 => characters[0] = if characters[0].is_uppercase() { characters[0].to_ascii_lowercase() } else { 'X' },
        4 => characters = word.text.to_lowercase().chars().collect(),
        _ if at > 0 => characters.swap(at - 1, at),
        _ => characters.push('1'),
    }
    Some(replace(text, word, &characters.into_iter().collect::<String>()))
}

/// Another word of the same text.
fn foreign_word(random: &mut Random, text: &str) -> Option<String> {
    let (one, two) = (any_word(random, text)?, any_word(random, text)?);
    Some(replace(text, one, two.text))
}

fn delete_character(random: &mut Random, text: &str) -> Option<String> {
    let tokens = tokens(text);
    let (_, token) = any_token(random, &tokens)?;
    let mut characters: Vec<char> = token.text.chars().collect();
    characters.remove(random.below(characters.len()));
    Some(replace(text, token, &characters.into_iter().collect::<String>()))
}

fn insert_sign(random: &mut Random, text: &str) -> Option<String> {
    let tokens = tokens(text);
    let (_, token) = any_token(random, &tokens)?;
    let sign = random.pick(&SIGNS);
    Some(replace(text, token, &format!("{sign}{}", token.text)))
}

/// The pieces of a line that declares a field, the type's place among them, and where the line starts.
fn field<'a>(random: &mut Random, text: &'a str) -> Option<(Vec<Token<'a>>, usize, usize)> {
    let lines = lines(text);
    let at = field_line(random, &lines)?;
    let start: usize = lines[..at].iter().map(|line| line.len()).sum();
    let tokens = tokens(lines[at]);
    let mut solid = (0..tokens.len()).filter(|&at| tokens[at].kind == Kind::Word);
    let ty = solid.nth(1)?;
    Some((tokens, ty, start))
}

fn change_type(random: &mut Random, text: &str) -> Option<String> {
    let (tokens, ty, start) = field(random, text)?;
    let token = Token { at: tokens[ty].at + start, ..tokens[ty] };
    let by = if random.one_in(3) {
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| {
                let mut words = line.split(' ');
                ["model", "enum", "type", "view"].contains(&words.next()?).then(|| words.next())?
            })
            .collect();
        if names.is_empty() { "Missing" } else { random.pick(&names) }
    } else {
        random.pick(&SCALARS)
    };
    Some(replace(text, token, by))
}

fn change_arity(random: &mut Random, text: &str) -> Option<String> {
    let (tokens, ty, start) = field(random, text)?;
    let from = tokens[ty].at + tokens[ty].text.len() + start;
    let old = text[from..].find(|c| !"?[]".contains(c)).unwrap_or(0);
    Some(format!(
        "{}{}{}",
        &text[..from],
        random.pick(&["", "?", "[]", "", "?", "[]", "[]?", "!"]),
        &text[from + old..]
    ))
}

fn append_attribute(random: &mut Random, text: &str) -> Option<String> {
    let lines = lines(text);
    let at = field_line(random, &lines)?;
    let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    changed[at] = format!("{} {}\n", lines[at].trim_end(), random.pick(&ATTRIBUTES));
    Some(changed.concat())
}

/// Removes `@x(…)` from a line.
fn delete_attribute(random: &mut Random, text: &str) -> Option<String> {
    let lines = lines(text);
    let marked: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].contains('@')).collect();
    if marked.is_empty() {
        return None;
    }
    let at = marked[random.below(marked.len())];
    let parts: Vec<&str> = lines[at].trim_end().split(" @").collect();
    if parts.len() < 2 {
        return None;
    }
    let out = 1 + random.below(parts.len() - 1);
    let kept: Vec<&str> = parts.iter().enumerate().filter(|(index, _)| *index != out).map(|(_, part)| *part).collect();
    let mut changed: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    changed[at] = format!("{}\n", kept.join(" @"));
    Some(changed.concat())
}

fn insert_line(random: &mut Random, text: &str) -> Option<String> {
    let mut lines = lines(text);
    let at = any_line(random, &lines)?;
    let line = if lines[at].contains(" = ") { random.pick(&PROPERTIES) } else { random.pick(&BLOCK_LINES) };
    let line = format!("  {line}\n");
    lines.insert(at, &line);
    Some(lines.concat())
}

/// Another string or number.
fn change_value(random: &mut Random, text: &str) -> Option<String> {
    let tokens = tokens(text);
    let values: Vec<Token<'_>> =
        tokens.iter().copied().filter(|token| matches!(token.kind, Kind::Number | Kind::String)).collect();
    if values.is_empty() {
        return None;
    }
    let token = values[random.below(values.len())];
    let by = random.pick(&["0", "1", "-1", "99999", "1.5", "\"\"", "\"x\"", "x", "[]", "true", "null", "'x'", "now()"]);
    Some(replace(text, token, by))
}

/// One of the things that people write instead of others.
fn slip(random: &mut Random, text: &str) -> Option<String> {
    let (right, wrong) = random.pick(&SLIPS);
    let places: Vec<usize> = text.match_indices(right).map(|(at, _)| at).collect();
    if places.is_empty() {
        return None;
    }
    let at = places[random.below(places.len())];
    Some(format!("{}{wrong}{}", &text[..at], &text[at + right.len()..]))
}

/// A provider, an action, an order or an argument's name becomes another.
fn change_known_word(random: &mut Random, text: &str) -> Option<String> {
    const FAMILIES: [&[&str]; 5] = [
        &ACTIONS,
        &PROVIDERS,
        &["Asc", "Desc", "asc"],
        &["fields", "references", "name", "map", "onDelete", "onUpdate", "sort", "length", "ops", "type", "where"],
        &["autoincrement", "now", "cuid", "uuid", "ulid", "nanoid", "dbgenerated", "auto", "sequence", "foo"],
    ];
    let words = words(&tokens(text));
    let inner = |token: &Token<'_>| FAMILIES.iter().any(|family| family.contains(&token.text));
    let mut known: Vec<Token<'_>> = words.into_iter().filter(inner).collect();
    for provider in PROVIDERS {
        let quoted = format!("provider = \"{provider}\"");
        if let Some(at) = text.find(&quoted) {
            let at = at + "provider = \"".len();
            known.push(Token { kind: Kind::Word, text: &text[at..at + provider.len()], at });
        }
    }
    if known.is_empty() {
        return None;
    }
    let token = known[random.below(known.len())];
    let family = FAMILIES.iter().find(|family| family.contains(&token.text))?;
    Some(replace(text, token, random.pick(family)))
}

/// From a line that opens a block to the one that closes it.
fn block(random: &mut Random, lines: &[&str]) -> Option<(usize, usize)> {
    let opening: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].ends_with("{\n")).collect();
    if opening.is_empty() {
        return None;
    }
    let start = opening[random.below(opening.len())];
    let length = lines[start..].iter().position(|line| line.starts_with('}'))?;
    Some((start, start + length + 1))
}

fn copy_block(random: &mut Random, text: &str) -> Option<String> {
    let lines = lines(text);
    let (start, end) = block(random, &lines)?;
    Some(format!("{}{text}", lines[start..end].concat()))
}

fn delete_block(random: &mut Random, text: &str) -> Option<String> {
    let mut lines = lines(text);
    let (start, end) = block(random, &lines)?;
    lines.drain(start..end);
    Some(lines.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_mistakes() {
        let files = vec![("a.prisma".to_owned(), "model A {\n  id Int @id\n  b  String // x\n}\n".to_owned())];
        for seed in 0..500 {
            let once = mutate(&files, seed, 1);
            assert_eq!(once, mutate(&files, seed, 1));
            assert_ne!(once, files);
        }
    }

    #[test]
    fn tokens_are_the_text() {
        let text = "model Ä {\n  a-b Int? @default(1.5) // \"x\"\n  c \"open\n}\n";
        assert_eq!(tokens(text).iter().map(|token| token.text).collect::<String>(), text);
    }
}
