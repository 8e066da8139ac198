//! The `typescript` target: types, Zod schemas and a client for the HTTP contract.
//!
//! Per schema it writes `enums.ts`, `client.ts`, `index.ts` and `schemas.ts`, per model `models/…` (types and client) and
//! `schemas/…`, and the fixed files of `runtime/`. Only `schemas` need a package (`zod`).

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

/// Types, Zod schemas and a client in TypeScript.
///
/// ```
/// use ssot_build::target::typescript::TypeScript;
/// let target = TypeScript::new().out_dir("web/src/gen").branded_ids(true);
/// # let _ = target;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TypeScript {
    out_dir: Option<PathBuf>,
    branded_ids: bool,
    zod: bool,
}

impl Default for TypeScript {
    fn default() -> Self {
        Self { out_dir: None, branded_ids: false, zod: true }
    }
}

impl TypeScript {
    /// With default options: plain ids, and Zod schemas.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses the folder of the output, relative to the package.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Whether the id of each model is a type of its own, so that an id of one model cannot pass for another's.
    pub fn branded_ids(mut self, branded: bool) -> Self {
        self.branded_ids = branded;
        self
    }

    /// Whether Zod schemas are written.
    pub fn zod(mut self, zod: bool) -> Self {
        self.zod = zod;
        self
    }
}

impl Target for TypeScript {
    const NAME: &'static str = "typescript";
    type Plan = nodes::Plan;

    fn out_dir(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }

    fn identity(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }

    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> nodes::Plan {
        plan::plan(self, schema, diagnostics)
    }

    fn emit(&self, plan: &nodes::Plan) -> Files {
        emit::emit(plan)
    }
}
