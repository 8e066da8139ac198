//! A club: the server that conformance cases ask who may do what.

use http::HeaderName;
use ssot_db::{Database, Dialect, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_server::auth::Told;
use ssot_server::computed::{Answers, Batch};
use ssot_server::hook::Call;
use ssot_server::{Api, Server};

/// What `build.rs` made of `schema.ssot`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs"));
}

use api::{BookComputed, BookHoldSource, BookIsPlacedSource, BookPriceTagSource, BookReadingMinutesSource};

const SEED: &str = include_str!("../seed.sql");

/// Opens a new database with the rows of `seed.sql`: PostgreSQL's or MariaDB's at `url`, else one of SQLite that goes away with the
/// process.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn open(url: Option<String>) -> Result<Database, ssot_db::Error> {
    let (database, tables) = match url {
        None => {
            (Database::sqlite(SqliteConfig::temporary())?, include_str!(concat!(env!("OUT_DIR"), "/sqlite/schema.sql")))
        }
        Some(url) if url.starts_with("mysql:") => {
            (Database::mysql(MysqlConfig::new(url)).await?, include_str!(concat!(env!("OUT_DIR"), "/mysql/schema.sql")))
        }
        Some(url) => (
            Database::postgres(PostgresConfig::new(url)).await?,
            include_str!(concat!(env!("OUT_DIR"), "/postgresql/schema.sql")),
        ),
    };
    // Moments of MariaDB have no zone.
    let seed = if database.dialect() == Dialect::Mysql { SEED.replace("Z'", "'") } else { SEED.to_owned() };
    database.apply(&[tables, &seed].join("\n")).await?;
    Ok(database)
}

/// The role that the application connects as where the database itself asks who may do what.
pub const ROLE: &str = "club_app";

/// Opens a new database of PostgreSQL with the rows of `seed.sql` as its owner, and lets it ask itself who may do what.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn secure(owner: String) -> Result<Database, ssot_db::Error> {
    let owner = open(Some(owner)).await?;
    owner.batch(include_str!(concat!(env!("OUT_DIR"), "/postgresql/row-security.sql"))).await?;
    Ok(owner)
}

/// Connects to such a database as the application.
///
/// # Errors
/// If that is not possible, or policies would not hold.
pub async fn connect_secured(url: String) -> Result<Database, ssot_db::Error> {
    let mut config = PostgresConfig::new(url);
    config.row_security = true;
    Database::postgres(config).await
}

/// Works out what answers say of books.
#[derive(Debug)]
pub struct Librarian;

impl BookComputed for Librarian {
    fn reading_minutes(&self, rows: Batch<BookReadingMinutesSource>, _: &Call<'_>) -> Answers<i32> {
        rows.each(|row| row.text.split_whitespace().count().div_ceil(200).try_into().unwrap_or(i32::MAX))
    }

    fn hold(&self, rows: Batch<BookHoldSource>, call: &Call<'_>) -> Answers<Option<String>> {
        let caller = call.principal().map(|principal| &principal.id);
        rows.each(|row| {
            let holder = row.holder_id?;
            Some(if caller == Some(&holder) { "yours".to_owned() } else { format!("of {holder}") })
        })
    }

    fn price_tag(&self, rows: Batch<BookPriceTagSource>, _: &Call<'_>) -> Answers<String> {
        rows.each(|row| format!("{} at {}", row.title, row.price.unwrap_or_default()))
    }

    fn is_placed(&self, rows: Batch<BookIsPlacedSource>, _: &Call<'_>) -> Answers<bool> {
        rows.each(|row| row.shelf.is_some())
    }
}

/// The API: callers are who the header `x-caller` says they are.
pub fn api(database: Database) -> Api {
    let told = Told::by(HeaderName::from_static("x-caller"));
    api::api(database, Librarian).authenticate(told).signing_key("a key that everybody may know")
}

/// The server, open to callers that say who they are.
pub fn app(database: Database) -> Server {
    Server::new(api(database))
}
