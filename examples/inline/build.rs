//! Turns the models of this crate into its tables, its API and a client.

use ssot_build::target::{rust::Rust, sql::Sql, typescript::TypeScript};

fn main() -> ssot_build::Result {
    ssot_build::Config::new()
        .schema("src/lib.rs")
        .target(Rust::new().runtime("ssot::server"))
        .target(Sql::new())
        .target(TypeScript::new().out_dir("web/src/gen"))
        .write()?;
    Ok(())
}
