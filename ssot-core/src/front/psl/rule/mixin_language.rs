//! Mixins stand in a `.prisma` file.
//!
//! ```prisma
//! model A with Timestamps {
//!   id Int @id
//! }
//! ```
//!
//! Prisma's own tools could not read the file any more.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MixinLanguage {
    pub(crate) span: Span,
}

impl MixinLanguage {
    pub(crate) const CODE: Code = Code(52);
}

impl From<MixinLanguage> for Diagnostic {
    fn from(rule: MixinLanguage) -> Self {
        Self::error(MixinLanguage::CODE, rule.span, "Prisma has no mixins")
            .help("rename the file to `.ssot`, or write the fields here")
    }
}
