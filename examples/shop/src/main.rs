//! `cargo run -p shop`: the API for two tenants on <http://127.0.0.1:3001/api>, on a PostgreSQL of its own that goes away with
//! the program; or `cargo run -p shop --features sqlite` for an embedded file.
//!
//! `PORT` chooses another port; `DATABASE_URL` names a PostgreSQL database to use, `SHOP_DB` another file than `shop.db`;
//! `JWT_SECRET` is the secret of 32 bytes or more that tokens are signed with (HS256, issuer and audience `shop`).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to the person who started it")]

#[cfg(all(unix, not(feature = "sqlite")))]
mod cluster;
mod tour;

use std::env;
use std::error::Error;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use shop::Storage;
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
    let port: u16 = match env::var("PORT") {
        Err(_) => 3001,
        Ok(text) => text.parse().map_err(|_| format!("PORT is `{text}`, which is no port (0 to 65535)"))?,
    };
    let issuer = issuer()?;
    let listener = ssot_server::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| format!("{error}\n  help: for example `PORT=3002 cargo run -p shop`"))?;
    let address = listener.local_addr()?;
    // What the storage stands on ends after the database is closed.
    let (storage, place, _ground) = storage()?;
    let database = shop::open_with_tenants(storage)
        .await
        .map_err(|error| format!("cannot open the database ({place}): {error}"))?;
    let server = shop::app(database.clone(), issuer.jwt());
    println!("The shop is at http://{address}/api (rows in {place}).\n");
    if cfg!(debug_assertions) {
        tour::people(address, &issuer);
    }
    println!("\nCtrl-C ends it.");
    server.serve(listener).await;
    database.close().await;
    Ok(())
}

/// Whose tokens are accepted: of whoever knows `JWT_SECRET`; without one, only those that this process makes.
fn issuer() -> Result<Issuer, String> {
    match env::var("JWT_SECRET") {
        Ok(secret) => Issuer::new(secret.as_bytes(), "shop", "shop").map_err(|error| format!("JWT_SECRET: {error}")),
        Err(_) => Ok(Issuer::random("shop", "shop")),
    }
}

/// Where the rows are, in words too, and what has to live as long as they.
#[cfg(all(unix, not(feature = "sqlite")))]
fn storage() -> Result<(Storage, String, Option<cluster::Cluster>), String> {
    if let Ok(url) = env::var("DATABASE_URL") {
        return Ok((Storage::Postgres(url), "PostgreSQL".to_owned(), None));
    }
    let cluster = cluster::Cluster::start()?;
    Ok((Storage::Postgres(cluster.url()), "a PostgreSQL that goes away with this program".to_owned(), Some(cluster)))
}

#[cfg(all(not(unix), not(feature = "sqlite")))]
fn storage() -> Result<(Storage, String, ()), String> {
    env::var("DATABASE_URL").map(|url| (Storage::Postgres(url), "PostgreSQL".to_owned(), ())).map_err(|_| {
        "the shop needs a PostgreSQL database\n  \
         help: `DATABASE_URL=postgres://user:password@localhost/shop cargo run -p shop`, with an empty database `shop`\n  \
         help: or `cargo run -p shop --features sqlite`, which needs nothing"
            .to_owned()
    })
}

#[cfg(feature = "sqlite")]
fn storage() -> Result<(Storage, String, ()), String> {
    if env::var_os("DATABASE_URL").is_some() {
        return Err("DATABASE_URL is set, but this shop was built for SQLite: leave out `--features sqlite`".to_owned());
    }
    let path: std::path::PathBuf = env::var_os("SHOP_DB").map_or_else(|| "shop.db".into(), Into::into);
    let place = path.display().to_string();
    Ok((Storage::File(path), place, ()))
}
