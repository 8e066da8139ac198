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
    row_security: Option<String>,
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

    /// Asks for row-level security (PostgreSQL): the policies and tenants of the schema in `row-security.sql`, for the role that the application
    /// connects as. The script makes the role where there is none; it owns no table. A server then connects with
    /// `PostgresConfig::row_security`.
    ///
    /// ```
    /// use ssot_build::target::sql::Sql;
    /// let target = Sql::new().out_dir("db").row_security("shop_app");
    /// # let _ = target;
    /// ```
    pub fn row_security(mut self, role: impl Into<String>) -> Self {
        self.row_security = Some(role.into());
        self
    }
}

/// What [`Sql::row_security`] writes, of a schema at hand.
///
/// # Errors
/// Everything that cannot be row-level security.
///
/// # Panics
/// May, if the schema is neither valid nor one with policies added that fit it.
pub fn row_security(schema: &Schema, role: &str) -> Result<String, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let plan = plan::plan(schema, Some(role).filter(|role| is_role(role)), &mut diagnostics);
    match plan.security {
        Some(security) if !diagnostics.has_errors() => Ok(emit::emit_security(&security)),
        _ => Err(diagnostics),
    }
}

/// Whether a text can be a role's name wherever one is written: a letter or `_`, then letters, digits and `_`, 63 at most, and not PostgreSQL's own.
fn is_role(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    first
        && name.len() <= 63
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.starts_with("pg_")
        && !["public", "none"].contains(&name)
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

    fn fault(&self) -> Option<String> {
        let role = self.row_security.as_deref().filter(|role| !is_role(role))?;
        Some(format!(
            "the role of the target `sql` is `{role}`, which is no name for one: write letters, digits and `_`, such as `shop_app`"
        ))
    }

    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> nodes::Plan {
        plan::plan(schema, self.row_security.as_deref(), diagnostics)
    }

    fn emit(&self, plan: &nodes::Plan) -> Files {
        emit::emit(plan)
    }
}
