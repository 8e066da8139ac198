//! A word that `#[ssot(…)]` or `#[serde(…)]` does not know in this place.
//!
//! ```rust,ignore
//! #[ssot::model]
//! struct User {
//!     #[ssot(id)]
//!     id: i32,
//!     #[ssot(uniqe)]
//!     email: String,
//! }
//! ```
//!
//! Words are those of the schema language, spelled as Rust spells names: `read_only`, `on_delete`.

use crate::diagnostic::{Code, Diagnostic, alternatives};
use crate::nearest::nearest;
use crate::source::Span;

/// Words that people write, and what they are called here.
const ALIASES: [(&str, &str); 17] = [
    ("primarykey", "id"),
    ("primary", "id"),
    ("pk", "id"),
    ("key", "id"),
    ("column", "map"),
    ("table", "map"),
    ("tablename", "map"),
    ("rename", "map"),
    ("readonly", "read_only"),
    ("writeonly", "write_only"),
    ("ondelete", "on_delete"),
    ("onupdate", "on_update"),
    ("updatedat", "updated_at"),
    ("regex", "pattern"),
    ("indexes", "index"),
    ("to", "references"),
    ("from", "fields"),
];

pub(crate) struct UnknownWord {
    pub(crate) span: Span,
    pub(crate) word: String,
    pub(crate) owner: String,
    pub(crate) known: Vec<&'static str>,
    /// Whether it stands in quotes.
    pub(crate) is_text: bool,
    pub(crate) elsewhere: Option<&'static str>,
}

impl UnknownWord {
    pub(crate) const CODE: Code = Code(66);
}

impl From<UnknownWord> for Diagnostic {
    fn from(rule: UnknownWord) -> Self {
        let UnknownWord { span, word, owner, known, is_text, elsewhere } = rule;
        let found = Self::error(UnknownWord::CODE, span, format!("{owner} has no `{word}`"));
        if let Some(place) = elsewhere {
            return found.help(format!("it stands on {place}"));
        }
        let folded: String = word.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
        let meant = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, word)| *word);
        let meant = meant.filter(|word| known.contains(word));
        match meant.or_else(|| nearest(&word, known.iter().copied())) {
            Some(word) => {
                let written = if is_text { format!("\"{word}\"") } else { word.to_owned() };
                found.help(format!("did you mean `{word}`?")).fix(format!("write `{word}`"), span, written)
            }
            None if known.is_empty() => found.help("remove it"),
            None => found.help(format!("it has {}", alternatives(known.into_iter().filter(|word| crate::scalar::named(word).is_none())))),
        }
    }
}
