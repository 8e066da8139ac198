//! Two servers, writers whose transactions overlap, readers that break off and come back: every committed change exactly once, none
//! that was taken back, and each behind those that its transaction has seen.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ssot_tests::events::Events;
use ssot_tests::http::send;
use ssot_tests::toolchain::Postgres;
use tokio_postgres::NoTls;

use super::{Depot, apart};

const WRITERS: u64 = 6;
const ROUNDS: u64 = 40;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What a reader has been told.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    id: i64,
    event: String,
    row: Value,
}

/// Writes through a connection of its own, with pauses inside of transactions; returns the marks that were committed.
///
/// A transaction changes one to three rows of eight; each change counts up `size` of its row and leaves a mark in `name`. Some
/// take the baton first (row 1) and note its number as the `weight` of what they write besides.
async fn write(url: String, writer: u64) -> BTreeSet<String> {
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let mut dice = Dice(writer + 1);
    let mut kept = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut marks = Vec::new();
        let mut baton = 0_i32;
        client.batch_execute("BEGIN").await.unwrap();
        // Some have their number long before they write what others wait for.
        client.batch_execute("SELECT pg_current_xact_id()").await.unwrap();
        pause(&mut dice, 8).await;
        if dice.roll(2) == 0 {
            let mark = format!("{writer}/{round}/baton");
            let sql = "UPDATE parts SET size = size + 1, name = $1 WHERE id = 1 RETURNING size";
            baton = client.query_one(sql, &[&mark]).await.unwrap().get(0);
            marks.push(mark);
        }
        // In the order of their ids, so that nobody waits in a circle.
        let mut rows: Vec<i32> = (0..=dice.roll(2)).map(|_| 2 + dice.roll(7) as i32).collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let mark = format!("{writer}/{round}/{row}");
            let sql = "UPDATE parts SET size = size + 1, name = $1, weight = $2 WHERE id = $3";
            client.execute(sql, &[&mark, &f64::from(baton), &row]).await.unwrap();
            marks.push(mark);
            pause(&mut dice, 6).await;
        }
        if dice.roll(5) == 0 {
            client.batch_execute("ROLLBACK").await.unwrap();
        } else {
            pause(&mut dice, 25).await;
            client.batch_execute("COMMIT").await.unwrap();
            kept.extend(marks);
        }
    }
    kept
}

async fn pause(dice: &mut Dice, most: u64) {
    tokio::time::sleep(Duration::from_millis(dice.roll(most))).await;
}

/// Reads until the row named `end` comes, now here and now there, and never for long.
fn follow(servers: [SocketAddr; 2], seed: u64, start: &str) -> Vec<Seen> {
    let mut dice = Dice(seed);
    let mut seen = Vec::new();
    let mut last = start.to_owned();
    let began = Instant::now();
    loop {
        assert!(began.elapsed() < Duration::from_secs(120), "the end does not come, after {} events", seen.len());
        let server = servers[dice.roll(2) as usize];
        let mut events = Events::open(server, "/api/parts/-/changes", &[("last-event-id", &last)]).unwrap();
        assert_eq!(events.answer.status, 200, "{}", events.answer.text());
        for _ in 0..=dice.roll(30) {
            let Some(event) = events.next(Duration::from_secs(2)).unwrap() else { break };
            let row: Value = serde_json::from_str(&event.data).unwrap();
            let is_end = row["name"] == "end";
            seen.push(Seen { id: event.id.parse().unwrap(), event: event.kind, row });
            if is_end {
                return seen;
            }
        }
        last.clone_from(&events.id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_change_is_told_once_and_behind_what_it_has_seen() {
    let Some(postgres) = Postgres::shared() else { return };
    let url = postgres.database();
    depot::open(Some(url.clone())).await.unwrap().close().await;
    postgres.psql_in(&url, "UPDATE parts SET size = 0");
    let (one, two) = (Depot::on_postgres(&url).await, Depot::on_postgres(&url).await);
    let servers = [one.address, two.address];

    let begin = apart(move || Events::open(servers[0], "/api/parts/-/changes", &[])).await.unwrap();
    let start = apart(move || {
        let mut begin = begin;
        begin.next(Duration::from_millis(300)).unwrap();
        begin.id
    })
    .await;
    let readers: Vec<_> = (0..4_u64)
        .map(|seed| {
            let start = start.clone();
            tokio::task::spawn_blocking(move || follow(servers, 100 + seed, &start))
        })
        .collect();
    let writers: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(url.clone(), writer))).collect();
    // Others write through the servers.
    let posted = apart(move || {
        let mut posted = BTreeSet::new();
        for number in 0..60_usize {
            let name = format!("http/{number}");
            let body = json!({ "name": name }).to_string();
            let headers = [("content-type", "application/json")];
            let answer = send(servers[number % 2], "POST", "/api/parts", &headers, body.as_bytes()).unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text());
            posted.insert(name);
        }
        posted
    })
    .await;
    let mut expected = posted;
    for writer in writers {
        expected.extend(writer.await.unwrap());
    }
    postgres.psql_in(&url, "INSERT INTO parts (name) VALUES ('end')");
    let mut told = Vec::new();
    for reader in readers {
        told.push(reader.await.unwrap());
    }
    for other in &told[1..] {
        assert_eq!(&told[0], other, "all readers are told the same");
    }
    check(&told[0], &expected);
    one.end().await;
    two.end().await;
}

fn check(told: &[Seen], expected: &BTreeSet<String>) {
    assert!(told.is_sorted_by(|before, after| before.id < after.id), "positions grow");
    let marks: Vec<String> = told.iter().map(|seen| seen.row["name"].as_str().unwrap().to_owned()).collect();
    let once: BTreeSet<String> = marks.iter().filter(|mark| *mark != "end").cloned().collect();
    assert_eq!(once.len() + 1, marks.len(), "nothing is told twice");
    assert_eq!(&once, expected, "what was committed is told, and nothing else");
    let mut sizes: BTreeMap<i64, i64> = BTreeMap::new();
    let mut baton = 0;
    for seen in told.iter().filter(|seen| seen.event == "updated") {
        let (id, size) = (seen.row["id"].as_i64().unwrap(), seen.row["size"].as_i64().unwrap());
        let before = sizes.insert(id, size).unwrap_or(0);
        assert_eq!(before + 1, size, "the changes of row {id} come in their order");
        if id == 1 {
            assert_eq!(size, baton + 1);
            baton = size;
            continue;
        }
        // Whoever took the baton later has seen all that is written under this number.
        let under = seen.row["weight"].as_f64().unwrap() as i64;
        assert!(under == 0 || under == baton, "what is written under {under} comes under {baton}");
    }
    assert!(baton > 20, "the baton goes round: {baton}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_transaction_that_is_open() {
    let Some(postgres) = Postgres::shared() else { return };
    let url = postgres.database();
    depot::open(Some(url.clone())).await.unwrap().close().await;
    let server = Depot::on_postgres(&url).await;
    let address = server.address;
    let mut events = apart(move || Events::open(address, "/api/parts/-/changes?fields=name", &[])).await.unwrap();
    let (slow, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    slow.batch_execute("BEGIN; UPDATE parts SET name = 'slow' WHERE id = 1").await.unwrap();
    postgres.psql_in(&url, "UPDATE parts SET name = 'quick' WHERE id = 2");
    let (first, events) = apart(move || (events.next(Duration::from_secs(5)).unwrap(), events)).await;
    assert_eq!(first.unwrap().data, r#"{"id":2,"name":"quick"}"#);
    slow.batch_execute("COMMIT").await.unwrap();
    let second = apart(move || {
        let mut events = events;
        events.next(Duration::from_secs(5)).unwrap()
    })
    .await;
    assert_eq!(second.unwrap().data, r#"{"id":1,"name":"slow"}"#);
    server.end().await;
}
