//! A field that looks like a secret is part of every answer.
//!
//! ```prisma
//! model User {
//!   id           Int    @id
//!   passwordHash String
//! }
//! ```
//!
//! `@hidden` keeps it out of the API, `@writeOnly` accepts it and never returns it, `@readOnly` says that it may be seen.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Access, Field, Scalar, Schema, Type};
use crate::source::Span;

pub(crate) struct VisibleSecret {
    field: String,
    span: Span,
}

impl VisibleSecret {
    pub(crate) const CODE: Code = Code(279);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in schema.models.iter().filter(|model| !model.ignored && !model.api.none) {
        for field in model.fields.iter().filter(|field| is_visible_secret(field)) {
            diagnostics.push(VisibleSecret { field: field.name.clone(), span: field.name_span });
        }
    }
}

fn is_visible_secret(field: &Field) -> bool {
    let is_text = matches!(field.ty, Type::Scalar(Scalar::String | Scalar::Bytes));
    let is_open = field.access == Access::ReadWrite && field.policies.is_empty();
    is_text && !field.ignored && is_open && looks_secret(&field.name)
}

/// Whether the words of the name are those of a secret.
fn looks_secret(name: &str) -> bool {
    const STEMS: [&[u8]; 5] = [b"pass", b"pwd", b"secret", b"token", b"key"];
    let holds = |stem: &[u8]| name.as_bytes().windows(stem.len()).any(|part| part.eq_ignore_ascii_case(stem));
    // Most names hold no word of a secret, and need not be taken apart.
    if !STEMS.into_iter().any(holds) {
        return false;
    }
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has_pair = |first: &[&str], second: &[&str]| {
        words.windows(2).any(|pair| first.contains(&pair[0]) && second.contains(&pair[1]))
    };
    words.iter().any(|word| matches!(*word, "password" | "passwd" | "pwd" | "secret" | "passphrase" | "apikey"))
        || matches!(words.last(), Some(&"token"))
        || has_pair(&["token"], &["hash", "digest"])
        || has_pair(&["api", "private", "secret", "signing", "encryption"], &["key"])
}

/// The words of a name in small letters: `apiKey`, `api_key` and `APIKey` are `api`, `key`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let characters: Vec<char> = name.chars().collect();
    let mut is_open = false;
    for (index, &c) in characters.iter().enumerate() {
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let after_small = index > 0 && !characters[index - 1].is_uppercase();
        let before_small = characters.get(index + 1).is_some_and(|next| next.is_lowercase());
        let starts = !is_open || (c.is_uppercase() && (after_small || before_small));
        if starts {
            words.push(String::new());
        }
        is_open = true;
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

impl From<VisibleSecret> for Diagnostic {
    fn from(rule: VisibleSecret) -> Self {
        Self::warning(VisibleSecret::CODE, rule.span, format!("`{}` looks like a secret, and every answer shows it", rule.field))
            .help("say so with `@hidden`, `@writeOnly` or, if it may be seen, `@readOnly`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_words() {
        for name in ["password", "passwordHash", "password_hash", "apiKey", "APIKey", "refreshToken", "clientSecret", "tokenHash"] {
            assert!(looks_secret(name), "{name}");
        }
        for name in ["tokenCount", "secretary", "passport", "key", "monkey", "tokens", "hash", "passwordless"] {
            assert!(!looks_secret(name), "{name}");
        }
    }
}
