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
use crate::front::rust::word::meant;
use crate::source::Span;

pub(crate) struct UnknownWord {
    pub(crate) span: Span,
    pub(crate) word: String,
    pub(crate) owner: String,
    pub(crate) known: Vec<&'static str>,
    /// Whether it stands in quotes.
    pub(crate) is_text: bool,
    /// Where it stands, or what else does.
    pub(crate) elsewhere: Option<String>,
}

impl UnknownWord {
    pub(crate) const CODE: Code = Code(66);
}

impl From<UnknownWord> for Diagnostic {
    fn from(rule: UnknownWord) -> Self {
        let UnknownWord { span, word, owner, known, is_text, elsewhere } = rule;
        let found = Self::error(UnknownWord::CODE, span, format!("{owner} has no `{word}`"));
        if let Some(place) = elsewhere {
            return found.help(place);
        }
        match meant(&word, &known) {
            Some(word) => {
                let written = if is_text { format!("\"{word}\"") } else { word.to_owned() };
                found.help(format!("did you mean `{word}`?")).fix(format!("write `{word}`"), span, written)
            }
            None if known.is_empty() => found.help("remove it"),
            None => found.help(format!("it has {}", alternatives(known.into_iter().filter(|word| crate::scalar::named(word).is_none())))),
        }
    }
}
