//! `DATABASE_URL=postgres://… cargo run -p shop`, or `cargo run -p shop --features sqlite` for an embedded file.
//!
//! `PORT` chooses another port than 3001; `SHOP_DB` another file than `shop.db`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to the person who started it")]

use std::env;
use std::error::Error;
use std::process::ExitCode;

use shop::Storage;
use ssot_server::Access;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).with_writer(std::io::stderr).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let storage = storage()?;
    let port: u16 = match env::var("PORT") {
        Err(_) => 3001,
        Ok(text) => text.parse().map_err(|_| format!("PORT is `{text}`, which is no port (0 to 65535)"))?,
    };
    let listener = ssot_server::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| format!("{error}\n  help: for example `PORT=3002 cargo run -p shop`"))?;
    let address = listener.local_addr()?;
    let database = shop::open(storage).await.map_err(|error| format!("cannot open the database: {error}"))?;
    // An example is for everybody. Without this word the server answers 401 to callers it does not know.
    let server = shop::app(database.clone(), Access::Public);
    println!("The shop is at http://{address}/api (Ctrl-C ends it). Try:\n");
    println!(
        "  curl -X POST -H 'content-type: application/json' -d '{{\"name\":\"Acme\"}}' http://{address}/api/tenants"
    );
    println!("  curl -g 'http://{address}/api/products?where[price][lt]=100&orderBy=-createdAt&include=brand,tags'");
    server.serve(listener).await;
    database.close().await;
    Ok(())
}

#[cfg(not(feature = "sqlite"))]
fn storage() -> Result<Storage, String> {
    env::var("DATABASE_URL").map(Storage::Postgres).map_err(|_| {
        "the shop needs a PostgreSQL database\n  \
         help: `DATABASE_URL=postgres://user:password@localhost/shop cargo run -p shop`, with an empty database `shop`\n  \
         help: or `cargo run -p shop --features sqlite`, which needs nothing"
            .to_owned()
    })
}

#[cfg(feature = "sqlite")]
fn storage() -> Result<Storage, String> {
    match env::var("DATABASE_URL") {
        Ok(_) => {
            Err("DATABASE_URL is set, but this shop was built for SQLite: leave out `--features sqlite`".to_owned())
        }
        Err(_) => Ok(Storage::File(env::var_os("SHOP_DB").map_or_else(|| "shop.db".into(), Into::into))),
    }
}
