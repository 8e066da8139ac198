//! An enum has no values.
//!
//! ```prisma
//! enum Role {
//! }
//! ```

use crate::ast::Declaration;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;

pub(crate) struct EmptyEnumeration {
    name: Spanned<String>,
}

impl EmptyEnumeration {
    pub(crate) const CODE: Code = Code(202);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    if let Declaration::Enumeration(enumeration) = declaration
        && enumeration.variants.is_empty()
        && !enumeration.incomplete
    {
        diagnostics.push(EmptyEnumeration { name: enumeration.name.clone() });
    }
}

impl From<EmptyEnumeration> for Diagnostic {
    fn from(rule: EmptyEnumeration) -> Self {
        Self::error(EmptyEnumeration::CODE, rule.name.span, format!("the enum `{}` has no values", rule.name.value))
            .help("add at least one value, on a line of its own")
    }
}
