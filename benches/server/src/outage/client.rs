//! One connection that sends a request, waits for its answer, and knows what it may be.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::header::{ACCEPT, CONTENT_TYPE, HOST};
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use super::contract::{Answer, fault};
use super::ledger::{Ledger, Post, Word};
use super::question::Question;
use super::tally::Tally;

/// After "not now" a client waits so long, which is far less than it is told: so many requests come while the database is
/// away, and soon when it is back.
const PAUSE: Duration = Duration::from_millis(10);
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks until the load is stopped.
pub(super) async fn run(address: SocketAddr, number: usize, tally: Arc<Tally>) -> Ledger {
    let mut client = Client { address, number, tally, connection: None, ledger: Ledger::default(), own: None };
    let mut step = 0;
    while !client.tally.is_stopped() {
        step += 1;
        for question in client.round(step) {
            if client.tally.is_stopped() {
                break;
            }
            client.ask(&question).await;
        }
    }
    client.ledger
}

struct Client {
    address: SocketAddr,
    number: usize,
    tally: Arc<Tally>,
    connection: Option<SendRequest<Full<Bytes>>>,
    ledger: Ledger,
    /// The last post that the server has said is there: key and id.
    own: Option<(String, u64)>,
}

impl Client {
    /// Up to ten requests, of which a third are writes.
    fn round(&self, step: u32) -> Vec<Question> {
        let some = |offset: u32| Question::some_post(self.number as u32 * 131 + step * 4 + offset);
        let mut round = vec![some(0), Question::List, some(1)];
        if let Some((slug, id)) = &self.own
            && let Some(post) = self.ledger.posts.get(slug)
        {
            round.push(Question::Change { id: *id, views: post.views.1 + 1 });
            round.push(Question::Look { slug: slug.clone() });
            // Those without comments go again, every second one.
            if step.is_multiple_of(4) && !post.with_comments {
                round.push(Question::Remove { id: *id });
            }
        }
        round.extend([some(2), Question::Filter, some(3)]);
        let with_comments = step.is_multiple_of(2);
        let slug = format!("load-{}-{step}", self.number);
        round.push(Question::Create { slug, with_comments, author: self.number as u32 });
        round
    }

    async fn ask(&mut self, question: &Question) {
        self.begin(question);
        let asked = Instant::now();
        let answer = match tokio::time::timeout(PATIENCE, self.exchange(question)).await {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                self.tally.fault(format!("a broken connection: {} {}: {error}", question.method(), question.target()));
                None
            }
            Err(_) => {
                self.tally.fault(format!("no answer within {PATIENCE:?}: {} {}", question.method(), question.target()));
                None
            }
        };
        self.end(question, answer.as_ref());
        match answer {
            Some(answer) => {
                if let Some(fault) = fault(question, &answer) {
                    self.tally.fault(fault);
                } else if answer.is_success() {
                    self.tally.success(self.number, question.is_write(), asked);
                } else {
                    self.tally.refusal(asked);
                    tokio::time::sleep(PAUSE).await;
                }
            }
            None => self.connection = None,
        }
    }

    /// Writes down what is asked for.
    fn begin(&mut self, question: &Question) {
        match question {
            Question::Create { slug, with_comments, .. } => {
                let post = Post { created: Word::Open, with_comments: *with_comments, views: (0, 0), removed: None };
                self.ledger.posts.insert(slug.clone(), post);
            }
            Question::Change { views, .. } => self.with_own(|post| post.views.1 = *views),
            Question::Remove { .. } => self.with_own(|post| post.removed = Some(Word::Open)),
            _ => {}
        }
    }

    /// Writes down what the server has said.
    fn end(&mut self, question: &Question, answer: Option<&Answer>) {
        let done = answer.filter(|answer| answer.is_success());
        if question.is_write() {
            self.ledger.write(if done.is_some() { Word::Given } else { Word::Open });
        }
        match question {
            Question::Create { slug, .. } => {
                if let Some(answer) = done {
                    self.own = answer.body["id"].as_u64().map(|id| (slug.clone(), id));
                    self.with_own(|post| post.created = Word::Given);
                }
            }
            Question::Change { views, .. } if done.is_some() => self.with_own(|post| post.views.0 = *views),
            Question::Remove { .. } => {
                if done.is_some() {
                    self.with_own(|post| post.removed = Some(Word::Given));
                }
                self.own = None;
            }
            _ => {}
        }
    }

    fn with_own(&mut self, change: impl FnOnce(&mut Post)) {
        if let Some((slug, _)) = &self.own
            && let Some(post) = self.ledger.posts.get_mut(slug)
        {
            change(post);
        }
    }

    async fn exchange(&mut self, question: &Question) -> io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(self.address).await?,
        };
        let body = question.body().map(|body| Bytes::from(body.to_string())).unwrap_or_default();
        let mut request = Request::builder().method(question.method()).uri(question.target());
        request = request.header(HOST, self.address.to_string()).header(ACCEPT, "application/json");
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Full::new(body)).map_err(io::Error::other)?;
        connection.ready().await.map_err(io::Error::other)?;
        let response = connection.send_request(request).await.map_err(io::Error::other)?;
        let answer = whole(response).await?;
        self.connection = Some(connection);
        Ok(answer)
    }
}

async fn connect(address: SocketAddr) -> io::Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    // Its end shows when something is sent.
    tokio::task::spawn_local(async move { drop(connection.await) });
    Ok(sender)
}

async fn whole(response: Response<Incoming>) -> io::Result<Answer> {
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).map_err(io::Error::other)? };
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
}
