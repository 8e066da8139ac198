//! A field that may be missing has the name of something that every object of JavaScript inherits: `constructor`, `toString`, `valueOf`.
//!
//! ```prisma
//! model Team {
//!   id          Int    @id
//!   constructor String
//! }
//! ```
//!
//! Where the key is missing, an object answers with what it inherits: the compiler does not take `{}` for a filter, nor Zod for a value.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

/// What every object inherits. Source: ECMA-262, properties of the Object prototype object.
const INHERITED: [&str; 11] = [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

pub(crate) struct InheritedName {
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Whether it is a column: rows have the key, filters and some new rows have not.
    pub(crate) is_column: bool,
}

impl InheritedName {
    pub(crate) const CODE: Code = Code(607);

    /// Whether every object has something of that name.
    pub(crate) fn is(name: &str) -> bool {
        INHERITED.contains(&name)
    }
}

impl From<InheritedName> for Diagnostic {
    fn from(rule: InheritedName) -> Self {
        let name = rule.name;
        if rule.is_column {
            let message = format!("no filter lacks `{name}`: every object of JavaScript has it, and programs need a cast");
            return Self::warning(InheritedName::CODE, rule.span, message).help("rename the field; `@map` keeps its column");
        }
        let message = format!("every object of JavaScript has `{name}`, so this field would never be missing there");
        Self::error(InheritedName::CODE, rule.span, message).help("rename it in JSON: `#[serde(rename = \"…\")]`")
    }
}
