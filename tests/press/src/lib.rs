//! A press: the blog without users. Everybody may do everything, so cases, drives and benchmarks see the contract and nothing
//! of who asks.

use std::path::PathBuf;

use http::HeaderName;
use ssot_db::{Database, Dialect, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_server::auth::Told;
use ssot_server::{Access, Server};

/// What `build.rs` made of `schema.prisma`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs"));
}

/// The same with policies: of posts and users.
pub mod guarded {
    include!(concat!(env!("OUT_DIR"), "/guarded/mod.rs"));
}

/// The policies as row-level security of PostgreSQL, for the role [`ROLE`].
pub const ROW_SECURITY: &str = include_str!(concat!(env!("OUT_DIR"), "/secured/row-security.sql"));

/// The role of an application that the database itself asks.
pub const ROLE: &str = "press_app";

/// Where the rows are.
#[derive(Debug, Clone)]
pub enum Storage {
    /// A SQLite file; it is created if it is absent.
    File(PathBuf),
    /// A SQLite database that goes away with the process.
    Temporary,
    /// A PostgreSQL database.
    Postgres(String),
    /// A MariaDB database.
    Mysql(String),
}

/// Opens the database. An empty one gets its tables and the rows of the blog.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn open(storage: Storage) -> Result<Database, ssot_db::Error> {
    const SQLITE: &str = include_str!(concat!(env!("OUT_DIR"), "/sqlite/schema.sql"));
    const POSTGRES: &str = include_str!(concat!(env!("OUT_DIR"), "/postgresql/schema.sql"));
    const MYSQL: &str = include_str!(concat!(env!("OUT_DIR"), "/mysql/schema.sql"));
    const SEED: &str = include_str!("../../../examples/blog/seed.sql");
    let (database, tables) = match storage {
        Storage::File(path) => (Database::sqlite(SqliteConfig::file(path))?, SQLITE),
        Storage::Temporary => (Database::sqlite(SqliteConfig::temporary())?, SQLITE),
        Storage::Postgres(url) => (Database::postgres(PostgresConfig::new(url)).await?, POSTGRES),
        Storage::Mysql(url) => (Database::mysql(MysqlConfig::new(url)).await?, MYSQL),
    };
    // Moments of MariaDB have no zone.
    let seed = if database.dialect() == Dialect::Mysql { SEED.replace("Z'", "'") } else { SEED.to_owned() };
    database.apply(&[tables, &seed].join("\n")).await?;
    Ok(database)
}

/// Connects to a database of PostgreSQL that asks itself who may do what.
///
/// # Errors
/// If that is not possible, or policies would not hold.
pub async fn connect_secured(url: String) -> Result<Database, ssot_db::Error> {
    let mut config = PostgresConfig::new(url);
    config.row_security = true;
    Database::postgres(config).await
}

/// The server with policies: callers are who the header `x-caller` says they are.
pub fn guarded_app(database: Database) -> Server {
    let told = Told::by(HeaderName::from_static("x-caller"));
    Server::new(guarded::api(database).access(Access::Public).authenticate(told))
}

/// The server: the API below `/api` for callers that `access` admits.
pub fn app(database: Database, access: Access) -> Server {
    Server::new(api::api(database).access(access))
}
