//! The rules. `item` reads one declaration of the AST (the attribute macro runs these too), `schema` the whole IR.

mod valid;

pub use valid::Valid;

use crate::diagnostic::Diagnostics;
use crate::ir::Schema;

/// Runs every rule over the schema; only a schema without errors becomes [`Valid`].
pub(crate) fn check_schema(schema: Schema, diagnostics: &mut Diagnostics) -> Result<Valid<Schema>, Schema> {
    if diagnostics.has_errors() { Err(schema) } else { Ok(Valid::new(schema)) }
}
