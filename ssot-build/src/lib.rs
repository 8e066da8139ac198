//! The back half of ssot: a checked schema in, files out.

pub mod files;
pub mod target;
pub mod text;

pub use files::{Files, RelativePath};
pub use target::Target;
