//! Identifiers and property keys.

use std::fmt;
use std::sync::Arc;

use super::literal::Literal;
use super::shared::Shared;
use super::{Put, Writer, columns};

/// Words that name nothing: reserved words of ECMAScript modules, what TypeScript keeps for its own types, and what means something else
/// in front of a type (`readonly T[]`) or in its place (`intrinsic`).
/// Source: ECMA-262, "Keywords and Reserved Words"; TypeScript, "Predefined Types"; tried with `tsc` 5.9.
const RESERVED: [&str; 66] = [
    "any",
    "arguments",
    "as",
    "async",
    "await",
    "bigint",
    "boolean",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "infer",
    "instanceof",
    "interface",
    "intrinsic",
    "keyof",
    "let",
    "never",
    "new",
    "null",
    "number",
    "object",
    "package",
    "private",
    "protected",
    "public",
    "readonly",
    "return",
    "static",
    "string",
    "super",
    "switch",
    "symbol",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "unique",
    "unknown",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// A name that can stand wherever a binding or a type can.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Shared);

impl Ident {
    /// Takes `text` if it is an identifier and no reserved word.
    pub fn new(text: &str) -> Option<Self> {
        (is_identifier(text) && !is_reserved(text)).then(|| Self(text.into()))
    }

    /// A word that the target itself writes, which is an identifier and no reserved word.
    pub fn own(text: &'static str) -> Self {
        debug_assert!(is_identifier(text) && !is_reserved(text), "{text} is no identifier");
        Self(Shared::Own(text))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        columns(&self.0)
    }
}

/// Whether `text` is a word that cannot name a binding or type.
fn is_reserved(text: &str) -> bool {
    RESERVED.binary_search(&text).is_ok()
}

fn is_identifier(text: &str) -> bool {
    let start = |letter: u8| letter == b'_' || letter == b'$' || letter.is_ascii_alphabetic();
    let ascii = match text.as_bytes() {
        [first, rest @ ..] => start(*first) && rest.iter().all(|letter| start(*letter) || letter.is_ascii_digit()),
        [] => false,
    };
    // Beyond ASCII the schema's rule (XID, NFC) is the language's own.
    ascii || ssot_core::Name::new(text).is_ok()
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Put for Ident {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.0);
    }
}

/// The name of a property: an identifier (reserved words too), else a string literal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Shared);

impl Key {
    /// Any text can be a key.
    pub fn new(text: &str) -> Self {
        if is_identifier(text) { Self(text.into()) } else { Self::quoted(text) }
    }

    /// The same, of a text that is kept for long.
    pub fn shared(text: &Arc<str>) -> Self {
        if is_identifier(text) { Self(text.into()) } else { Self::quoted(text) }
    }

    fn quoted(text: &str) -> Self {
        Self(Literal::new(text).as_str().into())
    }

    /// A word that the target itself writes, which is an identifier.
    pub fn own(text: &'static str) -> Self {
        debug_assert!(is_identifier(text), "{text} is no identifier");
        Self(Shared::Own(text))
    }

    /// The key as it stands in the output.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        columns(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Put for Key {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_words_are_keys_and_no_identifiers() {
        assert!(Ident::new("class").is_none());
        assert!(Ident::new("a-b").is_none());
        assert!(RESERVED.is_sorted());
        assert!(Ident::new("größe").is_some());
        for word in ["infer", "intrinsic", "keyof", "readonly", "unique"] {
            assert!(Ident::new(word).is_none(), "{word}");
        }
        assert_eq!(Key::new("class").as_str(), "class");
        assert_eq!(Key::new("a\"b").as_str(), r#"'a"b'"#);
    }
}
