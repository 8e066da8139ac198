//! Targets by name.

use std::path::PathBuf;

use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_build::{Config, Error, Target};

/// Adds the target of an argument `NAME[=DIR]`; `role` is that of row-level security.
///
/// # Errors
/// If there is no such target.
pub(crate) fn add(config: Config, argument: &str, role: Option<&str>) -> Result<Config, Error> {
    let (name, folder) = match argument.split_once('=') {
        Some((_, "")) => return Err(Error::Usage(format!("`{argument}` names no folder behind `=`"))),
        Some((name, folder)) => (name, Some(PathBuf::from(folder))),
        None => (argument, None),
    };
    /// Hands a target to the configuration, with its folder if one was named.
    macro_rules! with {
        ($target:expr) => {
            match folder {
                Some(folder) => config.target($target.out_dir(folder)),
                None => config.target($target),
            }
        };
    }
    Ok(match name {
        Sql::NAME => with!(role.map_or_else(Sql::new, |role| Sql::new().row_security(role))),
        Rust::NAME => with!(Rust::new()),
        TypeScript::NAME => with!(TypeScript::new()),
        _ => return Err(unknown(name)),
    })
}

/// Whether an argument `NAME[=DIR]` names the target `sql`.
pub(crate) fn is_sql(argument: &str) -> bool {
    argument.split('=').next() == Some(Sql::NAME)
}

fn unknown(name: &str) -> Error {
    let known = [Sql::NAME, Rust::NAME, TypeScript::NAME];
    let near = ssot_core::nearest(name, known).map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    Error::Usage(format!("there is no target `{name}`.{near} There are: {}", known.join(", ")))
}
