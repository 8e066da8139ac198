//! Reference servers: `ssot-bench-reference sqlx|memory PORT DATABASE_URL`.
//!
//! `sqlx`: axum on a sqlx pool, rows through `query_as` and serde for one post with its author; the list's JSON is built by the database.
//! `memory`: axum answering with the bytes of the file named in place of the URL, the ceiling of what axum can do here.

#![allow(clippy::print_stdout, reason = "the driver waits for the line")]

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};

fn millis<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::Millis, true))
}

fn optional_millis<S: Serializer>(time: &Option<DateTime<Utc>>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => millis(time, serializer),
        None => serializer.serialize_none(),
    }
}

macro_rules! post {
    ($name:ident, $int:ty, $moment:ty) => {
        #[derive(sqlx::FromRow)]
        struct $name {
            id: $int,
            slug: String,
            title: String,
            content: String,
            published: bool,
            status: String,
            views: $int,
            rating: Option<f64>,
            published_at: Option<$moment>,
            created_at: $moment,
            updated_at: $moment,
            author_id: String,
            category_id: Option<$int>,
            user_email: String,
            user_name: String,
            user_role: String,
            user_balance: String,
            user_bytes_read: i64,
            user_settings: Option<String>,
            user_created_at: $moment,
            user_updated_at: $moment,
        }
    };
}

post!(SqlitePost, i64, DateTime<Utc>);
post!(PostgresPost, i32, chrono::NaiveDateTime);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Post {
    id: i64,
    slug: String,
    title: String,
    content: String,
    published: bool,
    status: String,
    views: i64,
    rating: Option<f64>,
    #[serde(serialize_with = "optional_millis")]
    published_at: Option<DateTime<Utc>>,
    #[serde(serialize_with = "millis")]
    created_at: DateTime<Utc>,
    #[serde(serialize_with = "millis")]
    updated_at: DateTime<Utc>,
    author_id: String,
    category_id: Option<i64>,
    author: Author,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Author {
    id: String,
    email: String,
    name: String,
    role: String,
    balance: String,
    bytes_read: String,
    settings: Option<Box<RawValue>>,
    avatar: Option<String>,
    #[serde(serialize_with = "millis")]
    created_at: DateTime<Utc>,
    #[serde(serialize_with = "millis")]
    updated_at: DateTime<Utc>,
}

macro_rules! into_post {
    ($from:ty, $moment:expr) => {
        impl From<$from> for Post {
            fn from(row: $from) -> Self {
                let moment = $moment;
                let author = Author {
                    id: row.author_id.clone(),
                    email: row.user_email,
                    name: row.user_name,
                    role: row.user_role,
                    balance: row.user_balance,
                    bytes_read: row.user_bytes_read.to_string(),
                    settings: row.user_settings.and_then(|text| RawValue::from_string(text).ok()),
                    avatar: None,
                    created_at: moment(row.user_created_at),
                    updated_at: moment(row.user_updated_at),
                };
                Self {
                    id: row.id.into(),
                    slug: row.slug,
                    title: row.title,
                    content: row.content,
                    published: row.published,
                    status: row.status,
                    views: row.views.into(),
                    rating: row.rating,
                    published_at: row.published_at.map(moment),
                    created_at: moment(row.created_at),
                    updated_at: moment(row.updated_at),
                    author_id: row.author_id,
                    category_id: row.category_id.map(Into::into),
                    author,
                }
            }
        }
    };
}

into_post!(SqlitePost, |time: DateTime<Utc>| time);
into_post!(PostgresPost, |time: chrono::NaiveDateTime| time.and_utc());

/// A post and its author; the two databases give enumerations, exact numbers and JSON as text each in its own way.
fn get_sql(status: &str, role: &str, balance: &str, settings: &str, placeholder: &str) -> String {
    format!(
        "select p.id, p.slug, p.title, p.content, p.published, {status} as status, p.views, p.rating, p.published_at, p.created_at, \
         p.updated_at, p.author_id, p.category_id, u.email as user_email, u.name as user_name, {role} as user_role, \
         {balance} as user_balance, u.bytes_read as user_bytes_read, {settings} as user_settings, \
         u.created_at as user_created_at, u.updated_at as user_updated_at \
         from posts p join users u on u.id = p.author_id where p.id = {placeholder}"
    )
}

fn sqlite_list() -> String {
    "select json_object('data', json_group_array(json(row))) from (select json_object('id', p.id, 'slug', p.slug, 'title', p.title, 'content', p.content, 'published', json(iif(p.published, 'true', 'false')), 'status', p.status, 'views', p.views, 'rating', p.rating, 'publishedAt', p.published_at, 'createdAt', p.created_at, 'updatedAt', p.updated_at, 'authorId', p.author_id, 'categoryId', p.category_id, 'author', json_object('id', u.id, 'email', u.email, 'name', u.name, 'role', u.role, 'balance', cast(u.balance as text), 'bytesRead', cast(u.bytes_read as text), 'settings', json(u.settings), 'avatar', null, 'createdAt', u.created_at, 'updatedAt', u.updated_at)) as row from posts p join users u on u.id = p.author_id order by p.id limit 20)".to_owned()
}

fn postgres_list() -> String {
    let moment = |column: &str| format!("to_char({column}, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
    format!(
        "select json_build_object('data', json_agg(row))::text from (select json_build_object('id', p.id, 'slug', p.slug, 'title', p.title, 'content', p.content, 'published', p.published, 'status', p.status, 'views', p.views, 'rating', p.rating, 'publishedAt', {}, 'createdAt', {}, 'updatedAt', {}, 'authorId', p.author_id, 'categoryId', p.category_id, 'author', json_build_object('id', u.id, 'email', u.email, 'name', u.name, 'role', u.role, 'balance', trim_scale(u.balance)::text, 'bytesRead', u.bytes_read::text, 'settings', u.settings, 'avatar', null, 'createdAt', {}, 'updatedAt', {})) as row from posts p join users u on u.id = p.author_id order by p.id limit 20) t",
        moment("p.published_at"),
        moment("p.created_at"),
        moment("p.updated_at"),
        moment("u.created_at"),
        moment("u.updated_at")
    )
}

#[derive(Clone)]
struct Shared<P> {
    pool: P,
    get: Arc<str>,
    list: Arc<str>,
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

fn answer(row: Result<Option<Post>, sqlx::Error>) -> Response {
    match row {
        Ok(Some(post)) => axum::Json(post).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn list(text: Result<String, sqlx::Error>) -> Response {
    text.map_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response(), json)
}

async fn sqlite_router(url: &str) -> Result<Router, sqlx::Error> {
    let options: SqliteConnectOptions = url.parse()?;
    let options = options.journal_mode(SqliteJournalMode::Wal);
    let pool: SqlitePool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
    let shared = Shared {
        pool,
        get: get_sql("p.status", "u.role", "cast(u.balance as text)", "u.settings", "?1").into(),
        list: sqlite_list().into(),
    };
    let get_post = async |State(shared): State<Shared<SqlitePool>>, Path(id): Path<i64>| {
        let row: Result<Option<SqlitePost>, _> =
            sqlx::query_as(sqlx::AssertSqlSafe(shared.get.clone())).bind(id).fetch_optional(&shared.pool).await;
        answer(row.map(|row| row.map(Post::from)))
    };
    let list_posts = async |State(shared): State<Shared<SqlitePool>>| {
        list(sqlx::query_scalar(sqlx::AssertSqlSafe(shared.list.clone())).fetch_one(&shared.pool).await)
    };
    Ok(Router::new().route("/api/posts/{id}", get(get_post)).route("/api/posts", get(list_posts)).with_state(shared))
}

async fn postgres_router(url: &str) -> Result<Router, sqlx::Error> {
    let pool: PgPool = PgPoolOptions::new().max_connections(16).connect(url).await?;
    let shared = Shared {
        pool,
        get: get_sql("p.status::text", "u.role::text", "trim_scale(u.balance)::text", "u.settings::text", "$1").into(),
        list: postgres_list().into(),
    };
    let get_post = async |State(shared): State<Shared<PgPool>>, Path(id): Path<i32>| {
        let row: Result<Option<PostgresPost>, _> =
            sqlx::query_as(sqlx::AssertSqlSafe(shared.get.clone())).bind(id).fetch_optional(&shared.pool).await;
        answer(row.map(|row| row.map(Post::from)))
    };
    let list_posts = async |State(shared): State<Shared<PgPool>>| {
        list(sqlx::query_scalar(sqlx::AssertSqlSafe(shared.list.clone())).fetch_one(&shared.pool).await)
    };
    Ok(Router::new().route("/api/posts/{id}", get(get_post)).route("/api/posts", get(list_posts)).with_state(shared))
}

fn memory_router(file: &str) -> std::io::Result<Router> {
    let body = axum::body::Bytes::from(std::fs::read(file)?);
    let respond = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], body) }
    };
    Ok(Router::new().route("/api/posts/{id}", get(respond.clone())).route("/api/posts", get(respond)))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, port, url] = arguments.as_slice() else {
        return Err("usage: ssot-bench-reference sqlx|memory PORT URL-OR-FILE".into());
    };
    let router = match kind.as_str() {
        "memory" => memory_router(url)?,
        _ if url.starts_with("sqlite:") => sqlite_router(url).await?,
        _ => postgres_router(url).await?,
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port.parse::<u16>()?)).await?;
    println!("ready");
    axum::serve(listener, router).await?;
    Ok(())
}
