//! What stands behind `with` is no list of types, or it stands at something that takes none.
//!
//! ```ssot
//! model A with Timestamps Owned {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct MixinSyntax {
    pub(crate) span: Span,
    /// What was expected.
    pub(crate) expected: &'static str,
}

impl MixinSyntax {
    pub(crate) const CODE: Code = Code(53);
}

impl From<MixinSyntax> for Diagnostic {
    fn from(rule: MixinSyntax) -> Self {
        Self::error(MixinSyntax::CODE, rule.span, format!("expected {}", rule.expected))
            .help("write `model Post with Timestamps, Owned {`")
    }
}
