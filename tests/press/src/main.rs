//! The press as a process, for benchmarks: `PORT` and `PRESS_DB` (a SQLite file) or `DATABASE_URL` say where.

use std::env;
use std::error::Error;

use press::Storage;
use ssot_server::Access;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let storage = match env::var("DATABASE_URL") {
        Ok(url) => Storage::Postgres(url),
        Err(_) => Storage::File(env::var_os("PRESS_DB").ok_or("neither DATABASE_URL nor PRESS_DB is set")?.into()),
    };
    let database = press::open(storage).await?;
    press::app(database.clone(), Access::Public).listen(format!("127.0.0.1:{}", env::var("PORT")?)).await?;
    database.close().await;
    Ok(())
}
