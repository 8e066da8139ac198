//! Generated servers in Rust: the blog, the club and the depot on each database, the shop on PostgreSQL.

use std::sync::Arc;

use ssot_server::{Access, Server};
use ssot_tests::toolchain::Postgres;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::{Running, Target};

/// The schemas' names.
pub(super) const SCHEMAS: [&str; 4] = ["blog", "club", "depot", "shop"];

/// Each schema on every database that is there.
pub(super) fn targets() -> Vec<Box<dyn Target>> {
    let runtime = Arc::new(Runtime::new().unwrap());
    let example = |schema, postgres| Box::new(Example { runtime: Arc::clone(&runtime), schema, postgres });
    let mut targets: Vec<Box<dyn Target>> = vec![example("blog", None), example("club", None), example("depot", None)];
    if let Some(postgres) = Postgres::shared() {
        targets.push(example("blog", Some(postgres)));
        targets.push(example("club", Some(postgres)));
        targets.push(example("depot", Some(postgres)));
        targets.push(example("shop", Some(postgres)));
    }
    targets
}

struct Example {
    runtime: Arc<Runtime>,
    schema: &'static str,
    /// `None`: SQLite.
    postgres: Option<&'static Postgres>,
}

/// Stops a server and waits until it has.
struct Guard {
    runtime: Arc<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    stopped: Option<oneshot::Receiver<()>>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(stopped) = self.stopped.take() {
            let _ = self.runtime.block_on(stopped);
        }
    }
}

impl Example {
    /// The server on a new database with the rows that the example starts with.
    async fn server(&self) -> (Server, ssot_db::Database) {
        let url = self.postgres.map(Postgres::database);
        match (self.schema, url) {
            ("shop", Some(url)) => {
                let database = shop::open(shop::Storage::Postgres(url)).await.unwrap();
                (shop::app(database.clone(), Access::Public), database)
            }
            ("club", url) => {
                let database = club::open(url).await.unwrap();
                (club::app(database.clone()), database)
            }
            ("depot", url) => {
                let database = depot::open(url).await.unwrap();
                (depot::app(database.clone()), database)
            }
            (_, url) => {
                let storage = url.map_or(blog::Storage::Temporary, blog::Storage::Postgres);
                let database = blog::open(storage).await.unwrap();
                (blog::app(database.clone(), Access::Public), database)
            }
        }
    }
}

impl Target for Example {
    fn name(&self) -> String {
        let database = if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" };
        format!("{} in Rust on {database}", self.schema)
    }

    fn schema(&self) -> &'static str {
        self.schema
    }

    fn start(&self) -> Running {
        let (stop, stopping) = oneshot::channel::<()>();
        let (stopped, has_stopped) = oneshot::channel();
        let address = self.runtime.block_on(async {
            let (server, database) = self.server().await;
            let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move {
                server.serve_until(listener, async { drop(stopping.await) }).await;
                database.close().await;
                let _ = stopped.send(());
            });
            address
        });
        let guard = Guard { runtime: Arc::clone(&self.runtime), stop: Some(stop), stopped: Some(has_stopped) };
        Running { address, _guard: Box::new(guard) }
    }
}
