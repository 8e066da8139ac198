//! Turns `schema.prisma` into a server for PostgreSQL or, with the feature `sqlite`, for SQLite.

use std::env;
use std::path::PathBuf;

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;
use ssot_build::target::typescript::TypeScript;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let provider = if env::var_os("CARGO_FEATURE_SQLITE").is_some() { "sqlite" } else { "postgresql" };
    ssot_build::Config::new()
        .schema("schema.prisma")
        .provider(provider)
        .target(Rust::new())
        .target(Sql::new().out_dir(out.join("sql")))
        .target(TypeScript::new().out_dir(out.join("typescript")))
        .write()?;
    Ok(())
}
