//! How a stream begins and ends: limits, what is too old, a server that stops, a database that goes away.

use std::time::{Duration, Instant};

use ssot_db::{Database, SqliteConfig};
use ssot_server::LiveLimits;
use ssot_tests::events::Events;
use ssot_tests::http::send;

use super::{Depot, apart};

const PATH: &str = "/api/parts/-/changes?fields=name";

async fn temporary(limits: LiveLimits) -> Depot {
    Depot::start(depot::open(None).await.unwrap(), limits).await
}

fn rename(address: std::net::SocketAddr, id: u32, name: &str) {
    let body = format!("{{\"name\":\"{name}\"}}");
    let path = format!("/api/parts/{id}");
    let answer = send(address, "PATCH", &path, &[("content-type", "application/json")], body.as_bytes()).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_back_too_late_is_told_so() {
    let server = temporary(LiveLimits { kept: Duration::from_secs(1), ..LiveLimits::default() }).await;
    let address = server.address;
    apart(move || {
        rename(address, 1, "one");
        rename(address, 1, "two");
        // Purged each second, seconds being whole.
        std::thread::sleep(Duration::from_millis(4500));
        let mut late = Events::open(address, PATH, &[("last-event-id", "1")]).unwrap();
        let event = late.next(Duration::from_secs(5)).unwrap().unwrap();
        assert_eq!((event.kind.as_str(), event.data.as_str()), ("reset", "{}"));
        rename(address, 2, "three");
        let event = late.next(Duration::from_secs(5)).unwrap().unwrap();
        assert_eq!((event.kind.as_str(), event.data.as_str()), ("updated", r#"{"id":2,"name":"three"}"#));
        // The last change is kept, so who has seen it goes on.
        let mut known = Events::open(address, PATH, &[("last-event-id", &event.id)]).unwrap();
        rename(address, 2, "four");
        assert_eq!(known.next(Duration::from_secs(5)).unwrap().unwrap().kind, "updated");
    })
    .await;
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_with_the_server_and_go_on_at_the_next() {
    let folder = std::env::temp_dir().join(format!("ssot-live-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("depot.db");
    let database = Database::sqlite(SqliteConfig::file(&path)).unwrap();
    let tables = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/depot/seed.sql"));
    database.apply(&[depot::SQLITE_TABLES, tables].join("\n")).await.unwrap();
    database.close().await;
    let (one, two) = (Depot::on_file(&path).await, Depot::on_file(&path).await);
    let (here, there) = (one.address, two.address);
    // Another process of the same file is heard of at the next look.
    let mut stream = apart(move || {
        let mut stream = Events::open(here, PATH, &[]).unwrap();
        rename(there, 3, "from there");
        assert_eq!(stream.next(Duration::from_secs(10)).unwrap().unwrap().data, r#"{"id":3,"name":"from there"}"#);
        stream
    })
    .await;
    let began = Instant::now();
    one.end().await;
    assert!(began.elapsed() < Duration::from_secs(5), "a stream holds no server up: {:?}", began.elapsed());
    apart(move || {
        assert_eq!(stream.next(Duration::from_secs(5)).unwrap(), None);
        assert!(stream.has_ended());
        rename(there, 3, "meanwhile");
        let mut stream = Events::open(there, PATH, &[("last-event-id", &stream.id)]).unwrap();
        assert_eq!(stream.next(Duration::from_secs(5)).unwrap().unwrap().data, r#"{"id":3,"name":"meanwhile"}"#);
    })
    .await;
    two.end().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_than_there_is_room_for_are_turned_away() {
    let limits = LiveLimits { max_followers: 3, max_followers_each: 2, ..LiveLimits::default() };
    let server = temporary(limits).await;
    let address = server.address;
    apart(move || {
        let first = Events::open(address, PATH, &[]).unwrap();
        let _second = Events::open(address, PATH, &[]).unwrap();
        let third = Events::open(address, PATH, &[]).unwrap();
        assert_eq!(third.answer.status, 429);
        drop(first);
        // The server notices when it has something to say.
        rename(address, 1, "x");
        let began = Instant::now();
        while Events::open(address, PATH, &[]).unwrap().answer.status != 200 {
            assert!(began.elapsed() < Duration::from_secs(10), "a seat comes free");
            rename(address, 1, &format!("{:?}", began.elapsed()));
        }
    })
    .await;
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_ends_after_its_time_and_silence_says_where_it_is() {
    let limits =
        LiveLimits { longest: Duration::from_secs(2), keep_alive: Duration::from_millis(200), ..LiveLimits::default() };
    let server = temporary(limits).await;
    let address = server.address;
    apart(move || {
        let mut stream = Events::open(address, "/api/parts/-/changes?where[name]=nobody", &[]).unwrap();
        assert_eq!(stream.next(Duration::from_millis(300)).unwrap(), None);
        let start: i64 = stream.id.parse().unwrap();
        rename(address, 1, "not nobody");
        assert_eq!(stream.next(Duration::from_secs(1)).unwrap(), None);
        assert_eq!(stream.id.parse::<i64>().unwrap(), start + 1, "what is not for the client moves it on");
        assert_eq!(stream.next(Duration::from_secs(5)).unwrap(), None);
        assert!(stream.has_ended());
    })
    .await;
    server.end().await;
}
