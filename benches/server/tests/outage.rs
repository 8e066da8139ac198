//! The checks of `cargo xtask bench load`, in counts instead of seconds: so many answers, then the database goes away, then so
//! many again.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::sync::Arc;
use std::time::Duration;

use press::Storage;
use ssot_bench::data;
use ssot_bench::outage::Load;
use ssot_db::{Database, MysqlConfig, PostgresConfig};
use ssot_server::Access;
use ssot_tests::toolchain::{MariaDb, Postgres, Shutdown, missing};
use tokio::sync::oneshot;

const CONNECTIONS: usize = 16;
/// Reads and writes of each connection before the database goes, and once it is back.
const EACH: u64 = 20;
/// Refusals while it is away: then every connection has met them.
const REFUSALS: u64 = 1000;
/// A slow machine takes long; one that is stuck takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves `storage` under load, which `restart` interrupts.
async fn run(
    database: Database,
    storage: Storage,
    provider: &str,
    end: impl FnOnce() + Send + 'static,
    begin: impl FnOnce() + Send + 'static,
) {
    database.apply(&data::whole(provider)).await.unwrap();
    let served = press::open(storage).await.unwrap();
    let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = oneshot::channel::<()>();
    let server = press::app(served.clone(), Access::Public);
    let server = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
    let ledger = tokio::task::spawn_blocking(move || {
        let load = Load::start(address, CONNECTIONS);
        let served = |load: &Load| {
            let is_in_time = load.wait(PATIENCE, |tally| tally.all_have(EACH) || tally.has_faults());
            let counts = load.tally().counts();
            assert_eq!(counts.faults, 0, "{:#?}", counts.told);
            assert!(is_in_time, "not everybody is served: {counts:?}");
        };
        served(&load);
        end();
        load.tally().mark();
        load.wait(PATIENCE, |tally| tally.counts().refusals >= REFUSALS || tally.has_faults());
        assert!(load.tally().counts().refusals >= REFUSALS, "{:?}", load.tally().counts());
        begin();
        served(&load);
        load.end().unwrap()
    });
    let ledger = ledger.await.unwrap();
    let audit = ledger.audit(&database).await.unwrap();
    assert_eq!(audit.wrong, Vec::<String>::new());
    assert!(audit.acknowledged >= 2 * EACH * CONNECTIONS as u64, "{audit:?}");
    // What was on its way when the database went may have been done; what came afterwards is done and answered, or neither.
    assert!(audit.open_posts.1 <= CONNECTIONS as u64, "{audit:?}");
    drop(stop);
    server.await.unwrap();
    served.close().await;
}

async fn on_postgres(shutdown: Shutdown) {
    let Some(postgres) = Postgres::start().filter(Postgres::can_restart) else { return missing("PostgreSQL") };
    let url = postgres.database();
    let database = Database::postgres(PostgresConfig::new(url.as_str())).await.unwrap();
    // Kept here: it ends with the last that has it.
    let postgres = Arc::new(postgres);
    let (one, two) = (Arc::clone(&postgres), Arc::clone(&postgres));
    run(database, Storage::Postgres(url), "postgresql", move || one.end(shutdown), move || two.begin()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_stops_in_order_and_comes_back() {
    on_postgres(Shutdown::Fast).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_crashes_and_comes_back() {
    on_postgres(Shutdown::Immediate).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mariadb_is_killed_and_comes_back() {
    let Some(mariadb) = MariaDb::start() else { return missing("MariaDB") };
    let url = mariadb.url();
    let database = Database::mysql(MysqlConfig::new(url.as_str())).await.unwrap();
    let mariadb = Arc::new(mariadb);
    let (one, two) = (Arc::clone(&mariadb), Arc::clone(&mariadb));
    run(database, Storage::Mysql(url), "mysql", move || one.kill(), move || two.begin()).await;
}
