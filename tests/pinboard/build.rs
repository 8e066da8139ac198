//! Makes the client of the trait.

use std::env;
use std::path::PathBuf;

use ssot_build::target::typescript::TypeScript;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    ssot_build::Config::new().schema("src/lib.rs").target(TypeScript::new().out_dir(out.join("web"))).write()?;
    Ok(())
}
