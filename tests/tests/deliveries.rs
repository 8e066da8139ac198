//! Events of actions on their way out: in order, until it has gone well, and by one server of several at a time.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ssot_db::{Context, Database, Dialect, Row, Sink, Statement};
use ssot_server::Server;
use ssot_server::event::{Deliver, DeliveryError, Event, EventLimits};
use ssot_tests::http::send;
use ssot_tests::toolchain::{MariaDb, Postgres};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// What was delivered, by whomever.
#[derive(Default)]
struct Seen {
    events: Mutex<Vec<(usize, Event)>>,
    /// Deliveries on their way.
    running: AtomicUsize,
    /// Two were on their way at once.
    overlapped: AtomicBool,
}

impl Seen {
    fn ids(&self) -> Vec<i64> {
        self.events.lock().unwrap().iter().map(|(_, event)| event.id).collect()
    }

    fn of(&self, server: usize) -> usize {
        self.events.lock().unwrap().iter().filter(|(by, _)| *by == server).count()
    }
}

const QUICK: EventLimits = EventLimits {
    first_pause: Duration::from_millis(20),
    longest_pause: Duration::from_millis(40),
    kept: Duration::from_secs(3600),
    lease: Duration::from_millis(600),
    look: Duration::from_secs(2),
};

/// A club that delivers.
struct Club {
    address: SocketAddr,
    database: Database,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Club {
    async fn start(database: Database, limits: EventLimits, handler: impl Deliver) -> Self {
        Self::serve(Server::new(club::api(database.clone()).deliver(handler).event_limits(limits)), database).await
    }

    async fn serve(server: Server, database: Database) -> Self {
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        Self { address, database, stop, served }
    }

    async fn end(self) {
        drop(self.stop);
        self.served.await.unwrap();
        self.database.close().await;
    }

    /// Asks as Ann, and gives the status.
    fn post(&self, path: &str, body: &Value) -> JoinHandle<u16> {
        let (address, path, body) = (self.address, path.to_owned(), body.to_string());
        let headers = [("content-type", "application/json"), ("x-caller", r#"{"id":"ann"}"#)];
        tokio::task::spawn_blocking(move || send(address, "POST", &path, &headers, body.as_bytes()).unwrap().status)
    }
}

/// Writes down what it is given, `Err` while `fails` says so.
fn noting(
    server: usize,
    seen: &Arc<Seen>,
    took: Duration,
    fails: impl Fn(&Event) -> bool + Send + Sync + 'static,
) -> impl Deliver {
    let (seen, fails) = (Arc::clone(seen), Arc::new(fails));
    move |event: Event| {
        let (seen, fails) = (Arc::clone(&seen), Arc::clone(&fails));
        async move {
            if seen.running.fetch_add(1, Ordering::SeqCst) > 0 {
                seen.overlapped.store(true, Ordering::SeqCst);
            }
            tokio::time::sleep(took).await;
            let failed = fails(&event);
            seen.events.lock().unwrap().push((server, event));
            seen.running.fetch_sub(1, Ordering::SeqCst);
            if failed { Err(DeliveryError::from("not now")) } else { Ok(()) }
        }
    }
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Each kind of database there is, with the first rows of the club.
async fn databases() -> Vec<Database> {
    let mut databases = vec![club::open(None).await.unwrap()];
    if let Some(postgres) = Postgres::shared() {
        databases.push(club::open(Some(postgres.database())).await.unwrap());
    }
    if let Some(mariadb) = MariaDb::shared() {
        databases.push(club::open(Some(mariadb.url())).await.unwrap());
    }
    databases
}

async fn tell(database: &Database, count: usize) {
    let rows: Vec<String> = (0..count).map(|number| format!("('Told', '{{\"n\":{number}}}', 0)")).collect();
    let insert = format!("INSERT INTO \"_ssot_events\" (\"event\", \"payload\", \"at\") VALUES {};", rows.join(", "));
    database.batch(&insert).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_action_tells_is_delivered_until_it_goes_well() {
    for database in databases().await {
        let seen = Arc::new(Seen::default());
        let handler = noting(0, &seen, Duration::ZERO, |event| event.attempt < 3);
        let club = Club::start(database, QUICK, handler).await;
        let at = json!({"at": "2026-01-31T10:30:00+01:00"});
        assert_eq!(club.post("/api/posts/2/-/publish?dryRun=true", &at).await.unwrap(), 200);
        assert_eq!(club.post("/api/posts/2/-/spoil", &json!({})).await.unwrap(), 422);
        assert_eq!(club.post("/api/posts/2/-/publish", &at).await.unwrap(), 200);
        until("it goes well", || seen.of(0) == 3).await;
        // There is no fourth time.
        tell(&club.database, 1).await;
        until("the next one", || seen.of(0) == 6).await;
        let events = seen.events.lock().unwrap().clone();
        let (first, last) = (&events[0].1, &events[5].1);
        assert_eq!(first.name, "PostPublished");
        let payload = json!({"postId": 2, "title": "Ann, draft", "note": null, "at": "2026-01-31T09:30:00.000Z"});
        assert_eq!(first.payload, payload);
        assert!(first.at > 1_700_000_000_000, "{first:?}");
        assert_eq!(events.iter().map(|(_, event)| event.attempt).collect::<Vec<_>>(), [1, 2, 3, 1, 2, 3]);
        assert_eq!((last.name.as_str(), &last.payload), ("Told", &json!({"n": 0})));
        assert!(first.id < last.id);
        club.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_delivered_where_the_database_asks_who_may_do_what() {
    let Some(postgres) = Postgres::shared() else { return };
    let url = postgres.database();
    let owner = club::secure(url.clone()).await.unwrap();
    let database = club::connect_secured(postgres.database_as(club::ROLE, &url)).await.unwrap();
    let seen = Arc::new(Seen::default());
    let club = Club::start(database, QUICK, noting(0, &seen, Duration::ZERO, |event| event.attempt < 2)).await;
    assert_eq!(club.post("/api/posts/2/-/publish", &json!({})).await.unwrap(), 200);
    until("it is delivered", || seen.of(0) == 2).await;
    tell(&owner, 1).await;
    until("another program's, too", || seen.of(0) == 4).await;
    club.end().await;
    owner.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_servers_deliver_one_at_a_time_and_in_order() {
    let mut urls = Vec::new();
    urls.extend(Postgres::shared().map(Postgres::database));
    urls.extend(MariaDb::shared().map(MariaDb::url));
    for url in urls {
        let seen = Arc::new(Seen::default());
        let (first, others) =
            (club::open(Some(url.clone())).await.unwrap(), [connect(&url).await, connect(&url).await]);
        let mut clubs = Vec::new();
        for (server, database) in [first].into_iter().chain(others).enumerate() {
            let handler = noting(server, &seen, Duration::from_millis(2), |_| false);
            clubs.push(Club::start(database, QUICK, handler).await);
        }
        // Each server looks at once for what its own requests have told: so all of them look at the same time.
        for number in 5..65 {
            let body = json!({"slug": format!("s{number}"), "title": "Told", "rating": 1});
            assert_eq!(clubs[0].post("/api/posts/-/start", &body).await.unwrap(), 200);
        }
        let paths: Vec<String> = (5..65).map(|number| format!("/api/posts/{number}/-/publish")).collect();
        for paths in paths.chunks(3) {
            let posts: Vec<_> = clubs.iter().zip(paths).map(|(club, path)| club.post(path, &json!({}))).collect();
            for post in posts {
                assert_eq!(post.await.unwrap(), 200);
            }
        }
        tell(&clubs[0].database, 40).await;
        until("all are delivered", || seen.ids().len() >= 100).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut ids = seen.ids();
        assert_eq!(ids.len(), 100, "none twice");
        assert!(!seen.overlapped.load(Ordering::SeqCst));
        // What was told one after the other is delivered so.
        assert!(ids[60..].is_sorted(), "{ids:?}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 100);
        for club in clubs {
            club.end().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgresql_a_server_hears_of_what_others_tell() {
    let Some(postgres) = Postgres::shared() else { return };
    // It never looks by itself.
    let deaf = EventLimits { look: Duration::from_secs(3600), ..QUICK };
    let open = postgres.database();
    let secured = postgres.database();
    let owner = club::secure(secured.clone()).await.unwrap();
    let application = postgres.database_as(club::ROLE, &secured);
    let plain = (club::open(Some(open.clone())).await.unwrap(), connect(&open).await);
    let rows =
        (club::connect_secured(application.clone()).await.unwrap(), club::connect_secured(application).await.unwrap());
    for (url, (database, other)) in [(open, plain), (secured, rows)] {
        let seen = Arc::new(Seen::default());
        // The one tells, and never delivers; the other one does.
        let teller = Club::serve(Server::new(club::api(database.clone())), database).await;
        let club = Club::start(other, deaf, noting(0, &seen, Duration::ZERO, |_| false)).await;
        let publish = async |expected: usize| {
            // The other one has looked since the last one, and waits.
            tokio::time::sleep(Duration::from_millis(200)).await;
            postgres.psql_in(&url, "UPDATE \"Post\" SET published = false WHERE id = 2");
            assert_eq!(teller.post("/api/posts/2/-/publish", &json!({})).await.unwrap(), 200);
            until("it is heard of", || seen.of(0) == expected).await;
        };
        for expected in 1..4 {
            publish(expected).await;
        }
        // It listens again when its connection is lost, and looks for what it has missed.
        let listening = "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                         WHERE datname = current_database() AND query = 'LISTEN \"ssot_events\"')";
        assert_eq!(postgres.psql_in(&url, &format!("{listening} ended")).trim(), "1");
        for expected in 4..7 {
            publish(expected).await;
        }
        teller.end().await;
        club.end().await;
    }
    owner.close().await;
}

async fn connect(url: &str) -> Database {
    if url.starts_with("mysql:") {
        Database::mysql(ssot_db::MysqlConfig::new(url)).await.unwrap()
    } else {
        Database::postgres(ssot_db::PostgresConfig::new(url)).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_works_keeps_its_turn_and_one_that_dies_loses_it() {
    let mut urls = Vec::new();
    urls.extend(Postgres::shared().map(Postgres::database));
    urls.extend(MariaDb::shared().map(MariaDb::url));
    for url in urls {
        let seen = Arc::new(Seen::default());
        // Longer than the lease, which is renewed.
        let slow = noting(0, &seen, Duration::from_millis(1500), |_| false);
        let first = Club::start(club::open(Some(url.clone())).await.unwrap(), QUICK, slow).await;
        assert_eq!(first.post("/api/posts/2/-/publish", &json!({})).await.unwrap(), 200);
        until("the first one begins", || seen.running.load(Ordering::SeqCst) == 1).await;
        let quick = noting(1, &seen, Duration::ZERO, |_| false);
        let second = Club::start(connect(&url).await, QUICK, quick).await;
        tokio::time::sleep(Duration::from_millis(900)).await;
        // It stops in order: what is on its way is delivered.
        first.end().await;
        assert_eq!((seen.of(0), seen.of(1)), (1, 0), "the other one has waited");
        second.end().await;

        let stuck = noting(2, &seen, Duration::from_secs(600), |_| false);
        let third = Club::start(connect(&url).await, QUICK, stuck).await;
        tell(&third.database, 2).await;
        until("the third one begins", || seen.running.load(Ordering::SeqCst) == 1).await;
        third.served.abort();
        let quick = noting(3, &seen, Duration::ZERO, |_| false);
        let fourth = Club::start(connect(&url).await, QUICK, quick).await;
        until("the fourth one takes over", || seen.of(3) == 2).await;
        assert_eq!(seen.of(2), 0);
        fourth.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_a_failure_and_others_wait_for_what_has_failed() {
    let seen = Arc::new(Seen::default());
    let handler = noting(0, &seen, Duration::ZERO, |event| {
        assert!(event.attempt > 1 || event.name != "PostPublished", "the first time");
        false
    });
    let club = Club::start(club::open(None).await.unwrap(), QUICK, handler).await;
    assert_eq!(club.post("/api/posts/2/-/publish", &json!({})).await.unwrap(), 200);
    tell(&club.database, 1).await;
    until("both are delivered", || seen.of(0) == 2).await;
    let names: Vec<String> = seen.events.lock().unwrap().iter().map(|(_, event)| event.name.clone()).collect();
    assert_eq!(names, ["PostPublished", "Told"]);
    club.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_of_older_servers_are_understood_and_old_events_go() {
    for database in databases().await {
        let id = match database.dialect() {
            Dialect::Sqlite => "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
            Dialect::Postgres => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            Dialect::Mysql => "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY",
        };
        let table = format!(
            "CREATE TABLE \"_ssot_events\" (\"id\" {id}, \"event\" TEXT NOT NULL, \"payload\" TEXT NOT NULL, \"at\" BIGINT NOT NULL);"
        );
        let table = if database.dialect() == Dialect::Sqlite { table.replace("BIGINT", "INTEGER") } else { table };
        database.batch(&table).await.unwrap();
        tell(&database, 3).await;
        let seen = Arc::new(Seen::default());
        let limits = EventLimits { kept: Duration::from_secs(1), ..QUICK };
        let club = Club::start(database, limits, noting(0, &seen, Duration::ZERO, |_| false)).await;
        until("all are delivered", || seen.of(0) == 3).await;
        assert_eq!(count(&club.database).await, 3, "they stay for a while");
        let began = Instant::now();
        while count(&club.database).await > 0 {
            assert!(began.elapsed() < Duration::from_secs(30), "they go");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(seen.of(0), 3);
        club.end().await;
    }
}

/// How many events are in the table.
async fn count(database: &Database) -> usize {
    struct Rows(usize);
    impl Sink for Rows {
        fn row(&mut self, _: &dyn Row) -> Result<(), ssot_db::Error> {
            self.0 += 1;
            Ok(())
        }

        fn reset(&mut self) {
            self.0 = 0;
        }
    }
    let sql = "SELECT \"id\" FROM \"_ssot_events\"";
    let statement = Statement::new(sql, Vec::new(), Context::Program);
    database.read(statement, Rows(0)).await.unwrap().0
}
