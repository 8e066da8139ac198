//! The shop as a library: the generated API and a database with its tables.

use ssot_db::Database;
use ssot_server::Server;
use ssot_server::auth::Authenticate;

/// What `build.rs` made of `schema.prisma`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs"));
}

/// Where the rows are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Storage {
    /// A PostgreSQL database: `postgres://user:password@host/database`.
    #[cfg(not(feature = "sqlite"))]
    Postgres(String),
    /// A SQLite file; it is created if it is absent.
    #[cfg(feature = "sqlite")]
    File(std::path::PathBuf),
    /// A SQLite database that goes away with the process.
    #[cfg(feature = "sqlite")]
    Temporary,
}

const TABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/sql/schema.sql"));

/// The role that the application connects as where the database itself asks who may do what.
#[cfg(not(feature = "sqlite"))]
pub const ROLE: &str = "shop_app";

/// Lets the database ask itself who may do what; `owner` is open as the owner of the tables.
///
/// # Errors
/// If the role may not do that.
#[cfg(not(feature = "sqlite"))]
pub async fn secure(owner: &Database) -> Result<(), ssot_db::Error> {
    owner.batch(include_str!(concat!(env!("OUT_DIR"), "/sql/row-security.sql"))).await
}

/// Connects to such a database as the application: a URL with [`ROLE`], or a member of it.
///
/// # Errors
/// If that is not possible, or policies would not hold.
#[cfg(not(feature = "sqlite"))]
pub async fn connect_secured(url: String) -> Result<Database, ssot_db::Error> {
    let mut config = ssot_db::PostgresConfig::new(url);
    config.row_security = true;
    Database::postgres(config).await
}

/// Opens the database. An empty one gets its tables.
///
/// # Errors
/// If it cannot be opened, or its tables cannot be made.
pub async fn open(storage: Storage) -> Result<Database, ssot_db::Error> {
    let database = connect(storage).await?;
    database.apply(TABLES).await?;
    Ok(database)
}

/// Opens the database. An empty one gets its tables and the rows of `seed.sql`: two tenants to watch.
///
/// # Errors
/// If it cannot be opened, or its tables cannot be made.
pub async fn open_with_tenants(storage: Storage) -> Result<Database, ssot_db::Error> {
    let database = connect(storage).await?;
    database.apply(&[TABLES, include_str!("../seed.sql")].join("\n")).await?;
    Ok(database)
}

#[cfg_attr(feature = "sqlite", allow(clippy::unused_async, reason = "an embedded file needs no wait"))]
async fn connect(storage: Storage) -> Result<Database, ssot_db::Error> {
    match storage {
        #[cfg(not(feature = "sqlite"))]
        Storage::Postgres(url) => Database::postgres(ssot_db::PostgresConfig::new(url)).await,
        #[cfg(feature = "sqlite")]
        Storage::File(path) => Database::sqlite(ssot_db::SqliteConfig::file(path)),
        #[cfg(feature = "sqlite")]
        Storage::Temporary => Database::sqlite(ssot_db::SqliteConfig::temporary()),
    }
}

/// The server: the API below `/api` for the callers that `people` finds out; each sees its tenant and no other.
pub fn app(database: Database, people: impl Authenticate + 'static) -> Server {
    Server::new(api::api(database).authenticate(people))
}
