//! TypeScript as a language of genco: identifiers, keys, texts and comments that cannot become anything else, and imports
//! that gather themselves.

mod comment;
mod import;
mod language;
mod literal;
mod name;
mod shared;

pub use comment::{Comment, Header};
pub use import::{Import, ImportKind, Module};
pub use language::{Config, TypeScript, file_text};
pub use literal::Literal;
pub use name::{Ident, Key};
pub use shared::Shared;

/// Tokens of TypeScript.
pub type Tokens = genco::Tokens<TypeScript>;

/// The width that lines are broken at where a formatter would break them (prettier's default).
pub const LINE_WIDTH: usize = 80;
