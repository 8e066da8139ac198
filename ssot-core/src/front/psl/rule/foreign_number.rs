//! A number is written as in another language.
//!
//! ```prisma
//! model A {
//!   id   Int   @id
//!   size Float @default(1e5)
//! }
//! ```
//!
//! A number is digits, perhaps with `-` in front and a fraction behind: no exponent, no `+`, no `_`, no other base, and a digit
//! on both sides of the point.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ForeignNumber {
    pub(crate) span: Span,
    pub(crate) text: String,
    /// The right spelling, if it is clear.
    pub(crate) plain: Option<String>,
}

impl ForeignNumber {
    pub(crate) const CODE: Code = Code(25);
}

impl From<ForeignNumber> for Diagnostic {
    fn from(rule: ForeignNumber) -> Self {
        let message = format!("{} is not a number in this language", super::excerpt(&rule.text));
        let found = Self::error(ForeignNumber::CODE, rule.span, message);
        match rule.plain {
            Some(plain) => {
                found.help(format!("write `{plain}`")).fix(format!("write `{plain}`"), rule.span, plain)
            }
            None => found.help("write plain decimal digits, such as `1000` or `-0.5`"),
        }
    }
}
