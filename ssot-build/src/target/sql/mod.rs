//! The `sql` target: the DDL of a schema for PostgreSQL, SQLite and MySQL, as Prisma would lay it out.

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

/// The DDL of the schema's database in `schema.sql`.
///
/// ```
/// use ssot_build::target::sql::Sql;
/// let target = Sql::new().out_dir("db");
/// # let _ = target;
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Sql {
    out_dir: Option<PathBuf>,
}

impl Sql {
    /// With default options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chooses the folder of the output.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }
}

impl Target for Sql {
    const NAME: &'static str = "sql";
    type Plan = nodes::Plan;

    fn out_dir(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }

    fn identity(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }

    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> nodes::Plan {
        plan::plan(schema, diagnostics)
    }

    fn emit(&self, plan: &nodes::Plan) -> Files {
        emit::emit(plan)
    }
}
