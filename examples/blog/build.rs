//! Turns `schema.prisma` into everything else.

use std::env;
use std::path::PathBuf;

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;
use ssot_build::target::typescript::TypeScript;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    ssot_build::Config::new()
        .schema("schema.prisma")
        .target(Rust::new())
        .target(Sql::new().out_dir(out.join("sqlite")))
        .target(TypeScript::new().out_dir("web/src/gen"))
        .write()?;
    // the same tables for those who bring a PostgreSQL or a MariaDB
    ssot_build::Config::new()
        .schema("schema.prisma")
        .provider("postgresql")
        .target(Sql::new().out_dir(out.join("postgresql")))
        .write()?;
    if env::var_os("CARGO_FEATURE_MYSQL").is_some() {
        ssot_build::Config::new()
            .schema("schema.prisma")
            .provider("mysql")
            .target(Sql::new().out_dir(out.join("mysql")))
            .write()?;
    }
    Ok(())
}
