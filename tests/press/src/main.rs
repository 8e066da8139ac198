//! The press as a process, for benchmarks: `PORT` and `PRESS_DB` (a SQLite file) or `DATABASE_URL` (PostgreSQL or MariaDB) say where; warnings go to the standard error. `PRESS_POLICIES=on` serves the
//! schema with policies, `PRESS_POLICIES=database` lets PostgreSQL ask them too, which
//! `PRESS_POLICIES=secure` makes ready for it, as the owner of the tables.

use std::env;
use std::error::Error;

use press::Storage;
use ssot_server::Access;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let log = tracing_subscriber::fmt().with_max_level(LevelFilter::WARN).with_writer(std::io::stderr);
    log.with_ansi(false).init();
    let storage = match env::var("DATABASE_URL") {
        Ok(url) if url.starts_with("mysql:") => Storage::Mysql(url),
        Ok(url) => Storage::Postgres(url),
        Err(_) => Storage::File(env::var_os("PRESS_DB").ok_or("neither DATABASE_URL nor PRESS_DB is set")?.into()),
    };
    let policies = env::var("PRESS_POLICIES").unwrap_or_default();
    let database = match (policies.as_str(), storage) {
        ("database", Storage::Postgres(url)) => press::connect_secured(url).await?,
        (_, storage) => press::open(storage).await?,
    };
    if policies == "secure" {
        database.batch(press::ROW_SECURITY).await?;
        database.close().await;
        return Ok(());
    }
    let server = match policies.as_str() {
        "" => press::app(database.clone(), Access::Public),
        _ => press::guarded_app(database.clone()),
    };
    server.listen(format!("127.0.0.1:{}", env::var("PORT")?)).await?;
    database.close().await;
    Ok(())
}
