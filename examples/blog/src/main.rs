//! `cargo run -p blog`: an embedded database, the API and a page on <http://127.0.0.1:3000>.
//!
//! `PORT` chooses another port, `BLOG_DB` another file, `DATABASE_URL` a PostgreSQL database (with `--features postgres`) or a MariaDB
//! database (`--features mysql`),
//! `JWT_SECRET` the secret of 32 bytes or more that tokens are signed with (HS256, issuer and audience `blog`).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to the person who started it")]

mod tour;

use std::env;
use std::error::Error;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use blog::Storage;
use ssot_server::auth::Issuer;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let log = tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).with_writer(std::io::stderr);
    log.with_ansi(std::io::stderr().is_terminal()).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let port = port()?;
    let storage = storage()?;
    let place = match &storage {
        Storage::File(path) => path.display().to_string(),
        #[cfg(feature = "mysql")]
        Storage::Mysql(_) => "MariaDB".to_owned(),
        _ => "PostgreSQL".to_owned(),
    };
    let listener = ssot_server::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| format!("{error}\n  help: for example `PORT=3001 cargo run -p blog`"))?;
    let address = listener.local_addr()?;
    let database = blog::open(storage).await.map_err(|error| format!("cannot open the database ({place}): {error}"))?;
    let issuer = issuer()?;
    let server = blog::app(database.clone(), issuer.jwt());
    println!("The blog is at http://{address}/ (rows in {place}). Try:\n");
    tour::open(address);
    if cfg!(debug_assertions) {
        tour::users(address, &issuer);
    }
    println!("\nCtrl-C ends it.");
    server.serve(listener).await;
    database.close().await;
    Ok(())
}

/// Whose tokens are accepted: of whoever knows `JWT_SECRET`; without one, only those that this process makes.
fn issuer() -> Result<Issuer, String> {
    match env::var("JWT_SECRET") {
        Ok(secret) => Issuer::new(secret.as_bytes(), "blog", "blog").map_err(|error| format!("JWT_SECRET: {error}")),
        Err(_) => Ok(Issuer::random("blog", "blog")),
    }
}

fn port() -> Result<u16, String> {
    match env::var("PORT") {
        Err(_) => Ok(3000),
        Ok(text) => text.parse().map_err(|_| format!("PORT is `{text}`, which is no port (0 to 65535)")),
    }
}

fn storage() -> Result<Storage, String> {
    match env::var("DATABASE_URL") {
        #[cfg(feature = "mysql")]
        Ok(url) if url.starts_with("mysql:") => Ok(Storage::Mysql(url)),
        #[cfg(feature = "postgres")]
        Ok(url) if url.starts_with("postgres") => Ok(Storage::Postgres(url)),
        Ok(_) => Err("DATABASE_URL names a database that this blog was not built for: add `--features postgres` and \
            begin with `postgres:`, or `--features mysql` and `mysql:`"
            .to_owned()),
        Err(_) => Ok(Storage::File(env::var_os("BLOG_DB").map_or_else(default_file, PathBuf::from))),
    }
}

/// `blog.db` beside the schema, or in the working directory where the sources are gone.
fn default_file() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    if folder.is_dir() { folder.join("blog.db") } else { PathBuf::from("blog.db") }
}
