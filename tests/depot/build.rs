//! Turns `schema.prisma` into a server for three databases, `mysql.prisma` into one for the database that it is
//! written for, and `partial.prisma` into one for the two that can keep it.

use std::env;
use std::path::PathBuf;

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    ssot_build::Config::new()
        .schema("schema.prisma")
        .target(Rust::new())
        .target(Sql::new().out_dir(out.join("sqlite")))
        .write()?;
    ssot_build::Config::new()
        .schema("schema.prisma")
        .provider("postgresql")
        .target(Sql::new().out_dir(out.join("postgresql")))
        .write()?;
    ssot_build::Config::new()
        .schema("schema.prisma")
        .provider("mysql")
        .target(Sql::new().out_dir(out.join("mysql")))
        .write()?;
    ssot_build::Config::new()
        .schema("mysql.prisma")
        .target(Rust::new().out_dir(out.join("silo")))
        .target(Sql::new().out_dir(out.join("silo-tables")))
        .write()?;
    ssot_build::Config::new()
        .schema("partial.prisma")
        .target(Rust::new().out_dir(out.join("gate")))
        .target(Sql::new().out_dir(out.join("gate-sqlite")))
        .write()?;
    ssot_build::Config::new()
        .schema("partial.prisma")
        .provider("postgresql")
        .target(Sql::new().out_dir(out.join("gate-postgresql")))
        .write()?;
    Ok(())
}
