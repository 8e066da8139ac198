//! Turns `schema.ssot` into a server for three databases.

use std::env;
use std::path::PathBuf;

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    ssot_build::Config::new()
        .schema("schema.ssot")
        .target(Rust::new())
        .target(Sql::new().out_dir(out.join("sqlite")))
        .write()?;
    ssot_build::Config::new()
        .schema("schema.ssot")
        .provider("postgresql")
        .target(Sql::new().out_dir(out.join("postgresql")).row_security("club_app"))
        .write()?;
    ssot_build::Config::new()
        .schema("schema.ssot")
        .provider("mysql")
        .target(Sql::new().out_dir(out.join("mysql")))
        .write()?;
    Ok(())
}
