//! The seam of the targets.

use std::fmt::Debug;
use std::path::Path;

use ssot_core::diagnostic::{Diagnostics, Rule};
use ssot_core::ir::Schema;
use ssot_core::{Valid, parallel};

use crate::files::Files;

#[cfg(feature = "rust")]
pub mod rust;
#[cfg(feature = "sql")]
pub mod sql;
#[cfg(feature = "typescript")]
pub mod typescript;

/// Every rule there is, by code: those of [`ssot_core::diagnostic::rules`] and those of the targets that are compiled in.
pub fn rules() -> Vec<Rule> {
    let mut rules = ssot_core::diagnostic::rules();
    #[cfg(feature = "rust")]
    rules.extend(rust::RULES);
    #[cfg(feature = "sql")]
    rules.extend(sql::RULES);
    #[cfg(feature = "typescript")]
    rules.extend(typescript::RULES);
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// What a schema can become. Targets run side by side, each on a thread of its own.
pub trait Target: Debug + Send + Sync {
    /// The word that selects it: `typescript`.
    const NAME: &'static str;
    /// What the output will hold, everything decided.
    type Plan: Debug + Send + 'static;

    /// The folder that the user chose for the output, if any.
    fn out_dir(&self) -> Option<&Path>;

    /// Everything besides the schema that the output depends on, in words; the same words stand for the same output of one program. `None`,
    /// which is what a target says of itself unless it knows better: nobody can tell, so the output of an earlier run is never taken again.
    fn identity(&self) -> Option<String> {
        None
    }

    /// What is wrong with the target's own options, in words: nothing is generated then.
    fn fault(&self) -> Option<String> {
        None
    }

    /// Decides names, types, imports and files.
    fn plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> Self::Plan;

    /// Prints the plan. Paths are relative to the target's output folder.
    fn emit(&self, plan: &Self::Plan) -> Files;
}

/// [`Target`] without its associated types, so that a configuration can hold several.
pub(crate) trait Erased: Debug + Send + Sync {
    /// [`Target::NAME`].
    fn name(&self) -> &'static str;
    /// [`Target::out_dir`].
    fn out_dir(&self) -> Option<&Path>;
    /// [`Target::identity`].
    fn identity(&self) -> Option<String>;
    /// [`Target::fault`].
    fn fault(&self) -> Option<String>;
    /// Plans and emits; no files after an error.
    fn generate(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> Files;
    /// The plan in Rust's debug form.
    fn print_plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> String;
}

impl<T: Target> Erased for T {
    fn name(&self) -> &'static str {
        T::NAME
    }

    fn out_dir(&self) -> Option<&Path> {
        Target::out_dir(self)
    }

    fn identity(&self) -> Option<String> {
        Target::identity(self)
    }

    fn fault(&self) -> Option<String> {
        Target::fault(self)
    }

    fn generate(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> Files {
        let plan = self.plan(schema, diagnostics);
        if diagnostics.has_errors() {
            return Files::new();
        }
        let files = self.emit(&plan);
        parallel::discard(parallel::threads(files.iter().map(|(_, bytes)| bytes.len()).sum()), plan);
        files
    }

    fn print_plan(&self, schema: &Valid<Schema>, diagnostics: &mut Diagnostics) -> String {
        format!("{:#?}", self.plan(schema, diagnostics))
    }
}
