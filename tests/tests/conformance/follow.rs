//! Streams of events: opened in one step, looked at in later ones.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use ssot_tests::events::Events;

use super::Running;
use super::case::{Ask, Known};
use super::expect;

/// How long an event may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Streams that are open, by name.
pub(super) type Streams = BTreeMap<String, Events>;

/// Opens a stream and says what is wrong with its head.
pub(super) fn open(
    name: &str,
    ask: &Ask,
    running: &Running,
    streams: &mut Streams,
    known: &mut Known,
) -> std::io::Result<Vec<String>> {
    let path = ask.path(known);
    let headers = ask.headers(running, known);
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let events = Events::open(running.address, &path, &headers)?;
    let wrong = ask.expect.compare("GET", &path, &events.answer, known);
    streams.insert(name.to_owned(), events);
    Ok(wrong)
}

/// Waits for events and says how they differ from those expected.
pub(super) fn told(events: &mut Events, expected: &[Value], known: &mut Known) -> std::io::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (index, wanted) in expected.iter().enumerate() {
        let Some(event) = events.next(PATIENCE)? else {
            wrong.push(format!("event {index}: {wanted} does not come"));
            break;
        };
        let data: Value = serde_json::from_str(&event.data).unwrap_or(Value::Null);
        let mut found = json!({ "event": event.kind, "data": data });
        if wanted.get("id").is_some() {
            found["id"] = event.id.into();
        }
        expect::compare(&format!("event {index}"), wanted, &found, known, &mut wrong);
    }
    Ok(wrong)
}
