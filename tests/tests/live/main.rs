//! Changes as they happen, where one server and one writer at a time do not show what can go wrong: several servers on one
//! database, transactions that commit out of order, clients that come and go.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

mod order;
mod several;
mod socket;
mod stream;

use std::net::SocketAddr;

use ssot_db::{Database, PostgresConfig, SqliteConfig};
use ssot_server::{Access, LiveLimits, Server};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A depot that serves a database which others may serve, too.
struct Depot {
    address: SocketAddr,
    database: Database,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Depot {
    async fn start(database: Database, limits: LiveLimits) -> Self {
        let api = depot::api::api(database.clone()).access(Access::Public).live(limits);
        let server = Server::new(api);
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        Self { address, database, stop, served }
    }

    async fn on_postgres(url: &str) -> Self {
        let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
        Self::start(database, LiveLimits::default()).await
    }

    async fn on_file(path: &std::path::Path) -> Self {
        Self::start(Database::sqlite(SqliteConfig::file(path)).unwrap(), LiveLimits::default()).await
    }

    async fn end(self) {
        drop(self.stop);
        self.served.await.unwrap();
        self.database.close().await;
    }
}

/// Runs what blocks where it disturbs nobody.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}
