//! Documentation starts a line with a word that has a meaning elsewhere.
//!
//! ```toml
//! [model.A]
//! fields.id = "Int @id"
//! fields.secret = { type = "String?", doc = "@hidden" }
//! ```
//!
//! In the Prisma language a documentation line can be a directive, as its own syntax has no room for it. In TOML it is only text; what
//! it would say is a key: `hidden = true`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct DocDirective {
    pub(crate) span: Span,
    pub(crate) written: String,
}

impl DocDirective {
    pub(crate) const CODE: Code = Code(90);
}

impl From<DocDirective> for Diagnostic {
    fn from(rule: DocDirective) -> Self {
        let DocDirective { span, written } = rule;
        let key = written.trim_start_matches('@').trim_start_matches("ssot.").to_owned();
        Self::warning(DocDirective::CODE, span, format!("`{written}` is only text in the documentation"))
            .help(format!("write the key `{key}`, or put some text in front of it"))
    }
}
