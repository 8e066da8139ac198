//! What only a document in a programming language has: names of its own, types that hold values, and modules in other files.

use crate::source::{Span, Spanned};

/// What is known of a document in a programming language beside its declarations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    /// What code calls otherwise than the schema does.
    pub aliases: Vec<Alias>,
    /// The named types of fields.
    pub uses: Vec<Use>,
    /// Modules that stand in files of their own.
    pub modules: Vec<Module>,
    /// Other names of types: nothing is looked up under them.
    pub types: Vec<TypeAlias>,
}

/// `type Title = String;`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeAlias {
    /// The other name.
    pub name: String,
    /// The type as it is written.
    pub written: String,
}

/// A field or value whose name in code is not its name in the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The model or enumeration that has it.
    pub owner: String,
    /// Its name in code.
    pub written: String,
    /// Its name in the schema.
    pub name: String,
}

/// A named type in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The type's name.
    pub name: Spanned<String>,
    /// Whether it stands for a link to another row; if not, its value stands in the row.
    pub is_link: bool,
    /// The whole type, wrappers included.
    pub span: Span,
}

/// A module in a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its name and place.
    pub name: Spanned<String>,
    /// Where its file can be, the likelier place first: relative to the folder of the first file, `/` between parts, `.` and `..` worked
    /// out. A path out of that folder starts with `..`.
    pub paths: Vec<String>,
    /// Whether some builds go without it.
    pub is_conditional: bool,
}
