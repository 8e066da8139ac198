//! The front half of ssot: schema languages in, one checked intermediate representation out.
//!
//! No file system, no environment, no word of any target. [`compile()`] is the whole pipeline.

pub mod ast;
mod check;
mod compile;
pub mod data;
#[cfg(feature = "rust")]
mod describe;
pub mod diagnostic;
pub mod endpoint;
mod expand;
mod front;
mod instead;
pub mod ir;
mod json;
mod lower;
mod name;
mod names;
mod nearest;
mod number;
pub mod parallel;
pub mod scalar;
pub mod source;
#[cfg(feature = "toml")]
mod tree;

pub use check::Valid;
pub use compile::{Compilation, Options, compile};
#[cfg(feature = "rust")]
pub use compile::{read_api, read_datasource, read_item, read_scalar};
#[cfg(feature = "rust")]
pub use describe::{Aside, Number, describe_api, describe_data, describe_scalar};
pub use expand::resolve_import;
#[cfg(feature = "rust")]
pub use front::{Ambient, ApiArgument, ApiMethod, ApiTrait, Holder, Places, SerdeCase, modules};
#[cfg(feature = "toml")]
pub use front::{Package, TomlStyle, package, to_toml, toml_json_schema};
pub use front::{format, imports};
pub use ir::PrismaVersion;
pub use name::{MAX_BYTES, Name, NameError};
pub use nearest::{distance, nearest};
pub use ssot_wire::pattern;
