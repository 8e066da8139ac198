//! The back half of ssot: a checked schema in, files out.
//!
//! [`Config`] is the way in, from build scripts and programs alike.

mod cache;
mod cargo;
mod compare;
mod config;
mod disk;
mod error;
pub mod files;
mod format;
mod generate;
mod manifest;
mod memory;
mod pack;
mod record;
pub mod target;
pub mod text;
mod write;

pub use compare::{Change, Changed};
pub use config::{Config, Summary};
pub use error::{Error, Result};
pub use files::{Files, RelativePath};
pub use format::{Formatted, format};
pub use generate::Generated;
pub use target::{Target, rules};

// For what prints, which sees nothing else of ssot-core.
use ssot_core::parallel;
