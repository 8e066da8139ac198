//! Targets by name.

use std::path::PathBuf;

use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};
use ssot_build::{Config, Error, Target};

/// Adds the target of an argument `NAME[=DIR]`.
///
/// # Errors
/// If there is no such target.
pub(crate) fn add(config: Config, argument: &str) -> Result<Config, Error> {
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
        Sql::NAME => with!(Sql::new()),
        Rust::NAME => with!(Rust::new()),
        TypeScript::NAME => with!(TypeScript::new()),
        _ => return Err(unknown(name)),
    })
}

fn unknown(name: &str) -> Error {
    let known = [Sql::NAME, Rust::NAME, TypeScript::NAME];
    let near = ssot_core::nearest(name, known).map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
    Error::Usage(format!("there is no target `{name}`.{near} There are: {}", known.join(", ")))
}
