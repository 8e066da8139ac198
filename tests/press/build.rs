//! Turns `schema.prisma` into a server for three databases, and into one more with policies.

use std::path::PathBuf;
use std::{env, fs};

use ssot_build::target::rust::Rust;
use ssot_build::target::sql::Sql;

/// Where the policies go: who may see a post, and who its author.
const POLICIES: [(&str, &str); 2] = [
    ("model Post {", "/// @@allow(\"read\", published || authorId == auth().id || \"editor\" in auth().roles)"),
    ("model User {", "/// @@allow(\"read\", auth() != null)"),
];

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
    let guarded = out.join("guarded.prisma");
    let schema = fs::read_to_string("schema.prisma").unwrap_or_default();
    let with =
        POLICIES.iter().fold(schema, |text, (model, policy)| text.replace(model, &[policy, "\n", model].concat()));
    fs::write(&guarded, with).unwrap_or_default();
    ssot_build::Config::new()
        .schema(&guarded)
        .provider("postgresql")
        .target(Rust::new().out_dir(out.join("guarded")))
        .target(Sql::new().row_security("press_app").out_dir(out.join("secured")))
        .write()?;
    Ok(())
}
