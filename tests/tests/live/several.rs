//! Several servers on one PostgreSQL behave as one, also while it restarts.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use ssot_tests::events::Events;
use ssot_tests::http::{Answer, send};
use ssot_tests::toolchain::Postgres;

use super::{Depot, apart};

fn post(address: SocketAddr, key: &str, name: &str) -> std::io::Result<Answer> {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    send(address, "POST", "/api/parts", &headers, json!({ "name": name }).to_string().as_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_is_one_request_whichever_servers_get_it() {
    let Some(postgres) = Postgres::shared() else { return };
    let url = postgres.database();
    depot::open(Some(url.clone())).await.unwrap().close().await;
    let (one, two) = (Depot::on_postgres(&url).await, Depot::on_postgres(&url).await);
    let servers = [one.address, two.address];
    let replayed = Arc::new(AtomicUsize::new(0));
    for round in 0..20 {
        let asked: Vec<_> = (0..4_usize)
            .map(|client| {
                let replayed = Arc::clone(&replayed);
                tokio::task::spawn_blocking(move || {
                    let (key, name) = (format!("key-{round}"), format!("once-{round}"));
                    loop {
                        let answer = post(servers[client % 2], &key, &name).unwrap();
                        if answer.status == 409 {
                            // The first one is on its way at this very server.
                            assert_eq!(answer.json()["code"], "in_progress");
                            std::thread::sleep(Duration::from_millis(5));
                            continue;
                        }
                        assert_eq!(answer.status, 201, "{}", answer.text());
                        if answer.header("idempotency-replayed") == Some("true") {
                            replayed.fetch_add(1, Ordering::Relaxed);
                        }
                        return answer.text();
                    }
                })
            })
            .collect();
        let mut bodies = Vec::new();
        for answer in asked {
            bodies.push(answer.await.unwrap());
        }
        assert!(bodies.iter().all(|body| body == &bodies[0]), "{bodies:?}");
    }
    assert_eq!(replayed.load(Ordering::Relaxed), 60, "of four requests one is done");
    let rows = postgres.psql_in(&url, "SELECT count(*), count(DISTINCT name) FROM parts WHERE name LIKE 'once-%'");
    assert_eq!(rows.trim(), "20|20");
    let other = apart(move || post(servers[1], "key-0", "another")).await.unwrap();
    assert_eq!((other.status, other.json()["code"].clone()), (422, json!("idempotency_mismatch")));
    one.end().await;
    two.end().await;
}

/// What clients know of what they have asked for.
#[derive(Default)]
struct Ledger {
    /// Name by key; the server has said that it is done.
    done: Mutex<BTreeMap<String, String>>,
    /// Nobody knows.
    open: Mutex<BTreeMap<String, String>>,
    statuses: Mutex<BTreeMap<u16, usize>>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_restart_of_the_database_loses_nothing_that_was_answered() {
    let Some(postgres) = Postgres::start().filter(Postgres::can_restart) else { return };
    let url = postgres.database();
    depot::open(Some(url.clone())).await.unwrap().close().await;
    let (one, two) = (Depot::on_postgres(&url).await, Depot::on_postgres(&url).await);
    let servers = [one.address, two.address];
    let ledger = Arc::new(Ledger::default());
    let stop = Arc::new(AtomicBool::new(false));
    let start = apart(move || {
        let mut begin = Events::open(servers[0], "/api/parts/-/changes?fields=name", &[]).unwrap();
        begin.next(Duration::from_millis(300)).unwrap();
        begin.id
    })
    .await;
    let clients: Vec<_> = (0..8_usize)
        .map(|client| {
            let (ledger, stop) = (Arc::clone(&ledger), Arc::clone(&stop));
            tokio::task::spawn_blocking(move || write(servers[client % 2], client, &ledger, &stop))
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let postgres = apart(move || {
        postgres.restart();
        postgres
    })
    .await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    stop.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.unwrap();
    }
    let statuses = ledger.statuses.lock().unwrap().clone();
    assert!(statuses.keys().all(|status| matches!(status, 201 | 503)), "answers of the contract: {statuses:?}");
    assert!(statuses[&201] > 100, "the servers work again by themselves: {statuses:?}");
    eprintln!("{statuses:?}, {} open", ledger.open.lock().unwrap().len());
    // Whatever was not answered is asked again, at the other server too, and then is there once.
    let open = ledger.open.lock().unwrap().clone();
    apart(move || {
        for (index, (key, name)) in open.iter().enumerate() {
            let answer = post(servers[index % 2], key, name).unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
    })
    .await;
    let mut names: Vec<String> = ledger.done.lock().unwrap().values().cloned().collect();
    names.extend(ledger.open.lock().unwrap().values().cloned());
    names.sort();
    let rows = postgres.psql_in(&url, "SELECT name FROM parts WHERE name LIKE 'load-%' ORDER BY name COLLATE \"C\"");
    assert_eq!(rows.lines().collect::<Vec<_>>(), names, "every row that was answered, each once");
    // And all of it is told.
    let count = names.len();
    let told = apart(move || {
        let mut told = Vec::new();
        let mut last = start;
        let began = Instant::now();
        while told.len() < count && began.elapsed() < Duration::from_secs(60) {
            let mut events =
                Events::open(servers[1], "/api/parts/-/changes?fields=name", &[("last-event-id", &last)]).unwrap();
            while told.len() < count
                && let Some(event) = events.next(Duration::from_secs(2)).unwrap()
            {
                told.push(serde_json::from_str::<serde_json::Value>(&event.data).unwrap()["name"].to_string());
            }
            last.clone_from(&events.id);
        }
        told.sort();
        told
    })
    .await;
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    assert_eq!(told, quoted);
    one.end().await;
    two.end().await;
}

fn write(address: SocketAddr, client: usize, ledger: &Ledger, stop: &AtomicBool) {
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        number += 1;
        let (key, name) = (format!("{client}-{number}"), format!("load-{client}-{number:06}"));
        // The server never breaks a connection off.
        let answer = post(address, &key, &name).unwrap();
        *ledger.statuses.lock().unwrap().entry(answer.status).or_default() += 1;
        if answer.status == 201 {
            ledger.done.lock().unwrap().insert(key, name);
            continue;
        }
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
        assert_eq!(answer.json()["code"], "unavailable", "{}", answer.text());
        assert!(answer.header("retry-after").is_some());
        ledger.open.lock().unwrap().insert(key, name);
        std::thread::sleep(Duration::from_millis(20));
    }
}
