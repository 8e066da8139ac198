//! A key that nobody knows in this place.
//!
//! ```toml
//! [model.A]
//! fields.id = { type = "Int", primary_key = true }
//! fields.at = { type = "DateTime", updated_at = true }
//! ```
//!
//! Keys are the words of the schema language, spelled as there: `updatedAt`, `onDelete`.

use crate::diagnostic::{Code, Diagnostic, alternatives};
use crate::instead::instead;
use crate::nearest::nearest;
use crate::source::Span;

/// Words that people write, and what they are called here.
const ALIASES: [(&str, &str); 24] = [
    ("table", "model"),
    ("models", "model"),
    ("entity", "model"),
    ("views", "view"),
    ("enums", "enum"),
    ("enumeration", "enum"),
    ("types", "type"),
    ("database", "datasource"),
    ("db", "datasource"),
    ("description", "doc"),
    ("docs", "doc"),
    ("comment", "doc"),
    ("field", "fields"),
    ("columns", "fields"),
    ("primarykey", "id"),
    ("pk", "id"),
    ("key", "id"),
    ("indexes", "index"),
    ("indices", "index"),
    ("uniques", "unique"),
    ("variants", "values"),
    ("ref", "relation"),
    ("references", "relation"),
    ("column", "map"),
];

pub(crate) struct UnknownKey {
    pub(crate) span: Span,
    pub(crate) key: String,
    /// What the table is, with article.
    pub(crate) owner: String,
    pub(crate) known: Vec<&'static str>,
}

impl UnknownKey {
    pub(crate) const CODE: Code = Code(83);
}

impl From<UnknownKey> for Diagnostic {
    fn from(rule: UnknownKey) -> Self {
        let UnknownKey { span, key, owner, known } = rule;
        let found = Self::error(UnknownKey::CODE, span, format!("{owner} has no key `{key}`"));
        let folded: String = key.chars().filter(|c| !matches!(c, '_' | '-')).collect::<String>().to_ascii_lowercase();
        let meant = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, word)| *word);
        let meant = meant.filter(|word| known.contains(word));
        match (meant.or_else(|| nearest(&key, known.iter().copied())), instead(&key)) {
            (Some(word), _) => found.help(format!("did you mean `{word}`?")).fix(format!("write `{word}`"), span, word),
            (None, Some(instead)) => found.help(instead),
            (None, None) => found.help(format!("it has {}", alternatives(known))),
        }
    }
}
