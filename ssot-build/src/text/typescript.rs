//! TypeScript in typed parts: identifiers, keys, texts and comments that cannot become anything else, and imports that gather
//! themselves.

mod comment;
mod import;
mod literal;
mod name;
mod shared;
mod url;
mod writer;

pub use comment::{Comment, Header};
pub use import::{Import, ImportKind, Module};
pub use literal::Literal;
pub use name::{Ident, Key};
pub use shared::Shared;
pub use url::UrlText;
pub(crate) use writer::put;
pub use writer::{Put, Writer};

/// The width that lines are broken at where a formatter would break them (prettier's default).
pub const LINE_WIDTH: usize = 80;

/// The columns that a text takes.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
