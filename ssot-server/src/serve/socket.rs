//! `/-/ws`: many feeds over one WebSocket (contract section 9). Frames are JSON texts.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use futures_util::StreamExt as _;
use futures_util::future::{AbortHandle, Abortable, Aborted};
use futures_util::stream::FuturesUnordered;
use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use serde_json::{Map, Value, json};
use ssot_db::Error;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};

use super::{Cors, Inner, changes};
use crate::api::ApiState;
use crate::auth::Caller;
use crate::live::{Change, Follower, Told};
use crate::problem::{Code, Problem};
use crate::resource::Operation;

const PATH: &str = "/-/ws";
/// Longest frame of a client, in bytes: a filter is as long as a URL may be.
const MAX_FRAME: usize = 16 << 10;

/// Whether a request is for this path, and there is anything to follow.
pub(super) fn is_asked(inner: &Inner, request: &Request<Body>) -> bool {
    request.uri().path() == PATH && inner.api.feed().is_there()
}

/// Begins a conversation.
///
/// # Errors
/// 400, 401, 403, 405, 429 and 503.
pub(super) async fn answer(inner: &Inner, request: Request<Body>, id: &HeaderValue) -> Result<Response<Body>, Problem> {
    let (mut head, _) = request.into_parts();
    if head.method != Method::GET {
        return Err(Problem::method_not_allowed("GET"));
    }
    if !is_own(&head.headers, inner.settings.cors.as_ref()) {
        return Err(Problem::new(Code::Forbidden).detail("Pages of this origin may not use the API"));
    }
    let caller = inner.api.caller(&head).await?;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut head, &())
        .await
        .map_err(|_| Problem::new(Code::InvalidQuery).detail("This path is for WebSockets: send their handshake"))?;
    let seat = inner.api.feed().seat(&caller)?;
    let api = Arc::clone(&inner.api);
    let id = id.to_str().unwrap_or_default().to_owned();
    Ok(upgrade.max_message_size(MAX_FRAME).max_frame_size(MAX_FRAME).on_upgrade(move |socket| async move {
        Talk::new(api, head, caller, id).run(socket).await;
        drop(seat);
    }))
}

/// Browsers tell where a page comes from, and ask nobody before they open a socket.
fn is_own(headers: &HeaderMap, cors: Option<&Cors>) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    (own.is_some() && own == host) || cors.is_some_and(|cors| cors.lets(origin))
}

/// What has come of waiting for one follower.
type Heard = (String, Follower, Waited);

enum Waited {
    Told(Result<Option<Told>, Error>),
    /// Nothing for as long as a client is left without word.
    Nothing,
}

type Waiting = Pin<Box<dyn Future<Output = Result<Heard, Aborted>> + Send>>;

/// A conversation with one client.
struct Talk {
    api: Arc<ApiState>,
    head: Parts,
    caller: Caller,
    /// The request that it began with.
    request: String,
    waiting: FuturesUnordered<Waiting>,
    subscriptions: HashMap<String, AbortHandle>,
}

impl Talk {
    fn new(api: Arc<ApiState>, head: Parts, caller: Caller, request: String) -> Self {
        Self { api, head, caller, request, waiting: FuturesUnordered::new(), subscriptions: HashMap::new() }
    }

    async fn run(mut self, mut socket: WebSocket) {
        let limits = *self.api.feed().limits();
        let end = tokio::time::sleep_until(Instant::now() + limits.longest);
        let mut end = std::pin::pin!(end);
        let mut stopped = self.api.feed().stopped();
        let mut beat = tokio::time::interval(limits.keep_alive);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_alive = true;
        loop {
            let frame = tokio::select! {
                received = socket.recv() => match received {
                    Some(Ok(Message::Text(text))) => {
                        is_alive = true;
                        self.received(&text).await
                    }
                    Some(Ok(Message::Binary(_))) => Some(refused(None, &self.problem(&unreadable("Frames are texts")))),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {
                        is_alive = true;
                        None
                    }
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                },
                Some(heard) = self.waiting.next(), if !self.waiting.is_empty() => match heard {
                    Ok(heard) => self.heard(heard),
                    Err(Aborted) => None,
                },
                _ = beat.tick() => {
                    // Nothing came since the last one, not even the answer to it.
                    if !std::mem::take(&mut is_alive) || socket.send(Message::Ping(axum::body::Bytes::new())).await.is_err() {
                        return;
                    }
                    None
                }
                () = &mut end => return goodbye(socket, "show your credentials again").await,
                () = until(&mut stopped) => return goodbye(socket, "the server stops").await,
            };
            if let Some(frame) = frame
                && socket.send(Message::Text(frame.into())).await.is_err()
            {
                return;
            }
        }
    }

    /// Answers a frame of the client.
    async fn received(&mut self, text: &str) -> Option<String> {
        let Ok(Value::Object(frame)) = serde_json::from_str::<Value>(text) else {
            return Some(refused(None, &self.problem(&unreadable("A frame is a JSON object"))));
        };
        let id = frame.get("id").and_then(Value::as_str).map(str::to_owned);
        let result = match frame.get("type").and_then(Value::as_str) {
            Some("subscribe") => self.subscribe(&frame).await,
            Some("unsubscribe") => self.unsubscribe(&frame),
            Some("authenticate") => self.authenticate(&frame).await,
            _ => Err(unreadable("`type` is `subscribe`, `unsubscribe` or `authenticate`")),
        };
        Some(result.unwrap_or_else(|problem| refused(id.as_deref(), &self.problem(&problem))))
    }

    async fn subscribe(&mut self, frame: &Map<String, Value>) -> Result<String, Problem> {
        only(frame, &["type", "id", "resource", "query", "after"])?;
        let id = text(frame, "id")?;
        if id.len() > 64 || self.subscriptions.contains_key(id) {
            return Err(unreadable("`id` is a text of at most 64 bytes that no other subscription has"));
        }
        let table = self.api.table(text(frame, "resource")?).filter(|table| table.resource.changes);
        let resource = table.ok_or(Problem::not_found())?.resource;
        let viewer = self.api.viewer(self.caller.clone());
        viewer.permit(resource, Operation::Read)?;
        let query = frame.get("query").map_or(Ok(""), |_| text(frame, "query"))?;
        let (plan, mut after) = changes::plan(&self.api, resource, query, &viewer)?;
        if frame.contains_key("after") {
            after = Some(changes::position(text(frame, "after")?)?);
        }
        let follower = Follower::begin(self.api.feed(), plan, self.api.clock().clone(), after).await?;
        let position = follower.position().to_string();
        self.wait(id.to_owned(), follower);
        Ok(json!({ "type": "subscribed", "id": id, "position": position }).to_string())
    }

    fn unsubscribe(&mut self, frame: &Map<String, Value>) -> Result<String, Problem> {
        only(frame, &["type", "id"])?;
        let id = text(frame, "id")?;
        let handle =
            self.subscriptions.remove(id).ok_or_else(|| unreadable("There is no subscription with this `id`"))?;
        handle.abort();
        Ok(json!({ "type": "unsubscribed", "id": id }).to_string())
    }

    /// Browsers cannot send headers with a handshake, so credentials may come in a frame.
    async fn authenticate(&mut self, frame: &Map<String, Value>) -> Result<String, Problem> {
        only(frame, &["type", "authorization"])?;
        if !self.subscriptions.is_empty() {
            return Err(unreadable("Show credentials before you subscribe"));
        }
        let value =
            HeaderValue::try_from(text(frame, "authorization")?).map_err(|_| unreadable("This is no header"))?;
        self.head.headers.insert(AUTHORIZATION, value);
        self.caller = self.api.caller(&self.head).await?;
        Ok(json!({ "type": "authenticated" }).to_string())
    }

    fn wait(&mut self, id: String, mut follower: Follower) {
        let (handle, registration) = AbortHandle::new_pair();
        self.subscriptions.insert(id.clone(), handle);
        let next = async move {
            let waited = match tokio::time::timeout(follower.keep_alive(), follower.next()).await {
                Ok(told) => Waited::Told(told),
                Err(_elapsed) => Waited::Nothing,
            };
            (id, follower, waited)
        };
        self.waiting.push(Box::pin(Abortable::new(next, registration)));
    }

    /// What the client is told of what a follower has heard.
    fn heard(&mut self, (id, follower, waited): Heard) -> Option<String> {
        if !self.subscriptions.contains_key(&id) {
            return None;
        }
        let frame = match waited {
            Waited::Told(Ok(Some(Told::Change(change)))) => changed(&id, &change),
            Waited::Told(Ok(Some(Told::Reset(position)))) => {
                json!({ "type": "reset", "id": id, "position": position.to_string() }).to_string()
            }
            Waited::Told(Ok(None)) => {
                self.subscriptions.remove(&id);
                return Some(json!({ "type": "unsubscribed", "id": id }).to_string());
            }
            Waited::Told(Err(error)) => {
                self.subscriptions.remove(&id);
                return Some(refused(Some(&id), &self.problem(&error.into())));
            }
            Waited::Nothing => {
                json!({ "type": "position", "id": id, "position": follower.position().to_string() }).to_string()
            }
        };
        self.wait(id, follower);
        Some(frame)
    }

    fn problem(&self, problem: &Problem) -> String {
        if let Some(error) = problem.failure() {
            self.api.outage().failed(error);
        }
        problem.body(PATH, &self.request)
    }
}

/// Waits for the server to stop.
async fn until(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn goodbye(mut socket: WebSocket, why: &'static str) {
    let frame = CloseFrame { code: close_code::AWAY, reason: why.into() };
    let _ = socket.send(Message::Close(Some(frame))).await;
}

/// The row is JSON already.
fn changed(id: &str, change: &Change) -> String {
    let id = Value::from(id);
    let row = String::from_utf8_lossy(&change.row);
    format!(
        "{{\"type\":\"{}\",\"id\":{id},\"position\":\"{}\",\"data\":{row}}}",
        change.event.as_str(),
        change.position
    )
}

fn refused(id: Option<&str>, problem: &str) -> String {
    format!("{{\"type\":\"error\",\"id\":{},\"problem\":{problem}}}", Value::from(id))
}

fn unreadable(detail: &'static str) -> Problem {
    Problem::new(Code::InvalidJson).detail(detail)
}

fn text<'f>(frame: &'f Map<String, Value>, name: &'static str) -> Result<&'f str, Problem> {
    frame
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| Problem::new(Code::InvalidJson).detail(format!("`{name}` is a text that has to be there")))
}

/// Refuses words that nobody knows.
fn only(frame: &Map<String, Value>, known: &[&str]) -> Result<(), Problem> {
    match frame.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let detail = format!("There is no `{name}` here; known are {}", known.join(", "));
            Err(Problem::new(Code::InvalidJson).detail(detail))
        }
        None => Ok(()),
    }
}
