//! Values are nested too deeply.
//!
//! ```prisma
//! model A {
//!   id Int @id @default([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NestingTooDeep {
    pub(crate) span: Span,
    pub(crate) limit: u32,
}

impl NestingTooDeep {
    pub(crate) const CODE: Code = Code(32);
}

impl From<NestingTooDeep> for Diagnostic {
    fn from(rule: NestingTooDeep) -> Self {
        let message = format!("values are nested more than {} deep", rule.limit);
        Self::error(NestingTooDeep::CODE, rule.span, message)
    }
}
