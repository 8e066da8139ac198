//! Turns `schema.prisma` into a server for PostgreSQL or, with the feature `sqlite`, for SQLite.

use std::env;
use std::path::PathBuf;

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;
use ssot_build::target::typescript::TypeScript;

fn main() -> ssot_build::Result {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let sqlite = env::var_os("CARGO_FEATURE_SQLITE").is_some();
    let (provider, sql) = if sqlite {
        ("sqlite", Sql::new())
    } else {
        // The database can ask itself who may do what: `row-security.sql`, for this role.
        ("postgresql", Sql::new().row_security("shop_app"))
    };
    ssot_build::Config::new()
        .schema("schema.prisma")
        .provider(provider)
        .target(Rust::new())
        .target(sql.out_dir(out.join("sql")))
        .target(TypeScript::new().out_dir(out.join("typescript")))
        .write()?;
    Ok(())
}
