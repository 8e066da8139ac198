//! It cannot be told whether an item is marked.
//!
//! ```rust,ignore
//! use crate::prelude::model;
//!
//! #[model]
//! struct Note {
//!     text: String,
//! }
//! ```
//!
//! Files are read one by one, so what a module passes on is not known: `#[model]` may be ours or that of another crate. The path says it
//! (`#[ssot::model]`), or a `use` that names the crate (`use ssot::model;`, under another name, too).

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct UnclearMark {
    span: Span,
    message: String,
    help: String,
}

impl UnclearMark {
    pub(crate) const CODE: Code = Code(99);

    /// The attribute comes from another module.
    pub(crate) fn passed_on(span: Span, written: &str, mark: &str) -> Self {
        let message = format!("whether `#[{written}]` is that of `ssot` is not known: a module passes it on");
        let help = format!("write `#[ssot::{mark}]`, or `use ssot::{mark};`; what is another crate's is named by that crate");
        Self { span, message, help }
    }

    /// Our words stand on an item on which no mark is seen.
    pub(crate) fn without_mark(span: Span, mark: &str) -> Self {
        let message = "`#[ssot(…)]` stands on an item on which no mark is seen".to_owned();
        Self { span, message, help: format!("write `#[ssot::{mark}]` above it") }
    }
}

impl From<UnclearMark> for Diagnostic {
    fn from(rule: UnclearMark) -> Self {
        Self::error(UnclearMark::CODE, rule.span, rule.message).help(rule.help)
    }
}
