//! The only door to identifiers and texts of Rust: case rules, reserved words, escapes, collisions.

use std::collections::BTreeMap;

use ssot_core::diagnostic::{Code, Diagnostic, Diagnostics};
use ssot_core::source::Span;

use super::nodes::{Doc, Header, Path};
use crate::files::RelativePath;
use crate::text::naming;

/// An identifier, raw where it has to be. Made in this file only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ident(Box<str>);

impl Ident {
    /// As it stands in code: `created_at`, `r#type`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A string literal, quoted and escaped. Made in this file only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal(Box<str>);

impl Literal {
    /// As it stands in code: `"it's \"quoted\""`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A double, as a literal. Made in this file only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Float(Box<str>);

impl Float {
    /// As it stands in code: `1.5`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A double out of a number as written; what is none is zero, and none gets here.
pub(super) fn float(number: &str) -> Float {
    let value: f64 = number.parse().unwrap_or_default();
    Float(format!("{value:?}").into_boxed_str())
}

/// A line of documentation without its `///`: nothing in it ends a comment or hides text. Made in this file only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocLine(Box<str>);

impl DocLine {
    /// As it stands behind `///`: empty, or with a blank in front.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Strict and reserved keywords of all editions up to 2024, sorted.
/// Source: The Rust Reference, "Keywords".
const RESERVED: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// Modules that the output has itself, or that would be read as another file's name.
const TAKEN_MODULES: [&str; 4] = ["enums", "events", "lib", "main"];

/// An identifier out of a text that is one but for reserved words: those become raw, or get a trailing `_`.
fn ident(mut text: String) -> Ident {
    if !text.starts_with(|first: char| first == '_' || unicode_start(first)) {
        text.insert(0, '_');
    }
    if text == "_" || NEVER_RAW.contains(&text.as_str()) {
        text.push('_');
    }
    if RESERVED.binary_search(&text.as_str()).is_ok() {
        text.insert_str(0, "r#");
    }
    Ident(text.into_boxed_str())
}

/// Names come from [`ssot_core::Name`]s, so that only a digit can stand wrongly at the start once `_` is cut off.
fn unicode_start(first: char) -> bool {
    !first.is_numeric()
}

/// A path that an option says, if it is one: `ssot::server`, `::words::server`, `crate::server`.
pub(super) fn path(text: &str) -> Option<Path> {
    let rest = text.strip_prefix("::").unwrap_or(text);
    let is_own = rest == text && (rest == "crate" || rest.starts_with("crate::"));
    let mut segments = Vec::new();
    for (index, word) in rest.split("::").enumerate() {
        let bare = word.strip_prefix("r#").unwrap_or(word);
        if is_own && index == 0 {
            segments.push(known("crate"));
            continue;
        }
        let letters = |text: &str| text.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
        let is_name = letters(bare) && bare.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic());
        if !is_name || bare == "_" || NEVER_RAW.contains(&bare) {
            return None;
        }
        segments.push(ident(bare.to_owned()));
    }
    Some(Path { absolute: !is_own, segments })
}

/// A path of one name that this target knows.
pub(super) fn plain_path(word: &'static str) -> Path {
    Path { absolute: true, segments: vec![known(word)] }
}

/// A word of Rust or of the runtime that this target knows: never a user's.
pub(super) fn known(word: &'static str) -> Ident {
    Ident(word.into())
}

/// A member, parameter or function: `created_at`, `r#type`, `self_`.
pub(super) fn member(name: &str) -> Ident {
    ident(naming::snake(name))
}

/// A constant or static: `CREATED_AT`.
pub(super) fn constant(name: &str) -> Ident {
    ident(naming::shouty(name))
}

/// The handle of a unique key: `BY_SLUG`, with `_` added until no field has that name.
pub(super) fn unique_constant(name: &str, taken: &[Ident]) -> Ident {
    let mut text = format!("BY_{}", naming::shouty(name));
    while taken.iter().any(|other| other.as_str() == text) {
        text.push('_');
    }
    ident(text)
}

/// A type that this target adds to those that there are, with `_` behind it until none of them has that name.
pub(super) fn added_ty(name: &'static str, taken: &[Ident]) -> Ident {
    let mut text = name.to_owned();
    while taken.iter().any(|other| other.as_str() == text) {
        text.push('_');
    }
    ident(text)
}

/// A type: the schema's name if it is in camel case already (`AIResponse`), else made so (`BlogPost`, `Url`).
pub(super) fn type_name(name: &str) -> String {
    let shouting = name.chars().count() > 2 && !name.contains(char::is_lowercase) && name.contains(char::is_uppercase);
    if name.starts_with(char::is_lowercase) || name.contains('_') || shouting {
        naming::pascal(name)
    } else {
        name.to_owned()
    }
}

/// A type's identifier, with a suffix that this target adds: `PostCreate`.
pub(super) fn ty(name: &str, suffix: &'static str) -> Ident {
    ident(type_name(name) + suffix)
}

/// The type of what a computed field is worked out from: `PostReadingMinutesSource`.
pub(super) fn source(model: &str, field: &str) -> Ident {
    ident([&type_name(model), &naming::pascal(field), "Source"].concat())
}

/// A variant: `InProgress`.
pub(super) fn variant(name: &str) -> Ident {
    ident(naming::pascal(name))
}

/// The module of a model, which is its file's stem too: snake case in ASCII, `_` behind reserved and taken words, so that
/// no system reads the file's name as something else.
pub(super) fn module(name: &str) -> (Ident, RelativePath) {
    let mut stem = String::new();
    for letter in naming::snake(name).chars() {
        if letter.is_ascii() {
            stem.push(letter);
        } else {
            stem.extend(["u", &format!("{:x}", u32::from(letter))]);
        }
    }
    if stem.starts_with(|first: char| first.is_ascii_digit()) {
        stem.insert(0, '_');
    }
    if RESERVED.binary_search(&stem.as_str()).is_ok() || TAKEN_MODULES.contains(&stem.as_str()) {
        stem.push('_');
    }
    stem.truncate(150);
    let path = RelativePath::new(&format!("{stem}.rs")).or_else(|_| {
        stem.push('_');
        RelativePath::new(&format!("{stem}.rs"))
    });
    let path = path.expect("an ASCII word of at most 150 letters is a file's name once it is no device's");
    (ident(stem), path)
}

/// A file that this target names.
pub(super) fn file(name: &'static str) -> RelativePath {
    RelativePath::new(name).expect("the target's own file names are good")
}

/// A string literal: quotes, backslashes and everything that is no visible character are escaped.
pub(super) fn text(text: &str) -> Literal {
    if text.bytes().all(|byte| matches!(byte, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~')) {
        return Literal(["\"", text, "\""].concat().into());
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '\'' => out.push(letter),
            letter if is_unsafe(letter) => out.extend(letter.escape_default()),
            letter => out.extend(letter.escape_debug()),
        }
    }
    out.push('"');
    Literal(out.into_boxed_str())
}

/// The first line of every file. Sources are paths as the user wrote them; line breaks and signs that turn the reading
/// direction are replaced.
pub(super) fn header(sources: &[String]) -> Header {
    let names: String = sources.join(", ").chars().map(|letter| if is_unsafe(letter) { '?' } else { letter }).collect();
    Header(format!("// @generated by ssot from {names}. Do not edit.").into_boxed_str())
}

/// Controls, line separators and bidirectional signs: what rustc refuses in comments, or what could hide text in them.
fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Documentation out of the schema's text, or `fallback` if it says nothing, and lines that this target adds.
///
/// The text is Markdown to rustdoc, which *runs* code blocks as tests: fences become `text` blocks and no line keeps
/// four blanks in a row, so that no part of a schema is compiled.
pub(super) fn doc(schema_text: &str, fallback: &str, more: &[&str]) -> Doc {
    if schema_text.is_empty() && more.is_empty() && is_plain(fallback) {
        return Doc(vec![DocLine([" ", fallback].concat().into())]);
    }
    let mut lines = Vec::new();
    let mut fence: Option<char> = None;
    let source = if schema_text.trim().is_empty() { fallback } else { schema_text.trim_end() };
    for line in source.split('\n') {
        let line: String = line.chars().filter(|&letter| letter != '\r').map(visible).collect();
        let bare = line.trim();
        let opens = ['`', '~'].into_iter().find(|&sign| bare.chars().take_while(|&letter| letter == sign).count() >= 3);
        match (fence, opens) {
            (None, Some(sign)) => {
                fence = Some(sign);
                lines.push(" ```text".to_owned());
            }
            (Some(open), Some(sign)) if open == sign => {
                fence = None;
                lines.push(" ```".to_owned());
            }
            (Some(_), _) => lines.push(format!(" {}", bare.replace("```", "'''"))),
            (None, None) => lines.push(prose(&line)),
        }
    }
    if fence.is_some() {
        lines.push(" ```".to_owned());
    }
    for line in more {
        lines.push(String::new());
        lines.push(prose(line));
    }
    Doc(lines.iter().map(|line| DocLine(line.trim_end().into())).collect())
}

/// Whether a line is prose as it stands: one line of visible ASCII, no fence and no runs of blanks.
fn is_plain(line: &str) -> bool {
    let mut ticks = 0;
    let mut last = b' ';
    for byte in line.bytes() {
        ticks = if byte == b'`' { ticks + 1 } else { 0 };
        if !matches!(byte, b' '..=b'}') || byte == b' ' && last == b' ' || ticks == 3 {
            return false;
        }
        last = byte;
    }
    last != b' '
}

fn visible(letter: char) -> char {
    if letter == '\t' {
        ' '
    } else if is_unsafe(letter) {
        '\u{fffd}'
    } else {
        letter
    }
}

fn prose(line: &str) -> String {
    let mut out = String::from(" ");
    let mut blanks = 0;
    for letter in line.trim().chars() {
        blanks = if letter == ' ' { blanks + 1 } else { 0 };
        if blanks < 3 {
            out.push(letter);
        }
    }
    out.replace("```", "\\`\\`\\`").replace("~~~", "\\~\\~\\~")
}

/// Names of one namespace of the output, and who has them.
#[derive(Debug)]
pub(super) struct Claims {
    code: Code,
    what: &'static str,
    taken: BTreeMap<String, (String, Span)>,
}

impl Claims {
    /// An empty namespace: `what` is what names in it are (`type`), `code` what a collision is reported as.
    pub(super) const fn new(code: Code, what: &'static str) -> Self {
        Self { code, what, taken: BTreeMap::new() }
    }

    /// Takes `name` for `owner` (its name in the schema, at `span`), or reports who has it. Says whether it is taken now.
    pub(super) fn claim(&mut self, name: &str, owner: &str, span: Span, diagnostics: &mut Diagnostics) -> bool {
        let name = name.trim_start_matches("r#");
        if let Some((other, place)) = self.taken.get(name) {
            let message = format!("`{other}` and `{owner}` would both be the {} `{name}` in Rust", self.what);
            diagnostics.push(
                Diagnostic::error(self.code, span, message)
                    .label("needs the same name")
                    .also(*place, "has it already")
                    .help("rename one of them; `@map` and `@@map` keep the names in the database"),
            );
            return false;
        }
        self.taken.insert(name.to_owned(), (owner.to_owned(), span));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_names_between_colons() {
        let written = |text| {
            path(text)
                .map(|path| (path.absolute, path.segments.iter().map(Ident::as_str).collect::<Vec<_>>().join("::")))
        };
        assert_eq!(written("ssot::server"), Some((true, "ssot::server".to_owned())));
        assert_eq!(written("::ssot_server"), Some((true, "ssot_server".to_owned())));
        assert_eq!(written("crate::gen::server"), Some((false, "crate::r#gen::server".to_owned())));
        for text in [
            "",
            "::",
            "a::",
            "::crate::a",
            "a::self",
            "super::a",
            "a.b",
            "a b",
            "a::1b",
            "_",
            "a;evil()",
            "a::<u8>",
            "é",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn reserved_words_are_sorted() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn reserved_words_become_raw_or_get_a_trailing_underscore() {
        assert_eq!(member("type").as_str(), "r#type");
        assert_eq!(member("gen").as_str(), "r#gen");
        assert_eq!(member("self").as_str(), "self_");
        assert_eq!(member("crate").as_str(), "crate_");
        assert_eq!(member("createdAt").as_str(), "created_at");
        assert_eq!(member("_1").as_str(), "_1");
        assert_eq!(variant("SELF").as_str(), "Self_");
        assert_eq!(variant("_9lives").as_str(), "_9lives");
        assert_eq!(ty("self", "").as_str(), "Self_");
        assert_eq!(constant("type").as_str(), "TYPE");
    }

    #[test]
    fn types_keep_camel_case_and_lose_everything_else() {
        for (name, expected) in [
            ("Post", "Post"),
            ("AIResponse", "AIResponse"),
            ("URL", "Url"),
            ("ID", "ID"),
            ("blog_post", "BlogPost"),
            ("order", "Order"),
            ("Order_Line", "OrderLine"),
        ] {
            assert_eq!(type_name(name), expected);
        }
    }

    #[test]
    fn modules_are_files_on_every_system() {
        for (name, expected) in [
            ("BlogPost", "blog_post.rs"),
            ("Type", "type_.rs"),
            ("Mod", "mod_.rs"),
            ("Enums", "enums_.rs"),
            ("Events", "events_.rs"),
            ("Con", "con_.rs"),
            ("Lpt1", "lpt1_.rs"),
            ("Größe", "gruf6udfe.rs"),
        ] {
            let (ident, path) = module(name);
            assert_eq!(path.as_str(), expected);
            assert_eq!([ident.as_str(), ".rs"].concat(), path.as_str());
        }
    }

    fn lines(doc: &Doc) -> String {
        doc.0.iter().map(DocLine::as_str).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn plain_documentation_takes_a_short_way_to_the_same_text() {
        for line in
            ["`a`.", "A row of `Post`.", "a  b", "a   b", " a", "a ", "```", "~~~", "é", "a\tb", "a\nb", "", "*/ \"x\""]
        {
            assert_eq!(lines(&doc("", line, &[])), lines(&doc(line, "", &[])), "{line:?}");
        }
    }

    #[test]
    fn sec4_documentation_never_becomes_a_doctest_or_hides_text() {
        let doc = doc(
            "a\n```rust\nstd::process::exit(1)\n```\n- ```\n    indented()\n>     quoted()\nb\u{202e}c\rd",
            "",
            &[],
        );
        assert_eq!(
            lines(&doc),
            [
                " a",
                " ```text",
                " std::process::exit(1)",
                " ```",
                " - \\`\\`\\`",
                " indented()",
                " >  quoted()",
                " b\u{fffd}cd",
            ]
            .join("\n")
        );
    }
}
