//! A default is both a value and a function.
//!
//! ```toml
//! [model.A]
//! fields.id = { type = "Int", id = true, default = { value = 1, function = "autoincrement()" } }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ValueOrFunction {
    pub(crate) value: Span,
    pub(crate) function: Span,
}

impl ValueOrFunction {
    pub(crate) const CODE: Code = Code(88);
}

impl From<ValueOrFunction> for Diagnostic {
    fn from(rule: ValueOrFunction) -> Self {
        Self::error(ValueOrFunction::CODE, rule.function, "a default is a value or a function")
            .label("a function")
            .also(rule.value, "and a value")
            .help("keep one of them")
    }
}
