//! Something else should stand here.
//!
//! ```prisma
//! model A {
//!   id Int @id @
//! }
//! ```
//!
//! The line cannot be read; the ones around it are.

use super::super::token::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnexpectedToken {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) found: String,
    pub(crate) expected: &'static str,
}

impl UnexpectedToken {
    pub(crate) const CODE: Code = Code(31);
}

impl From<UnexpectedToken> for Diagnostic {
    fn from(rule: UnexpectedToken) -> Self {
        let found = match rule.kind {
            Kind::Newline => "the end of the line".to_owned(),
            Kind::End => "the end of the file".to_owned(),
            Kind::Comment | Kind::DocComment | Kind::BlockComment | Kind::UnclosedComment => "a comment".to_owned(),
            _ => super::excerpt(&rule.found),
        };
        let span = if rule.kind == Kind::Newline { rule.span.before() } else { rule.span };
        let error = Self::error(UnexpectedToken::CODE, span, format!("expected {}, found {found}", rule.expected));
        match rule.kind {
            Kind::Comment | Kind::BlockComment => error.help("a comment stands on its own line, or ends one"),
            Kind::Other if rule.found.chars().all(is_invisible) => {
                error.help("remove this invisible character").fix("remove the character", span, "")
            }
            _ => error,
        }
    }
}

/// Characters that come along when text is copied.
fn is_invisible(c: char) -> bool {
    c.is_control() || c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}
