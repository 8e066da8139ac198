//! The `rust` target: tables for ssot-server and thin typed faces over them.
//!
//! Per schema it writes `mod.rs`, `enums.rs` and a file per model. `mod.rs` can be included from a build script's output
//! (`mod api { include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs")); }`) or checked in as an ordinary module.

mod emit;
mod names;
pub mod nodes;
mod plan;
mod rule;
mod types;

use std::path::{Path, PathBuf};

use ssot_core::Valid;
use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::Schema;

use crate::files::Files;
use crate::target::Target;

pub(crate) use rule::RULES;

/// Row types, inputs, typed columns, resource tables and routes for programs on `ssot-server`.
///
/// ```
/// use ssot_build::target::rust::Rust;
/// let target = Rust::new().out_dir("src/gen");
/// # let _ = target;
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Rust {
    out_dir: Option<PathBuf>,
    runtime: Option<String>,
}

impl Rust {
    /// With default options: in a build script the output goes to `$OUT_DIR/ssot`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses the folder of the output, relative to the package.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Says where the program has the crate `ssot-server`: `ssot::server` if it has it through the crate `ssot`, or the name that a
    /// renamed dependency has. A path that starts with `crate` is one of the program itself. It is `ssot_server` unless said.
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = Some(path.into());
        self
    }
}

impl Target for Rust {
    const NAME: &'static str = "rust";
    type Plan = nodes::Plan;

    fn out_dir(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }

    fn identity(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }

    fn fault(&self) -> Option<String> {
        let path = self.runtime.as_deref().filter(|path| names::path(path).is_none())?;
        Some(format!(
            "the runtime of the target `rust` is `{path}`, which is no path: write names between `::`, such as `ssot::server`"
        ))
    }

    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> nodes::Plan {
        plan::plan(self, schema, diagnostics)
    }

    fn emit(&self, plan: &nodes::Plan) -> Files {
        emit::emit(plan)
    }
}
