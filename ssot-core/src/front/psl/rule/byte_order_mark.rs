//! The file starts with a byte order mark (U+FEFF).
//!
//! ```prisma
//! \u{feff}model A {
//! ```
//!
//! Prisma's own tools refuse such a file. It is read here, with a warning. Some Windows editors write the mark when they save
//! as "UTF-8 with BOM".

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ByteOrderMark {
    pub(crate) span: Span,
}

impl ByteOrderMark {
    pub(crate) const CODE: Code = Code(3);
}

impl From<ByteOrderMark> for Diagnostic {
    fn from(rule: ByteOrderMark) -> Self {
        Self::warning(ByteOrderMark::CODE, rule.span, "the file starts with a byte order mark")
            .help("save the file as UTF-8 without a byte order mark; Prisma refuses it")
            .fix("remove the byte order mark", rule.span, "")
    }
}
