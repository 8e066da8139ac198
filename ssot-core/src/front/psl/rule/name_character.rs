//! A name has characters that names cannot have.
//!
//! ```prisma
//! model A {
//!   id     Int @id
//!   _count Int
//! }
//! ```
//!
//! A name starts with a letter and goes on with letters, digits and `_`. What the database calls it is another matter:
//! `count Int @map("_count")`.

use unicode_normalization::UnicodeNormalization as _;

use super::super::doc::Place;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::{Name, NameError};

pub(crate) struct NameCharacter {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) problem: NameProblem,
    /// What is named.
    pub(crate) place: Place,
    /// Where `@map` or a line `@@map` can be added; `None` if it stands there or cannot be.
    pub(crate) map_at: Option<Span>,
}

/// What is wrong with a name.
pub(crate) enum NameProblem {
    Start(char),
    Character(char),
    Long,
    NotNormalized,
}

impl NameCharacter {
    pub(crate) const CODE: Code = Code(28);

    /// The first mistake in a name.
    pub(crate) fn check(name: &str) -> Option<NameProblem> {
        let first = name.chars().next()?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if first.is_ascii_alphabetic() && name.len() <= crate::MAX_BYTES && name.bytes().all(is_plain) {
            return None;
        }
        if !unicode_ident::is_xid_start(first) {
            return Some(NameProblem::Start(first));
        }
        let allowed = |c: char| c == '_' || c.is_ascii_digit() || unicode_ident::is_xid_start(c);
        match Name::new(name) {
            Err(NameError::TooLong) => Some(NameProblem::Long),
            Err(NameError::NotNormalized) => Some(NameProblem::NotNormalized),
            _ => name.chars().find(|&c| !allowed(c)).map(NameProblem::Character),
        }
    }
}

impl From<NameCharacter> for Diagnostic {
    fn from(rule: NameCharacter) -> Self {
        let message = match rule.problem {
            NameProblem::Start(c) => format!("a name cannot start with {}", super::character(c)),
            NameProblem::Character(c) => format!("a name cannot contain {}", super::character(c)),
            NameProblem::Long => format!("a name has at most {} bytes", crate::MAX_BYTES),
            NameProblem::NotNormalized => "a name must be in Unicode normalization form C".to_owned(),
        };
        let found = Self::error(NameCharacter::CODE, rule.span, message);
        let better = legal(&rule.name, rule.place);
        if NameCharacter::check(&better).is_some() {
            return found.help("a name starts with a letter and goes on with letters, digits and `_`");
        }
        let mut found = found.help(match rule.place {
            Place::Field | Place::Variant => format!("name it `{better}`; `@map` keeps its name in the database"),
            Place::Model | Place::Enumeration => format!("name it `{better}`; `@@map` keeps its name in the database"),
            _ => format!("name it `{better}`"),
        });
        let mut edits = vec![Edit { span: rule.span, replacement: better.clone() }];
        if let Some(span) = rule.map_at {
            let old = rule.name.replace('\\', "\\\\").replace('"', "\\\"");
            let replacement = match rule.place {
                Place::Field | Place::Variant => format!(" @map(\"{old}\")"),
                _ => format!("  @@map(\"{old}\")\n"),
            };
            edits.push(Edit { span, replacement });
        }
        found.fix = Some(Fix { title: format!("rename it to `{better}`"), edits });
        found
    }
}

/// The nearest legal name.
fn legal(name: &str, place: Place) -> String {
    let normal: String = name.nfc().collect();
    let mut out = String::with_capacity(normal.len());
    for c in normal.chars() {
        match c {
            '_' | '0'..='9' => out.push(c),
            c if unicode_ident::is_xid_start(c) => out.push(c),
            '-' if !out.is_empty() => out.push('_'),
            _ => {}
        }
    }
    let out = out.trim_start_matches('_');
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        return match place {
            Place::Variant => format!("V{out}"),
            Place::Model | Place::Enumeration => format!("N{out}"),
            _ => format!("n{out}"),
        };
    }
    out.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn illegal_names_have_a_legal_neighbour() {
        assert_eq!(legal("_id", Place::Field), "id");
        assert_eq!(legal("a-b", Place::Field), "a_b");
        assert_eq!(legal("2fa", Place::Field), "n2fa");
        assert_eq!(legal("1", Place::Variant), "V1");
        assert_eq!(legal("e\u{301}t", Place::Field), "ét");
        assert_eq!(legal("na$me", Place::Field), "name");
    }
}
