//! `Idempotency-Key`: a request that is sent again is not done again (contract section 5).
//!
//! The answer is kept in a table of the server's own, in the transaction that writes: either both are there or neither.

use std::collections::HashSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use sha2::{Digest as _, Sha256};
use ssot_db::{Beside, Context, Database, Dialect, Error, ErrorKind, Expect, Parameter, Query, Script, Step, Value};
use tokio::sync::OnceCell;

use crate::policy::Viewer;
use crate::problem::{Code, Problem, Violation, rule};
use crate::query::sql::Sql;
use crate::read;
use crate::response::Answer;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key, in bytes.
pub const MAX_KEY: usize = 255;
/// How long answers are kept: 24 hours in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1000;
/// Old answers are thrown away so often: every 10 minutes.
const PURGED: i64 = 10 * 60 * 1000;

const TABLE: &str = "_ssot_idempotency";
const COLUMNS: [&str; 7] = ["caller", "key", "fingerprint", "status", "headers", "body", "created"];
const SQLITE: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_idempotency\" (\
    \"caller\" TEXT NOT NULL, \"key\" TEXT NOT NULL, \"fingerprint\" TEXT NOT NULL, \"status\" INTEGER NOT NULL, \
    \"headers\" TEXT NOT NULL, \"body\" BLOB, \"created\" INTEGER NOT NULL, PRIMARY KEY (\"caller\", \"key\")) STRICT;
    CREATE INDEX IF NOT EXISTS \"_ssot_idempotency_created\" ON \"_ssot_idempotency\" (\"created\");";
const POSTGRES: &str = "SELECT pg_advisory_xact_lock(7310034592);
    CREATE TABLE IF NOT EXISTS \"_ssot_idempotency\" (\
    \"caller\" TEXT NOT NULL, \"key\" TEXT NOT NULL, \"fingerprint\" TEXT NOT NULL, \"status\" INTEGER NOT NULL, \
    \"headers\" TEXT NOT NULL, \"body\" BYTEA, \"created\" BIGINT NOT NULL, PRIMARY KEY (\"caller\", \"key\"));
    CREATE INDEX IF NOT EXISTS \"_ssot_idempotency_created\" ON \"_ssot_idempotency\" (\"created\");";

const MYSQL: &str = "CREATE TABLE IF NOT EXISTS \"_ssot_idempotency\" (\
    \"caller\" VARCHAR(700) NOT NULL, \"key\" VARCHAR(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL, \
    \"fingerprint\" VARCHAR(64) NOT NULL, \"status\" INTEGER NOT NULL, \"headers\" LONGTEXT NOT NULL, \"body\" LONGBLOB, \
    \"created\" BIGINT NOT NULL, PRIMARY KEY (\"caller\", \"key\"), INDEX (\"created\")) \
    DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;";

/// What a server remembers of requests with keys.
#[derive(Debug, Default)]
pub struct Memory {
    /// Whether the table is there.
    table: OnceCell<()>,
    /// Requests on their way.
    running: Mutex<HashSet<(String, String)>>,
    /// When old answers were thrown away last.
    purged: AtomicI64,
}

/// A request with a key.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Who sends it ([`crate::auth::Caller::mark`]).
    caller: String,
    key: String,
    /// Of everything that makes it that request.
    fingerprint: String,
    /// Milliseconds since 1970.
    now: i64,
}

impl Claim {
    /// The claim of a request, if it has a key and would change something.
    ///
    /// # Errors
    /// 400 if the key is none.
    pub fn read(
        Parts { method, uri, headers, .. }: &Parts,
        viewer: &Viewer,
        body: &[u8],
        now: i64,
    ) -> Result<Option<Self>, Problem> {
        let mut keys = headers.get_all(&KEY).iter();
        let Some(value) = keys.next() else { return Ok(None) };
        let is_dry = uri.query().is_some_and(|query| query.split('&').any(|part| part.starts_with("dryRun")));
        if !matches!(*method, Method::POST | Method::PATCH) {
            return Ok(None);
        }
        let text = value.to_str().unwrap_or_default();
        let is_key = (1..=MAX_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_key || keys.next().is_some() {
            let message = format!("A key is 1 to {MAX_KEY} visible characters of ASCII");
            let violation = Violation::parameter("Idempotency-Key", rule::FORMAT, message);
            return Err(Problem::new(Code::InvalidQuery).errors(vec![violation]));
        }
        if is_dry {
            return Ok(None);
        }
        let mut hasher = Sha256::new();
        for part in [method.as_str(), uri.path(), uri.query().unwrap_or_default()] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(body);
        let fingerprint = STANDARD.encode(hasher.finalize());
        Ok(Some(Self { caller: viewer.mark(), key: text.to_owned(), fingerprint, now }))
    }

    /// The step that keeps the answer; it finds no row if another request with the key was faster.
    pub(super) fn keep(&self, answer: &Answer, dialect: Dialect) -> Step {
        let headers: Vec<(&str, &str)> =
            answer.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
        let headers = serde_json::to_string(&headers).unwrap_or_else(|_| "[]".to_owned());
        let values = [
            Value::Text(self.caller.clone()),
            Value::Text(self.key.clone()),
            Value::Text(self.fingerprint.clone()),
            Value::Integer(answer.status.as_u16().into()),
            Value::Text(headers),
            answer.body.as_ref().map_or(Value::Null, |body| Value::Bytes(body.to_vec())),
            Value::Integer(self.now),
        ];
        let mut sql = Sql::<Parameter>::new(dialect);
        sql.push("INSERT INTO ").name(TABLE).either(" AS kept", " AS kept", "");
        sql.push(" (").join(COLUMNS, ", ", |sql, column| {
            sql.name(column);
        });
        sql.push(") VALUES (").join(values, ", ", |sql, value| {
            sql.bind(Parameter::Value(value));
        });
        if dialect == Dialect::Mysql {
            // Whoever comes second waits here, and is refused.
            sql.push(")");
            let (sql, parameters) = sql.into_parts();
            return Step::new(sql, parameters, Expect::Some).beside(Beside::Before(self.drop_old(dialect)));
        }
        sql.push(") ON CONFLICT (\"caller\", \"key\") DO UPDATE SET ").join(&COLUMNS[2..], ", ", |sql, column| {
            sql.name(column).push(" = excluded.").name(column);
        });
        sql.push(" WHERE kept.\"created\" < ").bind(Parameter::Value(Value::Integer(self.now - KEPT)));
        sql.push(" RETURNING 1");
        let (sql, parameters) = sql.into_parts();
        Step::new(sql, parameters, Expect::Some)
    }

    /// Throws away an answer that need not be kept any more.
    fn drop_old(&self, dialect: Dialect) -> Query {
        let mut sql = Sql::<Parameter>::new(dialect);
        sql.push("DELETE FROM ").name(TABLE);
        sql.push(" WHERE \"caller\" = ").bind(Value::Text(self.caller.clone()));
        sql.push(" AND \"key\" = ").bind(Value::Text(self.key.clone()));
        sql.push(" AND \"created\" < ").bind(Value::Integer(self.now - KEPT));
        let (sql, parameters) = sql.into_parts();
        Query { sql, parameters }
    }

    /// The answer that was kept; `request_id` is this request's.
    async fn kept(&self, database: &Database, request_id: &str) -> Result<Option<Answer>, Problem> {
        let mut sql = Sql::<Value>::new(database.dialect());
        sql.push("SELECT \"fingerprint\", \"status\", \"headers\", \"body\" FROM ").name(TABLE);
        sql.push(" WHERE \"caller\" = ").bind(Value::Text(self.caller.clone()));
        sql.push(" AND \"key\" = ").bind(Value::Text(self.key.clone()));
        sql.push(" AND \"created\" >= ").bind(Value::Integer(self.now - KEPT));
        let Some(row) = read::first(database, sql.finish().for_program()).await? else { return Ok(None) };
        let [Value::Text(fingerprint), Value::Integer(status), Value::Text(headers), body] = row.as_slice() else {
            return Err(unreadable().into());
        };
        if *fingerprint != self.fingerprint {
            return Err(Problem::new(Code::IdempotencyMismatch));
        }
        let status = u16::try_from(*status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        let mut answer = Answer::no_content().status(status.ok_or_else(unreadable)?);
        if let Value::Bytes(body) = body {
            answer.body =
                Some(if answer.status.is_client_error() { of_now(body, request_id) } else { body.clone() }.into());
        }
        let headers: Vec<(String, String)> = serde_json::from_str(headers).map_err(|_| unreadable())?;
        for (name, value) in headers {
            if let Ok(name) = HeaderName::try_from(name) {
                answer = answer.header(name, value);
            }
        }
        Ok(Some(answer.header(REPLAYED, HeaderValue::from_static("true"))))
    }
}

fn unreadable() -> Error {
    Error { kind: ErrorKind::Other, detail: "a kept answer cannot be read".to_owned() }
}

/// A problem names the request that it answers: this one.
fn of_now(body: &[u8], request_id: &str) -> Vec<u8> {
    let Ok(mut json) = serde_json::from_slice::<serde_json::Value>(body) else { return body.to_vec() };
    json["requestId"] = request_id.into();
    json.to_string().into_bytes()
}

/// A request among those on their way.
struct Running<'m> {
    memory: &'m Memory,
    name: (String, String),
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.memory.running().remove(&self.name);
    }
}

impl Memory {
    fn running(&self) -> std::sync::MutexGuard<'_, HashSet<(String, String)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request with a key: by `work`, which keeps what it answers, or with what was kept. `instance` and
    /// `request_id` are this request's.
    ///
    /// # Errors
    /// 409 while the first request is on its way, 422 if it was another one, and what `work` refuses.
    pub async fn once(
        &self,
        database: &Database,
        claim: &Claim,
        instance: &str,
        request_id: &str,
        work: impl Future<Output = Result<Answer, Problem>>,
    ) -> Result<Answer, Problem> {
        let name = (claim.caller.clone(), claim.key.clone());
        if !self.running().insert(name.clone()) {
            let mut problem = Problem::new(Code::InProgress);
            problem.headers.push((http::header::RETRY_AFTER, HeaderValue::from(1_u16)));
            return Err(problem);
        }
        let _running = Running { memory: self, name };
        if !database.has_row_security() {
            self.table.get_or_try_init(|| database.batch(definition(database.dialect()))).await?;
        }
        self.purge(database, claim.now).await;
        if let Some(answer) = claim.kept(database, request_id).await? {
            return Ok(answer);
        }
        let problem = match work.await {
            Ok(answer) => return Ok(answer),
            Err(problem) => problem,
        };
        // Another server may have been faster.
        if let Some(answer) = claim.kept(database, request_id).await? {
            return Ok(answer);
        }
        let understood = problem.status().is_client_error() && problem.status() != StatusCode::BAD_REQUEST;
        if understood {
            let step = claim.keep(&refusal(&problem, instance), database.dialect());
            let script = Script {
                steps: vec![Step { expect: Expect::Any, ..step }],
                context: Context::Program,
                ..Script::default()
            };
            if let Err(error) = database.run(script).await {
                tracing::warn!(target: "ssot", ?error, "a refusal was not kept");
            }
        }
        Err(problem)
    }

    async fn purge(&self, database: &Database, now: i64) {
        let last = self.purged.load(Ordering::Relaxed);
        if now - last < PURGED || self.purged.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_err()
        {
            return;
        }
        let mut sql = Sql::<Parameter>::new(database.dialect());
        sql.push("DELETE FROM ").name(TABLE).push(" WHERE \"created\" < ");
        sql.bind(Parameter::Value(Value::Integer(now - KEPT)));
        let (sql, parameters) = sql.into_parts();
        let steps = vec![Step::new(sql, parameters, Expect::Any)];
        if let Err(error) = database.run(Script { steps, context: Context::Program, ..Script::default() }).await {
            tracing::warn!(target: "ssot", ?error, "old answers were not thrown away");
        }
    }
}

fn definition(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
        Dialect::Mysql => MYSQL,
    }
}

fn refusal(problem: &Problem, instance: &str) -> Answer {
    let answer = Answer::json(problem.body(instance, "")).status(problem.status());
    let kind = HeaderValue::from_static("application/problem+json");
    let answer = answer.header(http::header::CONTENT_TYPE, kind);
    problem.headers.iter().fold(answer, |answer, (name, value)| answer.header(name.clone(), value.clone()))
}
