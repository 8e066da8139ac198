//! The blog as a library: the generated API and a database with its first rows.

mod page;

use std::path::PathBuf;

use ssot_db::{Database, Dialect, SqliteConfig};
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
    /// A SQLite file; it is created if it is absent.
    File(PathBuf),
    /// A SQLite database that goes away with the process.
    Temporary,
    /// A PostgreSQL database: `postgres://user:password@host/database`.
    #[cfg(feature = "postgres")]
    Postgres(String),
    /// A MariaDB database: `mysql://user:password@host/database`.
    #[cfg(feature = "mysql")]
    Mysql(String),
}

const SQLITE: &str = include_str!(concat!(env!("OUT_DIR"), "/sqlite/schema.sql"));
#[cfg(feature = "postgres")]
const POSTGRES: &str = include_str!(concat!(env!("OUT_DIR"), "/postgresql/schema.sql"));

#[cfg(feature = "mysql")]
const MYSQL: &str = include_str!(concat!(env!("OUT_DIR"), "/mysql/schema.sql"));
const SEED: &str = include_str!("../seed.sql");

/// Opens the database. An empty one gets its tables and the rows of `seed.sql`.
///
/// # Errors
/// If it cannot be opened, or holds something else than a blog.
pub async fn open(storage: Storage) -> Result<Database, ssot_db::Error> {
    let (database, tables) = match storage {
        Storage::File(path) => (Database::sqlite(SqliteConfig::file(path))?, SQLITE),
        Storage::Temporary => (Database::sqlite(SqliteConfig::temporary())?, SQLITE),
        #[cfg(feature = "postgres")]
        Storage::Postgres(url) => (Database::postgres(ssot_db::PostgresConfig::new(url)).await?, POSTGRES),
        #[cfg(feature = "mysql")]
        Storage::Mysql(url) => (Database::mysql(ssot_db::MysqlConfig::new(url)).await?, MYSQL),
    };
    // Moments of MariaDB have no zone.
    let seed = if database.dialect() == Dialect::Mysql { SEED.replace("Z'", "'") } else { SEED.to_owned() };
    database.apply(&[tables, &seed].join("\n")).await?;
    Ok(database)
}

/// The server: the API below `/api`, whose policies know the callers that `people` finds out, and a page at `/` for everybody.
pub fn app(database: Database, people: impl Authenticate + 'static) -> Server {
    Server::new(api::api(database).authenticate(people)).routes(page::routes())
}
