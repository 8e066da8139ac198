//! A field or argument that may be missing has the name of something that every object of JavaScript inherits: `constructor`, `toString`.
//!
//! ```prisma
//! model Team {
//!   id          Int    @id
//!   constructor String
//! }
//! ```
//!
//! Where the key is missing, an object answers with what it inherits: the compiler does not take `{}` for a filter, nor Zod for a value, and
//! what it inherits would be sent as an argument.

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
    /// Whose name it is.
    pub(crate) owner: Owner,
}

/// What has the name.
#[derive(Clone, Copy)]
pub(crate) enum Owner {
    /// A column: rows have the key, filters and some new rows have not.
    Column,
    /// A field of data.
    Field,
    /// An argument of an endpoint, in the query.
    Argument,
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
        let (what, help) = match rule.owner {
            Owner::Column => {
                let message =
                    format!("no filter lacks `{name}`: every object of JavaScript has it, and programs need a cast");
                return Self::warning(InheritedName::CODE, rule.span, message)
                    .help("rename the field; `@map` keeps its column");
            }
            Owner::Field => ("field", "rename it in JSON: `#[serde(rename = \"…\")]`"),
            Owner::Argument => ("argument", "give it another name, or a type that is always there"),
        };
        let message = format!("every object of JavaScript has `{name}`, so this {what} would never be missing there");
        Self::error(InheritedName::CODE, rule.span, message).help(help)
    }
}
