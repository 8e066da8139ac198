//! A depot: the server that conformance cases ask what no example has.

use ssot_db::{Database, Dialect, MysqlConfig, PostgresConfig, SqliteConfig};
use ssot_server::{Access, Cors, Server};

/// What `build.rs` made of `schema.prisma`.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/ssot/mod.rs"));
}

/// What `build.rs` made of `mysql.prisma`.
pub mod silo {
    include!(concat!(env!("OUT_DIR"), "/silo/mod.rs"));
}

/// What `build.rs` made of `partial.prisma`.
pub mod gate {
    include!(concat!(env!("OUT_DIR"), "/gate/mod.rs"));
}

/// The tables, for SQLite.
pub const SQLITE_TABLES: &str = include_str!(concat!(env!("OUT_DIR"), "/sqlite/schema.sql"));

const SEED: &str = include_str!("../seed.sql");

/// Opens a new database with the rows of `seed.sql`: PostgreSQL's or MariaDB's at `url`, else one of SQLite that goes away with the
/// process.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn open(url: Option<String>) -> Result<Database, ssot_db::Error> {
    let (database, tables) = match url {
        None => (Database::sqlite(SqliteConfig::temporary())?, SQLITE_TABLES),
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

/// The server, open to everybody.
pub fn app(database: Database) -> Server {
    let api = api::api(database).access(Access::Public).signing_key("a key that everybody may know");
    Server::new(api).cors(Cors::origins(["https://app.example"]))
}

/// Opens a new database of MariaDB at `url` with the tables of `mysql.prisma`, all empty.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn open_silo(url: String) -> Result<Database, ssot_db::Error> {
    let database = Database::mysql(MysqlConfig::new(url)).await?;
    database.apply(include_str!(concat!(env!("OUT_DIR"), "/silo-tables/schema.sql"))).await?;
    Ok(database)
}

/// Its server, open to everybody.
pub fn silo_app(database: Database) -> Server {
    Server::new(silo::api(database).access(Access::Public).signing_key("a key that everybody may know"))
}

/// Opens a new database with the tables of `partial.prisma`, all empty: PostgreSQL's at `url`, else one of SQLite that goes away with
/// the process.
///
/// # Errors
/// If it cannot be opened, or holds something else.
pub async fn open_gate(url: Option<String>) -> Result<Database, ssot_db::Error> {
    let (database, tables) = match url {
        None => (
            Database::sqlite(SqliteConfig::temporary())?,
            include_str!(concat!(env!("OUT_DIR"), "/gate-sqlite/schema.sql")),
        ),
        Some(url) => (
            Database::postgres(PostgresConfig::new(url)).await?,
            include_str!(concat!(env!("OUT_DIR"), "/gate-postgresql/schema.sql")),
        ),
    };
    database.apply(tables).await?;
    Ok(database)
}

/// Its server, open to everybody.
pub fn gate_app(database: Database) -> Server {
    Server::new(gate::api(database).access(Access::Public).signing_key("a key that everybody may know"))
}
