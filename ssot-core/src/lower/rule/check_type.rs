//! A rule stands on a field whose values it cannot judge.
//!
//! ```ssot
//! model A {
//!   id   Int    @id
//!   size Int    @length(max: 10)
//!   name String @min(1)
//! }
//! ```
//!
//! `@length` is for text and bytes, `@min` and `@max` for numbers, `@pattern` and the names of scalars for text. On a list they hold for each item.

use crate::diagnostic::Code;

pub(crate) struct CheckType;

impl CheckType {
    pub(crate) const CODE: Code = Code(704);
}
