//! A word under `@ssot.` is no directive.
//!
//! ```prisma
//! model A {
//!   id Int @id
//!   /// @ssot.hiden
//!   secret String
//! }
//! ```
//!
//! Behind `@ssot.` only our own words stand, so nothing else can be meant.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DirectiveUnknown {
    pub(crate) span: Span,
    pub(crate) written: String,
    pub(crate) meant: Option<&'static str>,
}

impl DirectiveUnknown {
    pub(crate) const CODE: Code = Code(40);
}

impl From<DirectiveUnknown> for Diagnostic {
    fn from(rule: DirectiveUnknown) -> Self {
        let message = format!("there is no directive `{}`", rule.written);
        let found = Self::error(DirectiveUnknown::CODE, rule.span, message);
        match rule.meant {
            Some(meant) => {
                let name = meant.trim_start_matches('@');
                let full = format!("{}ssot.{name}", &meant[..meant.len() - name.len()]);
                found.help(format!("did you mean `{full}`?")).fix(format!("write `{full}`"), rule.span, full)
            }
            None => found.help("remove it, or write it without `ssot.` if it belongs to another tool"),
        }
    }
}
