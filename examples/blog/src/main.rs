//! `cargo run -p blog`: an embedded database, the API and a page on <http://127.0.0.1:3000>.
//!
//! `PORT` chooses another port, `BLOG_DB` another file, `DATABASE_URL` a PostgreSQL database (with `--features postgres`).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to the person who started it")]

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use blog::Storage;
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
    let port = port()?;
    let storage = storage()?;
    let place = match &storage {
        Storage::File(path) => path.display().to_string(),
        _ => "PostgreSQL".to_owned(),
    };
    let listener = ssot_server::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| format!("{error}\n  help: for example `PORT=3001 cargo run -p blog`"))?;
    let address = listener.local_addr()?;
    let database = blog::open(storage).await.map_err(|error| format!("cannot open the database ({place}): {error}"))?;
    // Everybody may read and write this blog. Without this word the server answers 401 to callers it does not know.
    let server = blog::app(database.clone(), Access::Public);
    println!("The blog is at http://{address}/ (rows in {place}; Ctrl-C ends it). Try:\n");
    for line in TRY {
        println!("  curl -g {}", line.replace("HERE", &format!("http://{address}/api")));
    }
    server.serve(listener).await;
    database.close().await;
    Ok(())
}

const TRY: [&str; 6] = [
    "'HERE/posts?where[published]=true&orderBy=-createdAt&take=5&include=author'",
    "'HERE/posts?where[title][icontains]=first&fields=title,slug&count=exact'",
    "HERE/posts/by/slug/sowing-tomatoes-indoors",
    "'HERE/posts/2?include=tags,comments.author'",
    "-X PATCH -H 'content-type: application/json' -d '{\"views\":1000}' HERE/posts/9",
    "-X POST -H 'content-type: application/json' -d '{\"title\":\"\",\"slug\":7}' HERE/posts",
];

fn port() -> Result<u16, String> {
    match env::var("PORT") {
        Err(_) => Ok(3000),
        Ok(text) => text.parse().map_err(|_| format!("PORT is `{text}`, which is no port (0 to 65535)")),
    }
}

#[cfg_attr(feature = "postgres", expect(clippy::unnecessary_wraps, reason = "without the feature a URL is an error"))]
fn storage() -> Result<Storage, String> {
    match env::var("DATABASE_URL") {
        #[cfg(feature = "postgres")]
        Ok(url) => Ok(Storage::Postgres(url)),
        #[cfg(not(feature = "postgres"))]
        Ok(_) => {
            Err("DATABASE_URL is set, but this blog was built for SQLite only: add `--features postgres`".to_owned())
        }
        Err(_) => Ok(Storage::File(env::var_os("BLOG_DB").map_or_else(default_file, PathBuf::from))),
    }
}

/// `blog.db` beside the schema, or in the working directory where the sources are gone.
fn default_file() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    if folder.is_dir() { folder.join("blog.db") } else { PathBuf::from("blog.db") }
}
