//! The blog of the examples, generated in Rust, on each database.

use std::sync::Arc;

use blog::Storage;
use ssot_server::Access;
use ssot_tests::toolchain::Postgres;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::{Running, Target};

/// The blog on every database that is there.
pub(super) fn targets() -> Vec<Box<dyn Target>> {
    let runtime = Arc::new(Runtime::new().unwrap());
    let mut targets: Vec<Box<dyn Target>> = vec![Box::new(Blog { runtime: Arc::clone(&runtime), postgres: None })];
    if let Some(postgres) = Postgres::shared() {
        targets.push(Box::new(Blog { runtime, postgres: Some(postgres) }));
    }
    targets
}

struct Blog {
    runtime: Arc<Runtime>,
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

impl Target for Blog {
    fn name(&self) -> String {
        let database = if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" };
        format!("blog in Rust on {database}")
    }

    fn schema(&self) -> &'static str {
        "blog"
    }

    fn start(&self) -> Running {
        let storage = self.postgres.map_or(Storage::Temporary, |postgres| Storage::Postgres(postgres.database()));
        let (stop, stopping) = oneshot::channel::<()>();
        let (stopped, has_stopped) = oneshot::channel();
        let address = self.runtime.block_on(async {
            let database = blog::open(storage).await.unwrap();
            let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let server = blog::app(database.clone(), Access::Public);
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
