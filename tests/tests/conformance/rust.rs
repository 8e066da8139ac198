//! Generated servers in Rust: the blog, the press, the club and the depot on each database, the shop on PostgreSQL, the silo on MariaDB, the gate
//! on the other two, and the press as Rust code on SQLite; club and shop also where PostgreSQL itself asks who may do what.

use std::sync::Arc;

use ssot_server::auth::{AnyOf, ApiKeys, Principal, TableKeys};
use ssot_server::{Access, Server};
use ssot_tests::toolchain::{MariaDb, Postgres};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::credentials::{Credentials, issuer};
use super::{Running, Target};

/// The schemas' names.
pub(super) const SCHEMAS: [&str; 7] = ["blog", "club", "depot", "gate", "press", "shop", "silo"];

/// Those that are served on each database.
const ANYWHERE: [&str; 4] = ["blog", "club", "depot", "press"];

/// Each schema on every database that is there.
pub(super) fn targets() -> Vec<Box<dyn Target>> {
    let runtime = Arc::new(Runtime::new().unwrap());
    let example = |package, engine| Box::new(Example { runtime: Arc::clone(&runtime), package, engine });
    let mut targets: Vec<Box<dyn Target>> = vec![example("inline", Engine::Sqlite), example("gate", Engine::Sqlite)];
    targets.extend(ANYWHERE.map(|schema| example(schema, Engine::Sqlite) as _));
    if let Some(postgres) = Postgres::shared() {
        targets.extend(ANYWHERE.map(|schema| example(schema, Engine::Postgres(postgres)) as _));
        targets.extend(["gate", "shop"].map(|schema| example(schema, Engine::Postgres(postgres)) as _));
        targets.extend(["club", "shop"].map(|schema| example(schema, Engine::Secured(postgres)) as _));
    }
    if let Some(mariadb) = MariaDb::shared() {
        targets.extend(ANYWHERE.map(|schema| example(schema, Engine::MariaDb(mariadb)) as _));
        targets.push(example("silo", Engine::MariaDb(mariadb)));
    }
    targets
}

/// Where the rows are.
#[derive(Clone, Copy)]
enum Engine {
    Sqlite,
    Postgres(&'static Postgres),
    /// PostgreSQL that asks itself who may do what.
    Secured(&'static Postgres),
    MariaDb(&'static MariaDb),
}

struct Example {
    runtime: Arc<Runtime>,
    package: &'static str,
    engine: Engine,
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
    async fn server(&self) -> (Server, ssot_db::Database, Credentials) {
        if let Engine::Secured(postgres) = self.engine {
            return self.secured(postgres).await;
        }
        let url = match self.engine {
            Engine::Sqlite => None,
            Engine::Postgres(postgres) | Engine::Secured(postgres) => Some(postgres.database()),
            Engine::MariaDb(mariadb) => Some(mariadb.url()),
        };
        match (self.package, url) {
            ("shop", Some(url)) => {
                let database = shop::open(shop::Storage::Postgres(url)).await.unwrap();
                let robot = Principal { id: "robot".into(), roles: vec!["operator".into()], ..Principal::default() };
                let (people, credentials) = proven(&database, robot).await;
                (shop::app(database.clone(), people), database, credentials)
            }
            ("club", url) => {
                let database = club::open(url).await.unwrap();
                (club::app(database.clone()), database, Credentials::Told)
            }
            ("depot", url) => {
                let database = depot::open(url).await.unwrap();
                (depot::app(database.clone()), database, Credentials::Told)
            }
            ("gate", url) => {
                let database = depot::open_gate(url).await.unwrap();
                (depot::gate_app(database.clone()), database, Credentials::Told)
            }
            ("silo", Some(url)) => {
                let database = depot::open_silo(url).await.unwrap();
                (depot::silo_app(database.clone()), database, Credentials::Told)
            }
            ("blog", url) => {
                let storage = match url {
                    None => blog::Storage::Temporary,
                    Some(url) if url.starts_with("mysql:") => blog::Storage::Mysql(url),
                    Some(url) => blog::Storage::Postgres(url),
                };
                let database = blog::open(storage).await.unwrap();
                let id = "01930000-0000-7000-8000-000000000002".to_owned();
                let robot = Principal { id, roles: vec!["author".into()], ..Principal::default() };
                let (people, credentials) = proven(&database, robot).await;
                (blog::app(database.clone(), people), database, credentials)
            }
            ("inline", _) => {
                let database = ssot_db::Database::sqlite(ssot_db::SqliteConfig::temporary()).unwrap();
                let server = inline::app(database.clone(), Access::Public).await.unwrap();
                (server, database, Credentials::Told)
            }
            (_, url) => {
                let storage = match url {
                    None => press::Storage::Temporary,
                    Some(url) if url.starts_with("mysql:") => press::Storage::Mysql(url),
                    Some(url) => press::Storage::Postgres(url),
                };
                let database = press::open(storage).await.unwrap();
                (press::app(database.clone(), Access::Public), database, Credentials::Told)
            }
        }
    }
}

impl Example {
    /// The same, as a role that the database asks.
    async fn secured(&self, postgres: &Postgres) -> (Server, ssot_db::Database, Credentials) {
        if self.package == "club" {
            let url = postgres.owned_database("club_owner");
            club::secure(url.clone()).await.unwrap().close().await;
            let database = club::connect_secured(postgres.database_as(club::ROLE, &url)).await.unwrap();
            return (club::app(database.clone()), database, Credentials::Told);
        }
        let url = postgres.owned_database("shop_owner");
        let owner = shop::open(shop::Storage::Postgres(url.clone())).await.unwrap();
        shop::secure(&owner).await.unwrap();
        let robot = Principal { id: "robot".into(), roles: vec!["operator".into()], ..Principal::default() };
        let (people, credentials) = proven(&owner, robot).await;
        let database = shop::connect_secured(postgres.database_as(shop::ROLE, &url)).await.unwrap();
        (shop::app(database.clone(), people), database, credentials)
    }
}

/// Tokens and API keys: how a server finds out who asks, and how cases say who they are.
async fn proven(database: &ssot_db::Database, robot: Principal) -> (AnyOf, Credentials) {
    let keys = TableKeys::open(database.clone()).await.unwrap();
    let credentials = Credentials::proven(&keys, robot).await;
    (AnyOf::new().or(issuer().jwt()).or(ApiKeys::new(keys)), credentials)
}

impl Target for Example {
    fn name(&self) -> String {
        format!("{} in Rust on {}", self.package, self.database())
    }

    fn database(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
            Engine::Secured(_) => "PostgreSQL with row-level security",
            Engine::MariaDb(_) => "MariaDB",
        }
    }

    fn schema(&self) -> &'static str {
        if self.package == "inline" { "press" } else { self.package }
    }

    fn start(&self) -> Running {
        let (stop, stopping) = oneshot::channel::<()>();
        let (stopped, has_stopped) = oneshot::channel();
        let (address, credentials) = self.runtime.block_on(async {
            let (server, database, credentials) = self.server().await;
            let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move {
                server.serve_until(listener, async { drop(stopping.await) }).await;
                database.close().await;
                let _ = stopped.send(());
            });
            (address, credentials)
        });
        let guard = Guard { runtime: Arc::clone(&self.runtime), stop: Some(stop), stopped: Some(has_stopped) };
        Running { address, credentials, _guard: Box::new(guard) }
    }
}
